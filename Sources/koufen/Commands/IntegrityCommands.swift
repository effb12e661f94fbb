import ArgumentParser
import EventStore
import Foundation
import Ledger
import LedgerDomain
import LedgerFormat
import Presentation
import Rulebook
import SQLiteEventStore

/// `koufen verify`: proves the store sound, or names the first bad event.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: Words.asked(
      zh: "核验每一哈希与内容、每条事实的后果，以及读模型与日志相符。",
      en: "Check every link and payload, every fact's consequences, and that the read models follow from the log."),
    discussion: Words.asked(
      zh: """
        加 --seal 则一并核验当时封存的内容仍在且未变；加 --key 则核验封存点由其签名。加 --decide 则在内存中重新提交每条事实，
        逐字节比较所得。有任何问题则退出码为 70，最早的问题事件列在最前。

        示例
          koufen verify
          koufen verify --seal 2011-12-31.seal --key auditor.pem.pub
          koufen verify --decide --format json
        """,
      en: """
        With --seal, also that everything sealed then is still there unchanged; with --key, that the seal is signed with it.
        With --decide, every fact is submitted again, in memory, and what comes of it compared byte for byte.
        Exit code 70 when anything is wrong; the earliest bad event is named first.

        EXAMPLES
          koufen verify
          koufen verify --seal 2011-12-31.seal --key auditor.pem.pub
          koufen verify --decide --format json
        """))

  @Option(
    help: ArgumentHelp(
      zh: "先前由 koufen seal 制作的封存点，或导出文件的末行。",
      en: "A seal made earlier with koufen seal, or the last line of an export.", value: .seal))
  var seal: String?

  @Option(
    help: ArgumentHelp(
      zh: "封存点须由此公钥（PEM）对应的私钥签名。", en: "The public key (PEM) the seal must be signed with.", value: .key))
  var key: String?

  @Flag(help: ArgumentHelp(zh: "将每条事实重新裁定并比较。", en: "Decide every fact again, and compare."))
  var decide = false

  @OptionGroup var freshness: FreshnessOptions
  @OptionGroup var stores: StoreOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard key == nil || seal != nil else {
      throw ValidationError(
        zh: "--key 须与 --seal 同用，后者为已签名的封存点。", en: "--key needs --seal with a file, the seal that is signed.")
    }
  }

  func run() throws {
    let ledger = try stores.ledger(readOnly: true, freshness: freshness)
    let sealed = try seal.map { try loadSeal($0, ledger.zone) }
    if let key, let sealed { try checkSignature(of: sealed, by: KeyFile.verifying(key)) }
    var result = try verified(ledger, against: sealed)
    if decide, result.isSound {
      let decided = try advancing(ledger) { progress in try ledger.decideAgain(progress: progress) }
      result.decided = decided
      if let finding = decided.finding { result.findings.append(finding) }
    }
    // Of a file it is what the file is; a server's settings decide.
    let survives =
      if case .postgres = stores.location { try ledger.store.durability().survives } else {
        nil as Durability.Survives?
      }
    if output.format == .json {
      StandardStream.output.line(
        result.json(against: sealed, survives: survives, isSignatureChecked: key != nil, output.language).text)
    } else {
      printText(result, sealed, survives)
    }
    StandardStream.output.flush()
    if !result.isSound { throw Failure.Quiet(exit: 70) }
  }

  private func verified(_ ledger: Ledger, against sealed: Seal?) throws -> Verification {
    guard let server = ledger.server else {
      return try advancing(ledger) { progress in try ledger.verify(against: sealed, progress: progress) }
    }
    // What is to be proved is the server's store, and not the copy that questions are answered from.
    let progress = ProgressLine("%", language: output.language)
    defer { progress.clear() }
    return try server.verify(against: sealed) { try progress.advance(to: Int($0 * 100), part: $0) }
  }

  private func advancing<T>(_ ledger: Ledger, _ work: (@escaping (Int) throws -> Void) throws -> T) throws -> T {
    let progress = ProgressLine(
      output.language(zh: "条事件", en: "events"), of: try ledger.head(), language: output.language)
    defer { progress.clear() }
    return try work { try progress.advance(to: $0) }
  }

  private func loadSeal(_ path: String, _ zone: Zone) throws -> Seal {
    let text = String(decoding: try InputFile.bytes(path), as: UTF8.self)
    do {
      return try Seal(parsing: text, in: zone)
    } catch {
      throw Failure(
        exit: 65, code: "not-a-seal", zh: "\(path) 不是封存点：\(error.zh)。", en: "\(path) is not a seal: \(error.en).")
    }
  }

  /// That a signature is its own key's was seen as the seal was read.
  private func checkSignature(of sealed: Seal, by key: VerifyingKey) throws {
    guard let signature = sealed.signature else {
      throw Failure(
        exit: 65, code: "bad-signature", zh: "该封存点未签名；请用 koufen seal --sign 封存。",
        en: "The seal is not signed; make seals with koufen seal --sign.")
    }
    guard signature.key == key.bytes else {
      throw Failure(
        exit: 65, code: "bad-signature", zh: "该封存点由另一密钥 \(signature.key.hex) 签名。",
        en: "The seal is signed with another key, \(signature.key.hex).")
    }
  }

  private func printText(_ result: Verification, _ sealed: Seal?, _ survives: Durability.Survives?) {
    for finding in result.findings {
      let position = finding.position.map { output.language(zh: "第 \($0) 条", en: "position \($0)") }
      let place = [position, finding.provider?.text].compactMap { $0 }.joined(
        separator: output.language(zh: "，", en: ", "))
      let problem = output.language(finding.problem)
      output.show("✗ " + (place.isEmpty ? "" : place + output.language(zh: "：", en: ": ")) + problem, .danger)
    }
    let verdict =
      result.isSound
      ? output.language(zh: "✓ 完好", en: "✓ sound") : output.language(zh: "✗ 已损坏", en: "✗ damaged")
    output.show(
      output.language(
        zh: "\(verdict)：\(result.events) 条事件，\(result.providers) 家服务商",
        en: "\(verdict): \(result.events.english("event")) of \(result.providers.english("provider"))"))
    output.show(output.language(zh: "日志摘要    ", en: "log     ") + result.logDigest.hex)
    output.show(output.language(zh: "读模型摘要  ", en: "models  ") + result.modelDigest.hex)
    if let survives { output.show(output.language(survives.words)) }
    if let sealed { printText(sealed, holds: result.sealHolds ?? false, over: result.events) }
    if let remedy = result.remedy { output.show(output.language(remedy), .danger) }
    defer {
      if result.isSound, sealed == nil {
        output.suggest([NextStep("seal --out seal.json", zh: "封存账本，日后可对照", en: "a checkpoint to hold the log against")])
      }
    }
    if let decided = result.decided {
      output.show(
        output.language(
          zh: "重新裁定 \(decided.facts) 条事实，另有 \(decided.asRecorded) 条形式不合现行要求、其余规则均已核对；"
            + "\(decided.found) 条到期检查与年终结果有事实支持",
          en:
            "decided \(decided.facts.english("fact")) again, and \(decided.asRecorded.english("fact")) of a shape that is "
            + "refused today, held to every other rule; \(decided.found.english("finding")) of sweeps and year ends "
            + "supported by the facts"))
    }
  }

  private func printText(_ sealed: Seal, holds: Bool, over events: Int) {
    let time = sealed.time ?? "-"
    output.show(
      holds
        ? output.language(
          zh: "封存点 \(time)，根 \(sealed.root.hex)：其 \(sealed.count) 条事件均在（共 \(events) 条）",
          en: "seal    of \(time), root \(sealed.root.hex), holds over \(sealed.count) of \(events.english("event"))")
        : output.language(
          zh: "封存点 \(time)，根 \(sealed.root.hex)：不成立", en: "seal    of \(time), root \(sealed.root.hex), does not hold"))
    switch (sealed.signature, key) {
    case (let signature?, let key?):
      output.show(
        output.language(
          zh: "签名已用 \(key.printable) 核对：\(signature.key.hex)",
          en: "signed  with \(signature.key.hex), checked by \(key.printable)"))
    case (let signature?, nil):
      output.show(
        output.language(
          zh: "签名的密钥 \(signature.key.hex)，未核对属于谁：请用 --key",
          en: "signed  with \(signature.key.hex); whose key that is was not checked: use --key"))
    case (nil, _): break
    }
  }
}

