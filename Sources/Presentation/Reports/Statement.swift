public import Ledger
import LedgerDomain

/// A statement of reasons that stands alone on paper: what an explanation says, how it may be contested, how it may be
/// checked, and room to sign.
public struct Statement: Sendable {
  private var prose: Prose

  /// The statement of why a breach cost what it cost.
  public init(_ explanation: BreachExplanation) {
    prose = explanation.prose
    prose.heading(zh: "申诉", en: "How to appeal")
    prose.say(explanation.remedy)
    say(
      checking: "explain \(explanation.provider) --year \(explanation.line.on.year) --bundle FILE.json",
      knownAt: explanation.zone.readable(explanation.knownAt))
  }

  /// The statement of how a year came to its score.
  public init(_ year: YearStatement) {
    prose = year.prose
    prose.heading(zh: "申诉", en: "How to appeal")
    prose.say(
      zh: "  每一笔扣分各有申诉期限；违规及其期限见各自的扣分理由书。",
      en: "  Each charge has its own time for appeal; the statement of reasons of the breach names it.")
    say(
      checking: "explain \(year.provider) --year \(year.year) --bundle FILE.json",
      knownAt: year.zone.readable(year.knownAt))
  }

  /// The statement of how a fact was recorded, corrected and is read.
  public init(_ fact: FactExplanation) {
    prose = fact.prose
    say(
      checking: "explain \(fact.provider) --year \(fact.zone.date(of: fact.lastRead.at).year) --bundle FILE.json",
      knownAt: fact.zone.readable(fact.knownAt))
  }

  /// The statement of what became of a duty.
  public init(_ duty: DutyExplanation) {
    prose = duty.prose
    say(
      checking: "explain \(duty.provider) --year \(duty.asOf.year) --bundle FILE.json",
      knownAt: duty.zone.readable(duty.knownAt))
  }

  /// The statement of something of a subject of a programme.
  public init(_ subject: SubjectExplanation) {
    prose = subject.prose
    sayIssued(knownAt: subject.zone.readable(subject.knownAt))
  }

  private mutating func say(checking command: String, knownAt: String) {
    prose.heading(zh: "核对", en: "How to check this")
    prose.say(
      zh: "  以上各项取自扣分账本，所列哈希逐条相扣。koufen \(command) 写出全部依据，第三方无需本软件即可核对。",
      en: "  All of this is taken from the ledger of points, whose hashes are chained. koufen \(command) writes out "
        + "all that a third party needs to check it without this program.")
    sayIssued(knownAt: knownAt)
  }

  private mutating func sayIssued(knownAt: String) {
    prose.heading(zh: "出具", en: "Issued")
    prose.say(zh: "  依据截至 \(knownAt) 的账本出具。", en: "  From the ledger as it was known at \(knownAt).")
    prose.say(zh: "", en: "")
    let line = String(repeating: "_", count: 20)
    prose.say(
      zh: "  出具人：\(line)    日期：\(line)", en: "  Issued by: \(line)    Date: \(line)")
    prose.say(zh: "", en: "")
    prose.say(
      zh: "  签收人：\(line)    日期：\(line)", en: "  Received by: \(line)  Date: \(line)")
  }

  /// The statement in lines of 80 places.
  public func text(_ language: Language) -> String {
    Page(prose, language).text(width: 80, language)
  }

  /// The statement as one page of HTML that needs nothing else, to be printed on A4.
  public func html(_ language: Language) -> String { StatementPage(prose: prose, language: language).page.markup }
}

extension BreachExplanation {
  /// What the provider may do about it.
  var remedy: Words {
    func roles(_ list: [Role]?) -> Words {
      Words(
        zh: (list ?? []).map(\.words.zh).joined(separator: "或"),
        en: (list ?? []).map(\.words.en).joined(separator: " or "))
    }
    let (filer, judge) = (roles(AppealFiled.about.roles), roles(AppealDecided.about.roles))
    guard let charge else {
      return Words(
        zh: "  尚未扣分；扣分之后方可申诉。", en: "  Nothing is charged yet; there is an appeal once points are charged.")
    }
    switch (appeal, appeal?.decided) {
    case (nil, _):
      guard let until = charge.appealUntil?.words else {
        return Words(
          zh: "  如有异议，\(filer.zh)可自本项扣分的通知送达之日起 \(charge.appealWorkingDays) 个工作日内"
            + "书面申诉，写明理由，由\(judge.zh)裁定；裁定可维持、减轻或撤销本项扣分。",
          en: "  The \(filer.en) may appeal in writing, with grounds, within \(charge.appealWorkingDays) working "
            + "days of the delivery of the notice of these points; the \(judge.en) decides, and may confirm, reduce or "
            + "overturn them.")
      }
      return Words(
        zh: "  如有异议，\(filer.zh)可在 \(until.zh) 当日及以前书面申诉，写明理由，由\(judge.zh)裁定；裁定可维持、减轻或撤销本项扣分。",
        en: "  The \(filer.en) may appeal in writing, with grounds, up to and including \(until.en); the \(judge.en) "
          + "decides, and may confirm, reduce or overturn these points.")
    case (_?, nil):
      return Words(
        zh: "  已提出申诉，由\(judge.zh)裁定，尚未裁定。", en: "  An appeal was filed; the \(judge.en) has yet to decide it.")
    case (_?, _?):
      return Words(zh: "  申诉已经裁定，见上文。", en: "  The appeal was decided, as stated above.")
    }
  }
}
