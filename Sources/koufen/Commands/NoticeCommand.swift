import ArgumentParser
import EventStore
import Foundation
import Ledger
import LedgerDomain
import LedgerFormat
import Presentation
import Rulebook

/// `koufen notice`: the text of a notice, ready to be sent, and, once it was, its record.
struct NoticeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "notice",
    abstract: Words.asked(
      zh: "写出给服务商的通知书（扣分理由、措施、整改要求等）；--sent 登记其已发出。",
      en: "Write a notice to a provider of what it must be told; --sent records that it was sent."),
    discussion: Words.asked(
      zh: """
        不指明义务的，告知全部未了结的、可以通知履行的义务（notify-…）。先写出通知书，寄出之后再加 --sent 登记：登记的事项与
        所写的相同，即告履行；送达日期由规则推定。

        示例
          koufen notice hz-01 --out notice.txt
          koufen notice notify-charge:b-1 --key n-17 --channel registered-mail
          koufen notice hz-01 --channel registered-mail --sent --receipt RA123
        """,
      en: """
        Without duties it tells of all that are open and that a notice meets (notify-…). Write it first, send it, then record
        that with --sent: what it tells of is met; when it counts as delivered follows from the rulebook.

        EXAMPLES
          koufen notice hz-01 --out notice.txt
          koufen notice notify-charge:b-1 --key n-17 --channel registered-mail
          koufen notice hz-01 --channel registered-mail --sent --receipt RA123
        """))

  @Argument(
    help: ArgumentHelp(
      zh: "服务商的编号或名称；只有一家服务商有所列的义务时可以省略。",
      en: "The provider, by key or name; may be left out where only one has the duties named.", value: .provider))
  var provider: String

  @Argument(
    help: ArgumentHelp(
      zh: "告知的义务，如 notify-charge:b-1（默认全部未了结的）。",
      en: "The duties it tells of, such as notify-charge:b-1 (default: all open ones).", value: .duty))
  var duties: [String] = []

  @Option(
    help: ArgumentHelp(
      zh: "送达方式，如 registered-mail。", en: "How it is sent, such as registered-mail.", value: .name))
  var channel: String?

  @Option(help: ArgumentHelp(zh: "写入此文件。", en: "Write it into this file.", value: .file))
  var out: String?

  @Flag(help: ArgumentHelp(zh: "登记通知已发出。", en: "Record that it was sent."))
  var sent = false

  @Option(help: ArgumentHelp(zh: "通知的编号（默认按日期编）。", en: "The notice's key (default: by the date).", value: .name))
  var key: String?

  @Option(help: ArgumentHelp(zh: "回执。", en: "The receipt of the post.", value: .text))
  var receipt: String?

  @Option(
    help: ArgumentHelp(
      zh: "提交人，写作 姓名@角色（默认 $KOUFEN_BY，其次配置文件）。",
      en: "Who submits it, as who@role (default: $KOUFEN_BY, else the configuration's).", value: .person))
  var by: String?

  @Option(help: ArgumentHelp(zh: "发出的时间（默认现在）。", en: "When it was sent (default: now).", value: .moment))
  var at: String?

  @OptionGroup var confirmation: Confirmation
  @OptionGroup var stores: StoreOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if sent, channel == nil { throw ValidationError(zh: "--sent 须与 --channel 同用。", en: "--sent goes with --channel.") }
    if !sent, receipt != nil || by != nil || at != nil {
      throw ValidationError(
        zh: "--receipt、--by、--at 须与 --sent 同用。", en: "--receipt, --by and --at go with --sent.")
    }
  }

  func run() throws {
    let ledger = try stores.ledger(readOnly: !sent)
    let now = try WallClock.now()
    let (addressee, duties) = try addressee(in: ledger, now)
    let matters = try ledger.notice(
      to: addressee, of: duties, by: channel.map { Key($0) }, [try Rulebook.builtIn()], now: now)
    guard !matters.matters.isEmpty else {
      throw Failure(
        exit: 1, code: "unknown-duty", zh: "\(addressee) 没有须告知的事项。",
        en: "There is nothing that \(addressee) must be told of.")
    }
    let letter = NoticeLetter(matters, key: key.map { Key($0) })
    if sent, let channel = matters.channel { return try record(letter, matters, by: channel, ledger, now) }
    let text = output.format == .json ? letter.json.text + "\n" : letter.text(output.language)
    if let out { try OutputFile.write(text, to: out) } else { StandardStream.output.bytes(Array(text.utf8)) }
    StandardStream.output.flush()
  }

  /// To whom it goes, and the duties named: where the first word is no provider but a duty, whoever has it.
  private func addressee(in ledger: Ledger, _ now: Instant) throws -> (Key<Provider>, [DutyID]) {
    let rest = duties.map { DutyID($0) }
    let named = DutyID(provider)
    let isProvider = try ledger.store.read { try $0.head(of: Key<Provider>(provider).stream).version > 0 }
    guard !isProvider, try ledger.dutySlugs().contains(named.slug) else {
      return (try FilterWord.provider(provider, in: ledger), rest)
    }
    let all = Set([named] + rest)
    let holders = try ledger.standings(StandingQuestion(), now: now).filter { standing in
      all.isSubset(of: standing.summary.duties.map(\.duty))
    }.map(\.provider)
    guard let only = holders.first, holders.count == 1 else {
      throw Failure.usage(
        zh: holders.isEmpty
          ? "没有服务商有此义务（\(provider.printable)）；请先写服务商，如 koufen notice hz-01 \(provider.printable)。"
          : "不止一家服务商有此义务（\(Language.zh.list(holders.map(\.text)))）；请先写服务商。",
        en: holders.isEmpty
          ? "No provider has this duty (\(provider.printable)); name the provider first, as in koufen notice hz-01 "
            + "\(provider.printable)."
          : "More than one provider has this duty (\(Language.en.list(holders.map(\.text)))); name the provider first.")
    }
    return (only, [named] + rest)
  }

  private func record(
    _ letter: NoticeLetter, _ matters: NoticeMatters, by channel: Key<NoticeChannel>, _ ledger: Ledger, _ now: Instant
  ) throws {
    let by = try stores.demandedSubmitter(by)
    let text = letter.text(output.language)
    let fact = NoticeSent(
      notice: Key(key ?? Self.key(ledger.zone, now)), channel: channel, about: matters.matters.map(\.duty),
      receipt: receipt, text: text.utf8.count <= Limits.textBytes ? text : nil)
    let draft = try Draft(
      correcting: matters.provider, fact.fact, at: at, by: by, id: UUIDv7.make(now: now), in: ledger.zone)
    let rehearsed = try ledger.submit(draft, now: now, keeping: false)
    if output.format == .table { EventPrinter(output: output, of: ledger).print(rehearsed.events) }
    StandardStream.output.flush()
    try confirmation.ask(
      output.language(zh: "登记这份通知已发出吗？", en: "Record that it was sent?"), unattended: .goesAhead,
      language: output.language)
    let receipt = try ledger.handIn(draft, now: now).receipt
    if output.format != .table { EventPrinter(output: output, of: ledger).print(receipt.events) }
    if let out { try OutputFile.write(text, to: out) }
    StandardStream.output.flush()
  }

  /// A key that no notice has: the moment, to the second.
  private static func key(_ zone: Zone, _ now: Instant) -> String {
    "n-" + zone.text(now).prefix(19).filter { $0.isNumber }
  }
}
