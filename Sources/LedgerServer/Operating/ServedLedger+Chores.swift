import Ledger
import LedgerAccess
import LedgerDomain
import LedgerFormat
import Presentation
import ServerSettings
import Synchronization

/// What the server does by itself, beside answering.
extension ServedLedger {
  /// How often it is looked whether accounts have changed (server 2.3).
  private static let accountsLooked = Duration.milliseconds(250)
  /// How often uses of tokens are written down.
  private static let usesKept = 20

  /// Does all of it until the task is cancelled.
  public func doChores() async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await self.lookAtAccounts() }
      if let sending, !settings.isReadOnly { group.addTask { await Deliveries(self, by: sending).run() } }
      if !settings.isReadOnly { group.addTask { await self.sweepByNight() } }
    }
  }

  private func lookAtAccounts() async {
    var round = 0
    while !Task.isCancelled {
      lookOnceAtAccounts()
      notes.write(into: access)
      if round % Self.usesKept == 0 { try? access.keepUses(surroundings.now()) }
      if round % 100_000 == 0 { _ = try? access.pruneLog(surroundings.now()) }
      round += 1
      try? await Task.sleep(for: Self.accountsLooked)
    }
  }

  /// What keeps accounts from being looked at is said once, and unreadies the server until it is over: who was disabled
  /// would go on (server 2.3).
  private func lookOnceAtAccounts() {
    do {
      try access.refresh()
      accountsFault.withLock { $0 = nil }
    } catch {
      let problem = Problem(error)
      let isNew = accountsFault.withLock { fault in
        defer { fault = problem.code }
        return fault != problem.code
      }
      if isNew { surroundings.say(problem.code, problem.message) }
    }
  }

  /// Sweeps each night, and at the start for the nights that were missed (server 1.7).
  private func sweepByNight() async {
    guard case .at(let hour, let minute) = settings.nightly else { return }
    var day: LocalDate?
    while !Task.isCancelled {
      let now = surroundings.now()
      let today = ledger.zone.date(of: now)
      let isTime = now >= ledger.zone.instant(today).adding(seconds: hour * 3600 + minute * 60)
      if day == nil || day != today && isTime {
        if await sweep(through: today.adding(days: -1)) { day = isTime ? today : today.adding(days: -1) }
      }
      try? await Task.sleep(for: .seconds(20))
    }
  }

  /// - Returns: whether it was done.
  private func sweep(through last: LocalDate) async -> Bool {
    guard let writer,
      let portions = try? await readers.run({ [ledger] in try ledger.portions(of: .sweep(through: last)) })
    else { return false }
    for portion in portions {
      let head = try? await writer.run { [ledger, surroundings] in
        try ledger.write(expecting: portion.wanted) { transaction in
          _ = try portion.run(in: transaction, now: surroundings.now())
          return transaction.position
        }
      }
      guard let head else { return false }
      followers.tell(head)
      noteCommit(submissions: 0)
    }
    swept.withLock { $0 = surroundings.now().seconds }
    return true
  }
}
