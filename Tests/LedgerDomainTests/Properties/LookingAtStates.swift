import LedgerTesting
import Testing

@testable import LedgerDomain

/// Plays a history and looks at every provider after each action, until something is wrong.
func look(_ seed: Int, _ check: (ProviderState) -> String?) {
  var history = RandomHistory(seed: seed)
  var isRight = true
  _ = history.play(PropertyTests.steps) { _, action, _, world in
    guard isRight else { return }
    for (provider, state) in world.states {
      guard let words = check(state) else { continue }
      Issue.record("seed \(seed), \(provider) after \(action): \(words)")
      isRight = false
    }
  }
}
