import LedgerDomain
import Presentation

/// Every page there is: its address, what may stand in its query, and what it is of.
///
/// The router, who may see it, the links and the page itself are read from this one list.
public enum Page: String, CaseIterable, Sendable {
  case overview, jump, work, provider, breach, statement, duty, outlets, step, events, event, counter, measure
  case doing, me, help
  case rulebooks, draft, rulebookDifference, rulebook, whatIf, whatIfResult, years, year, audit

  /// Its path; a segment in braces is any one.
  public var path: String {
    switch self {
    case .overview: "/"
    case .jump: "/jump"
    case .work: "/work"
    case .provider: "/providers/{p}"
    case .breach: "/providers/{p}/breaches/{b}"
    case .statement: "/providers/{p}/years/{y}"
    case .duty: "/providers/{p}/duties/{d}"
    case .outlets: "/providers/{p}/outlets"
    case .step: "/providers/{p}/steps/{version}"
    case .counter: "/providers/{p}/counters/{c}"
    case .measure: "/providers/{p}/measures/{m}"
    case .events: "/events"
    case .event: "/events/{position}"
    case .doing: "/providers/{p}/do/{type}"
    case .me: "/me"
    case .help: "/help"
    case .rulebooks: "/rulebooks"
    case .draft: "/rulebooks/draft"
    case .rulebookDifference: "/rulebooks/diff"
    case .rulebook: "/rulebooks/{name}"
    case .whatIf: "/what-if"
    case .whatIfResult: "/what-if/{id}"
    case .years: "/years"
    case .year: "/years/{y}"
    case .audit: "/audit"
    }
  }

  /// What may stand in its query, besides what every page takes.
  var ownParameters: [String] {
    switch self {
    case .overview:
      [
        "q", "status", "expansion", "kind", "city", "near", "mayReach", "minScore", "programme", "sort", "order",
        "year", "curve", "cursor", "limit",
      ]
    case .jump: ["q", "enrol", "register"]
    case .work: ["role", "provider", "work", "through", "late", "mark", "cursor", "limit"]
    case .provider: ["year", "curve", "diff"]
    case .breach, .statement, .duty, .counter, .measure: []
    case .outlets: ["city", "held", "cursor", "limit"]
    case .step: ["seek"]
    case .events:
      [
        "provider", "type", "by", "role", "breach", "recordedFrom", "recordedTo", "atFrom", "atTo", "after", "before",
        "order", "cursor", "limit",
      ]
    case .event: ["receipt"]
    case .doing: EventField.names + ["as", "note"]
    case .me: ["done"]
    case .help, .draft, .whatIfResult, .years: []
    case .rulebooks: ["cursor"]
    case .rulebookDifference: ["a", "b", "part"]
    case .rulebook: ["year"]
    case .whatIf: ["rulebook", "effective", "provider"]
    case .year: ["closed"]
    case .audit: ["done", "job", "account", "action", "from", "to", "cursor", "limit"]
    }
  }

  /// What may stand in its query; anything else is refused, so that a filter with a slip in it does not show everything.
  public var parameters: [String] { ["lang"] + (isOfLedger ? ["asOf", "knownAt", "move"] : []) + ownParameters }

  /// Whether it shows the ledger: then it has a time bar above and its basis below (pages P5, P6).
  public var isOfLedger: Bool {
    switch self {
    case .overview, .work, .provider, .breach, .statement, .duty, .outlets, .step, .events, .event, .counter,
      .measure, .doing, .rulebooks,
      .rulebook, .years, .year:
      true
    case .jump, .me, .help, .draft, .rulebookDifference, .whatIf, .whatIfResult, .audit: false
    }
  }

  /// Whether forms on it are sent to its own address, and do something there.
  public var isPosted: Bool {
    switch self {
    case .doing, .me, .draft, .whatIf, .year, .audit: true
    case .overview, .jump, .work, .provider, .breach, .statement, .duty, .outlets, .step, .events, .event, .counter,
      .measure, .help,
      .rulebooks, .rulebookDifference, .rulebook, .whatIfResult, .years:
      false
    }
  }

  /// Whether forms of every type are offered on it, so that it is made with what the account may submit (pages P10).
  public var offersForms: Bool {
    switch self {
    case .overview, .provider, .duty, .doing: true
    case .jump, .work, .breach, .statement, .outlets, .step, .events, .event, .counter, .measure, .me, .help,
      .rulebooks, .draft, .rulebookDifference, .rulebook, .whatIf, .whatIfResult, .years, .year, .audit:
      false
    }
  }

