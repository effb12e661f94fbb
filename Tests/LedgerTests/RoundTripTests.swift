import EventStore
import Foundation
import Ledger
import LedgerDomain
import LedgerFormat
import LedgerTesting
import Rulebook
import Testing

/// Whatever is accepted can be exported and imported again: every line the ledger writes it can read.
@Suite("What is accepted can be exported and imported")
struct RoundTripTests {
  private static let zone = Rulebook.builtInZone

  private func ledger() throws -> Ledger {
    Ledger(store: InMemoryEventStore(), rules: Rules(try Rulebook.builtIn().terms))
  }

  /// Exports the log, imports it, and compares what both export.
  private func goesRound(_ ledger: Ledger) throws {
    var lines: [[UInt8]] = []
    try ledger.export { lines.append($0) }
    for line in lines { #expect(line.count <= Limits.lineBytes) }
    let copy = try self.ledger()
    var rest = lines[...]
    _ = try copy.importLog { rest.popFirst() }
    var again: [[UInt8]] = []
    try copy.export { again.append($0) }
    #expect(again == lines)
    #expect(try copy.verify().isSound)
  }

  private func submit(_ ledger: Ledger, _ json: String, isLenient: Bool = false) throws {
    let draft = try Draft(json: Array(json.utf8), in: Self.zone, isLenient: isLenient)
    let now = try #require(Self.zone.instant(reading: "2012-06-01"))
    _ = try ledger.write { try $0.submit(draft, now: now) }
  }

  private func event(_ type: String, at: String = "2011-03-01", by: String = "a", role: Role, _ data: String) -> String
  {
    let person = JSON.object([.init("id", .string(by)), .init("role", .string(role.rawValue))]).text
    return #"{"type":"\#(type)","provider":"p","at":"\#(at)","by":\#(person),"data":\#(data)}"#
  }

  /// Characters that JSON escapes, or that programs trip over.
  private static let odd: [Unicode.Scalar] = [
    "\u{1}", "\u{8}", "\t", "\n", "\u{B}", "\r", "\u{1B}", "\u{1F}", "\"", "\\", "/", "\u{7F}", "\u{85}", "\u{A0}",
    "\u{301}", "\u{D7FF}", "\u{E000}", "\u{FEFF}", "\u{FFFE}", "\u{FFFF}", "\u{2028}", "\u{202E}", "\u{1F600}",
    "\u{10FFFF}", "a", "杭",
  ]

  /// A text of exactly so many bytes.
  private func text(_ bytes: Int, _ random: inout SplitMix64) -> String {
    var text = "x"
    while text.utf8.count < bytes {
      let next = String(Character(Self.odd[Int(random.next() % UInt64(Self.odd.count))]))
      text += text.utf8.count + next.utf8.count <= bytes ? next : "\u{1}"
    }
    return text
  }

  @Test(
    "Texts of any characters, at and just below the longest, with every character that JSON escapes", arguments: 1...12)
  func texts(_ seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    let ledger = try ledger()
    let sizes = [Limits.textBytes, Limits.textBytes - 1, Limits.textBytes - 20, 1 + Int(random.next() % 10_000)]
    let size = sizes[seed % sizes.count]
    func quoted() -> String { JSON.string(text(size, &random)).text }
    let person = text(size, &random)
    try submit(
      ledger,
      event(
        "ProviderRegistered", by: "x" + person.dropFirst().dropLast() + "x", role: .channelExpansion,
        #"{"name":\#(quoted()),"kind":"thirdParty"}"#))
    try submit(
      ledger,
      event(
        "HelpRequested", at: "2011-03-04T20:00", role: .integration,
        #"{"ticket":"\#(String(repeating: "t", count: 64))"}"#))
    try submit(
      ledger,
      event(
        "HelpAnswered", at: "2011-03-09T20:00", role: .integration,
        #"{"ticket":"\#(String(repeating: "t", count: 64))"}"#))
    let breach = "service-complaint:ticket:" + String(repeating: "t", count: 64)
    try submit(
      ledger,
      event(
        "BreachAssessed", at: "2011-03-10", by: text(64, &random) + "x", role: .channelOperations,
        #"{"breach":"\#(breach)","points":2,"reason":\#(quoted()),"issue":\#(quoted())}"#))
    try submit(
      ledger,
      event("AppealFiled", at: "2011-03-11", role: .provider, #"{"breach":"\#(breach)","grounds":\#(quoted())}"#))
    #expect(try ledger.head() >= 7)
    try goesRound(ledger)
  }

  @Test("A limit counts the text and not its escapes, however it is spelled")
  func spelling() throws {
    let longest = String(repeating: "\u{1}", count: Limits.textBytes - 1) + "x"
    func registered(_ quoted: String) -> String {
      event("ProviderRegistered", role: .channelExpansion, #"{"name":\#(quoted),"kind":"thirdParty"}"#)
    }
    let short = try ledger()
    try submit(short, registered(JSON.string(longest).text))
    try goesRound(short)
    let spelled = String(repeating: #"\u0041"#, count: Limits.textBytes)
    try submit(try ledger(), registered("\"\(spelled)\""))
    for long in [
      JSON.string(longest + "x").text, "\"\(spelled)A\"", JSON.string(String(repeating: "杭", count: 3334)).text,
    ] {
      #expect(throws: InputError.self) { try submit(try ledger(), registered(long)) }
    }
    for wrong in [#""\ud800""#, #""\udc00x""#, #""\ud800\ud800""#, #""a\u0000""#] {
      #expect(throws: InputError.self) { try submit(try ledger(), registered(wrong)) }
    }
  }

  @Test("A person in the short form is held to what one in a map is")
  func person() throws {
    func registered(_ id: String) -> String {
      let by = JSON.string(id + "@channel-expansion").text
      return
        #"{"type":"ProviderRegistered","provider":"p","at":"2011-03-01","by":\#(by),"data":{"name":"x","kind":"thirdParty"}}"#
    }
    let longest = "x" + String(repeating: "\u{1}", count: Limits.textBytes - 2) + "x"
    let ledger = try ledger()
    try submit(ledger, registered(longest))
    try goesRound(ledger)
    for wrong in [longest + "x", "a\u{0}b", "", " a", "a\u{3000}"] {
      #expect(throws: InputError.self) { try submit(try self.ledger(), registered(wrong)) }
    }
  }

  @Test("A list as long as an event may be goes round; one that the log would write longer is refused")
  func lists() throws {
    let ledger = try ledger()
    try submit(ledger, event("ProviderRegistered", role: .channelExpansion, #"{"name":"x","kind":"thirdParty"}"#))
    let cities = (0..<Limits.listItems).map { "c-\($0)-" + String(repeating: "c", count: 55) }
    let quoted = cities.map { "\"\($0)\"" }.joined(separator: ",")
    try submit(
      ledger,
      event(
        "AgreementSigned", role: .channelExpansion,
        #"{"startsOn":"2011-03-01","endsOn":"2012-03-01","terms":{"rectification":{"threshold":40}},"cities":[\#(quoted)]}"#
      ))
    try goesRound(ledger)
    let short = (0..<120_000).map { "\(String($0, radix: 36))=0" }.joined(separator: ",")
    let json = event("SalesReported", role: .integration, #"{"city":"c","month":"2011-02","sales":"\#(short)"}"#)
    #expect(json.utf8.count < Limits.eventBytes, "as it is handed in it is short enough")
    #expect(
      throws: InputError.field("event", expected: Expectation(zh: "不超过 1000000 字节的事件", en: "at most 1000000 bytes"))
    ) {
      try submit(ledger, json, isLenient: true)
    }
  }

  @Test("What no longer could be handed in is still read where it was recorded")
  func earlier() throws {
    let long = String(repeating: "x", count: Limits.textBytes + 1)
    for (name, person) in [(" ", " chen "), (long, long), ("\u{0}", "a\u{0}b")] {
      let event = Event(
        position: 1, version: 1, provider: "p", at: Instant(seconds: 0), recordedAt: Instant(seconds: 0),
        by: Person(id: person, role: .integration),
        body: .fact(ProviderRegistered(name: name, kind: .thirdParty).fact, .nothing),
        cause: nil, rulebook: "taobao-daigou-1.5")
      let ledger = try ledger()
      let line = event.line(in: Self.zone)
      try ledger.store.write {
        try $0.append([Entry(position: 1, stream: "p", version: 1, id: nil, type: event.type, line: line)])
      }
      _ = try ledger.rebuild()
      #expect(try ledger.standing(of: "p", StandingQuestion(), now: Instant(seconds: 1)).summary.name == name)
      try goesRound(ledger)
    }
  }
}
