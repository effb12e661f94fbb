import LedgerDomain
import LedgerFormat
import Testing

@testable import Pages
@testable import Presentation

/// What is typed into a form is the event that a program hands in (pages P20, §4).
@Suite("Forms of events")
struct FormTests {
  private static let by = Person(id: "chen", role: .legal)

  /// What a person types for an event: each field of its data as flags have it, terms by their paths.
  private static func typed(_ variant: TypeVariant) -> [(name: String, text: String)] {
    variant.fields.flatMap { field -> [(name: String, text: String)] in
      let value = variant.data.first { $0.name == field.name.en }?.value ?? .null
      if field.kind == .terms, value != .null { return leaves(value, "terms") }
      if field.kind == .findings, case .array(let findings) = value {
        return findings.enumerated().flatMap { row($1, "findings.\($0).") }
      }
      return [(name: field.heading.en, text: variant.cell(of: field.name.en) ?? "")]
    }
  }

  private static func row(_ finding: JSON, _ row: String) -> [(name: String, text: String)] {
    finding.fields.map { (name: row + $0.name, text: $0.value.cell) }
  }

  private static func leaves(_ terms: JSON, _ path: String) -> [(name: String, text: String)] {
    switch terms {
    case .object(let fields): fields.flatMap { leaves($0.value, "\(path).\($0.name)") }
    case .array(let ends): [(name: path, text: ends.map(\.text).joined(separator: "-"))]
    case .null, .boolean, .integer, .number, .string: [(name: path, text: terms.text)]
    }
  }

  /// Every type that a person may submit, but the correction, whose form has the fields of another event.
  private static let kinds = FactKind.allCases.filter { $0 != .correction(.corrected) }

  @Test("P20 §4 Every type has a form, and what is filled in is the event that a program hands in", arguments: kinds)
  func every(_ kind: FactKind) throws {
    for variant in TypeVariant.all(of: kind) {
      let program = JSON.object([
        .init("type", .string(kind.name)), .init("provider", "hz-01"), .init("at", "2011-04-01T09:00"),
        .init("by", "chen@legal"), .init("note", "n"), .init("data", .object(variant.data)),
      ])
      let person = Self.typed(variant) + [(name: "at", text: "2011/4/1 9:00"), (name: "note", text: "n")]
      let form = try Draft(form: person, of: kind, for: "hz-01", by: Self.by, in: .beijing)
      #expect(form == (try Draft(json: Array(program.text.utf8), in: .beijing)), "\(kind.name)")
    }
  }

  /// What a person types into the rows of a review.
  private static func findings(_ fields: KeyValuePairs<String, String>) throws -> [Finding] {
    let typed = fields.map { (name: "findings." + $0.key, text: $0.value) }
    let draft = try Draft(form: typed, of: .admission(.reviewed), for: "hz-01", by: Self.by, in: .beijing)
    guard case .admission(.reviewed(let review)) = draft.fact else { return [] }
    return review.findings
  }

