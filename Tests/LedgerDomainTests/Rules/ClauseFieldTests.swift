import LedgerDomain
import LedgerTesting
import Testing

@Suite("Fields of a clause")
struct ClauseFieldTests {
  private static let capped = (
    old: "    points: [10, 20]\n    zh: 因服务商", new: "    points: [10, 20]\n    cap: 25\n    zh: 因服务商"
  )
  private static let open = (old: "    third-party-only: true\n    zh: 会议营销", new: "    zh: 会议营销")
  private static let closed = (
    old: "    points: [1, 2]\n    cap: 10\n", new: "    points: [1, 2]\n    third-party-only: true\n"
  )

  private func world(_ changes: (old: String, new: String)..., from date: String = "2011-01-01") -> World {
    var world = World()
    world.rules.publish(Version.terms("1.6", changes), from: day(date), at: time("2010-06-15"))
    return world
  }

  private func play(_ steps: [Step], in world: inout World) throws -> [String] {
    var said: [String] = []
    for step in steps { said += try world.take(step).compactMap(\.brief) }
    #expect(world.folded("hz-01") == world.state("hz-01"))
    return said
  }

  private func press(_ number: Int, _ points: Int, _ date: String = "2011-03-01") -> [Step] {
    [Given.reported("p-\(number)", .negativePress, date), Given.assessed("p-\(number)", points, date)]
  }

  @Test("A cap without a key of its own is shared by all breaches of the clause in one year")
  func yearly() throws {
    var world = world(Self.capped)
    let said = try play(
      Given.provider + press(1, 20) + press(2, 20) + press(3, 20) + press(4, 20, "2012-01-04"), in: &world)
    #expect(
      said == [
        "charged p-1 20 of 20, 2011 at 20", "charged p-2 5 of 20, 2011 at 25", "charged p-3 0 of 20, 2011 at 25",
        "charged p-4 20 of 20, 2012 at 20",
      ])
    let keys = world.log.compactMap { event -> String? in
      if case .consequence(.pointsDeducted(let paid)) = event.body { paid.cap?.text } else { nil }
    }
    #expect(keys == ["negative-press:2011", "negative-press:2011", "negative-press:2011", "negative-press:2012"])
  }

  @Test("What was charged before a cap was stated, or while none is, counts against it; what is overturned does not")
  func before() throws {
    var world = world(Self.capped, from: "2011-03-05")
    #expect(try play(Given.provider + press(1, 10), in: &world) == ["charged p-1 10 of 10, 2011 at 10"])
    let second = try play(press(2, 10, "2011-03-05") + press(3, 10, "2011-03-02"), in: &world)
    #expect(second == ["charged p-2 10 of 10, 2011 at 20", "charged p-3 10 of 10, 2011 at 30"])
    #expect(try play(press(4, 10, "2011-03-06"), in: &world) == ["charged p-4 0 of 10, 2011 at 30"])
    let appeal: [Step] = [
      at("2011-03-07", AppealFiled(breach: "p-1", grounds: "…").fact),
      at("2011-03-08", AppealDecided(breach: "p-1", outcome: .overturned, reason: "…").fact, by: someone(.legal)),
      at("2011-03-08", AppealFiled(breach: "p-3", grounds: "…").fact),
      at("2011-03-09", AppealDecided(breach: "p-3", outcome: .overturned, reason: "…").fact, by: someone(.legal)),
    ]
    #expect(try play(appeal, in: &world) == ["restored 10, 2011 at 20", "restored 10, 2011 at 10"])
    #expect(try play(press(5, 20, "2011-03-10"), in: &world) == ["charged p-5 15 of 20, 2011 at 25"])
  }

  @Test(
    "A clause no longer for third parties only binds a self-operated provider, and another that becomes so does not")
  func binding() throws {
    var world = world(Self.open, Self.closed, from: "2011-03-01")
    func meeting(_ number: Int, _ date: String) -> Step {
      at(date, MeetingHeld(meeting: "m-\(number)", city: "hangzhou", invited: 10, attended: 1).fact)
    }
    let begun = Given.selfOperated + [Given.frozen, Given.authorised]
    #expect(try play(begun + [meeting(1, "2011-02-28")], in: &world) == [])
    #expect(
      try play([meeting(2, "2011-03-01")], in: &world) == [
        "found meeting-results:m-2 on 2011-03-01 10–10", "charged meeting-results:m-2 10 of 10, 2011 at 10",
        "paused by m-2",
      ])
    let asked = [Given.ticket, at("2011-02-25T09:00", HelpRequested(ticket: "t-0", outlet: nil).fact)]
    #expect(try play(asked, in: &world) == [])
    let work = OpenWork(of: world.state("hz-01"))
    let owed = work.queue(on: day("2011-03-08"), through: day("2011-03-08"), by: world.rules)
    let duties = owed.filter { $0.work == .meetDuty }.map(\.subject.text)
    #expect(duties == ["expansion-target:hangzhou:first-batch", "service-complaint:ticket:t-0"])
    let found = try play([sweep("2011-03-08")], in: &world)
    #expect(
      found.filter { $0.contains("service-complaint") } == ["found service-complaint:ticket:t-0 on 2011-02-25 1–2"])
  }
}
