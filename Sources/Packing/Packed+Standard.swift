/// Numbers, texts and what is made of them.
extension Int: Packed {
  /// Takes a pass over its parts.
  @inlinable
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: Int?) throws(Pass.Problem) {
    self = try pass.number(known)
  }
}

extension String: Packed {
  /// Takes a pass over its parts.
  @inlinable
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: String?) throws(Pass.Problem) {
    self = try pass.text(known)
  }
}

extension Bool: Packed {
  /// Takes a pass over its parts.
  @inlinable
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: Bool?) throws(Pass.Problem) {
    let number = try pass.number(known.map { $0 ? 1 : 0 })
    try pass.demand(number == 0 || number == 1)
    self = number == 1
  }
}

extension Optional: Packed where Wrapped: Packed {
  /// Takes a pass over its parts.
  @inlinable
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: Wrapped??) throws(Pass.Problem) {
    let isThere: Bool = try pass.next(known) { $0 != nil }
    self = isThere ? try Wrapped(&pass, known ?? nil) : nil
  }
}

extension ClosedRange<Int>: Packed {
  /// Takes a pass over its parts.
  @inlinable
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: ClosedRange<Int>?) throws(Pass.Problem) {
    let low = try pass.number(known?.lowerBound)
    let high = try pass.number(known?.upperBound)
    try pass.demand(low <= high)
    self = low...Swift.max(low, high)
  }
}

extension Array: Packed where Element: Packed {
  /// Takes a pass over its items.
  @inlinable
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: [Element]?) throws(Pass.Problem) {
    self = try pass.list(known)
  }
}

extension Set: Packed where Element: Packed & Comparable {
  /// Takes a pass over its items, in their order.
  @inlinable
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: Set<Element>?) throws(Pass.Problem) {
    let items = try pass.list(known?.sorted())
    self = known ?? Set(items)
  }
}

extension Dictionary: Packed where Key: Packed & Comparable, Value: Packed {
  /// Takes a pass over its entries, in the order of their keys.
  @inlinable
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: [Key: Value]?) throws(Pass.Problem) {
    self = try pass.sorted(known)
  }
}
