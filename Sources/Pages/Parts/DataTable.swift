import Presentation

/// A table of a page, whose rows become cards where the screen is narrow (pages P13).
///
/// Roles are said, because a browser forgets them where rows are drawn as cards.
struct DataTable {
  /// What a column holds.
  enum Kind: String {
    /// What the row is of: its head.
    case name
    /// A word or a short text, which is not broken.
    case word
    /// A few words, broken between them alone.
    case short
    /// A text of any length.
    case text
    /// A number.
    case number
    /// A bar as wide as the cell.
    case bar
  }

  /// A column.
  struct Column {
    var heading: String
    var kind: Kind
    /// Where a heading leads that puts the rows in its order, and whether they are.
    var sort: (address: Address, isChosen: Bool)?

    /// A column.
    init(_ heading: String, _ kind: Kind = .word, sort: (address: Address, isChosen: Bool)? = nil) {
      self.heading = heading
      self.kind = kind
      self.sort = sort
    }
  }

  /// A row: its cells, in the order of the columns; in each what is empty leaves no gap on a card.
  struct Row {
    var cells: [HTML]
    /// What kind of row it is, as the style sheet knows it; nil for a usual one.
    var tone: String?
    /// The name it can be jumped to by.
    var id: String?

    /// A row.
    init(_ cells: [HTML], tone: String? = nil, id: String? = nil) {
      self.cells = cells
      self.tone = tone
      self.id = id
    }
  }

  /// What it is a table of, for whoever cannot see where it stands.
  let caption: String
  /// Its columns.
  let columns: [Column]
  /// Its rows.
  var rows: [Row]
  /// The answer its values are in, where that is not the page's own.
  var source: Answered?

  /// Columns in which something stands; the first is always there.
  private var filled: [Int] {
    columns.indices.filter { index in index == 0 || rows.contains { !$0.cells[index].markup.isEmpty } }
  }

  /// The table, without columns that are empty from top to bottom.
  var html: HTML {
    let filled = filled
    let source: HTML = source.map { " data-of=\"\($0.address)\"" } ?? ""
    return """
      <table role="table"\(source)>
      <caption class="hidden">\(caption)</caption>
      <thead role="rowgroup"><tr role="row">\(HTML.joined(filled.map { heading(columns[$0]) }))</tr></thead>
      <tbody role="rowgroup">
      \(HTML(rows.map { row($0, filled) }))
      </tbody>
      </table>
      """
  }

  private func heading(_ column: Column) -> HTML {
    let mark: HTML = column.sort.map { $0.isChosen ? " aria-sort=\"other\"" : "" } ?? ""
    let text: HTML =
      column.sort.map { "<a href=\"\($0.address)\">\(column.heading)</a>" } ?? "\(column.heading)"
    return "<th role=\"columnheader\" scope=\"col\" class=\"\(column.kind.rawValue)\"\(mark)>\(text)</th>"
  }

  private func row(_ row: Row, _ filled: [Int]) -> HTML {
    let (tone, id): (HTML, HTML) = (
      row.tone.map { " class=\"\($0)\"" } ?? "", row.id.map { " id=\"\($0)\"" } ?? ""
    )
    return "<tr role=\"row\"\(tone)\(id)>\(HTML.joined(filled.map { cell(columns[$0], row.cells[$0]) }))</tr>"
  }

  private func cell(_ column: Column, _ cell: HTML) -> HTML {
    switch column.kind {
    case .name: "<th role=\"rowheader\" scope=\"row\" class=\"name\">\(cell)</th>"
    case .word, .short, .text, .number, .bar:
      "<td role=\"cell\" class=\"\(column.kind.rawValue)\" data-label=\"\(column.heading)\">\(cell)</td>"
    }
  }
}

/// Lists that are empty, or long.
extension Frame {
  /// An empty list: what was looked for, and what would fill it (pages P16).
  func empty(_ looked: String, _ remedy: HTML) -> HTML {
    "<p class=\"empty\">\(looked) <span class=\"soft\">\(remedy)</span></p>"
  }

  /// How many there are in all, and the next part of the list.
  func rest(of list: Answered, shown: Int) -> HTML {
    let all: HTML =
      list["total"].isThere
      ? "\(say(zh: "本页 \(shown) 条，共", en: "\(shown) here, of")) \(long(list["total"]))\(say(zh: " 条", en: " in all"))"
      : "\(say(zh: "本页 \(shown) 条\(list["next"].isThere ? "，之后还有" : "")", en: "\(shown) here\(list["next"].isThere ? ", and more behind them" : "")"))"
    let next: HTML =
      list["next"].text.map { cursor in
        "<a rel=\"next\" href=\"\(address.replacing("cursor", cursor))\">\(say(zh: "下一页", en: "Next page"))</a>"
      } ?? ""
    let first: HTML =
      address["cursor"] == nil
      ? "" : "<a href=\"\(address.replacing("cursor", nil))\">\(say(zh: "回到第一页", en: "First page"))</a>"
    return "<p class=\"rest\" data-of=\"\(list.address)\"><span>\(all)</span> \(first) \(next)</p>"
  }

  /// Exactly what is filtered, as CSV (pages P16).
  func sheet(of list: Answered) -> HTML {
    "<a href=\"\(all(of: list, as: "csv"))\" download>CSV</a>"
  }

  /// The address of all that a list holds, in another notation.
  func all(of list: Answered, as format: String) -> String {
    list.question.replacing("limit", nil).replacing("cursor", nil).replacing("format", format).description
  }
}
