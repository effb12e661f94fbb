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
    if let head = try? await readers.run({ [ledger] in try ledger.head() }) { followers.tell(head) }
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await self.lookAtAccounts() }
      group.addTask { await self.lookAheadEachDay() }
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
      // What is left when the server is stopped is made up for at its next start.
      if Task.isCancelled { return false }
      let head = try? await writer.run(isPatient: true) { [ledger, surroundings] in
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

  /// How often it is looked whether another day has begun.
  private static let dayLooked = Duration.seconds(20)

  /// Looks ahead at the start, and when a day begins, on which everything is made anew.
  private func lookAheadEachDay() async {
    let worker = Workers(1, name: "looking-ahead")
    var day: LocalDate?
    while !Task.isCancelled {
      let now = surroundings.now()
      let today = ledger.zone.date(of: now)
      if day != today {
        await lookAhead(on: worker)
        day = today
      }
      try? await Task.sleep(for: Self.dayLooked)
    }
    worker.stop()
  }

  /// Makes what the overview and the work are told from before anybody asks, so that the first who does need not wait for it
  /// ([decision 0081](../../../Documentation/Decisions/0081-what-the-first-would-wait-for.md)); given up when the server is
  /// stopped.
  ///
  /// - Parameter worker: on whose thread, so that whoever reads meanwhile has all of theirs.
  func lookAhead(on worker: Workers) async {
    let isOver: @Sendable () -> Bool = { [self] in isStopping }
    try? await worker.run { [self] in
      for (operation, target) in [(Operation.overview, "/v1/overview"), (.queue, "/v1/queue")] {
        let incoming = Incoming(Call(method: "GET", target: target), self)
        let asked = Asked(
          incoming: incoming, operation: operation, captures: [], query: try Query([], allowed: []), media: .json,
          target: target, caller: nil, reach: .all, language: settings.spoken)
        _ = try read(asked, until: isOver)
      }
    }
  }
}
