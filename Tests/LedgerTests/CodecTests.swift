import LedgerDomain
import LedgerTesting
import Testing

@testable import Ledger
@testable import LedgerFormat

@Suite("Lines of the log")
struct CodecTests {
  private static let zone = BuiltIn.terms.zone
  private static let by = Person(id: "chen \"é\"", role: .channelOperations)

  private static func event(_ body: Event.Body, id: String? = nil, by: Person? = by, cause: Int? = nil) -> Event {
    Event(
      position: 118, version: 7, id: id, provider: "hz-01", at: time("2011-03-04T20:00:00.000000001"),
      recordedAt: time("2011-03-04T20:00:03"), by: by, body: body, cause: cause, rulebook: "taobao-daigou-1.5")
  }

  /// Every event must be the same after a line and back, and the line the same after an event and back.
  private func expectSame(_ event: Event, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let line = event.line(in: Self.zone)
    let found = try line.withUnsafeBytes { try Event.read($0, in: Self.zone, isInOrder: true) }
    #expect(found == event, "\(String(decoding: line, as: UTF8.self))", sourceLocation: sourceLocation)
    #expect(found.line(in: Self.zone) == line, sourceLocation: sourceLocation)
    #expect(!line.contains(0x0A), "a line has no line break", sourceLocation: sourceLocation)
  }

  @Test("There is a sample of every kind")
  func complete() {
    #expect(Set(Samples.facts.map(\.kind)) == Set(FactKind.allCases))
    #expect(Set(Samples.consequences.map(\.kind)) == Set(ConsequenceKind.allCases))
  }

  @Test("A fact is the same after a line and back", arguments: Samples.facts)
  func fact(_ fact: Fact) throws {
    try expectSame(Self.event(.fact(fact, .nothing)))
  }

  @Test("Every field of its data is one that a column of CSV may have", arguments: Samples.facts)
  func dataFields(_ fact: Fact) throws {
    let event = Self.event(.fact(fact, .nothing))
    guard case .object(let fields)? = try? JSON(parsing: event.dataText) else { return }
    for field in fields { #expect(FactKind.dataFields.contains(field.name)) }
  }

  @Test("What was decided about it too", arguments: Samples.decided)
  func decided(_ decided: Decided) throws {
    try expectSame(Self.event(.fact(PromotionRun(promotion: "p-1").fact, decided)))
  }

  @Test("A consequence is the same after a line and back", arguments: Samples.consequences)
  func consequence(_ consequence: Consequence) throws {
    try expectSame(Self.event(.consequence(consequence), cause: 117))
    try expectSame(Self.event(.consequence(consequence), by: nil))
  }

  @Test("An id, a moment with an offset and every role come back")
  func envelope() throws {
    try expectSame(Self.event(.fact(TerminationSigned().fact, .nothing), id: "0190c0de-0000-7000-8000-00000000000A"))
    for role in Role.allCases {
      try expectSame(Self.event(.fact(TerminationSigned().fact, .nothing), by: Person(id: "x", role: role)))
    }
  }

  @Test("A line with its fields in another order says the same", arguments: Samples.facts)
  func anyOrder(_ fact: Fact) throws {
    let event = Self.event(.fact(fact, .due(DueDate(day("2011-03-22"), provisional: true))))
    let line = try JSON(parsing: String(decoding: event.line(in: Self.zone), as: UTF8.self)).reversed.text
    #expect(try Array(line.utf8).withUnsafeBytes { try Event(line: $0, in: Self.zone) } == event)
  }

  @Test(
    "What is wrong with a line is named",
    arguments: [
      (#""version":7"#, #""version":7,"version":7"#, "version"), (#""version":7,"#, "", "version"),
      (#""version":7"#, #""version":"7""#, "version"), (#""cause":117"#, #""cause":117,"more":1"#, "more"),
      (#""meeting":"m-1""#, #""meeting":"m-1","meeting":"m-1""#, "data.meeting"), (#"-1.5"}"#, #"-1.5"}}"#, "JSON"),
      (#""data":{"#, #""data":[{"#, "JSON"), (#""by":{"id":"x""#, #""by":{"id":"""#, "by.id"),
    ])
  func wrong(_ part: String, _ changed: String, _ field: String) throws {
    let event = Self.event(
      .consequence(.expansionPaused(ExpansionPaused(meeting: "m-1"))), by: Person(id: "x", role: .finance), cause: 117)
    let line = String(decoding: event.line(in: Self.zone), as: UTF8.self)
    let broken = line.replacing(part, with: changed)
    #expect(broken != line)
    let error = #expect(throws: InputError.self) {
      try Array(broken.utf8).withUnsafeBytes { try Event(line: $0, in: Self.zone) }
    }
    guard case .badInput(let name, _) = error?.refusal else { return }
    #expect(name == field)
  }

  @Test("A line has the fields of the contract, in their order")
  func contract() {
    let event = Self.event(
      .fact(HelpRequested(ticket: "t-9", outlet: "o-17").fact, .nothing), by: Person(id: "feed", role: .integration))
    #expect(
      String(decoding: event.line(in: Self.zone), as: UTF8.self)
        == #"{"position":118,"version":7,"id":null,"type":"HelpRequested","provider":"hz-01","#
        + #""at":"2011-03-04T20:00:00.000000001+08:00","recordedAt":"2011-03-04T20:00:03+08:00","#
        + #""by":{"id":"feed","role":"integration"},"data":{"ticket":"t-9","outlet":"o-17"},"cause":null,"#
        + #""rulebook":"taobao-daigou-1.5"}"#)
  }

  @Test("A deduction has the fields of the contract")
  func deduction() throws {
    let deduction = Deduction(
      breach: "b-1", clause: .negativePress, on: day("2011-03-01"), assessed: 20, charged: 12, score: 45, cap: nil,
      appealUntil: DueDate(day("2011-03-22"), provisional: false))
    let data = try JSON(parsing: Self.event(.consequence(.pointsDeducted(deduction))).dataText)
    #expect(data["breach"] == "b-1")
    #expect(data["clause"] == "negative-press")
    #expect(data["on"] == "2011-03-01")
    #expect(data["year"] == .integer(2011))
    #expect(data["assessed"] == .integer(20))
    #expect(data["charged"] == .integer(12))
    #expect(data["score"] == .integer(45))
  }

  @Test("A consequence's data names the clause it rests on", arguments: Samples.consequences)
  func clauses(_ consequence: Consequence) throws {
    let data = try JSON(parsing: Self.event(.consequence(consequence)).dataText)
    #expect(data["clause"] == .string(consequence.clause))
  }
}

extension JSON {
  /// The same with the fields of every object the other way round.
  fileprivate var reversed: JSON {
    switch self {
    case .object(let fields): .object(fields.reversed().map { Field($0.name, $0.value.reversed) })
    case .array(let items): .array(items.map(\.reversed))
    default: self
    }
  }
}
