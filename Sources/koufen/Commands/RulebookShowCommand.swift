import ArgumentParser
import Foundation
import Ledger
import LedgerDomain
import LedgerFormat
import Presentation
import Programmes
import Rulebook

/// `koufen rulebook show`: a version's terms, or its file.
struct RulebookShowCommand: ParsableCommand, Paged {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: Words.asked(
      zh: "显示规则版本的条款与数值，或原样输出其文件。", en: "Show a version's clauses and numbers, or its file byte for byte."),
    discussion: Words.asked(
      zh: """
        示例
          koufen rulebook show
          koufen rulebook show taobao-daigou-1.6 --lang zh
          koufen rulebook show --source > draft.yaml
        """,
      en: """
        EXAMPLES
          koufen rulebook show
          koufen rulebook show taobao-daigou-1.6 --lang zh
          koufen rulebook show --source > draft.yaml
        """))

  @Argument(
    help: ArgumentHelp(
      zh: "规则版本的名称或文件（默认今天有效的版本）。", en: "A version's name, or a file (default: the version in force today).",
      value: .rulebook))
  var name: String?

  @Flag(help: ArgumentHelp(zh: "原样输出规则文件。", en: "Print the file itself."))
  var source = false

  @OptionGroup var stores: StoreOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let names = try RulebookNames(stores)
    let asked = try name ?? names.inForce()
    if case .programme(let programme, let bytes) = try names.file(asked) {
      return try show(programme, bytes, FileManager.default.fileExists(atPath: asked) ? nil : names.version(asked))
    }
    let rulebook = try names.rulebook(asked)
    let version = name.flatMap { FileManager.default.fileExists(atPath: $0) ? nil : $0 } ?? rulebook.name
    let listing = RulebookListing(rulebook: rulebook, version: names.version(version))
    rulebook.warnOfIgnored(output.language)
    if source {
      StandardStream.output.bytes(rulebook.source)
    } else if output.format == .json {
      StandardStream.output.line(listing.json(in: rulebook.terms.zone).text)
    } else if output.format == .csv {
      output.print(listing.sheet)
    } else {
      output.show(listing.page(output.language))
    }
    StandardStream.output.flush()
  }

  private func show(_ programme: Programme, _ bytes: [UInt8], _ version: RulebookVersion?) throws {
    if source {
      StandardStream.output.bytes(bytes)
    } else {
      switch output.format {
      case .json: StandardStream.output.line(programme.json(of: bytes, version, in: Rulebook.builtInZone).text)
      case .csv: throw Failure(noSuchFormatOf: name ?? programme.name)
      case .table: output.show(ProgrammeListing(programme, output.language).page)
      }
    }
    StandardStream.output.flush()
  }
}
