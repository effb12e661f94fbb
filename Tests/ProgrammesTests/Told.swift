import LedgerDomain
import Programmes
import Yams

/// A value of a standing, as far as stories compare it.
indirect enum Told: Equatable, CustomStringConvertible {
  case nothing
  case text(String)
  case list([Told])
  case map([String: Told])

  var description: String {
    switch self {
    case .nothing: "null"
    case .text(let text): text
    case .list(let items): "[" + items.map(\.description).joined(separator: ", ") + "]"
    case .map(let map):
      "{" + map.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ") + "}"
    }
  }

  /// Whether it is what a story expects under a key: maps in part but for measures, lists whole.
  func fits(_ expected: Node, _ key: String) -> Bool {
    if key == "measures" { return self == expected.told }
    if key == "counters", case .map(let mine) = self, case .map(let theirs) = expected.told {
      return theirs.allSatisfy { name, value in
        guard let found = mine[name] else { return false }
        if case .map(let keys) = found, case .text(let sum) = value {
          return keys.values.reduce(0) { $0 + (Int($1.description) ?? 0) } == Int(sum)
        }
        return found.holds(value)
      }
    }
    return holds(expected.told)
  }

  private func holds(_ expected: Told) -> Bool {
    if case .map(let mine) = self, case .map(let theirs) = expected {
      return theirs.allSatisfy { name, value in mine[name, default: .nothing].holds(value) }
    }
    return self == expected
  }
}

extension Node {
  /// The same, as standings are told.
  var told: Told {
    if let sequence { return .list(sequence.map(\.told)) }
    if let mapping {
      return .map(Dictionary(uniqueKeysWithValues: mapping.map { ($0.key.string ?? "", $0.value.told) }))
    }
    let text = string ?? ""
    return text == "null" || text.isEmpty ? .nothing : .text(text)
  }
}

extension SubjectStanding {
  /// What stands under a key.
  func told(_ key: String) -> Told {
    switch key {
    case "closed": Told(closed?.description)
    case "attributes": .map(map(attributes) { Told($0?.description) })
    case "counters":
      .map(
        map(counters) { value in
          switch value {
          case .total(let total): .text(String(total))
          case .byKey(let keys): .map(Dictionary(uniqueKeysWithValues: keys.map { ($0.key, .text(String($0.value))) }))
          }
        })
    case "measures": .map(map(measures) { .text($0?.description ?? "open") })
    case "notices": .list(notices.map { .text("\($0.measure) \($0.on)") })
    case "balance": .map(map(balance) { .text(String($0)) })
    case "billed": .map(map(billed) { .text(String($0)) })
    case "owed": .map(map(owed) { .text(String($0)) })
    case "pending": .list(pending.map { .text($0.text) })
    case "duties": .map(map(duties) { .text($0.description) })
    case "breaches":
      .map(Dictionary(uniqueKeysWithValues: breaches.map { ($0.breach.id.text, $0.told) }))
    default: .nothing
    }
  }

  private func map<Value>(_ named: [Named<Value>], _ tell: (Value) -> Told) -> [String: Told] {
    Dictionary(uniqueKeysWithValues: named.map { ($0.name, tell($0.value)) })
  }
}

extension SubjectStanding.BreachLine {
  fileprivate var told: Told {
    .map([
      "clause": .text(breach.clause), "on": .text(breach.on.description), "state": .text(breach.status.rawValue),
      "grade": Told(breach.judgement?.grade),
      "charged": charged.map { charged in
        .map(Dictionary(uniqueKeysWithValues: charged.map { ($0.name, .text(String($0.value))) }))
      } ?? .nothing,
    ])
  }
}

extension Told {
  init(_ text: String?) { self = text.map { .text($0) } ?? .nothing }
}

extension ProgrammeFact {
  /// Reads what a story says was submitted.
  init?(_ type: String, _ data: Node) {
    func text(_ key: String) -> String { data[key]?.string ?? "" }
    func number(_ key: String) -> Int? { data[key]?.string.flatMap { Int($0) } }
    let breach = BreachID(text("breach"))
    switch type {
    case "SubjectEnrolled":
      self = .enrolled(
        SubjectEnrolled(programme: nil, name: text("name"), attributes: data["attributes"]?.values))
    case "AttributeSet":
      guard let value = data["value"]?.value else { return nil }
      self = .attributeSet(AttributeSet(attribute: text("attribute"), value: value))
    case "FactRecorded":
      self = .recorded(
        FactRecorded(kind: text("fact"), key: data["key"]?.string.map { Key($0) }, fields: data["fields"]?.values))
    case "BreachReported":
      self = .reported(
        ClauseBreachReported(
          breach: breach, clause: text("clause"), evidence: text("evidence"),
          on: data["on"]?.string.flatMap { LocalDate($0) }, fields: data["fields"]?.values))
    case "BreachAssessed":
      self = .assessed(
        ClauseBreachAssessed(
          breach: breach, grade: data["grade"]?.string, points: number("points"), fen: number("fen"),
          reason: text("reason")))
    case "BreachDismissed": self = .dismissed(BreachDismissed(breach: breach, reason: text("reason")))
    case "AppealFiled": self = .appealFiled(AppealFiled(breach: breach, grounds: text("grounds")))
    case "AppealDecided":
      let outcome: AppealOutcome
      switch text("outcome") {
      case "confirmed": outcome = .confirmed
      case "reduced": outcome = .reduced(points: number("points") ?? 0)
      default: outcome = .overturned
      }
      self = .appealDecided(AppealDecided(breach: breach, outcome: outcome, reason: text("reason")))
    case "DepositPaidIn":
      self = .paidIn(DepositPaidIn(account: text("account"), amountFen: number("amountFen") ?? 0))
    case "MeasureLifted":
      self = .lifted(MeasureLifted(measure: Key(text("measure")), reason: text("reason")))
    default: return nil
    }
  }
}

extension Node {
  fileprivate var values: [NamedValue]? {
    mapping.map { $0.compactMap { key, value in value.value.map { NamedValue(key.string ?? "", $0) } } }
  }

  fileprivate var value: DeclaredValue? {
    if let part = self["part"]?.string.flatMap({ Int($0) }), let whole = self["whole"]?.string.flatMap({ Int($0) }) {
      return .share(part: part, whole: whole)
    }
    guard let scalar, let text = string else { return nil }
    guard scalar.style == .plain else { return .text(text) }
    if let number = Int(text) { return .number(number) }
    return text == "true" ? .flag(true) : text == "false" ? .flag(false) : .text(text)
  }
}
