import Ledger
public import LedgerDomain
import LedgerFormat
import Rulebook

extension Scenario {
  /// Reads a scenario file.
  ///
  /// - Throws: the first thing by which it is not a scenario. An event of the wrong shape is none: the step says so.
  public init(yaml: [UInt8], in zone: Zone) throws(ScenarioError) {
    guard let text = String(validating: yaml, as: UTF8.self) else {
      throw ScenarioError(line: nil, key: "", expected: .utf8)
    }
    guard !YAMLLimits.mayExplode(yaml) else {
      throw ScenarioError(line: nil, key: "", expected: .fewerAliases)
    }
    let root = try YAMLTree(parsing: text).entries(["scenario", "about", "rulebook", "steps"])
    guard let list = root["steps"] else { throw ScenarioError(line: 1, key: "steps", expected: .steps) }
    title = try root["scenario"]?.text() ?? ""
    about = try root["about"]?.text() ?? ""
    rulebook = try root["rulebook"]?.text()
    steps = []
    for item in try list.items() { steps.append(try Step(item, in: zone)) }
  }
}

extension Scenario.Step {
  private static let kinds = ["event", "refuse", "sweep", "yearEnd", "publish", "expect"]
  private static let eventKeys = ["provider", "at", "recorded", "by", "data", "note", "id"]

  init(_ tree: YAMLTree, in zone: Zone) throws(ScenarioError) {
    let names = try tree.entries().map(\.name)
    let kinds = Self.kinds.filter { names.contains($0) }
    guard kinds.count == 1, let kind = kinds.first else {
      throw tree.error(.oneOf(Self.kinds))
    }
    switch kind {
    case "event":
      let fields = try tree.entries(["event"] + Self.eventKeys)
      self = .event(try Scenario.EventStep(type: "event", fields, in: zone))
    case "refuse":
      let fields = try tree.entries(["refuse", "code"] + Self.eventKeys)
      guard let code = try fields["code"]?.text() else { throw tree.error(.code) }
      guard code == "bad-input" || RefusalCode(rawValue: code) != nil else {
        throw tree.error(.refusal(not: code))
      }
      self = .refuse(try Scenario.EventStep(type: "refuse", fields, in: zone), code: code)
    case "sweep":
      let value = try tree.entries(["sweep"])["sweep"]
      guard let value, let date = Limits.date(try value.text()) else { throw tree.error(.sweep) }
      self = .sweep(date)
    case "yearEnd":
      let value = try tree.entries(["yearEnd"])["yearEnd"]
      guard let value, let year = Int(try value.text()), Limits.years.contains(year) else {
        throw tree.error(.yearEnd)
      }
      self = .yearEnd(year)
    case "publish": self = .publish(try Scenario.PublishStep(tree, in: zone))
    default:
      self = .expect(try Scenario.Expectation(try tree.entries(["expect"])["expect"] ?? tree, in: zone))
    }
  }
}

extension Scenario.PublishStep {
  init(_ tree: YAMLTree, in zone: Zone) throws(ScenarioError) {
    let fields = try tree.entries(["publish", "effective", "recorded", "code"])
    file = try fields["publish"]?.text() ?? ""
    guard let from = fields["effective"], let date = Limits.date(try from.text()) else { throw tree.error(.publish) }
    effective = date
    if let moment = fields["recorded"] {
      guard let instant = Limits.instant(try moment.text(), in: zone) else { throw moment.error(.instant) }
      recorded = instant
    }
    code = try fields["code"]?.text()
  }
}

extension Scenario.EventStep {
  init(type key: String, _ fields: [String: YAMLTree], in zone: Zone) throws(ScenarioError) {
    var json: [JSON.Field] = []
    if let type = fields[key] { json.append(JSON.Field("type", try type.json())) }
    for name in ["id", "provider", "at", "by", "data", "note"] {
      if let value = fields[name] { json.append(JSON.Field(name, try value.json())) }
    }
    at = (try fields["at"]?.text()).flatMap { Limits.instant($0, in: zone) }
    if let recorded = fields["recorded"] {
      guard let moment = Limits.instant(try recorded.text(), in: zone) else {
        throw recorded.error(.instant)
      }
      self.recorded = moment
      isRecordedLocal = try recorded.isLocal(in: zone)
    }
    let bytes = Array(JSON.object(json).text.utf8)
    do throws(InputError) {
      draft = .success(try Draft(json: bytes, in: zone, mayBeOfProgramme: true))
    } catch {
      draft = .failure(error)
    }
  }
}

extension Scenario.Expectation {
  /// The fields that are a question.
  private static let questions = ["provider", "asOf", "knownAt", "year", "through"]
  /// The fields a standing has.
  private static let standingFields = [
    "provider", "name", "kind", "rulebook", "asOf", "knownAt", "status", "expansion", "pauses", "year", "score",
    "exposure", "years", "breaches", "rectification", "termination", "deposit", "cities", "outlets", "agreements",
    "outletDeposits", "admission", "duties", "contacts", "measures", "notices", "reviews", "programme", "closed",
    "attributes", "counters", "balance", "billed", "owed", "pending",
  ]

  init(_ tree: YAMLTree, in zone: Zone) throws(ScenarioError) {
    let entries = try tree.entries(Self.standingFields + ["queue", "through"])
    guard let key = entries["provider"] else { throw tree.error(.provider) }
    provider = Key(try key.text())
    question = StandingQuestion()
    if let asOf = entries["asOf"] {
      guard let date = Limits.date(try asOf.text()) else { throw asOf.error(.date) }
      question.asOf = date
    }
    if let last = entries["through"] {
      guard let date = Limits.date(try last.text()) else { throw last.error(.date) }
      through = date
    }
    if let knownAt = entries["knownAt"] {
      guard let moment = Limits.instant(try knownAt.text(), in: zone) else {
        throw knownAt.error(.instant)
      }
      question.knownAt = moment
      isKnownAtLocal = try knownAt.isLocal(in: zone)
    }
    if let year = entries["year"] {
      guard let number = Int(try year.text()), Limits.years.contains(number) else {
        throw year.error(.year)
      }
      question.year = number
    }
    fields = []
    for (name, value) in try tree.entries() where !Self.questions.contains(name) {
      fields.append(JSON.Field(name, try value.json()))
    }
  }
}

extension YAMLTree {
  /// Whether a moment is written without an offset.
  fileprivate func isLocal(in zone: Zone) throws(ScenarioError) -> Bool {
    let other = Zone(name: zone.name, offsetSeconds: zone.offsetSeconds == 0 ? 3600 : 0)
    let text = try text()
    return Limits.instant(text, in: zone) != Limits.instant(text, in: other)
  }
}
