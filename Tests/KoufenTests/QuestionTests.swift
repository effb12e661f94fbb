import KoufenTesting
import Testing

@testable import koufen
@testable import LedgerFormat

/// A standing, as far as these tests ask.
private struct Standing: Decodable {
  let provider: String
  let score: Int
  let breaches: [Breach]

  struct Breach: Decodable {
    let breach: String
    let state: String
    let charged: Int?
  }
}

@Suite("koufen standing")
struct StandingCommandTests {
  @Test("One provider as text, JSON and CSV")
  func one() throws {
    let place = try Workplace(scenario: Given.story)
    let text = try place.run(["standing", "hz-01", "--as-of", "2011-12-31"])
    #expect(text.output.hasPrefix("hz-01  Hangzhou One  ("))
    #expect(text.output.contains("score 2011"))
    let json = try place.run(["standing", "hz-01", "--as-of", "2011-12-31", "--format", "json"]).json(Standing.self)
    #expect(json.score == 2)
    #expect(json.breaches.map(\.breach) == [Given.breach])
    let csv = try place.run(["standing", "hz-01", "--as-of", "2011-12-31", "--format", "csv"])
    #expect(csv.lines.count == 2)
    #expect(csv.output.hasPrefix("provider,name,status,"))
  }

  @Test("All providers, by key or by score, and only those of a status")
  func all() throws {
    let place = try Workplace(scenario: Given.story)
    func providers(_ options: [String]) throws -> [String] {
      let arguments = ["standing", "--as-of", "2011-12-31", "--format", "json"] + options
      return try place.run(arguments).json([Standing].self).map(\.provider)
    }
    #expect(try providers([]) == ["hz-01", "hz-02"])
    #expect(try providers(["--sort", "provider"]) == ["hz-01", "hz-02"])
    #expect(try providers(["--sort", "score"]) == ["hz-01", "hz-02"])
    #expect(try providers(["--by", "score"]) == ["hz-01", "hz-02"])
    #expect(try providers(["--status", "active"]) == ["hz-01", "hz-02"])
    #expect(try providers(["--status", "terminated"]) == [])
    let table = try place.run(["standing", "--as-of", "2011-12-31"])
    #expect(table.lines.count == 4)
    #expect(table.lines[0].hasPrefix("provider") && table.lines[2].hasPrefix("hz-01"))
  }

  @Test("The highest score stands first, and providers of one score by key")
  func sorted() throws {
    let story = Given.story.replacing("hz-01", with: "hz-09")
    let end = try Workplace(scenario: story).run(["standing", "--as-of", "2011-12-31", "--sort", "score"])
    #expect(end.lines[2].hasPrefix("hz-09") && end.lines[3].hasPrefix("hz-02"))
  }

  @Test(
    "As of a date and as known at a moment",
    arguments: [
      ("2011-12-31", "2012-01-02", 2, "assessed"), ("2011-03-07", "2012-01-02", 2, "assessed"),
      ("2011-12-31", "2011-03-08T12:00", 0, "pending"), ("2011-12-31", "2011-03-09T09:59:59", 0, "pending"),
      ("2011-12-31", "2011-03-09T10:00:00+08:00", 2, "assessed"), ("2011-03-06", "2012-01-02", 0, ""),
    ])
  func clocks(_ asOf: String, _ knownAt: String, _ score: Int, _ state: String) throws {
    let place = try Workplace(scenario: Given.story)
    let arguments = ["standing", "hz-01", "--as-of", asOf, "--known-at", knownAt, "--format", "json"]
    let standing = try place.run(arguments).json(Standing.self)
    #expect(standing.score == score)
    #expect(standing.breaches.first?.state ?? "" == state)
  }

  @Test("A provider that nobody knew of then is refused")
  func notYetKnown() throws {
    let place = try Workplace(scenario: Given.story)
    let end = try place.run(["standing", "hz-01", "--known-at", "2011-02-01", "--format", "json"])
    #expect(end.exit == 1)
    #expect(end.failure?.code == "unknown-provider")
  }
}

@Suite("koufen standing without the parser")
struct PlainStandingTests {
  @Test(
    "Plain arguments mean what they mean to the parser",
    arguments: [
      [], ["--as-of", "2011-12-31"], ["--as-of", "2011-03-07", "--lang", "zh"], ["--lang", "en", "--format", "csv"],
      ["--format", "json"], ["--format", "table"], ["--as-of", "yesterday"], ["--store", "nowhere.db"],
    ])
  func alike(_ options: [String]) throws {
    let arguments = ["standing", "hz-01", "--known-at", "2012-01-02"] + options
    #expect(StandingCommand.plain(arguments) != nil)
    #expect(StandingCommand.plain(arguments + ["--sort", "provider"]) == nil)
    let place = try Workplace(scenario: Given.story)
    let plain = try place.run(arguments)
    let parsed = try place.run(arguments + ["--sort", "provider"])
    #expect(plain.exit == parsed.exit && plain.output == parsed.output && plain.error == parsed.error)
  }