/// `koufen rebuild`: the read models anew.
struct RebuildCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rebuild",
    abstract: Words.asked(
      zh: "由日志重建全部读模型，并指出哪些曾有误。", en: "Make all read models anew from the log, and say which were wrong."),
    discussion: Words.asked(
      zh: """
        不影响查询：新的读模型在旧的旁边制作，最后替换。

        示例
          koufen rebuild
        """,
      en: """
        Readers are not stopped: the new ones are made beside the old ones and put in their place at the end.

        EXAMPLES
          koufen rebuild
        """))

  @OptionGroup var stores: StoreOptions
  @OptionGroup var output: OutputOptions

  /// Keys of changed read models listed for a person, at most: after a new layout all have changed.
  private static let keysShown = 20

  func run() throws {
    let ledger = try stores.ledger()
    let progress = ProgressLine(
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
      StandardStream.output.line(writer.bytes)
    } else {
      let shown = output.format == .csv ? report.changed[...] : report.changed.prefix(Self.keysShown)
      for key in shown { output.show(key) }
      let rest = report.changed.count - shown.count
      if rest > 0 {
        output.show(
          output.language(zh: "……另有 \(rest) 个；--format json 列出全部。", en: "… and \(rest) more; --format json lists all."))
      }
      output.show(
        output.language(
          zh: "重建 \(report.providers) 家服务商的 \(report.models) 个读模型，其中 \(report.changed.count) 个有变化。",
          en: "\(report.models.english("read model")) of \(report.providers.english("provider")) made anew, "
            + "\(report.changed.count) changed."))
    }
    StandardStream.output.flush()
  }
}
