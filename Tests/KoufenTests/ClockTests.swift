import Foundation
import KoufenTesting
import Testing

/// Seconds of a day, and of some ten years.
private let day = 86_400
private let decade = 3652 * day

@Suite("A clock that is wrong")
struct ClockTests {
  private struct Recorded: Decodable {
    let at: String
    let recordedAt: String
  }

  private struct Standing: Decodable {
    let asOf: String
    let knownAt: String
    let deposit: Deposit

    struct Deposit: Decodable, Equatable {
      let balanceFen: Int
    }
  }

  private struct Said: Decodable {
    let warning: Warning

    struct Warning: Decodable {
      let code: String
      let message: String
    }
  }

  /// A folder in which one command ran with its clock ahead by so much, and all others with the right one.
  private func place(ahead seconds: Int) throws -> Workplace {
    let place = try Workplace([Given.registered])
    let end = try place.run(
      Self.deposit(100, at: "2011-03-05"), environment: try ShiftedClock.ahead(seconds: seconds))
    #expect(end.exit == 0, "\(end.error)")
    return place
  }

  private static func deposit(_ fen: Int, at: String? = nil) -> [String] {
    ["append", "DepositFrozen", "--provider", "hz-01", "--by", "wu@channel-operations", "--format", "json"]
      + (at.map { ["--at", $0] } ?? []) + ["city=hangzhou", "amountFen=\(fen)"]
  }

  @Test("What is held against the clock goes by the clock, though the log is ahead of it")
  func heldAgainstTheClock() throws {
    let place = try place(ahead: decade)
    let log = try place.log()
    let wrong: [([String], String)] = [
      (Self.deposit(1, at: "2031-01-01"), "in-the-future"), (["sweep", "--through", "2031-06-30"], "day-not-over"),
      (["year-end", "2031"], "year-not-over"),
    ]
    for (arguments, code) in wrong {
      let end = try place.run(arguments)
      #expect(end.exit == 1 && end.error.contains(code), "\(end.error)")
    }
    #expect(try place.log() == log)
    let first = try #require(
      try place.run(["events", "--last", "1", "--format", "json"]).jsonLines(Recorded.self).first)
    let now = try #require(try place.run(Self.deposit(2)).jsonLines(Recorded.self).first)
    #expect(now.recordedAt == first.recordedAt, "what is recorded never goes back")
    #expect(now.at < "2031" && now.at < now.recordedAt, "the time left to the clock is the clock's")
    #expect(try place.run(["verify"]).exit == 0)
  }

  @Test("The same submission without a time is a repeat, though the log was ahead of the clock")
  func repeated() throws {
    let place = try place(ahead: decade)
    let arguments = Self.deposit(5) + ["--id", "0190c0de-0000-7000-8000-00000000000a"]
    let first = try place.run(arguments)
    let second = try place.run(arguments)
    #expect(first.exit == 0 && second.exit == 0, "\(second.error)")
    #expect(first.output == second.output)
  }

  @Test(
    "A question is answered from everything recorded, and the answer says so; asked again in its words, it is the same")
  func knowledge() throws {
    let place = try place(ahead: day)
    let answer = try place.run(["standing", "hz-01", "--format", "json"]).json(Standing.self)
    #expect(answer.deposit.balanceFen == 100)
    let again = try place.run(["standing", "hz-01", "--known-at", answer.knownAt, "--format", "json"])
    #expect(try again.json(Standing.self).deposit == answer.deposit)
    #expect(try again.json(Standing.self).knownAt == answer.knownAt)
    let last = try #require(
      try place.run(["events", "--last", "1", "--format", "json"]).jsonLines(Recorded.self).first)
    #expect(answer.knownAt == last.recordedAt)
    #expect(answer.asOf < String(last.recordedAt.prefix(10)), "the date is the clock's")
    for arguments in [["explain", "hz-01", "--year", "2011"], ["report", "year", "2011"]] {
      let end = try place.run(arguments + ["--format", "json"])
      #expect(end.output.contains(#""knownAt":"\#(last.recordedAt)""#), "\(end.output)")
    }
  }

  @Test("Whoever asks or records hears that the log is ahead; on the right clock nothing is said")
  func said() throws {
    let place = try place(ahead: day)
    let commands = [
      ["standing"], ["queue"], ["events"], ["verify"], ["sweep", "--through", "2011-03-06"], Self.deposit(3),
    ]
    for arguments in commands {
      let end = try place.run(arguments)
      #expect(end.exit == 0 && end.error.contains("clock-behind"), "\(arguments): \(end.error)")
    }
    let twice = try place.run(["simulate", "--rulebook", "taobao-daigou-1.5"])
    #expect(twice.error.components(separatedBy: "clock-behind").count == 2, "said once, though opened twice")
    let json = try place.run(["standing", "--format", "json"])
    let said = try JSONDecoder().decode(Said.self, from: Data(json.error.utf8))
    #expect(said.warning.code == "clock-behind" && said.warning.message.contains("ahead of this machine's clock"))
    #expect(try place.run(["standing"], environment: try ShiftedClock.ahead(seconds: 2 * day)).error.isEmpty)
    #expect(try Workplace([Given.registered]).run(["standing"]).error.isEmpty)
  }

  @Test(
    "A clock outside the years the ledger takes is refused before anything is kept",
    arguments: [300_000_000_000, -70_000_000_000, Int.max, Int.min])
  func outOfRange(_ seconds: Int) throws {
    let environment = try ShiftedClock.ahead(seconds: seconds)
    let place = try Workplace([Given.registered])
    let log = try place.log()
    let rulebook = try place.write("draft.yaml", try place.run(["rulebook", "show", "--source"]).output)
    let commands = [
      Self.deposit(1), Self.deposit(1, at: "2011-03-05"), ["sweep"], ["year-end", "2011"], ["standing"], ["queue"],
      ["rulebook", "publish", rulebook, "--effective", "2012-01-01", "--by", "wang@legal"],
    ]
    for arguments in commands {
      let end = try place.run(arguments, environment: environment)
      #expect(end.exit == 65 && end.error.contains("clock-out-of-range"), "\(arguments): \(end.error)")
    }
    #expect(try place.log() == log)
    let bulk = try place.run(["append", "--file", "-"], input: [Given.help], environment: environment)
    #expect(bulk.exit == 65 && bulk.error.contains("clock-out-of-range"))
    #expect(try place.log() == log)
    let empty = try Workplace()
    #expect(try empty.run(Self.deposit(1), environment: environment).exit == 65)
    #expect(!empty.folder.has("koufen.db"), "no store is made")
  }
}
