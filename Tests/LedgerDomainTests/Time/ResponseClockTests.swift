import LedgerDomain
import LedgerTesting
import Testing

@Suite("Response clock")
struct ResponseClockTests {
  private let terms = BuiltIn.terms

  private func due(_ raised: Instant) -> (due: Instant, provisional: Bool, runs: [ResponseClock.Run]) {
    terms.response.due(after: raised, in: terms.zone, calendar: terms.calendar)
  }

  @Test(
    "Twelve hours run only from 09:00 to 22:00 of working days",
    arguments: [
      // Friday evening, into Monday
      ("2011-03-04T20:30", "2011-03-07T19:30:00+08:00"),
      ("2011-03-04T12:30:00Z", "2011-03-07T19:30:00+08:00"),
      ("2011-03-04T22:00", "2011-03-07T21:00:00+08:00"),
      ("2011-03-05T12:00", "2011-03-07T21:00:00+08:00"),
      // at and about the opening and the close
      ("2011-03-07", "2011-03-07T21:00:00+08:00"),
      ("2011-03-07T08:59:59", "2011-03-07T21:00:00+08:00"),
      ("2011-03-07T09:00", "2011-03-07T21:00:00+08:00"),
      ("2011-03-07T10:00", "2011-03-07T22:00:00+08:00"),
      ("2011-03-07T10:00:01", "2011-03-08T09:00:01+08:00"),
      ("2011-03-07T21:59:59", "2011-03-08T20:59:59+08:00"),
      ("2011-03-07T22:00", "2011-03-08T21:00:00+08:00"),
      ("2011-03-07T23:59:59", "2011-03-08T21:00:00+08:00"),
      // across the Dragon Boat holiday and the Spring Festival
      ("2011-06-03T20:30", "2011-06-07T19:30:00+08:00"),
      ("2011-06-06T10:00", "2011-06-07T21:00:00+08:00"),
      ("2011-02-01T21:00", "2011-02-09T20:00:00+08:00"),
      // make-up days are worked
      ("2011-12-30T20:30", "2011-12-31T19:30:00+08:00"),
      ("2011-12-31T20:30", "2012-01-04T19:30:00+08:00"),
      ("2011-10-08T12:00", "2011-10-09T11:00:00+08:00"),
      // finer than a second
      ("2011-03-04T20:30:00.5", "2011-03-07T19:30:00.5+08:00"),
      ("2011-03-04T21:59:59.999999999", "2011-03-07T20:59:59.999999999+08:00"),
      ("2011-03-07T08:59:59.999999999", "2011-03-07T21:00:00+08:00"),
      ("2011-03-07T09:00:00.000000001", "2011-03-07T21:00:00.000000001+08:00"),
      ("2011-03-07T10:00:00.000000001", "2011-03-08T09:00:00.000000001+08:00"),
    ])
  func dueInstant(_ raised: String, _ expected: String) {
    let found = due(time(raised))
    #expect(terms.zone.text(found.due) == expected)
    #expect(!found.provisional)
  }

  @Test("A due instant counted beyond the known calendar is provisional")
  func provisional() {
    let found = due(time("2026-12-31T20:30"))
    #expect(terms.zone.text(found.due) == "2027-01-01T19:30:00+08:00")
    #expect(found.provisional)
    #expect(!due(time("2026-12-31T10:00")).provisional)
  }

  @Test("The spans counted are twelve hours in all, within the service hours, and end at the due instant")
  func runs() {
    var last = Instant(seconds: .min)
    for date in days("2011-01-01", through: "2011-12-31") {
      for quarter in stride(from: 0, to: 86_400, by: 4500) {
        let raised = terms.zone.instant(date, second: quarter)
        let found = due(raised)
        var total = 0
        for run in found.runs {
          total += run.to.seconds - run.from.seconds
          let from = terms.zone.instant(run.date, second: 9 * 3600)
          let to = terms.zone.instant(run.date, second: 22 * 3600)
          if !terms.calendar.isWorking(run.date) || run.from < max(from, raised) || run.to > to {
            Issue.record("raised \(terms.zone.text(raised)): the clock ran outside the hours on \(run.date)")
          }
        }
        if total != 12 * 3600 || found.runs.last?.to != found.due || found.due < last {
          Issue.record("raised \(terms.zone.text(raised)): expected 12 h, found \(total) s in \(found.runs)")
        }
        last = found.due
      }
    }
  }
}
