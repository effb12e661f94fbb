import LedgerDomain
import LedgerTesting
import Programmes
import Testing

/// What the effects of a missed duty needed and nobody recorded stands in the event of the duty: nobody can be refused then, and
/// silence would pass for a duty that costs nothing.
@Suite("What a missed duty lacked is told")
struct MissedDutyTests {
  /// What the sweep found of a subject that was asked and did not answer, where a cost is counted by an order that nobody named.
  private func swept(_ missed: String, measure: String = "{impose: limited, for: {days: 9}}") throws -> [SubjectEvent] {
    let counters = "counters: {all: {§, window: ever, nodes: [{at: 2, do: [{charge: orders, points: 1}]}]}, "
    var player = try TablePlayer(
      TableLine(
        "What a missed duty lacked is told",
        "measures: {limited: {§}}\n" + counters + "orders: {§, window: ever, by: order}}\n"
          + "facts: {asked: {fields: {order: {type: key}}, §}, answered: {§}}\n"
          + "duties: {answer: {§, starts: {fact: asked}, due: {days: 2}, met: [answered], missed: [\(missed)]}}\n"
          + "reviews: {asked: {when: asked, choose: [{else: [\(measure)]}]}}\n",
        ["01-01 enrol", "01-02 fact asked", "sweep 01-05"]))
    player.play()
    #expect(player.failures == [])
    return player.world.streams["s-1"] ?? []
  }

  private func lacked(_ events: [SubjectEvent]) -> [[String]] {
    events.compactMap { event in
      if case .drawn(.dutyMissed(let missed), _) = event.body { missed.missing } else { nil }
    }
  }

  @Test("Given effects that know all they need, when the duty is missed, then nothing is said to be missing")
  func nothing() throws {
    #expect(lacked(try swept("{charge: all, points: 1}")) == [[]])
  }

  @Test("Given an effect that needs what nobody recorded, when the duty is missed, then the others run and it is named")
  func effect() throws {
    let events = try swept("{charge: orders, points: 1}, {charge: all, points: 1}")
    #expect(lacked(events) == [["field order"]])
    #expect(events.contains { if case .drawn(.pointsDeducted, _) = $0.body { true } else { false } })
  }

  @Test("Given a node whose effects need it, when the missed duty crosses the node, then it is named as well")
  func node() throws {
    #expect(lacked(try swept("{charge: all, points: 2}")) == [["field order"]])
  }

  @Test("Given a measure that ends by what the missed duty charged, when it ends, then what was missing is not lost")
  func endOfAMeasure() throws {
    let events = try swept(
      "{charge: all, points: 1}, {charge: orders, points: 1}",
      measure: "{impose: limited, until: {counter: all, at-least: 1}}")
    #expect(lacked(events) == [["field order"]])
    #expect(events.contains { if case .drawn(.measureEnded, _) = $0.body { true } else { false } })
  }

  @Test(
    "What a ground was applied to is read as it was written, and that of an end leads to what the measure began by",
    arguments: [
      GroundCause.breach(BreachID("late:k-1")), .event(12), .period(LocalDate(daysSinceEpoch: 19_800)),
      .duty("answer:a/b@c", due: LocalDate(daysSinceEpoch: 19_800)),
    ])
  func causes(_ cause: GroundCause) {
    #expect(GroundCause(cause.description) == cause)
    let end = GroundCause.end(.node(counter: "all", at: 2), of: cause.description)
    let endOfEnd = GroundCause.end(.measure("limited"), of: end.description)
    #expect(GroundCause(endOfEnd.description) == endOfEnd)
    #expect(endOfEnd.origin == cause && cause.origin == cause)
    #expect(GroundCause("") == nil && GroundCause("event:x") == nil && GroundCause("end:all") == nil)
  }
}
