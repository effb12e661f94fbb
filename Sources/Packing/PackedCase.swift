/// An enumeration kept as the place of its case among all: a new case goes behind the others.
public protocol PackedCase: Packed, CaseIterable, Equatable, Sendable where AllCases == [Self] {}

extension PackedCase {
  /// Takes a pass over its place.
  @inlinable
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: Self?) throws(Pass.Problem) {
    let index = try pass.number(known.map { Self.allCases.firstIndex(of: $0)! })
    try pass.demand(Self.allCases.indices.contains(index))
    self = Self.allCases[index]
  }
}
