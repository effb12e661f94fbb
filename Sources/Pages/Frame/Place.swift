import LedgerDomain
import Presentation

/// The places of the navigation (pages §3), in its order.
enum Place: CaseIterable {
  case overview, work, events, rules, years, whatIf, audit, help

  /// The letter behind `g` that leads there (pages P12).
  var key: String {
    switch self {
    case .overview: "o"
    case .work: "w"
    case .events: "e"
    case .rules: "r"
    case .years: "y"
    case .whatIf: "s"
    case .audit: "a"
    case .help: "h"
    }
  }

  /// The pages that are of this place.
  var pages: [Page] {
    switch self {
    case .overview: [.overview, .jump, .provider, .breach, .statement, .duty, .outlets, .counter, .measure, .doing]
    case .work: [.work]
    case .events: [.events, .event, .step]
    case .rules: [.rulebooks, .draft, .rulebookDifference, .rulebook]
    case .years: [.years, .year]
    case .whatIf: [.whatIf, .whatIfResult]
    case .audit: [.audit]
    case .help: [.help]
    }
  }

  /// Whether the account may go there (pages P10).
  func isOpen(in frame: Frame) -> Bool {
    switch self {
    case .overview: frame.may("providers")
    case .work: frame.may("queue")
    case .events: frame.may("events")
    case .rules: frame.may("rulebooks")
    case .years, .whatIf: frame.may("simulate")
    case .audit: frame.may("verify") || frame.may("accounts") || frame.may("webhooks")
    case .help: !frame.may("simulate")
    }
  }

  /// What it is called.
  var words: Words {
    switch self {
    case .overview: Words(zh: "总览", en: "Overview")
    case .work: Words(zh: "待办", en: "Work")
    case .events: Words(zh: "事件", en: "Events")
    case .rules: Words(zh: "规则", en: "Rules")
    case .years: Words(zh: "年度", en: "Years")
    case .whatIf: Words(zh: "试算", en: "What-if")
    case .audit: Words(zh: "审计", en: "Audit")
    case .help: Words(zh: "帮助", en: "Help")
    }
  }

  /// What it is called by whoever looks: a provider's overview is how it stands itself.
  func name(in frame: Frame) -> String {
    self == .overview && frame.ownProvider != nil ? frame.say(zh: "现状", en: "Standing") : frame.say(words)
  }

  /// Where it is.
  func address(in frame: Frame) -> Address {
    switch self {
    case .overview: frame.link("")
    case .work: frame.link("work")
    case .events: frame.link("events")
    case .rules: frame.link("rulebooks")
    case .years: frame.link("years")
    case .whatIf: frame.linkBeside("what-if")
    case .audit: frame.linkBeside("audit")
    case .help: frame.linkBeside("help")
    }
  }
}
