import Ledger
import LedgerDomain
import LedgerFormat
import Presentation
import Programmes
import Rulebook

/// A rulebook file that the program carries, of either form.
struct CarriedFile {
  /// What it is published and shown by.
  let name: String
  private let file: RulesFile

  /// All of them, the regulation first.
  static func all() throws(RulebookError) -> [CarriedFile] {
    var all: [CarriedFile] = []
    for name in Rulebook.carriedNames + Rulebook.carriedProgrammeNames {
      guard let bytes = Rulebook.carriedFile(name) else { continue }
      all.append(CarriedFile(name: name, file: try RulesFile(bytes: bytes, file: name)))
    }
    return all
  }

  /// What it is called, in a language; its name and version where it has no title.
  private func title(_ language: Language) -> String {
    switch file {
    case .daigou: language(zh: "代购服务商管理制度", en: "the regulation of daigou providers")
    case .programme(let programme, _): language(programme.title)
    }
  }

  var json: JSON {
    .object([
      .init("name", .string(name)), .init("version", .string(file.name)),
      .init("programme", .boolean(file.daigou == nil)), .init("zh", .string(title(.zh))),
      .init("en", .string(title(.en))),
    ])
  }

  /// A table of files; in no language with the headings of a file for programs.
  static func table(_ files: [CarriedFile], _ language: Language?) -> Table {
    let heading = language.heading
    var table = Table(
      (heading("name", "名称"), .left), (heading("version", "版本"), .left), (heading("title", "标题"), .left))
    table.rows = files.map { [$0.name, $0.file.name, $0.title(language ?? .en)] }
    return table
  }
}
