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

  @Test(
    "The clock stands still in an outage, whichever hours of it are counted",
    arguments: [
      // Six hours of Monday, six more on Tuesday.
      ("2011-05-09T10:00", ["2011-05-09T14:00/2011-05-09T20:00"], "2011-05-10T15:00:00+08:00"),
      // Raised into it, or as it ends.
      ("2011-05-09T19:00", ["2011-05-09T14:00/2011-05-09T20:00"], "2011-05-10T19:00:00+08:00"),
      ("2011-05-09T20:00", ["2011-05-09T14:00/2011-05-09T20:00"], "2011-05-10T19:00:00+08:00"),
      // At night, and on a day off, nothing is lost.
      ("2011-05-09T10:00", ["2011-05-09T22:00/2011-05-10T09:00"], "2011-05-09T22:00:00+08:00"),
      ("2011-05-06T20:30", ["2011-05-07/2011-05-09"], "2011-05-09T19:30:00+08:00"),
      // All of a day; two that overlap, and one within another; one that ends where another begins.
      ("2011-05-09T10:00", ["2011-05-09T09:00/2011-05-09T23:00"], "2011-05-10T21:00:00+08:00"),
      (
        "2011-05-09T10:00", ["2011-05-09T12:00/2011-05-09T15:00", "2011-05-09T14:00/2011-05-09T16:00"],
        "2011-05-10T13:00:00+08:00"
      ),
      (
        "2011-05-09T10:00", ["2011-05-09T12:00/2011-05-09T16:00", "2011-05-09T13:00/2011-05-09T14:00"],
        "2011-05-10T13:00:00+08:00"
      ),
      (
        "2011-05-09T10:00", ["2011-05-09T12:00/2011-05-09T14:00", "2011-05-09T14:00/2011-05-09T16:00"],
        "2011-05-10T13:00:00+08:00"
      ),
      // Beginning at the due instant it takes nothing; a moment before, it takes all that is left.
      ("2011-05-09T09:00", ["2011-05-09T21:00/2011-05-09T22:00"], "2011-05-09T21:00:00+08:00"),
      ("2011-05-09T09:00", ["2011-05-09T20:59:59/2011-05-09T22:00"], "2011-05-10T09:00:01+08:00"),
    ])
  func outages(_ raised: String, _ spans: [String], _ expected: String) {
    let outages = spans.map { text in
      let ends = text.split(separator: "/").map { time(String($0)) }
      return TimeSpan(from: ends[0], to: ends[1])
    }
    let found = terms.response.due(
      after: time(raised), in: terms.zone, calendar: terms.calendar, around: outages)
    #expect(terms.zone.text(found.due) == expected)
    #expect(found.runs.map { $0.to.seconds - $0.from.seconds }.reduce(0, +) == 12 * 3600)
    #expect(!found.runs.contains { run in outages.contains { TimeSpan(from: run.from, to: run.to).overlaps($0) } })
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
