import ArgumentParser
import LedgerFormat
import Presentation

/// How a report is printed: in one format more than every other answer, and perhaps into a file.
struct ReportOptions: ParsableArguments {
  /// The formats of a report.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case table, json, csv, html
  }

  @Option(
    name: .customLong("format"),
    help: ArgumentHelp(zh: "输出格式（默认 table）。", en: "How to print (default: table).", value: .format))
  private var asked: Format?

  @Flag(help: .excel)
  var excel = false

  @Option(help: .language)
  var lang: Language?

  @Option(
    help: ArgumentHelp(
      zh: "写入此文件；文件须尚不存在。", en: "Write the report to this file, which must not exist yet.", value: .file))
  var out: String?

  @OptionGroup var terminal: TerminalOptions

  private var format: Format { excel ? .csv : asked ?? .table }
  private var language: Language { lang ?? Configuration.usualLanguage }

  func validate() throws {
    if excel { try OutputOptions.printForExcel(beside: asked?.rawValue) }
  }

  /// Puts a report out.
  ///
  /// - Parameter sheet: its rows as CSV; without a language as programs read them.
  func put(
    json: () -> JSON, html: (Language) -> String, sheet: (Language?) -> Table, page: (Language) -> Page
  ) throws {
    switch format {
    case .json: try OutputFile.put([json().text], to: out, language)
    case .html: try OutputFile.put([html(language)], to: out, language)
    case .csv: try OutputFile.put(sheet(excel ? language : nil), isForExcel: excel, to: out, language)
    case .table: try OutputFile.put(page(language), to: out, language)
    }
  }
}
