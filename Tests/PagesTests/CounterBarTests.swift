import LedgerFormat
import Testing

@testable import Pages

/// A counter's value against its nodes (programmes §2, pages P4).
@Suite("Bars of counters")
struct CounterBarTests {
  private func nodes(_ value: Int, _ nodes: String) throws -> [Int] {
    let counter = Part(try JSON(parsing: #"{"nodes":\#(nodes)}"#))
    return CounterBar(value: value, counter: counter).nodes
  }

  @Test("A node that comes again and again is drawn up to the next above the value, however high that is")
  func repeated() throws {
    let every = #"[{"at":10,"every":1}]"#
    #expect(try nodes(9, every) == [10])
    #expect(try nodes(10, every) == [10, 11])
    #expect(try nodes(100, every) == [10] + Array(90...101))
    #expect(try nodes(25, #"[{"at":12},{"at":6,"every":6}]"#) == [6, 12, 18, 24, 30])
  }

  @Test("Nodes that come once are all drawn, in order; without a counter there is none")
  func once() throws {
    #expect(try nodes(7, #"[{"at":12},{"at":6,"every":null}]"#) == [6, 12])
    #expect(CounterBar(value: 7, counter: nil).nodes == [])
  }
}
