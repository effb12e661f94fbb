import LedgerDomain

/// An exact fraction of whole numbers.
struct Fraction {
  private let part: Int128
  private let whole: Int128

  init(_ part: Int128, _ whole: Int128) {
    self.part = part
    self.whole = whole
  }

  /// A number or a share; nil for any other value.
  init?(_ value: DeclaredValue) {
    switch value {
    case .number(let number): self.init(Int128(number), 1)
    case .share(let part, let whole): self.init(Int128(part), Int128(whole))
    case .flag, .text: return nil
    }
  }

  /// So many times it.
  func times(_ ratio: Ratio) -> Fraction { Fraction(part * Int128(ratio.part), whole * Int128(ratio.whole)) }

  /// Below 0, 0 or above it, as it is less than, the same as or more than another.
  ///
  /// Whole parts are compared, then what is left over, the other way round: no product can be too large.
  func order(_ other: Fraction) -> Int {
    var (left, right) = (self, other)
    var sign = 1
    while true {
      let (a, restA) = Self.split(left)
      let (b, restB) = Self.split(right)
      if a != b { return a < b ? -sign : sign }
      if restA == 0 || restB == 0 { return restA == restB ? 0 : restA < restB ? -sign : sign }
      (left, right) = (Fraction(left.whole, restA), Fraction(right.whole, restB))
      sign = -sign
    }
  }

  private static func split(_ fraction: Fraction) -> (Int128, Int128) {
    let (quotient, rest) = fraction.part.quotientAndRemainder(dividingBy: fraction.whole)
    return rest < 0 ? (quotient - 1, rest + fraction.whole) : (quotient, rest)
  }
}
