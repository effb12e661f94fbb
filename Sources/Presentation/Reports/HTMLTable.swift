/// A table on a page, whose rows become cards where the screen is narrow.
///
/// Roles are said, because a browser forgets them where rows are drawn as cards.
struct HTMLTable {
  /// What a column holds.
  enum Kind {
    case name, text, wide, number, bar
  }

  /// What it is a table of, for whoever cannot see where it stands.
  let caption: String
  /// Its columns; the first is of the row's name.
  let columns: [(heading: String, kind: Kind)]
  /// Its rows.
  var rows: [[HTML]] = []
  /// A last row that sums the others.
  var total: [HTML]?

  /// Columns in which something stands.
  private var filled: [Int] {
    columns.indices.filter { index in (rows + (total.map { [$0] } ?? [])).contains { !$0[index].markup.isEmpty } }
  }

  /// The table, without columns that are empty from top to bottom.
  var html: HTML {
    """
    <table role="table">
    <caption class="hidden">\(caption)</caption>
    <thead role="rowgroup"><tr role="row">\(HTML(filled.map { heading(columns[$0]) }))</tr></thead>
    <tbody role="rowgroup">
    \(HTML(rows.map { row($0) }))
    \(total.map { row($0, isTotal: true) } ?? "")
    </tbody>
    </table>
    """
  }

  private func heading(_ column: (heading: String, kind: Kind)) -> HTML {
    column.kind == .number
      ? "<th role=\"columnheader\" scope=\"col\" class=\"n\">\(column.heading)</th>"
      : "<th role=\"columnheader\" scope=\"col\">\(column.heading)</th>"
  }

  private func row(_ cells: [HTML], isTotal: Bool = false) -> HTML {
    let cells = HTML(filled.map { cell(columns[$0], cells[$0]) })
    return isTotal ? "<tr role=\"row\" class=\"total\">\(cells)</tr>" : "<tr role=\"row\">\(cells)</tr>"
  }

  private func cell(_ column: (heading: String, kind: Kind), _ cell: HTML) -> HTML {
    switch column.kind {
    case .name: "<th role=\"rowheader\" scope=\"row\">\(cell)</th>"
    case .text: "<td role=\"cell\" data-label=\"\(column.heading)\">\(cell)</td>"
    case .wide: "<td role=\"cell\" class=\"wide\" data-label=\"\(column.heading)\">\(cell)</td>"
    case .number: "<td role=\"cell\" class=\"n\" data-label=\"\(column.heading)\">\(cell)</td>"
    case .bar: "<td role=\"cell\" class=\"bar-cell\" data-label=\"\(column.heading)\">\(cell)</td>"
    }
  }
}
