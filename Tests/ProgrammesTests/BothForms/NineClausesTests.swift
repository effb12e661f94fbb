import Foundation
import LedgerDomain
import LedgerTesting
import Programmes
import Rulebook
import Testing

@Suite("Nine clauses of the daigou regulation as a programme")
struct NineClausesTests {
  @Test(
    "Random histories restricted to them give the same points on each day, by both forms", arguments: [UInt64](1...40))
  func samePoints(seed: UInt64) throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Programmes/daigou-nine.yaml")
    let programme = try Programme.read(Array(Data(contentsOf: file)), file: "daigou-nine.yaml")
    var both = BothForms(programme, seed: seed)
    try both.open()
    for _ in 0..<150 { both.step() }
    for difference in both.differences.prefix(3) { Issue.record(Comment(rawValue: difference)) }
    #expect(both.accepted > 40)
    #expect(both.mostPoints >= 40)
  }
}

/// One provider, by the built-in clauses and as a subject of the programme: whatever happens is told to both.
struct BothForms {
  private var random: SplitMix64
  private var daigou = LedgerTesting.World()
  private var programme: World
  private var day = LedgerTesting.day("2011-03-01")
  private var second = 32_400
  private var number = 0
  private var asked: [String] = []
  private var held: [String] = []
  private(set) var differences: [String] = []
  private(set) var accepted = 0
  private(set) var mostPoints = 0

  init(_ programme: Programme, seed: UInt64) {
    random = SplitMix64(seed: seed)
    self.programme = World(programme)
  }

  private var zone: Zone { programme.versions.zone }
  private var state: ProviderState { daigou.state("p-1") }

  /// What the clauses take for granted: a provider with a city, outlets open since long, one long exited.
  mutating func open() throws {
    var facts: [(String, Fact)] = [
      ("2011-01-04", ProviderRegistered(name: "One", kind: .thirdParty).fact),
      ("2011-01-04", DepositFrozen(city: "city", amountFen: 60_000_000).fact),
      ("2011-01-04", CityAuthorised(city: "city", population: 4_000_000).fact),
      ("2011-01-05", OutletSigned(outlet: "gone", city: "city").fact),
      ("2011-01-06", OutletOpened(outlet: "gone").fact),
      ("2011-01-07", OutletSigned(outlet: "o-0", city: "city").fact),
      ("2011-01-08", OutletOpened(outlet: "o-0").fact),
      ("2011-02-01", OutletExited(outlet: "gone", reason: .voluntary).fact),
      ("2011-02-02", PromotionRun(promotion: "february").fact),
    ]
    for number in 1...30 { facts.append(("2011-02-10", OutletSigned(outlet: Key("o-\(number)"), city: "city").fact)) }
    for (date, fact) in facts {
      let by = Person(id: "chen", role: fact.kind.payload.about.roles?.first ?? .legal)
      _ = try daigou.submit(Submission(provider: "p-1", at: time(date), by: by, fact: fact))
    }
    submitToProgramme(.enrolled(SubjectEnrolled(programme: nil, name: "One", attributes: nil)), "chen", "legal")
  }

  /// A day or none goes by, and something happens.
  mutating func step() {
    if random.chance(70) {
      for _ in 0..<random.number(1...6) { pass() }
    }
    happen()
    compare()
  }

  /// A day ends: what it brings by itself is found in both.
  private mutating func pass() {
    compare()
    _ = daigou.sweep(through: day)
    programme.sweep(through: day)
    day = day.adding(days: 1)
    // The regulation dates a meeting's breach on its day; the programme on that of what it came to: both of one year here.
    if day.month.index % 12 == 0 { held.removeAll() }
    second = 32_400
    compare()
  }

  private mutating func compare() {
    let points = state.score(day.year)
    let found = programme.states["s-1"]?.value(of: "score", on: day) ?? 0
    mostPoints = max(mostPoints, points)
    if points != found { differences.append("\(day): \(points) points by the regulation, \(found) by the programme") }
  }

