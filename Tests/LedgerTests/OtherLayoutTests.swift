import EventStore
import LedgerDomain
import LedgerTesting
import Packing
import Rulebook
import Testing

@testable import Ledger
@testable import LedgerFormat

/// Read models that another version of the program kept.
@Suite("Read models of another layout")
struct OtherLayoutTests {
  private static let key = ReadModel.standingKey("p")

  private func ledger() throws -> Ledger {
    let ledger = Ledger(store: InMemoryEventStore(), rules: Rules(try Rulebook.builtIn().terms))
    let line =
      #"{"type":"ProviderRegistered","provider":"p","at":"2011-03-01","by":"a@integration","data":{"name":"x","kind":"thirdParty"}}"#
    let draft = try Draft(json: Array(line.utf8), in: ledger.zone)
    _ = try ledger.write { try $0.submit(draft, now: Instant(seconds: 1_300_000_000)) }
    return ledger
  }

  /// The account's row with another layout before it, and the check sum that belongs to it, or the one it had.
  private func keep(layout: Int, isWhole: Bool, in ledger: Ledger) throws {
    try ledger.store.write { writer in
      let row = try #require(try writer.value(Self.key))
      var other = PackedWriter()
      other.add(layout)
      let body = other.bytes + row.dropFirst().dropLast(8)
      var sum = HashBuilder()
      body.withUnsafeBytes { sum.add(fixed: $0) }
      let check = isWhole ? Array(sum.digest().bytes.prefix(8)) : Array(row.suffix(8))
      try writer.put(ReadModel(key: Self.key, value: body + check))
    }
  }

  @Test("They are no damage, are not read, and are made anew by a rebuild", arguments: [1, 2, 99])
  func otherVersion(_ layout: Int) throws {
    let ledger = try ledger()
    try keep(layout: layout, isWhole: true, in: ledger)
    #expect(try ledger.verify().isSound)
    let standing = try ledger.standing(of: "p", StandingQuestion(), now: Instant(seconds: 1_400_000_000))
    #expect(standing.summary.name == "x")
    let closed = try ledger.write { try $0.closeYear(2011, now: Instant(seconds: 1_400_000_000)) }
    #expect(closed.count == 1 && closed[0].event.version == 2)
    try keep(layout: layout, isWhole: true, in: ledger)
    #expect(try ledger.rebuild().changed == [Self.key])
    #expect(try ledger.rebuild().changed == [])
  }

  @Test("What only looks like another layout is damage")
  func changed() throws {
    let ledger = try ledger()
    try keep(layout: 2, isWhole: false, in: ledger)
    #expect(try !ledger.verify().isSound)
  }
}
