import LedgerDomain
import LedgerFormat

/// What an agreement sets as a form has it (§4.4(3)): a term by its path, such as `terms.appeal.working-days`; an amount under a
/// name that ends in `.yuan`, as people write it, where the term has fen.
struct TermRows {
  private var rows: [(path: [String], value: JSON)]

  /// Those that are set in the shape of the rulebook file; none where nothing is.
  init(_ terms: JSON = .null) {
    rows = Term.all.compactMap { term in
      let path = Self.path(term.path)
      let value = path.reduce(JSON?.some(terms)) { $0?[$1] }
      return value.map { (path: path, value: $0) }
    }
  }

  /// Whether a field of a form is one.
  static func holds(_ name: String) -> Bool { place(name) != nil }

  /// Where a field of a form stands in the shape of the rulebook file, and in the event; nil for one that is no term.
  static func place(_ name: String) -> (path: [String], inEvent: String)? {
    var steps = path(name)
    guard steps.first == "terms", steps.count > 1 else { return nil }
    if YuanColumn.isInput(name) { steps.removeLast() }
    return (Array(steps.dropFirst()), "data." + steps.joined(separator: "."))
  }

  /// Takes over what was typed; a term whose field is left empty is not set.
  mutating func take(_ fields: [(name: String, text: String)]) {
    for (name, text) in fields {
      guard let (path, _) = Self.place(name) else { continue }
      rows.removeAll { $0.path == path }
      if text.isBlank { continue }
      let value = Self.value(text.narrowed.trimmed, of: path, isYuan: YuanColumn.isInput(name))
      rows.append((path: path, value: value))
    }
  }

  /// Them all in the shape of the rulebook file; nil where none is set.
  var json: JSON? { rows.isEmpty ? nil : Self.tree(rows.map { (path: $0.path[...], value: $0.value) }) }

  private static func path(_ text: String) -> [String] { text.split(separator: ".").map(String.init) }

  /// A term as it is typed: an amount, a number, or fewest and most with a dash between them; of a range a single number is both.
  private static func value(_ text: String, of path: [String], isYuan: Bool) -> JSON {
    if isYuan { return YuanColumn.fen(text).map(JSON.integer) ?? .string(text) }
    let isRange = Term.all.first { $0.path == path.joined(separator: ".") }?.isRange ?? false
    let ends = text.split { $0 == "-" || $0 == "–" || $0 == "," }.map { String($0).trimmed }
    let numbers = ends.compactMap { Int($0) }
    guard numbers.count == ends.count, (1...2).contains(numbers.count) else { return .string(text) }
    if numbers.count == 1, !isRange { return .integer(numbers[0]) }
    return .array([numbers[0], numbers[numbers.count - 1]].map(JSON.integer))
  }

  private static func tree(_ terms: [(path: ArraySlice<String>, value: JSON)]) -> JSON {
    var names: [String] = []
    for (path, _) in terms { if let name = path.first, !names.contains(name) { names.append(name) } }
    return .object(
      names.map { name in
        let inside = terms.filter { $0.path.first == name }
        if let own = inside.first(where: { $0.path.count == 1 }) { return .init(name, own.value) }
        return .init(name, tree(inside.map { ($0.path.dropFirst(), $0.value) }))
      })
  }
}