  private mutating func next(_ prefix: String) -> String {
    number += 1
    return "\(prefix)-\(number)"
  }

  private mutating func happen() {
    switch random.number(0...13) {
    case 0, 1, 2: report()
    case 3, 4, 5, 6: judge()
    case 7: appeal()
    case 8: decide()
    case 9: train()
    case 10: meet()
    case 11: claim()
    case 12: exit()
    default: promote()
    }
  }

  // What a person decides.

  private mutating func report() {
    let clauses = ["negative-press", "unapproved-materials", "nonstandard-materials", "nonstandard-materials"]
    let clause = random.chance(3) ? "competitor-dealing" : random.one(of: clauses) ?? clauses[0]
    let outlet: Key<Outlet>? = clause == "nonstandard-materials" ? "o-0" : nil
    let on = random.chance(40) ? max(LedgerTesting.day("2011-03-01"), day.adding(days: -random.number(0...30))) : nil
    let id = BreachID(next("b"))
    tell(
      BreachReported(breach: id, clause: clause, evidence: "seen", on: on, outlet: outlet).fact,
      .reported(
        ClauseBreachReported(
          breach: id, clause: clause, evidence: "seen", on: on,
          fields: outlet.map { [NamedValue("outlet", .text($0.text))] })),
      "rita", "channel-operations")
  }

  private static let nine: Set<Clause> = [
    .negativePress, .competitorDealing, .meetingResults, .nonstandardMaterials, .unapprovedMaterials, .trainingFailure,
    .promotionGap, .exitResponse, .afterSalesDispute,
  ]

  /// A breach of the nine clauses of which something holds.
  private mutating func breach(where holds: (Breach) -> Bool) -> (id: BreachID, breach: Breach)? {
    let known = state.breaches.entries.filter { Self.nine.contains($0.value.clause) && holds($0.value) }
      .sorted { $0.key < $1.key }
    return random.one(of: known).map { ($0.key, $0.value) }
  }

  /// The name it has as a breach of the programme.
  private func name(of id: BreachID, _ breach: Breach) -> BreachID {
    breach.clause == .promotionGap ? BreachID("promotion-gap:\(breach.on)") : id
  }

  private mutating func judge() {
    guard let (id, breach) = breach(where: { $0.status == .pending }) else { return }
    let (mine, reason) = (name(of: id, breach), "looked into")
    let role = breach.clause == .competitorDealing ? "department-head" : "channel-operations"
    if random.chance(10) {
      return tell(
        BreachDismissed(breach: id, reason: reason).fact, .dismissed(BreachDismissed(breach: mine, reason: reason)),
        "jack", role)
    }
    let points = random.chance(5) ? breach.points.upperBound + 1 : random.number(breach.points)
    tell(
      BreachAssessed(breach: id, points: points, reason: reason, issue: nil).fact,
      .assessed(ClauseBreachAssessed(breach: mine, grade: nil, points: points, fen: nil, reason: reason)), "jack", role)
  }

  private mutating func appeal() {
    guard let (id, breach) = breach(where: { $0.status == .assessed }) else { return }
    tell(
      AppealFiled(breach: id, grounds: "no").fact,
      .appealFiled(AppealFiled(breach: name(of: id, breach), grounds: "no")), "sam", "provider")
  }

  private mutating func decide() {
    guard let (id, breach) = breach(where: { if case .open = $0.appeal { true } else { false } }) else { return }
    let lowest = breach.points.lowerBound
    let outcomes: [AppealOutcome] = [
      .confirmed, .overturned, .reduced(points: random.number(lowest...max(lowest, breach.assessed ?? lowest))),
    ]
    let outcome = random.one(of: outcomes) ?? .confirmed
    tell(
      AppealDecided(breach: id, outcome: outcome, reason: "heard").fact,
      .appealDecided(AppealDecided(breach: name(of: id, breach), outcome: outcome, reason: "heard")), "lena", "legal")
  }

