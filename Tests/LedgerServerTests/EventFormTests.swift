import EventStore
import Foundation
import Ledger
import LedgerAccess
import LedgerDomain
import LedgerFormat
import LedgerTesting
import Presentation
import Rulebook
import Testing
import Trials

@testable import LedgerServer
@testable import Pages

/// Every type of event, filled into its form by somebody who may submit it (pages P20, §4).
@Suite("Events by form")
struct EventFormTests {
  /// Stories in which every type of event occurs; a test looks whether that is so.
  private static let stories = [
    "year-2011-zhejiang", "year-2011-offices", "corrections-of-every-type", "what-the-platform-owes",
    "notices-meet-duties", "clause-competitor-dealing",
  ]
  /// Events of a type that are filled in, of a story.
  private static let enough = 3

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Scenarios")

  private static func scenario(_ name: String) throws -> Scenario {
    let path = folder.appending(path: "\(name).yaml")
    return try Scenario(yaml: Array(Data(contentsOf: path)), in: BuiltIn.rules.zone)
  }

  @Test("P20 Every type of event occurs in what is filled in below")
  func allTypes() throws {
    var seen: Set<String> = []
    for name in Self.stories {
      for case .event(let event) in try Self.scenario(name).steps {
        if case .success(let draft) = event.draft { seen.insert(draft.fact.kind.name) }
      }
    }
    #expect(Set(FactKind.allCases.map(\.name)).subtracting(seen).isEmpty)
  }

  @Test("P20, P22 §4 What is filled into a form appends what the API appends, for every type", arguments: stories)
  func every(_ name: String) async throws {
    let play = try Play(scenario: Self.scenario(name), folder: Self.folder)
    var filled: [FactKind: Int] = [:]
    for step in play.scenario.steps {
      guard case .event(let event) = step, case .success(let draft) = event.draft else {
        try play.take(step)
        continue
      }
      play.advance(to: event.recorded ?? event.at)
      if filled[draft.fact.kind, default: 0] < Self.enough, let typed = try await play.typed(draft) {
        filled[draft.fact.kind, default: 0] += 1
        try await compare(draft, typed, play)
      }
      try play.take(step)
    }
    #expect(filled.count > 3)
  }

  private func compare(_ draft: Draft, _ typed: [(name: String, text: String)], _ play: Play) async throws {
    let account = try play.account(for: draft)
    let kind = draft.fact.kind.name
    let path = "/providers/\(draft.provider)/do/\(kind)?lang=en"
    let program = await play.served.post("/v1/events?dryRun=true", play.body(draft), as: account)
    let form = await play.served.call("POST", path, as: account, Form.headers, body: Form.text(typed))
    guard program.status == 200 else {
      // Whoever stands in for somebody else may be one too many for the ledger: then both ways say so.
      #expect(form.status == program.status, "\(kind): \(program.text)")
      return
    }
    #expect(form.status == 200, "\(kind): \(Form.problem(form.text)) \(typed)")
    #expect(
      Form.hidden("preview", in: form.text) == program.json["preview"]?.string,
      "\(kind): \(program.text) \(Form.appended(form.text))")
  }
}

/// A story that is played into a served ledger, step by step.
private final class Play {
  let scenario: Scenario
  let served: Served
  private let folder: URL
  private var clock = time("2011-01-01")
  private var accounts: Set<String> = []

  init(scenario: Scenario, folder: URL) throws {
    self.scenario = scenario
    self.folder = folder
    served = try Served()
    guard let base = scenario.rulebook, base != Rulebook.builtInName else { return }
    let version = try version(base)
    try served.ledger.write {
      _ = try $0.publish(version, effective: Limits.firstDay, by: nil, now: time("2011-01-01"))
    }
  }

  private func version(_ name: String) throws -> RulesFile {
    if let bytes = Rulebook.carriedFile(name) { return try RulesFile(bytes: bytes, file: name) }
    return try RulesFile(bytes: Array(Data(contentsOf: folder.appending(path: name))), file: name)
  }

  func advance(to moment: Instant?) {
    clock = max(clock, moment ?? clock)
    served.set(clock)
  }

  /// Does what a step says, on the ledger itself.
  func take(_ step: Scenario.Step) throws {
    let ledger = served.ledger
    switch step {
    case .event(let event):
      guard case .success(let draft) = event.draft else { return }
      try ledger.write { _ = try $0.submit(draft, now: clock) }
    case .sweep(let last):
      advance(to: ledger.zone.instant(last.adding(days: 1)))
      try ledger.write { _ = try $0.sweep(through: last, now: clock) }
    case .yearEnd(let year):
      advance(to: ledger.zone.instant(Period.naturalYear(year).lastDay.adding(days: 1)))
      try ledger.write { _ = try $0.closeYear(year, now: clock) }
    case .publish(let step):
      advance(to: step.recorded)
      let version = try version(step.file)
      guard step.code == nil else { return }
      try ledger.write { _ = try $0.publish(version, effective: step.effective, by: nil, now: clock) }
    case .refuse, .expect: return
    }
  }

