import EventStore
import LedgerDomain
import LedgerTesting
import Rulebook
import Testing

@testable import Ledger
@testable import LedgerFormat
@testable import Trials

@Suite("Publications")
struct PublicationTests {
  private let store = InMemoryEventStore()
  private var ledger: Ledger { Ledger(store: store, rules: BuiltIn.rules) }
  private static let dearer = (old: "points: [10, 20]", new: "points: [15, 25]")

  private func publish(
    _ version: String, _ changes: [(old: String, new: String)] = [dearer], from date: String, at moment: String,
    in ledger: Ledger
  ) throws -> Receipt {
    try ledger.write {
      try $0.publish(
        Version.rulebook(version, changes), effective: day(date), by: Person(id: "wang", role: .legal),
        now: time(moment))
    }
  }

  private func submit(_ fact: Fact, _ moment: String, by role: Role = .channelOperations, in ledger: Ledger) throws {
    let draft = Draft(provider: "hz-01", at: time(moment), by: Person(id: role.rawValue, role: role), fact: fact)
    _ = try ledger.write { try $0.submit(draft, now: time(moment)) }
  }

  private func begin(_ ledger: Ledger) throws {
    try submit(ProviderRegistered(name: "Hangzhou One", kind: .thirdParty).fact, "2011-01-04", in: ledger)
  }

  private func report(_ breach: BreachID, on date: String, _ moment: String, in ledger: Ledger) throws {
    try submit(
      BreachReported(breach: breach, clause: "negative-press", evidence: "…", on: day(date), outlet: nil).fact, moment,
      in: ledger)
  }

