/// A part of a state that few providers have: while there is nothing in it, it takes one word and costs nothing to copy.
public struct Rare<Part: Equatable & Sendable>: Equatable, Sendable {
  /// The part alone; empty while there is nothing in it.
  var kept: [Part] = []

  /// Nothing in it.
  public init() {}

  /// The part; nil while there is nothing in it.
  public var part: Part? { kept.first }

  /// Changes the part, which is `empty` where there was nothing in it.
  mutating func change(from empty: @autoclosure () -> Part, _ body: (inout Part) -> Void) {
    if kept.isEmpty { kept.append(empty()) }
    body(&kept[0])
  }
}
