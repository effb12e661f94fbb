import EventStore
import LedgerDomain
import LedgerTesting
import Rulebook
import Testing

@testable import Ledger
@testable import Presentation

@Suite("The outlets of a provider")
struct OutletReportTests {
  @Test("They are as many as the standing counts, and their tickets and complaints those of the log", arguments: 1...3)
  func counts(_ seed: Int) throws {
    let history = try RuledHistory(seed: seed)
    let ledger = history.ledger
    for question in try history.questions() {
      for standing in try ledger.standings(question, now: history.now) {
        let report = try ledger.outlets(of: standing.provider, months: 3, question, now: history.now)
        let held = report.lines.filter { $0.goneOn == nil }
        #expect(held.count == standing.summary.outlets.signed, "seed \(seed)")
        #expect(held.count { $0.openedOn != nil } == standing.summary.outlets.open)
        #expect(report.lines.count - held.count == standing.summary.outlets.gone)
        #expect(report.lines.map { ($0.city.text, $0.outlet.text) }.isAscending)
        let asked = try outletsAsking(of: standing.provider, question, in: ledger)
        #expect(
          report.lines.map(\.tickets).reduce(0, +)
            == asked.count { outlet in
              report.lines.contains { $0.outlet == outlet }
            })
        for line in report.lines {
          #expect(line.late <= line.tickets && line.unanswered <= line.tickets && line.sales.count == 3)
          #expect(line.openComplaints + line.upheldComplaints <= line.complaints)
          let isLeft = line.state == .exited || line.state == .transferred || line.state == .frozen
          #expect(isLeft == (line.goneOn != nil))
        }
      }
    }
  }

  /// The outlet of every request for help in the view.
  private func outletsAsking(
    of provider: Key<Provider>, _ question: StandingQuestion, in ledger: Ledger
  ) throws -> [Key<Outlet>] {
    var found: [Key<Outlet>] = []
    let type = ServiceFact.Kind.helpRequested.rawValue
    try ledger.events(EntrySelection(stream: provider.text, type: type), in: question.view(in: ledger.zone)) {
      recorded in
      if case .fact(.service(.helpRequested(let help)), _) = recorded.event.body, let outlet = help.outlet {
        found.append(outlet)
      }
      return true
    }
    return found
  }

  @Test("An outlet whose help comes too late, that complains, wants to leave, or sells nothing is marked")
  func problems() throws {
    let played = try PlayedScenario("year-2011-zhejiang")
    func lines(_ provider: Key<Provider>, _ date: String) throws -> [OutletLine] {
      let question = StandingQuestion(asOf: LocalDate(date), knownAt: played.ledger.zone.endOfDay(day(date)))
      return try played.ledger.outlets(of: provider, months: 3, question, now: played.now).lines
    }
    let exit = try #require(try lines("hz-04", "2011-06-01").first { $0.outlet == "o-3" })
    #expect(exit.state == .leaving && exit.concerns == [.exitUnanswered])
    #expect(try lines("hz-04", "2011-05-31").allSatisfy { $0.concerns.isEmpty })
    let complaints = try lines("nb-02", "2011-12-31")
    #expect(complaints.map(\.upheldComplaints) == complaints.map { $0.concerns.contains(.complaintUpheld) ? 1 : 0 })
    #expect(complaints.contains { $0.concerns == [.complaintUpheld] })
  }
}

extension [(String, String)] {
  fileprivate var isAscending: Bool { zip(self, dropFirst()).allSatisfy { $0 < $1 } }
}
