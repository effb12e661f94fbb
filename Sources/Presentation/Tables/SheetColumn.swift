public import LedgerDomain

/// A column of a sheet of CSV: programs know it by one name, people read another.
public struct SheetColumn: Sendable {
  /// What programs know it by.
  public var code: String
  /// What people call it.
  public var words: Words

  /// A column.
  public init(_ code: String, zh: String, en: String) {
    self.code = code
    words = Words(zh: zh, en: en)
  }

  /// A column that people of one language call by its code.
  public init(_ code: String, zh: String) { self.init(code, zh: zh, en: code) }
}

extension Table {
  /// A sheet of CSV without rows.
  ///
  /// - Parameter language: that of the headings; nil for those that programs read.
  public init(sheet columns: [SheetColumn], _ language: Language?) {
    self.init(columns.map { column in (language.map { $0(column.words) } ?? column.code, .left) })
  }
}

extension Language? {
  /// What stands over a column: its name, but for who reads Chinese.
  package func heading(_ name: String, _ zh: String) -> String { self == .zh ? zh : name }

  /// What stands in a cell: the word that people read, or the code that programs do.
  func cell(_ code: String, _ words: Words) -> String { map { $0(words) } ?? code }

  /// Several of them in a cell.
  func cell(_ items: [(code: String, words: Words)]) -> String {
    guard let self else { return items.map(\.code).joined(separator: " ") }
    return self.list(items.map { self($0.words) })
  }

  /// Money in a cell: whole yuan, and their hundredths where there are any, for people; fen for programs.
  func cell(fen: Int) -> String { self == nil ? String(fen) : fen.plainYuan }
}
