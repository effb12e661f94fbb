import LedgerDomain

/// An answer for people: lines and tables in their order, set when it is known how much room there is.
public struct Page: Sendable {
  /// A part of a page.
  private enum Part {
    case line(Line)
    case table(Table)
    case rows(Table)
  }

  private var parts: [Part] = []

  /// A page that says nothing yet.
  public init() {}

  /// A page with a table.
  public init(_ table: Table) { add(table) }

  /// A page with more rows of a table that was begun.
  public init(rowsOf table: Table) { parts = [.rows(table)] }

  /// A page of lines, each in no tone.
  public init(_ lines: [String]) { for line in lines { add(line) } }

  /// A page of lines.
  public init(_ lines: [Line]) { parts = lines.map { .line($0) } }

  /// A page of what was said, in a language.
  public init(_ prose: Prose, _ language: Language) { self.init(prose.read(language)) }

  /// Adds a line.
  public mutating func add(_ text: String, _ tone: Tone? = nil) { add(Line(text, tone)) }

  /// Adds a line.
  public mutating func add(_ line: Line) { parts.append(.line(line)) }

  /// Adds a table.
  public mutating func add(_ table: Table) { parts.append(.table(table)) }

  /// Adds what another page says.
  public mutating func add(_ other: Page) { parts += other.parts }

  /// Adds a table under a heading, behind a blank line; nothing where the table has no rows.
  public mutating func add(_ heading: String, _ table: Table) {
    if table.rows.isEmpty { return }
    add(Line())
    add(heading, .heading)
    add(Line())
    add(table)
  }

  /// The same as text, each line ended.
  public func text(width: Int?, _ language: Language) -> String {
    lines(width: width, language).map { $0.text + "\n" }.joined()
  }

  /// The page set in lines of no more than so many places; without a limit nothing is wrapped or left out.
  public func lines(width: Int?, _ language: Language) -> [Line] {
    var lines: [Line] = []
    eachLine(width: width, language) { lines.append($0) }
    return lines
  }

  /// The same, one line after the other, none of which is held.
  public func eachLine(width: Int?, _ language: Language, _ body: (Line) -> Void) {
    for part in parts {
      switch part {
      case .line(let line): line.printable.wrapped(to: width).forEach(body)
      case .table(let table): table.eachLine(width: width, language, body)
      case .rows(let table): table.eachLine(width: width, language, isBegun: true, body)
      }
    }
  }
}
