package import LedgerDomain

/// A small generator of random numbers that a seed decides: the same seed, the same history.
package struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  /// Numbers from `seed`.
  package init(seed: UInt64) {
    state = seed
  }

  /// The next number.
  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

extension SplitMix64 {
  /// A number of the range.
  package mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

  /// True so many times in a hundred.
  package mutating func chance(_ percent: Int) -> Bool { number(0...99) < percent }

  /// One of the items, if there are any.
  package mutating func one<T>(of items: [T]) -> T? { items.randomElement(using: &self) }

  /// A key of a small space, such as `t-1` to `t-12`.
  package mutating func key<Of>(_ prefix: String, upTo count: Int) -> Key<Of> { Key("\(prefix)-\(number(1...count))") }
}
