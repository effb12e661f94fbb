import LedgerDomain
import LedgerTesting
import Testing

@Suite("Working days")
struct WorkingDaysTests {
  private let calendar = BuiltIn.terms.calendar

  @Test(
    "Each year has as many working days as the State Council's notices leave",
    arguments: zip(2010...2026, [250, 250, 249, 250, 250, 249, 250, 249, 250, 250, 249, 250, 249, 249, 251, 248, 248]))
  func workingDaysOfAYear(_ year: Int, _ expected: Int) {
    let all = days("\(year)-01-01", through: "\(year)-12-31")
    #expect(all.allSatisfy(calendar.knows))
    #expect(all.count(where: calendar.isWorking) == expected)
  }

  @Test(
    "A day is what the notices say of it",
    arguments: [
      ("2010-02-20", .makeUp("spring-festival")), ("2010-10-09", .makeUp("national-day")),
      ("2011-01-03", .holiday("new-year")), ("2011-01-30", .makeUp("spring-festival")),
      ("2011-02-03", .holiday("spring-festival")), ("2011-03-04", .working), ("2011-03-05", .weekend),
      ("2011-04-02", .makeUp("tomb-sweeping")), ("2011-06-05", .weekend), ("2011-06-06", .holiday("dragon-boat")),
      ("2011-10-08", .makeUp("national-day")), ("2011-10-09", .makeUp("national-day")),
      ("2011-12-31", .makeUp("new-year")), ("2012-01-03", .holiday("new-year")), ("2013-01-05", .makeUp("new-year")),
      ("2014-05-04", .makeUp("labour-day")), ("2015-09-03", .holiday("victory-day")),
      ("2015-09-06", .makeUp("victory-day")), ("2018-12-31", .holiday("new-year")),
      ("2020-01-31", .holiday("spring-festival")), ("2025-10-06", .holiday("mid-autumn")),
      ("2026-02-28", .makeUp("spring-festival")),
    ] as [(String, DayKind)])
  func kindOfDay(_ date: String, _ expected: DayKind) {
    #expect(calendar.kind(of: day(date)) == expected)
  }

  @Test("Outside the years it knows, the calendar goes by the weekday alone", arguments: ["2009", "2027"])
  func unknownYears(_ year: String) {
    for date in days("\(year)-01-01", through: "\(year)-12-31") {
      let expected: DayKind = date.weekday >= 6 ? .weekend : .working
      if calendar.kind(of: date) != expected || calendar.knows(date) {
        Issue.record("expected \(date) to be \(expected) and unknown, found \(calendar.kind(of: date))")
      }
    }
  }

  @Test(
    "N working days after a day never count the day itself",
    arguments: [
      (15, "2011-03-01", "2011-03-22", false), (1, "2011-03-07", "2011-03-08", false),
      (1, "2011-03-05", "2011-03-07", false), (2, "2011-06-03", "2011-06-08", false),
      (1, "2011-12-30", "2011-12-31", false), (2, "2011-12-30", "2012-01-04", false),
      (5, "2011-09-30", "2011-10-12", false), (1, "2009-12-31", "2010-01-04", false),
      (1, "2009-12-30", "2009-12-31", true), (4, "2026-12-25", "2026-12-31", false),
      (5, "2026-12-25", "2027-01-01", true), (15, "2026-12-25", "2027-01-15", true),
    ])
  func counting(_ count: Int, _ after: String, _ expected: String, _ provisional: Bool) {
    #expect(calendar.day(count, after: day(after)) == DueDate(day(expected), provisional: provisional))
  }

  @Test("Counting agrees with going through the days one by one", arguments: [1, 2, 10, 15])
  func countingAgreesWithListing(_ count: Int) {
    let worked = days("2010-01-01", through: "2026-12-31").filter(calendar.isWorking)
    var next = 0
    for date in days("2010-01-01", through: "2026-11-30") {
      while worked[next] <= date { next += 1 }
      let found = calendar.day(count, after: date)
      let expected = DueDate(worked[next + count - 1], provisional: false)
      if found != expected { Issue.record("\(count) after \(date): expected \(expected), found \(found)") }
    }
  }

  @Test(
    "A due date in calendar days that falls on a day off moves to the next working day",
    arguments: [
      ("2011-03-04", "2011-03-04", false), ("2011-03-05", "2011-03-07", false), ("2011-04-30", "2011-05-03", false),
      ("2011-06-04", "2011-06-07", false), ("2011-12-31", "2011-12-31", false), ("2012-01-01", "2012-01-04", false),
      ("2011-02-12", "2011-02-12", false), ("2026-12-31", "2026-12-31", false), ("2027-01-01", "2027-01-01", true),
      ("2027-01-02", "2027-01-04", true), ("2009-12-31", "2009-12-31", true),
    ])
  func moving(_ date: String, _ expected: String, _ provisional: Bool) {
    #expect(calendar.workingDay(onOrAfter: day(date)) == DueDate(day(expected), provisional: provisional))
  }

  @Test("Each due date of a city is moved for itself")
  func cityDates() throws {
    // 45 days after 16 March 2011 is 30 April, a day off; 105 days after it is 29 June, a Wednesday.
    let story = Story([
      at("2011-03-16", ProviderRegistered(name: "Hangzhou One", kind: .thirdParty).fact),
      at("2011-03-16", DepositFrozen(city: "hangzhou", amountFen: 30_000_000).fact),
      at("2011-03-16", CityAuthorised(city: "hangzhou", population: 118_001).fact),
    ])
    let plan = try #require(try story.played().state("hz-01").cities["hangzhou"]?.plan)
    #expect(
      plan
        == CityPlan(
          planned: 12, firstBatch: 8, firstBatchDue: DueDate(day("2011-05-03"), provisional: false),
          completeDue: DueDate(day("2011-06-29"), provisional: false)))
  }

  @Test("A calendar that knows no year goes by weekdays and calls every date provisional")
  func emptyCalendar() {
    let empty = WorkingDayCalendar(years: nil, holidays: [:], makeUps: [:])
    #expect(!empty.knows(day("2011-03-04")))
    #expect(empty.day(1, after: day("2011-06-03")) == DueDate(day("2011-06-06"), provisional: true))
  }
}
