/// A table set within so many places: headings are broken first, then sentences, and then columns are left out.
struct TableLayout {
  /// Places between two columns.
  private static let gap = 2
  /// Places a column of sentences takes at least, if it needs them; more where it is what the table is for.
  private static func leastSentence(_ column: Table.Column) -> Int { column.importance == .essential ? 36 : 24 }

  /// Places any column takes at least, if it needs them.
  private static let leastCell = 6

  private let table: Table
  /// The columns shown, and how wide each of them is.
  private let shown: [Int]
  private let widths: [Int]
  /// The columns for which there was no room, from the left.
  let omitted: [Int]

  init(_ table: Table, width: Int?) {
    let table = table.printable
    let measure = Measure(table)
    self.table = table
    guard let width, Self.sum(measure.natural) > width else {
      omitted = []
      (shown, widths) = (Array(table.columns.indices), measure.natural)
      return
    }
    var shown = Array(table.columns.indices)
    while Self.sum(shown.map { measure.least[$0] }) > width, let worst = Self.leastImportant(of: table, among: shown) {
      shown.removeAll { $0 == worst }
    }
    omitted = table.columns.indices.filter { !shown.contains($0) }
    var least = shown.map { measure.least[$0] }
    if Self.sum(least) > width { least = least.map { min($0, Self.leastCell) } }
    widths = Self.widen(least, to: shown.map { measure.natural[$0] }, within: width)
    self.shown = shown
  }

  /// The headings and the rule under them.
  var heading: [Line] {
    let rule = Line(widths.map { String(repeating: "─", count: $0) }.joined(separator: "  "), .faint)
    return set(shown.map { Line(table.columns[$0].name, .heading) }) + [rule]
  }

  /// The rows, each set when it is asked for: of hundreds of thousands not all are held.
  var body: some Sequence<Line> {
    table.rows.indices.lazy.flatMap { number in
      set(shown.map { Line(table.rows[number][$0], table.tone(number, $0)) })
    }
  }

  /// How wide each column would be, and how narrow it can be before it is left out.
  private struct Measure {
    let natural: [Int]
    let least: [Int]

    init(_ table: Table) {
      let widest = table.columns.indices.map { index in table.rows.reduce(0) { max($0, $1[index].displayWidth) } }
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

  /// One row, each cell within its column, in as many lines as its longest cell takes.
  private func set(_ row: [Line]) -> [Line] {
    let breadths = row.map(\.text.displayWidth)
    if zip(breadths, widths).allSatisfy({ $0 <= $1 }) { return [line(row, breadths)] }
    let broken = row.indices.map { row[$0].wrapped(to: widths[$0], hanging: 0) }
    return (0..<(broken.map(\.count).max() ?? 0)).map { level in
      let cells = broken.map { $0.indices.contains(level) ? $0[level] : Line() }
      return line(cells, cells.map(\.text.displayWidth))
    }
  }

  /// Cells side by side, each of which has room in its column.
  private func line(_ cells: [Line], _ breadths: [Int]) -> Line {
    var line = Line()
    var spaces = 0  // before the next cell
    for (column, cell) in cells.enumerated() {
      let space = widths[column] - breadths[column]
      let isRight = table.columns[shown[column]].alignment == .right
      if isRight { spaces += space }
      line.add(Self.blank(spaces))
      line.add(cell)
      spaces = (isRight ? 0 : space) + Self.gap
    }
    return line.trimmed
  }

  /// So many spaces: asked for every cell, so the common ones are there.
  private static func blank(_ count: Int) -> String {
    blanks.indices.contains(count) ? blanks[count] : String(repeating: " ", count: count)
  }

  private static let blanks = (0...40).map { String(repeating: " ", count: $0) }
}