  // What feeds report.

  private mutating func train() {
    let (key, examined) = (next("t"), random.number(1...40))
    let failed = random.number(0...max(1, examined / 3))
    tell(
      TrainingExamined(training: Key(key), examined: examined, failed: failed).fact,
      fact("trained", key, "failed", .share(part: failed, whole: examined)), "feed", "channel-operations")
  }

  private mutating func meet() {
    if let key = held.popLast() {
      let attended = 10
      let signed = random.number(0...attended)
      return tell(
        MeetingConcluded(meeting: Key(key), signed: signed).fact,
        fact("concluded", key, "signed", .share(part: signed, whole: attended)), "feed", "channel-operations")
    }
    let (key, invited) = (next("m"), random.number(10...40))
    held.append(key)
    tell(
      MeetingHeld(meeting: Key(key), city: "city", invited: invited, attended: 10).fact,
      fact("met", key, "attended", .share(part: 10, whole: invited)), "feed", "channel-operations")
  }

  private mutating func claim() {
    let (key, isAtFault) = (next("c"), random.chance(70))
    let filed = ComplaintFiled(
      complaint: Key(key), about: .sale(outlet: "gone", transactionOn: LedgerTesting.day("2011-01-20")))
    second += 60
    let by = Person(id: "feed", role: .channelOperations)
    _ = try? daigou.submit(Submission(provider: "p-1", at: now, by: by, fact: filed.fact))
    tell(
      ComplaintUpheld(complaint: Key(key), providerAtFault: isAtFault).fact,
      fact("claim", key, "at-fault", .flag(isAtFault)), "feed", "channel-operations")
  }

  private mutating func exit() {
    if !asked.isEmpty, random.chance(50) {
      let outlet = asked.removeFirst()
      return tell(
        OutletExitAnswered(outlet: Key(outlet)).fact, fact("exit-answered", nil, "outlet", .text(outlet)), "feed",
        "channel-operations")
    }
    let outlet = "o-\(random.number(1...30))"
    guard !asked.contains(outlet), state.breaches[BreachID("exit-response:\(outlet)")] == nil else { return }
    asked.append(outlet)
    tell(
      OutletExitRequested(outlet: Key(outlet), via: .system).fact, fact("exit-asked", nil, "outlet", .text(outlet)),
      "feed", "channel-operations")
  }

  private mutating func promote() {
    tell(
      PromotionRun(promotion: Key(next("p"))).fact,
      .recorded(FactRecorded(kind: "promotion", key: nil, fields: nil)), "feed", "channel-operations")
  }

  private func fact(_ kind: String, _ key: String?, _ field: String, _ value: DeclaredValue) -> ProgrammeFact {
    .recorded(FactRecorded(kind: kind, key: key.map { Key($0) }, fields: [NamedValue(field, value)]))
  }

  // Telling both.

  private var now: Instant { zone.instant(day, second: second) }

  private mutating func tell(_ fact: Fact, _ same: ProgrammeFact, _ id: String, _ role: String) {
    second += 60
    let by = Person(id: id, role: Role(named: role))
    var refusal: Refusal?
    do throws(Refusal) {
      _ = try daigou.submit(Submission(provider: "p-1", at: now, by: by, fact: fact))
    } catch {
      refusal = error
    }
    let other = submitToProgramme(same, id, role)
    if refusal == nil { accepted += 1 }
    if refusal?.code != other?.code {
      let (mine, theirs) = (refusal?.description ?? "accepted", other?.description ?? "accepted")
      differences.append("\(day) \(fact): \(mine) by the regulation, \(theirs) by the programme")
    }
  }

  @discardableResult
  private mutating func submitToProgramme(_ fact: ProgrammeFact, _ id: String, _ role: String) -> Refusal? {
    let role = role == "provider" ? "subject" : role
    return programme.submit(
      SubjectSubmission(at: now, by: Person(id: id, role: Role(named: role)), fact: fact), about: "s-1")
  }
}