  @Test("P20 offices §4 A finding is a row: what was found, who judged it, what shows it; a row left empty is none")
  func findings() throws {
    let typed: KeyValuePairs = [
      "10.criterion": "roster", "10.value": "是", "10.evidence": "排班表\n第二页", "2.criterion": "capital",
      "2.value": "800000", "2.judgedBy": "platform", "3.criterion": "service-line", "3.value": "", "3.evidence": " ",
      "4.criterion": "legal-form", "4.text": "3", "5.criterion": "final-state", "5.value": "99/100",
    ]
    #expect(
      try Self.findings(typed) == [
        Finding(Key("capital"), .number(800_000), judgedBy: .platform), Finding(Key("legal-form"), .text("3")),
        Finding(Key("final-state"), .share(part: 99, whole: 100)),
        Finding(Key("roster"), .flag(true), evidence: "排班表\n第二页"),
      ])
    #expect(throws: InputError.self) { try Self.findings(["0.criterion": "capital", "0.evidence": "a paper"]) }
    #expect(throws: InputError.self) { try Self.findings(["0.criterion": "capital", "0.value": ""]) }
  }

  @Test("P21 An amount is typed in yuan: the finding and the term have fen")
  func amounts() throws {
    let capital: KeyValuePairs = ["0.criterion": "capital", "0.yuan": "1,000,000.50"]
    #expect(try Self.findings(capital) == [Finding(Key("capital"), .number(100_000_050))])
    let typed = [
      (name: "startsOn", text: "2011-01-01"), (name: "endsOn", text: "2011-12-31"),
      (name: "terms.deposit.per-city-fen.yuan", text: "300000"), (name: "terms.appeal.working-days", text: "9"),
      (name: "terms.clauses.negative-press.points", text: "12"),
      (name: "terms.clauses.training-failure.points", text: "10–25"),
    ]
    let draft = try Draft(
      form: typed, of: .provider(.agreementSigned), for: "hz-01", by: Self.by, in: .beijing)
    guard case .provider(.agreementSigned(let agreement)) = draft.fact else {
      Issue.record("no agreement")
      return
    }
    #expect(agreement.terms[.single(.depositPerCity)] == .number(30_000_000))
    #expect(agreement.terms[.single(.appealDays)] == .number(9))
    // Of a range, one number is the fewest and the most.
    #expect(agreement.terms[.points(.negativePress)] == .range(12...12))
    #expect(agreement.terms[.points(.trainingFailure)] == .range(10...25))
  }

  @Test(
    "P10 An amount that is none is refused at its own field, in yuan; a number beyond its bounds at its own too",
    arguments: [
      ("terms.deposit.per-city-fen.yuan", "many", "terms.deposit.per-city-fen.yuan", "yuan"),
      ("terms.appeal.working-days", "9999", "data.terms.appeal.working-days", "9999"),
      ("findings.3.yuan", "many", "findings.3.yuan", "yuan"),
    ])
  func refusedAmount(_ name: String, _ text: String, _ field: String, _ said: String) {
    let dates = [(name: "startsOn", text: "2011-01-01"), (name: "endsOn", text: "2011-12-31")]
    let isOfFinding = name.hasPrefix("findings")
    let typed = isOfFinding ? [(name: "findings.3.criterion", text: "capital")] : dates
    let error = #expect(throws: InputError.self) {
      try Draft(
        form: typed + [(name: name, text: text)],
        of: isOfFinding ? .admission(.reviewed) : .provider(.agreementSigned), for: "hz-01", by: Self.by, in: .beijing)
    }
    guard case .field(field, let expected)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(expected.en.contains(said) && expected.en.contains(text), "\(expected.en)")
  }

  /// What the outlets sold, as a report that was typed has it.
  private static func sales(_ text: String) throws -> [OutletSales] {
    let typed = [
      (name: "city", text: "hangzhou"), (name: "month", text: "2011-05"), (name: SalesInput.name, text: text),
    ]
    let draft = try Draft(form: typed, of: .service(.salesReported), for: "hz-01", by: Self.by, in: .beijing)
    guard case .service(.salesReported(let report)) = draft.fact else { return [] }
    return report.sales
  }

  @Test(
    "P21 Sales are typed in yuan, an outlet a line or with commas between them: the report has fen",
    arguments: ["o-1=1,450.50\n o-2 = 0 \n", "o-1=1450.5，o-2=0", "o-1=¥1,450.50,o-2=0", "o-1＝1450.50、o-2＝0"])
  func sales(_ text: String) throws {
    #expect(
      try Self.sales(text) == [
        OutletSales(outlet: Key("o-1"), amountFen: 145_050), OutletSales(outlet: Key("o-2"), amountFen: 0),
      ])
    #expect(try Self.sales(" ").isEmpty)
  }

  @Test(
    "P10 A line of sales that is none is refused at its field, in yuan, and told",
    arguments: ["o-2=many", "o-2", "o-2=-5", "a b=1", "o-2=1.234"])
  func refusedSales(_ line: String) throws {
    let error = #expect(throws: InputError.self) { try Self.sales("o-1=1\n\(line)") }
    guard case .field(SalesInput.name, let expected)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(expected.en.contains("yuan") && expected.en.contains(line) && expected.zh.contains("元"), "\(expected)")
    #expect(
      RefusalCode.outletsMissing.input(among: EventField.all(of: .service(.salesReported)).map(\.name))
        == SalesInput.name)
  }

  @Test("offices §10 Sales are put right as they are typed, and stand in the form as they are read")
  func correctedSales() throws {
    let report = Fact.service(
      .salesReported(
        SalesReported(
          city: Key("hangzhou"), month: Month(year: 2011, month: 5),
          sales: [OutletSales(outlet: Key("o-1"), amountFen: 145_050)])
      ))
    let read = try JSON(parsing: FactData(of: report).json)
    #expect(SalesInput.text(read["sales"] ?? .null) == "o-1=1450.50")
    let changes = [(name: SalesInput.name, text: "o-1=1.5")]
    let correction = try FactCorrected(of: .position(3), report, changing: changes, reason: "r", in: .beijing)
    let corrected = try JSON(parsing: correction.data.json)
    #expect(SalesInput.text(corrected["sales"] ?? .null) == "o-1=1.50", "\(corrected.text)")
    #expect(corrected["city"] == "hangzhou" && corrected["month"] == "2011-05")
    let other = Fact.subject(.paidIn(DepositPaidIn(account: "deposit", amountFen: 1)))
    #expect(throws: InputError.self) {
      try FactCorrected(of: .position(3), other, changing: changes, reason: "r", in: .beijing)
    }
  }

  @Test("P10 offices §4 The row of a finding is found by its place among those that are filled in")
  func row() {
    let typed = [
      (name: "findings.1.criterion", text: "roster"), (name: "findings.2.criterion", text: "capital"),
      (name: "findings.2.yuan", text: "1"), (name: "findings.4.criterion", text: "years"),
      (name: "findings.4.value", text: "3"),
    ]
    func input(_ path: String) -> String? { FindingRows.input(ofPath: path, in: typed) }
    #expect(input("data.findings[0].value") == "findings.2.yuan")
    #expect(input("data.findings[1].judgedBy") == "findings.4.judgedBy")
    #expect(input("data.findings[2].value") == nil && input("data.findings") == nil && input("data.outlet") == nil)
  }

  @Test("offices §10 A correction of an agreement changes the terms typed, takes away those emptied, keeps the rest")
  func correctedTerms() throws {
    let signed = try Draft(
      form: [
        (name: "startsOn", text: "2011-01-01"), (name: "endsOn", text: "2011-12-31"),
        (name: "terms.deposit.per-city-fen.yuan", text: "300000"), (name: "terms.appeal.working-days", text: "9"),
        (name: "terms.response.hours", text: "24"),
      ], of: .provider(.agreementSigned), for: "hz-01", by: Self.by, in: .beijing)
    let changes = [
      (name: "terms.deposit.per-city-fen.yuan", text: "50,000"), (name: "terms.appeal.working-days", text: ""),
      (name: "endsOn", text: "2011-06-30"),
    ]
    let correction = try FactCorrected(of: .position(3), signed.fact, changing: changes, reason: "r", in: .beijing)
    let data = try JSON(parsing: correction.data.json)
    #expect(data["terms"]?["deposit"]?["per-city-fen"] == .integer(5_000_000), "\(data.text)")
    #expect(data["terms"]?["response"]?["hours"] == .integer(24) && data["terms"]?["appeal"] == nil)
    #expect(data["endsOn"] == "2011-06-30" && data["startsOn"] == "2011-01-01")
  }

  @Test("offices §10 Contacts are corrected as they are set: one a line, with commas of its own")
  func correctedContacts() throws {
    let typed = [(name: "contacts", text: "service-phone=025\npostal-address=1 Street, Town")]
    let set = try Draft(form: typed, of: .admission(.contactsSet), for: "hz-01", by: Self.by, in: .beijing)
    let changes = [(name: "contacts", text: "service-phone=026\npostal-address=1 Street, Town")]
    let correction = try FactCorrected(of: .position(3), set.fact, changing: changes, reason: "r", in: .beijing)
    let contacts = try JSON(parsing: correction.data.json)["contacts"]
    #expect(contacts?["service-phone"] == "026" && contacts?["postal-address"] == "1 Street, Town")
  }

  @Test("P10 A refusal stands at the field that it is about, where the form has it")
  func refused() {
    #expect(RefusalCode.unknownKind.input(among: ["measure", "kind"]) == "kind")
    #expect(RefusalCode.unknownDuty.input(among: ["notice", "about"]) == "about")
    #expect(RefusalCode.unknownDuty.input(among: ["duty", "reason"]) == "duty")
    #expect(RefusalCode.channelNotAllowed.input(among: ["points"]) == nil)
  }

  @Test("P10 A button says what it does, for every type and in both languages")
  func verbs() {
    for kind in FactKind.allCases {
      let verb = Deed.verbs[kind.name]
      #expect(verb != nil && verb?.en != kind.payload.about.words.en, "\(kind.name)")
    }
    #expect(Deed.verbs.count == FactKind.allCases.count)
  }

  @Test("P10 What is wrong is told of the field, with what was typed and what is expected")
  func wrong() {
    let pairs = [(name: "breach", text: "b-1"), (name: "points", text: "many"), (name: "reason", text: "because")]
    #expect(throws: InputError.self) {
      try Draft(form: pairs, of: .breach(.assessed), for: "hz-01", by: Self.by, in: .beijing)
    }
    let stray = [(name: "breach", text: "b-1"), (name: "colour", text: "red")]
    #expect(throws: InputError.self) {
      try Draft(form: stray, of: .breach(.dismissed), for: "hz-01", by: Self.by, in: .beijing)
    }
  }
}

extension Zone {
  fileprivate static let beijing = Zone(name: "Asia/Shanghai", offsetSeconds: 8 * 3600)
}
