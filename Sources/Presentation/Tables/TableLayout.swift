/// A table set within so many places: headings are broken first, then sentences, and then columns are left out.
struct TableLayout {
  /// Places between two columns.
  private static let gap = 2
  /// Places a column of sentences takes at least, if it needs them; more where it is what the table is for.
  private static func leastSentence(_ column: Table.Column) -> Int { column.importance == .essential ? 36 : 24 }

  /// Places any column takes at least, if it needs them.
  private static let leastCell = 6

  /// The headings and the rule under them.
  let heading: [Line]
  /// The rows.
  let body: [Line]
  /// The columns for which there was no room, from the left.
  let omitted: [Int]

  init(_ table: Table, width: Int?) {
    let cells = table.rows.map { $0.map(\.printable) }
    let measure = Measure(table, cells)
    guard let width, Self.sum(measure.natural) > width else {
      omitted = []
      (heading, body) = Self.set(table, cells, Array(table.columns.indices), measure.natural)
      return
    }
    var shown = Array(table.columns.indices)
    while Self.sum(shown.map { measure.least[$0] }) > width, let worst = Self.leastImportant(of: table, among: shown) {
      shown.removeAll { $0 == worst }
    }
    omitted = table.columns.indices.filter { !shown.contains($0) }
    var least = shown.map { measure.least[$0] }
    if Self.sum(least) > width { least = least.map { min($0, Self.leastCell) } }
    let widths = Self.widen(least, to: shown.map { measure.natural[$0] }, within: width)
    (heading, body) = Self.set(table, cells, shown, widths)
  }

  /// How wide each column would be, and how narrow it can be before it is left out.
  private struct Measure {
    let natural: [Int]
    let least: [Int]

    init(_ table: Table, _ cells: [[String]]) {
      let widest = table.columns.indices.map { index in cells.reduce(0) { max($0, $1[index].displayWidth) } }
      natural = table.columns.indices.map { max(widest[$0], table.columns[$0].name.displayWidth) }
      least = table.columns.indices.map { index in
        let heading = TableLayout.broken(table.columns[index].name)
        switch table.columns[index].alignment {
        case .left, .right: return max(widest[index], heading)
        case .wrapped: return max(min(widest[index], TableLayout.leastSentence(table.columns[index])), heading)
        }
      }
    }
  }

  private static func sum(_ widths: [Int]) -> Int { widths.reduce(0, +) + gap * max(widths.count - 1, 0) }

  /// The column to be left out next; nil where those that are left stay.
  private static func leastImportant(of table: Table, among shown: [Int]) -> Int? {
    let worst = shown.min { one, other in
      let (first, second) = (table.columns[one].importance, table.columns[other].importance)
      return first == second ? one > other : first < second
    }
    return worst.flatMap { table.columns[$0].importance == .essential || shown.count == 1 ? nil : $0 }
  }

  /// Places of a heading that is not broken: most words of one language or the other.
  private static let wholeHeading = 8

  /// The narrowest a heading can be set in two lines.
  private static func broken(_ heading: String) -> Int {
    let whole = heading.displayWidth
    guard whole > wholeHeading else { return whole }
    var width = max(whole / 2, 1)
    while width < whole, Line(heading).wrapped(to: width, hanging: 0).count > 2 || cuts(heading, at: width) {
      width += 1
    }
    return width
  }

  /// Whether a heading would be cut within a word.
  private static func cuts(_ heading: String, at width: Int) -> Bool {
    heading.split(separator: " ").contains { $0.utf8.count == $0.count && $0.count > width }
  }

  /// Columns widened from the least they need, the narrowest first, until there is no room or no need.
  private static func widen(_ least: [Int], to natural: [Int], within width: Int) -> [Int] {
    var widths = least
    var room = width - sum(least)
    while room > 0 {
      let wanting = widths.indices.filter { widths[$0] < natural[$0] }
      guard let narrowest = wanting.min(by: { widths[$0] < widths[$1] }) else { break }
      widths[narrowest] += 1
      room -= 1
    }
    return widths
  }

  private static func set(
    _ table: Table, _ cells: [[String]], _ shown: [Int], _ widths: [Int]
  ) -> (heading: [Line], body: [Line]) {
    let alignments = shown.map { table.columns[$0].alignment }
    let rule = Line(widths.map { String(repeating: "─", count: $0) }.joined(separator: "  "), .faint)
    let heading = set(shown.map { Line(table.columns[$0].name, .heading) }, widths, alignments)
    let body = cells.enumerated().flatMap { number, row in
      set(shown.map { Line(row[$0], table.tone(number, $0)) }, widths, alignments)
    }
    return (heading + [rule], body)
  }

  /// One row, each cell within its column, in as many lines as its longest cell takes.
  private static func set(_ row: [Line], _ widths: [Int], _ alignments: [Table.Alignment]) -> [Line] {
    let broken = row.indices.map { row[$0].wrapped(to: widths[$0], hanging: 0) }
    let height = broken.map(\.count).max() ?? 0
    return (0..<height).map { level in
      var line = Line()
      var spaces = 0  // before the next cell
      for column in row.indices {
        let cell = broken[column].indices.contains(level) ? broken[column][level] : Line()
        let space = widths[column] - cell.text.displayWidth
        if alignments[column] == .right { spaces += space }
        line.add(String(repeating: " ", count: spaces))
        line.add(cell)
        spaces = (alignments[column] == .right ? 0 : space) + gap
      }
      return line.trimmed
    }
  }
}
