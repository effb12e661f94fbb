import ArgumentParser
import EventStore
import Foundation
import Ledger
import LedgerDomain
import Rulebook
import SQLiteEventStore

/// `koufen verify`: proves the store sound, or names the first bad event.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check every link and payload of every chain, and that the read models follow from the log.",
    discussion: """
      With --seal, also that everything sealed then is still there unchanged.
      Exit code 70 when anything is wrong; the earliest bad event is named first.

      EXAMPLES
        koufen verify
        koufen verify --seal 2011-12-31.seal --format json
      """)

  @Option(help: "A seal made earlier with koufen seal.")
  var seal: String?

  @OptionGroup var stores: StoreOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let ledger = try stores.ledger(readOnly: true)
    let sealed = try seal.map { try loadSeal($0, ledger.zone) }
    let progress = Progress(
      output.language(zh: "条事件", en: "events"), of: try ledger.head(), language: output.language)
    let result = try ledger.verify(against: sealed) { try progress.advance(to: $0) }
    progress.clear()
    if output.format == .json { printJSON(result) } else { printText(result) }
    Stream.output.flush()
    if !result.isSound { throw Failure.Quiet(exit: 70) }
  }

  private func loadSeal(_ path: String, _ zone: Zone) throws -> Seal {
    let text = String(decoding: try InputFile.bytes(path), as: UTF8.self)
    guard let seal = Seal(json: text, in: zone) else {
      throw Failure(
        exit: 65, code: "not-a-seal", zh: "\(path) 不是封存点，或其根与各链首不符。",
        en: "\(path) is not a seal, or its root is not that of its heads.")
    }
    return seal
  }

  private func printText(_ result: Verification) {
    for finding in result.findings {
      let place = [finding.position.map { "position \($0)" }, finding.provider].compactMap { $0 }.joined(
        separator: ", ")
      Stream.output.line("✗ " + (place.isEmpty ? "" : place + ": ") + finding.problem.printable)
    }
    let verdict =
      result.isSound
      ? output.language(zh: "✓ 完好", en: "✓ sound") : output.language(zh: "✗ 已损坏", en: "✗ damaged")
    Stream.output.line(
      output.language(
        zh: "\(verdict)：\(result.events) 条事件，\(result.providers) 家服务商",
        en: "\(verdict): \(result.events.english("event")) of \(result.providers.english("provider"))"))
    Stream.output.line("log     \(result.logDigest.hex)")
    Stream.output.line("models  \(result.modelDigest.hex)")
  }

  private func printJSON(_ result: Verification) {
    var writer = JSONWriter()
    writer.object { writer in
      writer.field("sound", result.isSound)
      writer.field("events", result.events)
      writer.field("providers", result.providers)
      writer.field("logDigest", result.logDigest.hex)
      writer.field("modelDigest", result.modelDigest.hex)
      writer.name("findings")
      writer.array { writer in
        for finding in result.findings {
          writer.object { writer in
            writer.field("position", orNull: finding.position)
            writer.field("provider", orNull: finding.provider)
            writer.field("problem", finding.problem)
          }
        }
      }
    }
    Stream.output.line(writer.bytes)
  }
}

/// `koufen seal`: a checkpoint to keep elsewhere.
struct SealCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "seal",
    abstract: "Print a small checkpoint of the whole log, to be kept where nobody can reach both.",
    discussion: """
      EXAMPLES
        koufen seal --out 2011-12-31.seal
        koufen verify --seal 2011-12-31.seal
      """)

  @Option(help: "Write the seal to this file, which must not exist yet.")
  var out: String?

  @OptionGroup var stores: StoreOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let ledger = try stores.ledger(readOnly: true)
    let seal = try ledger.seal(now: try Clock.now())
    if let out {
      try OutputFile.write(seal.json(in: ledger.zone) + "\n", to: out)
    }
    if output.format == .json || out == nil {
      Stream.output.line(seal.json(in: ledger.zone))
    } else {
      Stream.output.line("\(seal.count)  \(seal.root.hex)")
    }
    Stream.output.flush()
  }
}

/// `koufen rebuild`: the read models anew.
struct RebuildCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rebuild",
    abstract: "Make all read models anew from the log, and say which were wrong.",
    discussion: """
      Readers are not stopped: the new ones are made beside the old ones and put in their place at the end.

      EXAMPLES
        koufen rebuild
      """)

  @OptionGroup var stores: StoreOptions
  @OptionGroup var output: OutputOptions

  /// Keys of changed read models listed for a person, at most: after a new layout all have changed.
  private static let keysShown = 20

  func run() throws {
    let ledger = try stores.ledger(mustExist: true)
    let progress = Progress(
      output.language(zh: "条事件", en: "events"), of: try ledger.head(), language: output.language)
    let report = try ledger.rebuild { try progress.advance(to: $0) }
    progress.clear()
    if output.format == .json {
      var writer = JSONWriter()
      writer.object { writer in
        writer.field("providers", report.providers)
        writer.field("models", report.models)
        writer.name("changed")
        writer.array { writer in for key in report.changed { writer.string(key) } }
      }
      Stream.output.line(writer.bytes)
    } else {
      let shown = output.format == .csv ? report.changed[...] : report.changed.prefix(Self.keysShown)
      for key in shown { Stream.output.line(key.printable) }
      let rest = report.changed.count - shown.count
      if rest > 0 {
        Stream.output.line(
          output.language(zh: "……另有 \(rest) 个；--format json 列出全部。", en: "… and \(rest) more; --format json lists all."))
      }
      Stream.output.line(
        output.language(
          zh: "重建 \(report.providers) 家服务商的 \(report.models) 个读模型，其中 \(report.changed.count) 个有变化。",
          en: "\(report.models.english("read model")) of \(report.providers.english("provider")) made anew, "
            + "\(report.changed.count) changed."))
    }
    Stream.output.flush()
  }
}
