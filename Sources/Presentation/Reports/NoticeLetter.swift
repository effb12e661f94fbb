public import Ledger
public import LedgerDomain
public import LedgerFormat

/// A notice to a provider as it is sent: what it is told of, why, and how it may contest it.
public struct NoticeLetter: Sendable {
  private let matters: NoticeMatters
  private let key: Key<Notice>?
  private let prose: Prose

  /// The letter about these matters; with the notice's key, where it has one already.
  public init(_ matters: NoticeMatters, key: Key<Notice>? = nil) {
    self.matters = matters
    self.key = key
    var prose = Prose()
    let (provider, name) = (matters.provider, matters.name)
    prose.title(zh: "通知书  \(provider)  \(name)", en: "Notice  \(provider)  \(name)")
    if let key { prose.say(zh: "编号：\(key)", en: "Notice no. \(key)") }
    prose.say(zh: "致：\(name)", en: "To: \(name)")
    if let address = matters.address { prose.say(zh: "送达地址：\(address)", en: "Address: \(address)") }
    prose.say(
      zh: "依据规则 \(matters.rulebook)（§4.3）书面告知下列事项：",
      en: "By the rulebook \(matters.rulebook) (§4.3) you are told in writing of the following:")
    for (index, matter) in matters.matters.enumerated() { matter.say(index + 1, in: matters.zone, &prose) }
    prose.heading(zh: "出具", en: "Issued")
    let known = matters.zone.readable(matters.knownAt)
    prose.say(zh: "  依据截至 \(known) 的账本出具。", en: "  From the ledger as it was known at \(known).")
    let line = String(repeating: "_", count: 20)
    prose.say(zh: "  出具人：\(line)    日期：\(line)", en: "  Issued by: \(line)    Date: \(line)")
    self.prose = prose
  }

  /// The letter in lines of 80 places.
  public func text(_ language: Language) -> String { Page(prose, language).text(width: 80, language) }

  /// What is told and where, for programs, with the letter in both languages.
  public var json: JSON {
    .object([
      .init("provider", .string(matters.provider.text)), .init("notice", JSON(key?.text)),
      .init("channel", JSON(matters.channel?.text)),
      .init("address", JSON(matters.address)), .init("about", .array(matters.matters.map { .string($0.duty.text) })),
      .init("text", prose.json),
    ])
  }
}

extension NoticeMatters.Matter {
  /// What is told: of points the reasons and how to appeal, else what happened.
  fileprivate func say(_ number: Int, in zone: Zone, _ prose: inout Prose) {
    prose.heading(
      zh: "\(number). \(words.zh)（\(duty)，\(clause)）", en: "\(number). \(words.en) (\(duty), \(clause))")
    if let reasons {
      prose.say(contentsOf: reasons.prose)
      prose.heading(zh: "申诉", en: "How to appeal")
      prose.say(reasons.remedy)
    } else if let opening {
      prose.say(opening, in: zone)
    }
  }
}
