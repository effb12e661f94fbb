/// A value of a type that is not shown, taken apart by its mirror.
struct Part {
  let value: Any
  private let mirror: Mirror

  init(_ value: Any) {
    self.value = value
    mirror = Mirror(reflecting: value)
  }

  /// What it is made of.
  var children: [Part] { mirror.children.map { Part($0.value) } }

  /// The part under this name.
  subscript(name: String) -> Part? { mirror.children.first { $0.label == name }.map { Part($0.value) } }

  /// Which case of an enumeration it is, and what stands behind it; nil for all else.
  var kind: (name: String, payload: Part)? {
    guard mirror.displayStyle == .enum else { return nil }
    guard let child = mirror.children.first, let label = child.label else { return (String(describing: value), self) }
    return (label, Part(child.value))
  }

  /// Itself, where it is a text or a letter.
  var text: String? { value as? String ?? (value as? Character).map { String($0) } }

  /// All texts in it, in order.
  var texts: [String] { text.map { [$0] } ?? children.flatMap(\.texts) }

  /// All parts of the type with this name, in order, itself among them.
  func all(of type: String) -> [Part] {
    String(describing: Swift.type(of: value)) == type ? [self] : children.flatMap { $0.all(of: type) }
  }

  /// The first part of the type with this name, itself or one beneath it.
  func first(of type: String) -> Part? { all(of: type).first }

  /// The first part beneath it of the type with this name.
  func firstBeneath(of type: String) -> Part? { children.lazy.compactMap { $0.first(of: type) }.first }
}
