import LedgerDomain
import LedgerTesting
import Packing
import Testing

@Suite("Keys")
struct KeyTests {
  private static let texts = ["o-2", "o-10", "o-1", "0", "o_1", "o.1", "zz", "o-1a"]

  @Test("stand in the order of their texts, and print as them")
  func order() {
    let keys = Self.texts.map { Key<Outlet>($0) }
    #expect(keys.sorted().map(\.text) == Self.texts.sorted())
    #expect(keys.map { "\($0)" } == Self.texts && keys.map(\.description) == Self.texts)
    #expect(Set(keys + keys).count == Self.texts.count)
  }

  @Test("of any kind take the room of a text, in memory and packed")
  func size() {
    #expect(MemoryLayout<Key<Meeting>>.size == MemoryLayout<String>.size)
    #expect(packed { $0.add([Key<City>("hz"): 1]) } == packed { $0.add(["hz": 1]) })
    #expect(packed { $0.add(Set<Key<Ticket>>(["t-2", "t-10"])) } == packed { $0.add(Set(["t-2", "t-10"])) })
    #expect(
      packed { $0.add([CapKey("b:2011"): 1, CapKey("a:hz"): 2]) } == packed { $0.add(["b:2011": 1, "a:hz": 2]) })
  }

  @Test("of a register find what is kept under them, packed or not")
  func register() {
    var tickets = Register<Key<Ticket>, Int>()
    for number in 0..<100 { tickets[Key("t-\(number)")] = number }
    for number in 0..<100 { #expect(tickets[Key("t-\(number)")] == number) }
    #expect(tickets["o-1"] == nil)
  }

  private func packed(_ body: (inout PackedWriter) -> Void) -> [UInt8] {
    var bytes = PackedWriter()
    body(&bytes)
    return bytes.bytes
  }
}
