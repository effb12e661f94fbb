import EventStore
import EventStoreTesting
import Foundation
import LedgerDomain
import LedgerTesting
import Rulebook
import Testing
import Trials

@testable import Ledger
@testable import LedgerFormat

/// What verifying a ledger promises of subjects: that from the facts and days of each follows just what stands in its stream.
@Suite("What follows from a subject's facts must stand in the log, and nothing else")
struct SubjectProofTests {
  /// Some of the stories: clauses that are judged, a duty missed, a measure over, a period closed, an appeal.
  private static let stories = ScenarioFiles.ofProgrammes.filter { file in
    ["taobao-points-carried-24", "kuaishou-service-providers-overturned", "pickup-points-6-month"]
      .contains(file.deletingPathExtension().lastPathComponent)
  }

  private func log(of file: URL) throws -> Forger {
    let ledger = Ledger(store: InMemoryEventStore(), rules: Rules(BuiltIn.terms))
    let scenario = try Scenario(yaml: Array(Data(contentsOf: file)), in: ledger.zone)
    _ = try ledger.run(scenario) { name in
      let path = file.deletingLastPathComponent().appending(path: name)
      return try RulesFile(bytes: Array(Data(contentsOf: path)), file: path.path)
    }
    var lines: [[UInt8]] = []
    try ledger.export { lines.append($0) }
    return try Forger(lines.dropLast())
  }

  /// What verifying says of a log that somebody has put into the store by hand, with read models made from it.
  private func findings(in log: Forger) throws -> [Verification.Finding] {
    let ledger = Ledger(store: InMemoryEventStore(), rules: Rules(BuiltIn.terms))
    try ledger.store.write { writer in
      for line in log.lines {
        let bytes = try #require(ExportedLine.split(line)).line
        let event = try bytes.withUnsafeBytes { try Event(line: $0, in: ledger.zone, of: .programme) }
        try writer.append([RecordedEvent(event: event, line: bytes).entry])
      }
    }
    _ = try? ledger.rebuild()
    return try ledger.verify().findings
  }

  private func isDrawn(_ event: JSON) -> Bool {
    guard case .string(let type)? = event["type"], ProgrammeConsequence.Kind(rawValue: type) != nil else {
      return false
    }
    return event["by"] == .null || event["cause"] != .null
  }

  private func isLast(_ index: Int, in log: Forger) -> Bool {
    !log.events[(index + 1)...].contains { $0["provider"] == log.events[index]["provider"] }
  }

  @Test("The whole log is sound, and any one event gone, doubled or moved is told", arguments: stories)
  func forged(_ story: URL) throws {
    let whole = try log(of: story)
    #expect(try findings(in: whole).isEmpty)
    for index in whole.events.indices where isDrawn(whole.events[index]) {
      var doubled = whole
      doubled.double(index)
      #expect(try !findings(in: doubled).isEmpty, "line \(index + 1) twice")
      // What a sweep found last is found again by the next one: a log without it is that of a day before.
      if isLast(index, in: whole), whole.events[index]["cause"] == .null { continue }
      var without = whole
      without.remove(index)
      let found = try findings(in: without)
      #expect(found.contains { $0.position != nil && $0.provider != nil }, "without line \(index + 1)")
      guard index + 1 < whole.events.count,
        whole.events[index + 1]["provider"] == whole.events[index]["provider"]
      else { continue }
      var swapped = whole
      swapped.swap(index)
      #expect(try !findings(in: swapped).isEmpty, "line \(index + 1) behind the next")
    }
  }

  @Test("A number or date that was drawn otherwise is told where it stands", arguments: stories)
  func changed(_ story: URL) throws {
    let whole = try log(of: story)
    let names = [
      "charged", "points", "value", "at", "row", "fen", "taken", "owed", "until", "from", "due", "on", "entry",
    ]
    for index in whole.events.indices where isDrawn(whole.events[index]) {
      for name in names {
        var forged = whole
        forged.change(index) { $0.raisingInData(name) }
        if forged.events[index] == whole.events[index] { continue }
        let found = try findings(in: forged)
        #expect(found.first?.position == index + 1, "\(name) of line \(index + 1): \(found)")
        break
      }
    }
  }

  private static let linked = """
    form: programme/1
    rulebook: stall
    version: "1"
    title: {zh: 摊位, en: Stalls}
    zone: {name: Asia/Shanghai, offset: "+08:00"}
    roles: {judge: {zh: 评定, en: judge}}
    attributes:
      owner: {type: key, zh: 摊主, en: owner}
      state: {type: [open, barred], default: open, zh: 状态, en: state}
    facts:
      visit: {zh: 巡查, en: visit, roles: [judge], fields: {clean: {type: bool}}}
      application: {zh: 申请, en: application, roles: [judge], fields: {complete: {type: bool}}}
    reviews:
      admission:
        zh: 准入
        en: admission
        when: application
        choose:
          - if: {linked: owner, test: {attribute: state, is: barred}, how: {at-most: 0}}
            do: [{set: state, to: open}]
          - else: [{set: state, to: barred}]
    """

  @Test("Streams of linked subjects are read once by verify, however many facts ask for them (programmes §4)")
  func linkedOnce() throws {
    let store = CountedStore(InMemoryEventStore())
    let ledger = Ledger(store: store, rules: Rules(BuiltIn.terms))
    func recorded(_ fact: String, _ subject: String, _ field: String) -> String {
      "  - {event: FactRecorded, provider: \(subject), at: 2024-01-02, by: li@judge, "
        + "data: {fact: \(fact), fields: {\(field): true}}}"
    }
    let enrolled = ["s-01", "s-02", "s-03"].map {
      "  - {event: SubjectEnrolled, provider: \($0), at: 2024-01-01, by: li@judge, "
        + "data: {name: 摊 \($0), attributes: {owner: o-1}}}"
    }
    let asked = (0..<60).flatMap { _ in
      [
        recorded("visit", "s-02", "clean"), recorded("visit", "s-03", "clean"),
        recorded("application", "s-01", "complete"),
      ]
    }
    let steps = (enrolled + asked).joined(separator: "\n")
    let text = "scenario: Stalls of one owner\nrulebook: stall.yaml\nsteps:\n" + steps
    let result = try ledger.run(Scenario(yaml: Array((text + "\n").utf8), in: ledger.zone)) {
      try RulesFile(bytes: Array(Self.linked.utf8), file: $0)
    }
    #expect(result.failures.map { "\($0.step): \($0.expected.text), \($0.found.text)" } == [])
    let head = try ledger.head()
    let looked = try store.counting {
      let found = try ledger.verify()
      #expect(found.isSound)
    }.entries
    #expect(head > 180 && looked < 5 * head, "\(looked) of \(head)")
  }
}

extension JSON {
  /// An event with the numbers and dates of its data that bear a name made greater by one.
  fileprivate func raisingInData(_ name: String) -> JSON {
    guard case .object(let fields) = self else { return self }
    return .object(fields.map { $0.name == "data" ? Field("data", $0.value.raising(name)) : $0 })
  }

  private func raising(_ name: String) -> JSON {
    guard case .object(let fields) = self else {
      guard case .array(let items) = self else { return self }
      return .array(items.map { $0.raising(name) })
    }
    return .object(
      fields.map { field in
        switch field.value {
        case .integer(let number) where field.name == name: Field(name, .integer(number + 1))
        case .string(let text) where field.name == name && text.count == 10:
          Field(name, .string(LocalDate(text)?.adding(days: 1).description ?? text))
        default: Field(field.name, field.value.raising(name))
        }
      })
  }
}
