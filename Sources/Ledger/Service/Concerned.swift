import EventStore
import LedgerDomain

/// The providers with whom a job may have something to do, as their accounts say before it begins.
struct Concerned {
  private let all: [Key<Provider>]
  /// Those at whom something falls due by its last day, or of whom no account can be read.
  private var due: Set<Key<Provider>>
  /// Those whose duties are overdue by then besides.
  private var overdue: Set<Key<Provider>> = []

  fileprivate init(_ all: [Key<Provider>]) {
    self.all = all
    due = Set(all)
  }

  fileprivate mutating func note(_ account: Account, _ job: ProviderJob) {
    if !job.isDue(account) { due.remove(account.provider) }
    if account.hasDutiesOverdue(through: job.last) { overdue.insert(account.provider) }
  }

  /// Those with whom something may be done, by key. What falls due at a provider may open duties that are overdue.
  func providers(in pass: ProviderJob.Pass) -> [Key<Provider>] {
    switch pass {
    case .dueDates: all.filter(due.contains)
    case .duties: all.filter { due.contains($0) || overdue.contains($0) }
    case .closing: all
    }
  }
}

extension ProviderJob {
  /// Whether something falls due at a provider by the last day.
  func isDue(_ account: Account) -> Bool { account.nothingDueBefore.map { $0 <= last } ?? false }
}

extension EventStoreReader {
  /// The providers with whom a job may have something to do, told by their rows in one pass.
  func concerned(by job: ProviderJob, among providers: [Key<Provider>], zone: Zone) throws -> Concerned {
    var concerned = Concerned(providers)
    try scanValues(prefix: ReadModel.standingPrefix) { key, bytes in
      let provider = Key<Provider>(String(key.dropFirst(ReadModel.standingPrefix.count)))
      if let account = try Account(bytes, of: provider, zone: zone) { concerned.note(account, job) }
      return true
    }
    return concerned
  }
}