  @Test(
    "Whatever else there is, the parser reads",
    arguments: [
      [], ["standing"], ["standing", ""], ["standing", "-h"], ["standing", "--help"], ["standing", "a", "b"],
      ["standing", "a", "--store"], ["standing", "a", "--store", "--lang"], ["standing", "a", "--store=b"],
      ["standing", "a", "--lang", "fr"], ["standing", "a", "--lang", "en", "--lang", "zh"],
      ["standing", "a", "--format", "xml"], ["standing", "a", "--bogus", "b"], ["standing", "a", "standing", "b"],
      ["--lang", "en", "standing", "a"], ["events", "a"], ["help", "standing"],
    ])
  func left(_ arguments: [String]) {
    #expect(StandingCommand.plain(arguments) == nil)
  }
}

@Suite("koufen events")
struct EventsCommandTests {
  private struct Line: Decodable {
    let position: Int
    let type: String
    let provider: String
  }

  private static let types = [
    "ProviderRegistered", "ProviderRegistered", "HelpRequested", "BreachDetected", "BreachAssessed", "PointsDeducted",
  ]

  @Test(
    "Filters leave out what was not asked for, and nothing else",
    arguments: [
      (["--limit", "6"], types), (["--provider", "hz-02", "--limit", "1"], ["ProviderRegistered"]),
      (["--type", "BreachDetected"], ["BreachDetected"]), (["--type", "ProviderRegistered"], Array(types[..<2])),
      (["--after", "4", "--limit", "2"], Array(types[4...])), (["--after", "1000"], []), (["--limit", "0"], []),
      (["--provider", "hz-01", "--type", "HelpRequested"], ["HelpRequested"]),
      (["--provider", "hz-01", "--known-at", "2011-03-05"], ["ProviderRegistered", "HelpRequested"]),
      (["--provider", "hz-01", "--as-of", "2011-03-03"], ["ProviderRegistered"]),
    ])
  func filters(_ options: [String], _ types: [String]) throws {
    let place = try Workplace(scenario: Given.story)
    let end = try place.run(["events", "--format", "json"] + options)
    #expect(end.exit == 0, "\(end.error)")
    #expect(try end.jsonLines(Line.self).map(\.type) == types)
  }

  @Test("The log is a table, CSV, or the lines as they stand in it")
  func formats() throws {
    let place = try Workplace(scenario: Given.story)
    let json = try place.run(["events", "--format", "json"])
    let lines = try json.jsonLines(Line.self)
    #expect(lines.map(\.position) == Array(1...lines.count))
    #expect(try place.run(["events", "--format", "csv"]).lines.count == lines.count + 1)
    #expect(try place.run(["events"]).lines.count == lines.count + 2)
  }
}

@Suite("koufen queue")
struct QueueCommandTests {
  private struct Item: Decodable {
    let provider: String
    let work: String
    let subject: String
    let roles: [String]
  }

  @Test("What waits for a person, by role and by view")
  func queue() throws {
    let place = try Workplace(scenario: Given.story)
    let view = ["queue", "--as-of", "2011-03-08", "--known-at", "2011-03-08T12:00"]
    let items = try place.run(view + ["--format", "json"]).json([Item].self)
    let assess = try #require(items.first { $0.work == "assess" })
    #expect(assess.provider == "hz-01" && assess.subject == Given.breach)
    let role = try #require(assess.roles.first)
    let own = try place.run(view + ["--role", role, "--format", "json"]).json([Item].self)
    #expect(own.contains { $0.work == "assess" } && own.allSatisfy { $0.roles.contains(role) })
    let others = try place.run(view + ["--role", "legal", "--format", "json"]).json([Item].self)
    #expect(!others.contains { $0.work == "assess" })
    let later = try place.run(["queue", "--format", "json"]).json([Item].self)
    #expect(!later.contains { $0.work == "assess" })
    #expect(try place.run(view).output.contains(Given.breach))
    let sheet = try place.run(view + ["--format", "csv"])
    #expect(sheet.output.hasPrefix("type,provider,breach,points,reason,at,by,"))
    #expect(sheet.lines[1].hasPrefix("BreachAssessed,hz-01,\(Given.breach),,,,,Hangzhou One,"))
  }
}