  /// An account that may submit an event in its role.
  func account(for draft: Draft) throws -> String {
    let role = draft.by.role
    let outlet = try JSON(parsing: body(draft))["data"]?["outlet"]?.string ?? ""
    let kind: AccountKind
    var name = "by-\(role.rawValue)"
    switch role {
    case .provider:
      kind = .provider(draft.provider)
      name += "-\(draft.provider)"
    case .outlet:
      kind = .outlet(Key(outlet), of: draft.provider)
      name += "-\(draft.provider)-\(outlet)"
    case .integration: kind = .integration
    case _: kind = .staff(StaffRoles(try #require(StaffRole(rawValue: role.rawValue))))
    }
    if accounts.insert(name).inserted { try served.add(name, kind) }
    return name
  }

  /// The event as a program hands it in, submitted by whoever asks.
  func body(_ draft: Draft) -> String {
    var writer = JSONWriter(zone: BuiltIn.rules.zone)
    writer.object { writer in
      writer.field("type", draft.fact.kind.name)
      writer.field("provider", draft.provider.text)
      if let at = draft.at { writer.field("at", BuiltIn.rules.zone.text(at)) }
      writer.name("data")
      writer.object { draft.fact.fields(&$0) }
      if let note = draft.note { writer.field("note", note) }
    }
    return writer.text
  }

  /// What a person types for an event; nil where something of it has no place on a form.
  func typed(_ draft: Draft) async throws -> [(name: String, text: String)]? {
    let event = try JSON(parsing: body(draft))
    let data = event["data"] ?? .null
    var fields: [(name: String, text: String)] = []
    if draft.fact.kind == .correction(.corrected) {
      let fact = data["fact"].map { $0.string ?? $0.text } ?? ""
      let told = await served.get("/v1/providers/\(draft.provider)/facts/\(fact)", as: "auditor")
      guard let kind = told.json["recorded"]?["type"]?.string.flatMap({ FactKind($0) }) else { return nil }
      fields = Form.texts(of: data["data"] ?? .null, kind).map { (name: "new." + $0.name, text: $0.text) }
    }
    fields += Form.texts(of: data, draft.fact.kind).filter { !$0.text.isEmpty || data[$0.name] != nil }
    if let at = event["at"]?.string { fields.append(("at", at)) }
    if let note = event["note"]?.string { fields.append(("note", note)) }
    return fields
  }
}

/// Forms, as a browser sends and shows them.
enum Form {
  /// What a browser sends along.
  static let headers = [
    "accept": "text/html,application/xhtml+xml,*/*;q=0.8", "content-type": "application/x-www-form-urlencoded",
    "sec-fetch-site": "same-origin",
  ]

  /// Fields as they are sent.
  static func text(_ fields: [(name: String, text: String)]) -> String {
    fields.map { name, value in
      "\(name)=\(value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")"
    }.joined(separator: "&")
  }

  /// The value of a hidden field.
  static func hidden(_ name: String, in page: String) -> String {
    guard let start = page.range(of: "name=\"\(name)\" value=\"") else { return "" }
    return String(page[start.upperBound...].prefix { $0 != "\"" })
  }

  /// Why something was refused, as the page has it.
  static func problem(_ page: String) -> Substring {
    page.range(of: "id=\"problem\"").map { page[$0.upperBound...].prefix(400) } ?? page.suffix(300)
  }

  /// What the page says will be appended.
  static func appended(_ page: String) -> Substring {
    page.range(of: "What will be appended").map { page[$0.upperBound...].prefix(1_500) } ?? ""
  }

  /// What a person types into each field of a type for some data; nothing for what is not there.
  static func texts(of data: JSON, _ kind: FactKind) -> [(name: String, text: String)] {
    EventField.all(of: kind).flatMap { field -> [(name: String, text: String)] in
      guard let value = data[field.field.name.en] else { return [(field.name, "")] }
      switch field.field.kind {
      case .data: return []
      case .terms: return leaves(value, "terms")
      case .contacts: return [(field.name, value.fields.map { "\($0.name)=\($0.value.cell)" }.joined(separator: "\n"))]
      case .findings: return value.elements.enumerated().flatMap { finding($1, "\(field.name).\($0).") }
      case .texts: return [(field.name, value.elements.map(\.cell).joined(separator: "\n"))]
      case .sales: return [(field.name, SalesInput.text(value))]
      case .count where field.isMoney: return [(field.name, value.integer.map { YuanColumn.text(fen: $0) } ?? "")]
      case .text, .key, .keys, .anyKeys, .breach, .duty, .duties, .parts, .count, .part, .flag, .date, .month, .choice,
        .value, .values, .items, .countOrNull, .positions, .dateOrNull, .fact, .instant:
        return [(field.name, value.cell)]
      }
    }
  }

  private static func leaves(_ terms: JSON, _ path: String) -> [(name: String, text: String)] {
    switch terms {
    case .object(let fields): fields.flatMap { leaves($0.value, "\(path).\($0.name)") }
    case .array(let ends): [(name: path, text: ends.map(\.text).joined(separator: "-"))]
    case .null, .boolean, .integer, .number, .string: [(name: path, text: terms.text)]
    }
  }

  /// A row of findings, part by part.
  private static func finding(_ finding: JSON, _ row: String) -> [(name: String, text: String)] {
    let value = finding["value"] ?? .null
    var text = value.cell
    if let part = value["part"], let whole = value["whole"] { text = "\(part.text)/\(whole.text)" }
    if let days = value["weekdays"], let others = value["otherDays"] { text = "\(days.cell)/\(others.cell)" }
    let column = if case .string = value { "text" } else { "value" }
    return [(name: row + column, text: text)]
      + ["criterion", "judgedBy", "evidence"].compactMap { name in
        finding[name].map { (name: row + name, text: $0.cell) }
      }
  }
}

extension JSON {
  fileprivate var elements: [JSON] { if case .array(let items) = self { items } else { [] } }
}