  @Test("A publication stands in the log, is verified, exported and imported, and no question takes it for a provider")
  func everywhere() throws {
    let ledger = ledger
    try begin(ledger)
    let receipt = try publish("1.6", from: "2011-07-01", at: "2011-06-15", in: ledger)
    #expect(receipt.events.map(\.event.provider) == [Publication.stream])
    let found = try ledger.verify()
    #expect(found.isSound && found.events == 2 && found.providers == 1)
    #expect(try ledger.rebuild().changed == [])
    let now = time("2011-08-01")
    #expect(try ledger.standings(StandingQuestion(), now: now).map(\.provider) == ["hz-01"])
    #expect(throws: Refusal.rules(.unknownProvider, found: .same(Publication.stream.text))) {
      _ = try ledger.standing(of: Publication.stream, StandingQuestion(), now: now)
    }
    #expect(try ledger.queue(for: [], through: day("2012-01-01"), StandingQuestion(), now: now).isEmpty)
    _ = try ledger.write { try $0.closeYear(2011, now: time("2012-01-01")) }
    #expect(try ledger.seal(now: now).heads?.map(\.stream) == [Publication.stream.text, "hz-01"])
    var lines: [[UInt8]] = []
    try ledger.export { lines.append($0) }
    var left = lines.makeIterator()
    let copy = Ledger(store: InMemoryEventStore(), rules: BuiltIn.rules)
    #expect(try copy.importLog { left.next() } == lines.count - 1)
    #expect(try copy.verify().logDigest == ledger.verify().logDigest)
  }

  @Test("The same file for the same date appends nothing; another file under the name is refused")
  func again() throws {
    let ledger = ledger
    try begin(ledger)
    let first = try publish("1.6", from: "2011-07-01", at: "2011-06-15", in: ledger)
    let second = try publish("1.6", from: "2011-07-01", at: "2011-06-20", in: ledger)
    #expect(second.isRepeat && second.events.map(\.line) == first.events.map(\.line))
    #expect(!(try publish("1.6", from: "2011-09-01", at: "2011-06-20", in: ledger)).isRepeat)
    for version in ["1.6", "1.5"] {
      #expect(throws: Refusal.self) {
        try publish(version, [(old: "hours: 12", new: "hours: 24")], from: "2011-07-01", at: "2011-06-20", in: ledger)
      }
    }
    #expect(try ledger.head() == 3)
  }

  @Test("Another zone, a provider as publisher, and an event handed in as a publication are refused")
  func refused() throws {
    let ledger = ledger
    #expect(throws: Refusal.self) {
      var elsewhere = Version.rulebook("1.6")
      elsewhere.terms.zone = Zone(name: "Asia/Shanghai", offsetSeconds: 7 * 3600)
      _ = try ledger.write { try $0.publish(elsewhere, effective: day("2011-07-01"), by: nil, now: time("2011-06-15")) }
    }
    let by = Person(id: "x", role: .provider)
    #expect(throws: Refusal.self) {
      try ledger.write {
        try $0.publish(Version.rulebook("1.6"), effective: day("2011-07-01"), by: by, now: time("2011-06-15"))
      }
    }
    #expect(throws: InputError.self) {
      try Draft(
        json: Array(
          #"{"type":"RulebookPublished","provider":"@rulebook","by":"x@legal","data":{"name":"a"}}"#.utf8),
        in: BuiltIn.terms.zone)
    }
    #expect(try ledger.head() == 0)
  }

  @Test("What another process published counts for the next act, and a publication given up does not")
  func otherProcesses() throws {
    let (first, second) = (ledger, ledger)
    try begin(first)
    try report("a", on: "2011-07-02", "2011-07-02", in: first)
    _ = try publish("1.6", from: "2011-07-01", at: "2011-07-03", in: second)
    try report("b", on: "2011-07-02", "2011-07-04", in: first)
    _ = try second.write(keeping: false) {
      try $0.publish(
        Version.rulebook("1.7", [(old: "points: [10, 20]", new: "points: [1, 2]")]), effective: day("2011-07-01"),
        by: nil, now: time("2011-07-05"))
    }
    try report("c", on: "2011-07-02", "2011-07-06", in: second)
    let lines = try first.standing(of: "hz-01", StandingQuestion(), now: time("2011-08-01")).breaches
    #expect(lines.map(\.points) == [10...20, 15...25, 15...25])
  }

  @Test("A standing names the version in force on its date, as known at its moment")
  func standings() throws {
    let ledger = ledger
    try begin(ledger)
    _ = try publish("1.6", from: "2011-07-01", at: "2011-07-10", in: ledger)
    func rulebook(_ date: String, _ known: String? = nil) throws -> String {
      try ledger.standing(
        of: "hz-01", StandingQuestion(asOf: day(date), knownAt: known.map(time)), now: time("2012-01-01")
      ).rulebook
    }
    #expect(try rulebook("2011-06-30") == "taobao-daigou-1.5")
    #expect(try rulebook("2011-07-01") == "taobao-daigou-1.6")
    #expect(try rulebook("2011-07-01", "2011-07-09") == "taobao-daigou-1.5")
  }

  private static let capped = [(old: "    points: [10, 20]\n", new: "    points: [10, 20]\n    cap: 20\n")]

  private func twice(in ledger: Ledger) throws -> [Int?] {
    for breach: BreachID in ["a", "b"] {
      try report(breach, on: "2011-07-02", "2011-07-03", in: ledger)
      try submit(
        BreachAssessed(breach: breach, points: 15, reason: "…", issue: nil).fact, "2011-07-04", by: .departmentHead,
        in: ledger)
    }
    return try ledger.standing(of: "hz-01", StandingQuestion(), now: time("2011-08-01")).breaches.map(\.charged)
  }

  @Test("A cap by the year is obeyed, said in the log, explained, and the same after a rebuild and an import")
  func obeyed() throws {
    let ledger = ledger
    try begin(ledger)
    let receipt = try publish("1.6", Self.capped, from: "2011-07-01", at: "2011-06-15", in: ledger)
    #expect(String(decoding: receipt.events[0].line, as: UTF8.self).contains(#","obeysEveryField":true,"text":"#))
    #expect(try twice(in: ledger) == [15, 5])
    let books = [try Rulebook.builtIn()]
    let found = try ledger.explain("b", of: "hz-01", StandingQuestion(), by: books, now: time("2011-08-01"))
    #expect(found.charge?.cap == .init(key: CapKey("negative-press:2011"), limit: 20, others: 15))
    #expect(found.sources.contains { $0.term == .cap(.negativePress) && $0.value == .number(20) })
    #expect(try ledger.verify().isSound && ledger.rebuild().changed == [])
    #expect(try ledger.simulate(SimulationQuestion(), now: time("2012-01-01")).isSame)
  }

  @Test("A version published before every field was obeyed is ignored in what was ignored, and warned of")
  func ignored() throws {
    let ledger = ledger
    try begin(ledger)
    let text = Version.text("1.6", Self.capped)
    let version = Version.rulebook("1.6", Self.capped)
    let publication = Publication(
      name: version.name, effective: day("2011-07-01"), sha256: RulebookCitation(version).digest.hex, text: text)
    let event = Event(
      position: 2, version: 1, provider: Publication.stream, at: time("2011-06-15"), recordedAt: time("2011-06-15"),
      by: nil, body: .publication(publication), cause: nil, rulebook: version.name)
    let line = event.line(in: BuiltIn.terms.zone)
    #expect(!String(decoding: line, as: UTF8.self).contains("obeysEveryField"))
    try store.write { try $0.append([RecordedEvent(event: event, line: line).entry]) }
    #expect(try twice(in: ledger) == [15, 15])
    let known = try #require(try ledger.rulebookVersions(besides: Rulebook.builtIn()).last)
    #expect(try known.rulebook().ignored.map(\.error.key) == ["clauses.negative-press.cap"])
    let again = try publish("1.6", Self.capped, from: "2011-07-01", at: "2011-07-05", in: ledger)
    #expect(again.isRepeat)
    #expect(
      throws: Refusal.rules(
        .rulebookExists, found: Words(zh: "taobao-daigou-1.6，第 2 条", en: "taobao-daigou-1.6, position 2"))
    ) {
      try publish("1.6", Self.capped, from: "2011-08-01", at: "2011-07-05", in: ledger)
    }
    _ = try publish("1.7", Self.capped, from: "2011-07-01", at: "2011-07-05", in: ledger)
    try report("c", on: "2011-07-02", "2011-07-06", in: ledger)
    try submit(
      BreachAssessed(breach: "c", points: 15, reason: "…", issue: nil).fact, "2011-07-06", by: .departmentHead,
      in: ledger)
    let lines = try ledger.standing(of: "hz-01", StandingQuestion(), now: time("2011-08-01")).breaches
    #expect(lines.map(\.charged) == [15, 15, 0])
  }

  @Test("An explanation rests on the version an event was decided under, whatever was published since")
  func explained() throws {
    let ledger = ledger
    try begin(ledger)
    _ = try publish("1.6", from: "2011-07-01", at: "2011-06-15", in: ledger)
    try report("a", on: "2011-07-02", "2011-07-03", in: ledger)
    try submit(
      BreachAssessed(breach: "a", points: 25, reason: "…", issue: nil).fact, "2011-07-04", by: .departmentHead,
      in: ledger)
    _ = try publish(
      "1.7", [(old: "  working-days: 15\n\n# §3.1", new: "  working-days: 1\n\n# §3.1")], from: "2011-06-01",
      at: "2011-07-05", in: ledger)
    _ = try publish(
      "1.8", [(old: "points: [10, 20]", new: "points: [1, 2]")], from: "2011-07-02", at: "2011-07-06", in: ledger)
    let books = [try Rulebook.builtIn()]
    let found = try ledger.explain("a", of: "hz-01", StandingQuestion(), by: books, now: time("2011-08-01"))
    #expect(found.rulebook.name == "taobao-daigou-1.6")
    #expect(found.terms.points == 15...25)
    #expect(found.charge?.appealCount?.due.date == found.charge?.deduction.appealUntil?.date)
    let bundle = try ledger.bundle(
      year: 2011, of: "hz-01", StandingQuestion(), by: books, now: time("2011-08-01"))
    #expect(bundle.carried.map(\.name) == ["taobao-daigou-1.5"])
    #expect(bundle.published?.chain.count == 3)
  }
}
