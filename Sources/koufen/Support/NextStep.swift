import Foundation
import Ledger
import LedgerDomain
import Presentation

/// A command that likely comes next, and what it is for.
struct NextStep {
  /// The command, without the tool's name.
  let command: String
  /// What it is for.
  let purpose: Words

  /// A command, and what it is for.
  init(_ command: String, zh: String, en: String) {
    self.command = command
    purpose = Words(zh: zh, en: en)
  }
}

extension OutputOptions {
  /// Says what likely comes next: to people only, where a terminal shows the answer. Nothing of it gets into a pipe, or
  /// beside data.
  func suggest(_ steps: [NextStep]) {
    guard format == .table, Terminal.output.width != nil, !steps.isEmpty else { return }
    var page = Page([""])
    for step in steps { page.add(step.line(language)) }
    show(page)
  }
}

extension NextStep {
  /// The command on the store that was named, and what it is for.
  func line(_ language: Language) -> Line {
    let store = AskedOutput.ofProcess.store.map { " --store " + ($0.contains(" ") ? "'\($0)'" : $0) } ?? ""
    var line = Line(language(zh: "接下来：", en: "next: "), .faint)
    line.add("koufen " + command + store)
    line.add(language(zh: "（\(purpose.zh)）", en: "  (\(purpose.en))"), .faint)
    return line
  }
}

extension NextStep {
  /// Why a year came to its score.
  static func explain(_ provider: Key<Provider>, year: Int) -> NextStep {
    NextStep("explain \(provider) --year \(year)", zh: "这一年的分是怎么扣的", en: "how the year came to its score")
  }

  /// Why a breach cost what it cost.
  static func explain(_ provider: Key<Provider>, _ breach: BreachID) -> NextStep {
    NextStep("explain \(provider) \(breach)", zh: "为什么扣、怎么扣", en: "why it cost what it cost")
  }

  /// Where a provider stands.
  static func standing(_ provider: Key<Provider>) -> NextStep {
    NextStep("standing \(provider)", zh: "该服务商的现状", en: "where the provider stands")
  }

  /// What helps with something that waits: of a duty of an office how it came about and how it is met, else the provider.
  static func next(_ item: QueueItem) -> NextStep {
    guard case .duty(let duty) = item.subject else { return .standing(item.provider) }
    return NextStep(
      "explain \(item.provider) \(duty)", zh: "由什么产生、如何履行", en: "what opened it, and how it is met")
  }

  /// A breach that is to be judged.
  static func assess(_ provider: Key<Provider>, _ breach: String) -> NextStep {
    NextStep(
      "append BreachAssessed --provider \(provider) breach=\(breach)", zh: "评定这项违规", en: "assess this breach")
  }

  /// What likely comes after events of a provider were accepted.
  static func after(_ events: [RecordedEvent]) -> [NextStep] {
    guard let fact = events.first?.event else { return [] }
    let breaches = events.compactMap { recorded -> NextStep? in
      switch recorded.event.body {
      case .consequence(.pointsDeducted(let deduction)): .explain(recorded.event.provider, deduction.breach)
      case .consequence(.breachDetected(let found)): .assess(recorded.event.provider, found.breach.text)
      case .fact(.breach(.reported(let report)), _): .assess(recorded.event.provider, report.breach.text)
      case .fact, .consequence, .publication: nil
      }
    }
    return [breaches.last ?? .standing(fact.provider)]
  }

  /// What waits for a person.
  static let queue = NextStep("queue", zh: "等人处理的事项", en: "what waits for a person")
  /// Where everybody stands.
  static let standings = NextStep("standing", zh: "各服务商的现状", en: "where everybody stands")
  /// How a year may end.
  static func forecast(_ provider: Key<Provider>) -> NextStep {
    NextStep("forecast \(provider)", zh: "年底可能到多少分", en: "how the year may end")
  }
}