  /// Whether forms are offered on it, or those alone by which something that waits is done: an event's page is a receipt, too.
  public var leadsToForms: Bool {
    switch self {
    case .work, .event: true
    case .overview, .jump, .provider, .breach, .statement, .duty, .outlets, .step, .events, .counter, .measure, .me,
      .help, .doing, .rulebooks, .draft, .rulebookDifference, .rulebook, .whatIf, .whatIfResult, .years, .year, .audit:
      offersForms
    }
  }

  /// Whether it is of one provider: then its events are those that the time bar goes through.
  public var isOfProvider: Bool { path.hasPrefix("/providers/{p}") }

  /// What stands on it.
  ///
  /// - Parameter captures: what stands in its path where the pattern has names in braces.
  func content(_ captures: [String], in frame: Frame) throws -> Content {
    switch self {
    case .overview:
      if let own = frame.ownProvider {
        try Self.provider(own, in: frame)
      } else {
        try Overview(frame: frame).content()
      }
    case .jump: try JumpPage(frame: frame).content()
    case .work: try WorkPage(frame: frame).content()
    case .provider: try Self.provider(captures[0], in: frame)
    case .breach: try BreachPage(frame: frame, provider: captures[0], breach: captures[1]).content()
    case .statement: try StatementPage(frame: frame, provider: captures[0], year: captures[1]).content()
    case .duty: try DutyPage(frame: frame, provider: captures[0], duty: captures[1]).content()
    case .outlets: try OutletsPage(frame: frame, provider: captures[0]).content()
    case .step: try StepPage(frame: frame, provider: captures[0], version: captures[1]).content()
    case .counter: try CounterPage(frame: frame, subject: captures[0], counter: captures[1]).content()
    case .measure: try MeasurePage(frame: frame, subject: captures[0], measure: captures[1]).content()
    case .events: try EventsPage(frame: frame).content()
    case .event: try EventPage(frame: frame, position: captures[0]).content()
    case .doing: try DoPage(frame: frame, provider: captures[0], type: captures[1])?.content() ?? .nothing(in: frame)
    case .me: try MePage(frame: frame).content()
    case .help: HelpPage(frame: frame).content()
    case .rulebooks: try RulebooksPage(frame: frame).content()
    case .draft: DraftPage(frame: frame).content()
    case .rulebookDifference: try RulebookDifferencePage(frame: frame).content()
    case .rulebook: try RulebookPage(frame: frame, name: captures[0]).content()
    case .whatIf: try WhatIfPage(frame: frame).content()
    case .whatIfResult: try WhatIfResultPage(frame: frame, id: captures[0]).content()
    case .years: try YearPage(frame: frame, named: nil).content()
    case .year: try YearPage(frame: frame, named: captures[0]).content()
    case .audit: try AuditPage(frame: frame).content()
    }
  }
}

extension Page {
  /// The page of a provider, or of a subject of a programme.
  private static func provider(_ provider: String, in frame: Frame) throws -> Content {
    let page = try ProviderPage(frame: frame, provider: provider)
    guard page.standing["programme"].isThere else { return try page.content() }
    return try SubjectPage(frame: frame, standing: page.standing).content()
  }
}

/// What stands between the head of a page and its foot.
struct Content {
  /// What it is, where it is none of the places: signing in, and problems.
  var name: String?
  /// What the page is of, for its title and its one `h1`.
  var title: String
  /// Whether that is a name as the log has it, in whichever language it was written (pages P8).
  var isOfLog = false
  /// What stands above the heading's line, or beside it; none for most.
  var heading: HTML?
  /// What stands below the heading.
  var body: HTML
  /// The status it is sent with.
  var status = 200
}

extension Content {
  /// What is shown where there is nothing, and where there is something that the account may not see: which of the two it is
  /// does not show (pages 3.13).
  static func nothing(in frame: Frame) -> Content {
    Content(
      name: "problem", title: frame.say(zh: "此处没有可以看的内容", en: "There is nothing here to see"),
      body: """
        <p class="lead">\(frame.say(zh: "地址可能有误，或者此账户无权查看。", en: "The address may be wrong, or the account may not see it."))</p>
        <ul><li>\(frame.say(zh: "从上面的导航重新开始，", en: "Start again from the navigation above, or "))<a href="\(frame.link(""))">\(frame.say(zh: "或从首页开始", en: "from the first page"))</a>\(frame.say(zh: "。", en: "."))</li>
        <li>\(frame.say(zh: "在上面的“跳转”中填服务商、违规或事件。", en: "Type a provider, a breach or an event into “Jump to” above."))</li>
        <li>\(frame.say(zh: "请管理员核对账户的角色。", en: "Ask an administrator about the account's roles."))</li></ul>
        """,
      status: 404)
  }
}
