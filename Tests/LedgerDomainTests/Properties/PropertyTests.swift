import LedgerDomain
import LedgerTesting
import Testing

@Suite("Random histories")
struct PropertyTests {
  static let seeds = 1...60
  static let steps = 150

  /// The history of a seed; those from 41 on with all sections of the regulation.
  private static func history(_ seed: Int) -> RandomHistory {
    var history = RandomHistory(seed: seed)
    history.hasOffices = seed > 40
    return history
  }

  /// Plays a history and keeps books on every provider beside it.
  private func audit(_ seed: Int, _ check: (Key<Provider>, ProviderState, Books) -> String?) {
    var history = Self.history(seed)
    var books: [Key<Provider>: Books] = [:]
    var isRight = true
    _ = history.play(Self.steps) { _, action, outcome, world in
      guard isRight, case .success(let events) = outcome else { return }
      for event in events { books[event.provider, default: Books()].enter(event) }
      for (provider, state) in world.states {
        guard let kept = books[provider] else { continue }
        guard let words = kept.complaint ?? check(provider, state, kept) else { continue }
        Issue.record("seed \(seed), \(provider) after \(action): \(words)")
        isRight = false
      }
    }
  }

  @Test("A year's score is the sum of its charges less what came off, and never below 0", arguments: seeds)
  func scores(_ seed: Int) {
    audit(seed) { _, state, books in
      for year in 2010...2014 {
        let expected = books.points[year] ?? 0
        if state.score(year) != expected || expected < 0 {
          return "expected \(expected) points in \(year), found \(state.score(year))"
        }
      }
      return nil
    }
  }

  @Test("Expansion is suspended exactly while a case is open or the provider terminated", arguments: seeds)
  func suspension(_ seed: Int) {
    audit(seed) { _, state, books in
      let expected = !books.openCases.isEmpty || books.isTerminated
      if books.isSuspended != expected { return "expected suspended \(expected), its events say otherwise" }
      if (state.expansion == .suspended) != expected {
        return "expected suspended \(expected), found \(state.expansion)"
      }
      return books.openCases.count > 1 ? "expected one case at most, found \(books.openCases)" : nil
    }
  }

  @Test("A deposit's balance is what was frozen and returned less what was taken, and never negative", arguments: seeds)
  func deposits(_ seed: Int) {
    audit(seed) { _, state, books in
      let found = state.deposit.sums
      let isSame =
        found.frozenFen == books.deposit.frozen && found.forfeitedFen == books.deposit.forfeited
        && found.returnedFen == books.deposit.returned && found.compensatedFen == books.deposit.compensated
        && found.releasedFen == books.deposit.released && found.balanceFen == books.balance
      return isSame && found.balanceFen >= 0 ? nil : "expected \(books.deposit), found \(found)"
    }
  }

  @Test("A refusal leaves everything as it was", arguments: seeds)
  func refusals(_ seed: Int) {
    var history = Self.history(seed)
    _ = history.play(Self.steps) { before, action, outcome, after in
      guard case .failure(let refusal) = outcome else { return }
      if before.states != after.states || before.log != after.log {
        Issue.record("seed \(seed): \(refusal.code) changed something: \(action)")
      }
    }
  }

  @Test("Sweeping or closing a second time changes nothing", arguments: seeds)
  func idempotence(_ seed: Int) {
    var history = Self.history(seed)
    _ = history.play(Self.steps) { _, action, _, after in
      if case .submit = action { return }
      var again = after
      guard case .success(let events) = again.take(action) else { return }
      if !events.isEmpty || again.states != after.states {
        Issue.record("seed \(seed): \(action) a second time appended \(events)")
      }
    }
  }

  @Test("Folding all events from zero gives what appending gave", arguments: seeds)
  func folding(_ seed: Int) {
    var history = Self.history(seed)
    let world = history.play(Self.steps)
    for (provider, state) in world.states {
      #expect(world.folded(provider) == state, "seed \(seed), \(provider)")
    }
  }

  @Test("Positions and versions are dense, and a consequence names the fact before it", arguments: seeds)
  func numbering(_ seed: Int) {
    var history = Self.history(seed)
    let world = history.play(Self.steps)
    var versions: [Key<Provider>: Int] = [:]
    var cause: Int?
    for (index, event) in world.log.enumerated() {
      versions[event.provider, default: 0] += 1
      if case .fact = event.body { cause = event.position }
      let isRight =
        event.position == index + 1 && event.version == versions[event.provider]
        && (event.cause == nil || event.cause == cause)
      if !isRight { Issue.record("seed \(seed): expected position \(index + 1) and its version, found \(event)") }
    }
  }

  @Test("The histories meet every kind of fact and of consequence, but corrections")
  func coverage() {
    var met: Set<String> = []
    for seed in 1...80 {
      var history = Self.history(seed)
      history.signsAgreements = seed % 4 == 0
      met.formUnion(history.play(Self.steps * 2).log.map(\.type))
    }
    let all =
      FactKind.allCases.filter { if case .correction = $0 { false } else { true } }.map(\.name)
      + ConsequenceKind.allCases.filter { ![.reviewDue, .breachReopened, .dueMoved].contains($0) }.map(\.rawValue)
    #expect(all.filter { !met.contains($0) } == [])
  }
}
