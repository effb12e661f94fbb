import LedgerDomain
import LedgerTesting
import Testing

@Suite("Dates, months and moments")
struct DateTests {
  private let zone = BuiltIn.terms.zone

  @Test("Every day of 400 years follows the one before, and its text reads back")
  func everyDayOfAnEra() {
    var (year, month, number) = (1800, 1, 1)
    for index in day("1800-01-01").daysSinceEpoch..<day("2200-01-01").daysSinceEpoch {
      let date = LocalDate(daysSinceEpoch: index)
      guard date.components == (year, month, number), LocalDate(date.description) == date,
        LocalDate(year: year, month: month, day: number) == date
      else {
        Issue.record("day \(index): expected \(year)-\(month)-\(number), found \(date)")
        return
      }
      number += 1
      if number > Self.length(month, of: year) { (month, number) = (month + 1, 1) }
      if month > 12 { (year, month) = (year + 1, 1) }
    }
  }

  private static func length(_ month: Int, of year: Int) -> Int {
    let isLeap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)
    return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
  }

  @Test("The epoch is a Thursday, and weekdays follow one another before and after it")
  func weekdays() {
    #expect(day("1970-01-01").daysSinceEpoch == 0)
    #expect(day("1970-01-01").weekday == 4)
    #expect(day("2011-12-31").weekday == 6)
    let found = days("1969-12-22", through: "1970-01-04").map(\.weekday)
    #expect(found == [1, 2, 3, 4, 5, 6, 7, 1, 2, 3, 4, 5, 6, 7])
  }

  @Test(
    "A text that is no date is none",
    arguments: [
      "", "2011-02-30", "2011-02-29", "1900-02-29", "2011-13-01", "2011-00-10", "2011-04-31", "2011-01-00",
      "2011-01-32", "0000-01-01", "2011-1-01", "2011-01-1", "11-01-01", "2011/01/01", "2011-01-01 ", " 2011-01-01",
      "2011-01-01T00:00", "+2011-01-1", "２０１１-01-01", "2011-01-0१", "20110101", "-011-01-01",
    ])
  func badDate(_ text: String) {
    #expect(LocalDate(text) == nil)
  }

  @Test("Leap days exist where the calendar has them", arguments: ["2012-02-29", "2000-02-29", "0004-02-29"])
  func leapDays(_ text: String) {
    #expect(LocalDate(text)?.description == text)
  }

  @Test("The years end at 9999")
  func lastYear() {
    #expect(LocalDate("9999-12-31")?.description == "9999-12-31")
    #expect(LocalDate(year: 10_000, month: 1, day: 1) == nil)
  }

  @Test(
    "Months later keep the day, clamped to the month's last",
    arguments: [
      ("2010-11-30", 3, "2011-02-28"), ("2011-11-30", 3, "2012-02-29"), ("2011-05-16", 3, "2011-08-16"),
      ("2011-10-31", 1, "2011-11-30"), ("2011-12-31", 1, "2012-01-31"), ("2012-02-29", 12, "2013-02-28"),
      ("2011-03-31", -1, "2011-02-28"), ("2011-01-15", -1, "2010-12-15"), ("2011-08-31", 0, "2011-08-31"),
    ])
  func monthsLater(_ from: String, _ months: Int, _ expected: String) {
    #expect(day(from).adding(months: months).description == expected)
  }

  @Test("N days after a date is the date plus N, across months and years")
  func daysLater() {
    #expect(day("2011-12-31").adding(days: 1) == day("2012-01-01"))
    #expect(day("2012-03-01").adding(days: -1) == day("2012-02-29"))
    #expect(day("2011-01-04").adding(days: 45) == day("2011-02-18"))
  }

  @Test("Months are counted across years, and know their ends")
  func months() throws {
    let may = try #require(Month("2011-05"))
    #expect(may.description == "2011-05")
    #expect(may.lastDay == day("2011-05-31"))
    #expect(may.adding(9).description == "2012-02")
    #expect(may.adding(9).lastDay == day("2012-02-29"))
    #expect(may.adding(-5).description == "2010-12")
    #expect(may.months(since: Month(year: 2010, month: 12)) == 5)
    #expect(day("2011-05-31").month == may)
    #expect(Month(index: -1).year == -1)
    #expect(Month(index: -1).number == 12)
  }

  @Test(
    "A text that is no month is none",
    arguments: ["", "2011-13", "2011-00", "2011-1", "2011", "2011-05-01", "2011-05 "])
  func badMonth(_ text: String) {
    #expect(Month(text) == nil)
  }

  @Test(
    "A moment is read in any of its forms, and written with the ledger's offset",
    arguments: [
      ("2011-12-31T23:30:00+08:00", "2011-12-31T23:30:00+08:00"), ("2011-12-31T16:30Z", "2012-01-01T00:30:00+08:00"),
      ("2011-12-31T16:30:00z", "2012-01-01T00:30:00+08:00"), ("2011-03-04", "2011-03-04T00:00:00+08:00"),
      ("2011-03-04T20:30", "2011-03-04T20:30:00+08:00"), ("2011-03-04t20:30:15", "2011-03-04T20:30:15+08:00"),
      ("2011-03-04 20:30", "2011-03-04T20:30:00+08:00"), ("2011-03-04T20:30-05:30", "2011-03-05T10:00:00+08:00"),
      ("2011-03-04T20:30:00.250", "2011-03-04T20:30:00.25+08:00"),
      ("2011-03-04T20:30:00.000000001Z", "2011-03-05T04:30:00.000000001+08:00"),
      ("2011-03-04T20:30:00.1000000000", "2011-03-04T20:30:00.1+08:00"),
      ("1969-12-31T23:59:59.5Z", "1970-01-01T07:59:59.5+08:00"), ("0001-01-02", "0001-01-02T00:00:00+08:00"),
    ])
  func moments(_ text: String, _ expected: String) throws {
    let instant = try #require(zone.instant(reading: text))
    #expect(zone.text(instant) == expected)
    #expect(zone.instant(reading: zone.text(instant)) == instant)
  }

  @Test(
    "A text that is no moment is none",
    arguments: [
      "", "2011-02-30T10:00", "2011-03-04T24:00", "2011-03-04T20:60", "2011-03-04T20:30:60", "2011-03-04T2030",
      "2011-03-04T20", "2011-03-04T20:30:00.", "2011-03-04T20:30:00.0000000001", "2011-03-04T20:30+8:00",
      "2011-03-04T20:30+24:00", "2011-03-04T20:30+08:60", "2011-03-04T20:30+08", "2011-03-04T20:30Z ",
      "2011-03-04T20:30ZZ", "2011-03-04T", "2011-03-04X20:30", "20110304T203000Z",
    ])
  func badMoment(_ text: String) {
    #expect(zone.instant(reading: text) == nil)
  }

  @Test(
    "The date of a moment is the local one",
    arguments: [
      ("2011-12-31T23:30:00+08:00", "2011-12-31", 84_600), ("2011-12-31T16:30:00Z", "2012-01-01", 1800),
      ("1969-12-31T15:59:59Z", "1969-12-31", 86_399), ("1969-12-31T16:00:00Z", "1970-01-01", 0),
    ])
  func localDate(_ text: String, _ expected: String, _ second: Int) {
    #expect(zone.date(of: time(text)) == day(expected))
    #expect(zone.secondOfDay(time(text)) == second)
  }

  @Test("Moments are ordered to the nanosecond, before the epoch too")
  func order() {
    let moments = ["1969-12-31T23:59:58.9Z", "1969-12-31T23:59:59Z", "1969-12-31T23:59:59.1Z", "1970-01-01T00:00:00Z"]
    #expect(moments.map(time).sorted() == moments.map(time))
    #expect(time("1969-12-31T23:59:59.1Z").seconds == -1)
    #expect(time("2011-03-04T20:30:00.5").adding(seconds: 86_400) == time("2011-03-05T20:30:00.5"))
  }

  @Test("The end of a day is its last second")
  func endOfDay() {
    #expect(zone.text(zone.endOfDay(day("2011-12-31"))) == "2011-12-31T23:59:59+08:00")
  }
}
