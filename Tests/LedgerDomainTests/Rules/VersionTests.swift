import LedgerDomain
import LedgerTesting
import Testing

@Suite("Versions")
struct VersionTests {
  private static let lower = (old: "threshold: 50", new: "threshold: 40")
  private static let dearer = (old: "points: [10, 20]", new: "points: [15, 25]")

  /// The built-in version, one for July published in June, one for May published in August, one more for July.
  private static let rules: Rules = {
    var rules = BuiltIn.rules
    rules.publish(Version.terms("1.6"), from: day("2011-07-01"), at: time("2011-06-15"))
    rules.publish(Version.terms("1.7"), from: day("2011-05-01"), at: time("2011-08-15"))
    rules.publish(Version.terms("1.8"), from: day("2011-07-01"), at: time("2011-09-15"))
    return rules
  }()

  @Test(
    "The version for a date is the latest in force, of two the later published, as known at the moment",
    arguments: [
      ("2011-04-30", "2012-01-01", "1.5"), ("2011-05-01", "2012-01-01", "1.7"), ("2011-06-30", "2012-01-01", "1.7"),
      ("2011-07-01", "2012-01-01", "1.8"), ("2011-07-01", "2011-09-14", "1.6"), ("2011-06-30", "2011-08-14", "1.5"),
      ("2011-06-30", "2011-08-15", "1.7"), ("2011-07-01", "2011-06-14", "1.5"), ("1999-01-01", "2012-01-01", "1.5"),
    ])
  func inForce(_ date: String, _ known: String, _ version: String) {
    #expect(Self.rules.published(by: time(known)).rulebook(on: day(date)) == "taobao-daigou-" + version)
  }

  @Test("Terms on trial take the place of everything in force from their date on, and of what is published later")
  func trial() {
    var rules = Self.rules.trying(Version.terms("9"), from: day("2011-06-01"))
    rules.publish(Version.terms("2"), from: day("2011-08-01"), at: time("2012-01-01"))
    #expect(rules.rulebook(on: day("2011-05-31")) == "taobao-daigou-1.7")
    #expect(rules.rulebook(on: day("2011-06-01")) == "taobao-daigou-9")
    #expect(rules.rulebook(on: day("2012-01-01")) == "taobao-daigou-9")
    #expect(rules.beginnings.contains(day("2011-06-01")))
  }

  private func world(_ changes: (old: String, new: String)..., from date: String = "2011-07-01") -> World {
    var world = World()
    world.rules.publish(Version.terms("1.6", changes), from: day(date), at: time("2011-06-15"))
    return world
  }

  private func play(_ steps: [Step], in world: inout World) throws -> [String] {
    try steps.flatMap { try world.take($0) }.compactMap(\.brief)
  }

  @Test("A lower threshold catches a year's score only once an act of its own time is charged")
  func laterThreshold() throws {
    var world = world(Self.lower)
    let quiet = try play(
      Given.provider + Given.points(45, "2011-06-30") + [at("2011-07-05", PromotionRun(promotion: "p").fact)],
      in: &world)
    #expect(!quiet.contains { $0.hasPrefix("reached") })
    let caught = try play(Given.points(5, "2011-07-05", "c"), in: &world)
    #expect(caught.contains("reached 40 in 2011 at 50"))
    #expect(world.log.last { $0.type == "ThresholdReached" }?.rulebook == "taobao-daigou-1.6")
  }

  @Test("An act of before is judged by the old version, though it is found and charged after")
  func lateAct() throws {
    var world = world(Self.lower, Self.dearer)
    let old = at(
      "2011-08-01",
      BreachReported(
        breach: "old", clause: "negative-press", evidence: "…", on: day("2011-06-30"), outlet: nil
      ).fact)
    let new = at(
      "2011-08-01",
      BreachReported(breach: "new", clause: "negative-press", evidence: "…", on: day("2011-07-01"), outlet: nil).fact)
    _ = try play(Given.provider + [old, new], in: &world)
    let state = world.state("hz-01")
    #expect(state.breaches["old"]?.points == 10...20)
    #expect(state.breaches["new"]?.points == 15...25)
    _ = try play([Given.assessed("old", 20, "2011-08-02"), Given.assessed("new", 25, "2011-08-02")], in: &world)
    let names = world.log.filter { $0.type == "PointsDeducted" }.map(\.rulebook)
    #expect(names == ["taobao-daigou-1.5", "taobao-daigou-1.6"])
    #expect(world.log.contains { $0.type == "ThresholdReached" })
  }

  @Test("When the charge that brought a lower threshold is overturned, the old threshold holds again")
  func overturned() throws {
    var world = world(Self.lower)
    _ = try play(Given.provider + Given.points(30, "2011-06-30") + Given.points(15, "2011-07-05", "c"), in: &world)
    #expect(world.state("hz-01").openRectification != nil)
    #expect(world.state("hz-01").years[2011]?.latestAct == day("2011-07-05"))
    _ = try play(
      [
        at("2011-07-06", AppealFiled(breach: "c-1", grounds: "…").fact),
        at("2011-07-07", AppealDecided(breach: "c-1", outcome: .overturned, reason: "…").fact, by: someone(.legal)),
      ], in: &world)
    #expect(world.state("hz-01").openRectification == nil)
    #expect(world.state("hz-01").years[2011]?.latestAct == day("2011-06-30"))
    #expect(world.folded("hz-01") == world.state("hz-01"))
  }

  @Test("A deadline is that of the date on which its duty begins, even where it falls due under the next version")
  func deadlines() throws {
    var world = world((old: "  hours: 12", new: "  hours: 24"))
    _ = try play(
      Given.provider + [
        at("2011-06-30T21:00", HelpRequested(ticket: "t-1", outlet: nil).fact),
        at("2011-07-01T09:00", HelpRequested(ticket: "t-2", outlet: nil).fact),
      ], in: &world)
    #expect(world.state("hz-01").tickets["t-1"]?.due == time("2011-07-01T20:00"))
    #expect(world.state("hz-01").tickets["t-2"]?.due == time("2011-07-04T20:00"))
  }
}
