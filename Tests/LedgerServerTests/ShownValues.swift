import Foundation
import LedgerFormat

/// The values on a page, each with where it says it stands: read from the page's own markup, and by nothing that made it.
struct ShownValues {
  /// A value.
  struct Value: Equatable {
    /// The address of the answer it is in.
    var address: String
    /// Where it stands there.
    var path: String
    /// What it is, as the element has it.
    var value: String
  }

  /// All values of the page, in their order.
  private(set) var values: [Value] = []
  /// The addresses that the head names.
  private(set) var links: [String] = []
  /// Elements that were begun, with the answer they are of.
  private var open: [(name: String, address: String?)] = []

  private static let empty: Set = ["meta", "link", "input", "br", "!doctype"]

  init(_ page: String) {
    for piece in page.split(separator: "<").dropFirst() {
      guard let end = piece.firstIndex(of: ">") else { continue }
      take(String(piece[..<end]))
    }
  }

  private mutating func take(_ tag: String) {
    if tag.hasPrefix("/") {
      if let last = open.lastIndex(where: { $0.name == tag.dropFirst() }) { open.removeSubrange(last...) }
      return
    }
    let name = tag.prefix { !$0.isWhitespace && $0 != "/" }.lowercased()
    if name == "link", Self.attribute("type", of: tag) == "application/json",
      let address = Self.attribute("href", of: tag)
    {
      links.append(address)
    }
    if let path = Self.attribute("data-path", of: tag) {
      let value = Self.attribute("value", of: tag) ?? Self.attribute("datetime", of: tag) ?? ""
      let address = open.last { $0.address != nil }?.address ?? links.first ?? ""
      values.append(Value(address: address, path: path, value: value))
    }
    if !tag.hasSuffix("/"), !Self.empty.contains(name) { open.append((name, Self.attribute("data-of", of: tag))) }
  }

  private static func attribute(_ name: String, of tag: String) -> String? {
    guard let start = tag.range(of: " \(name)=\"") else { return nil }
    let rest = tag[start.upperBound...]
    guard let end = rest.firstIndex(of: "\"") else { return nil }
    let marks = [("&quot;", "\""), ("&#39;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")]
    return marks.reduce(String(rest[..<end])) { text, mark in text.replacing(mark.0, with: mark.1) }
  }
}

extension JSON {
  /// What stands at a path: names, numbers of items, or the name by which an item is known among the others.
  func value(at path: String) -> JSON? {
    var here = self
    for step in path.split(separator: "/").map(String.init) {
      switch here {
      case .object: here = here[step] ?? .null
      case .array(let items):
        let named = items.first { item in item.fields.contains { $0.value == .string(step) } }
        guard let next = Int(step).flatMap({ items.indices.contains($0) ? items[$0] : nil }) ?? named else {
          return nil
        }
        here = next
      case .null, .boolean, .integer, .number, .string: return nil
      }
    }
    return here
  }

  /// The value as the attribute of an element has it.
  var shown: String {
    switch self {
    case .null: ""
    case .string(let text): text
    case .boolean, .integer, .number, .array, .object: text
    }
  }
}
