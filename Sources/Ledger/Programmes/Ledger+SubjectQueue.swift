import EventStore
public import LedgerDomain
public import LedgerFormat
public import Programmes

/// Something about a subject that waits for a person, or falls due (programmes §11).
public struct SubjectWork: Sendable {
  /// The subject.
  public let provider: Key<Provider>
  /// What it is called.
  public let name: String
  /// Its programme.
  public let programme: String
  /// The zone of its programme.
  public let zone: Zone
  /// What waits.
  public let item: SubjectQueueItem

  /// When it is due, where that is by the hour.
  public var dueAt: Instant? {
    if case .duty(_, _, let at) = item.matter { at } else { nil }
  }
}

extension Ledger {
  /// What waits at the subjects of programmes, or falls due on or before `last`; by due date, then by how long it has waited.
  ///
  /// - Parameters:
  ///   - role: only what this role can do; nil for all.
  ///   - provider: only what is about this one; nil for all.
  public func subjectQueue(
    for role: Role?, of provider: Key<Provider>? = nil, through last: LocalDate, _ question: StandingQuestion
  ) throws -> [SubjectWork] {
    try store.read { reader in
      let programmes = try source.programmes(in: reader).known(at: question.knownAt)
      guard !programmes.isEmpty else { return [] }
      var work: [SubjectWork] = []
      for subject in try provider.map({ [$0] }) ?? reader.subjects() {
        work += try self.work(of: subject, knownAt: question.knownAt, among: programmes, from: reader)
          .filter { $0.item.isAsked(of: role, through: last) }
      }
      return work.sorted { ($0.item.order, $0.provider) < ($1.item.order, $1.provider) }
    }
  }

  /// What waits at a subject, in the order of the log: of everything known told from the rows of its standing, which hold all that may
  /// wait and neither facts nor entries; else from the whole state.
  private func work(
    of subject: Key<Provider>, knownAt known: Instant?, among programmes: PublishedProgrammes,
    from reader: any EventStoreReader
  ) throws -> [SubjectWork] {
    if known == nil, subjects.state(at: try reader.head(of: subject)) == nil,
      let outline = try reader.outline(of: subject, among: programmes), let versions = programmes[outline.programme]
    {
      return outline.queue(by: versions).map { item in
        SubjectWork(
          provider: subject, name: outline.name, programme: outline.programme, zone: versions.zone, item: item)
      }
    }
    guard let state = try subjectState(of: subject, knownAt: known, among: programmes, from: reader),
      let versions = programmes[state.programme]
    else { return [] }
    return state.work(by: versions)
  }
}

extension SubjectQueueItem {
  fileprivate func isAsked(of role: Role?, through last: LocalDate) -> Bool {
    if let role, !roles.contains(role.rawValue) { return false }
    return due.map { $0 <= last } ?? true
  }

  /// When it is due; nil for what has no date.
  public var due: LocalDate? {
    switch matter {
    case .duty(_, let due, _): due.date
    case .breach, .appeal: nil
    }
  }

  /// By what they stand in order: the date due, then since when they wait.
  fileprivate var order: LocalDate { due ?? since }

  /// What is to be done.
  public var work: QueueItem.Work {
    switch matter {
    case .breach: .assess
    case .appeal: .decideAppeal
    case .duty: .meetDuty
    }
  }

  /// What it is about: a breach, or a duty with its key.
  public var subject: String {
    switch matter {
    case .breach(let asked): asked.breach.text
    case .appeal(let breach, _): breach.text
    case .duty(let name, _, _): name.text
    }
  }
}

extension SubjectWork {
  /// As JSON, its fields those of the queue's other items where they mean the same.
  public var json: JSON {
    var fields: [JSON.Field] = [
      .init("provider", .string(provider.text)), .init("work", .string(item.work.rawValue)),
      .init("subject", .string(item.subject)), .init("roles", .array(item.roles.map { .string($0) })),
      .init("since", .string(item.since.description)), .init("due", JSON(item.due?.description)),
    ]
    if case .breach(let asked) = item.matter {
      fields += [
        .init("clause", .string(asked.clause)), .init("on", .string(asked.on.description)),
        .init("grades", .array(asked.grades.map { .string($0) })), .init("points", .range(asked.points)),
        .init("fen", .range(asked.fen)),
      ]
    }
    return .object(fields)
  }
}

extension JSON {
  fileprivate static func range(_ range: ClosedRange<Int>?) -> JSON {
    guard let range else { return .null }
    return .object([.init("minimum", .integer(range.lowerBound)), .init("maximum", .integer(range.upperBound))])
  }
}

extension SubjectState {
  /// What waits at the subject, in the order of the log.
  func work(by versions: ProgrammeVersions) -> [SubjectWork] {
    queue(by: versions).map { item in
      SubjectWork(
        provider: provider, name: enrolment?.name ?? "", programme: programme, zone: zone, item: item)
    }
  }
}
