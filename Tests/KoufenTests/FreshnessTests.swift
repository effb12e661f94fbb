import Dispatch
import EventStore
import KoufenTesting
import Synchronization
import Testing

@testable import koufen

/// `--at-least`: whoever reads a server that may be behind says how far it must have come (postgres §7).
@Suite("Reading what is recent enough")
struct FreshnessTests {
  private func options(_ position: Int) -> FreshnessOptions {
    var options = FreshnessOptions()
    options.atLeast = position
    return options
  }

  @Test("Reading waits until the log has come to the position, and fails with 69 where it has not in time")
  func waiting() throws {
    let store = InMemoryEventStore()
    try options(0).wait(for: store, patience: .zero)
    let behind = #expect(throws: Failure.self) { try options(1).wait(for: store, patience: .zero) }
    #expect(behind?.exit == 69 && behind?.code == "store-behind")
    let failure = Mutex<(any Error)?>(nil)
    DispatchQueue.concurrentPerform(iterations: 2) { part in
      do {
        if part == 0 { return try options(1).wait(for: store, patience: .seconds(600)) }
        try store.write {
          try $0.append([Entry(position: 1, stream: "a", version: 1, id: nil, type: "T", line: Array("{}".utf8))])
        }
      } catch {
        failure.withLock { $0 = error }
      }
    }
    #expect(failure.withLock { $0 } == nil)
    try options(1).wait(for: store, patience: .zero)
  }

  @Test("events, standing, explain, verify and export take it; a position is not negative")
  func commands() throws {
    let place = try Workplace()
    let made = try place.run([
      "append", "ProviderRegistered", "--provider", "hz-01", "--by", "chen@channel-expansion", "name=n",
      "kind=thirdParty",
    ])
    #expect(made.exit == 0, "\(made.error)")
    for command in [
      ["events"], ["standing"], ["standing", "hz-01"], ["explain", "hz-01", "--fact", "1"], ["verify"], ["export"],
    ] {
      #expect(try place.run(command + ["--at-least", "1"]).exit == 0, "\(command)")
      let negative = try place.run(command + ["--at-least=-1"])
      #expect(negative.exit == 64 && negative.error.contains("--at-least"), "\(command) \(negative.error)")
    }
  }
}
