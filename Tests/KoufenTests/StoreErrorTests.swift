import Foundation
import KoufenTesting
import Testing

@Suite("Stores and files that are not there, or are not what they should be")
struct StoreErrorTests {
  private static let readers = [
    ["standing"], ["standing", "hz-01"], ["events"], ["queue"], ["verify"], ["seal"], ["export"], ["rebuild"],
    ["backup", "copy.db"], ["forecast", "hz-01"], ["explain", "hz-01", "--year", "2011"], ["report", "year", "2011"],
  ]

  @Test("A command that reads wants a store that is there, and makes none", arguments: readers)
  func noSuchStore(_ arguments: [String]) throws {
    let place = try Workplace()
    let end = try place.run(arguments)
    #expect(end.exit == 66)
    #expect(end.error.hasPrefix("koufen: no-such-store: "), "\(end.error)")
    #expect(!place.folder.has("koufen.db"))
  }

  @Test("A file that is no store is damaged", arguments: [["standing"], ["verify"], ["sweep"]])
  func notAStore(_ arguments: [String]) throws {
    let place = try Workplace()
    _ = try place.write("koufen.db", String(repeating: "This is no database. ", count: 500))
    let end = try place.run(arguments)
    #expect(end.exit == 70)
    #expect(end.error.hasPrefix("koufen: store-damaged: "), "\(end.error)")
  }

  @Test("A folder is no store", arguments: [["standing"], ["sweep"]])
  func directory(_ arguments: [String]) throws {
    let place = try Workplace()
    let end = try place.run(arguments + ["--store", place.folder.path])
    #expect(end.exit == 74)
    #expect(end.error.hasPrefix("koufen: input-output: "), "\(end.error)")
  }

  @Test(
    "A store that may not be read or written is an input/output failure",
    .enabled(if: geteuid() != 0, "root may read and write everything"), arguments: [["standing"], ["sweep"]])
  func noPermission(_ arguments: [String]) throws {
    let place = try Workplace([Given.registered])
    #expect(chmod(place.store, 0) == 0)
    let end = try place.run(arguments)
    #expect(end.exit == 74, "\(end.error)")
  }

  @Test(
    "A file that is not there is named",
    arguments: [["append", "--file"], ["import"], ["replay"], ["verify", "--seal"]])
  func noSuchFile(_ arguments: [String]) throws {
    let place = try Workplace([Given.registered])
    let end = try place.run(arguments + [place.folder.file("nowhere")])
    #expect(end.exit == 66)
    #expect(end.error.hasPrefix("koufen: no-such-file: "), "\(end.error)")
    #expect(end.error.contains("nowhere"))
  }

  @Test("A store is named by option, by the environment, or stands in memory")
  func places() throws {
    let place = try Workplace([Given.registered])
    #expect(try place.run(["standing", "--store", "sqlite:" + place.store]).output.contains("hz-01"))
    #expect(try place.run(["sweep", "--through", "2011-03-07", "--store", ":memory:"]).exit == 0)
    let nobody = try place.run(["standing", "--store", "postgres://127.0.0.1:1/koufen", "--format", "json"])
    #expect(nobody.exit == 69 && ["store-unreachable", "store-client-missing"].contains(nobody.failure?.code))
  }
}

@Suite("Errors")
struct ErrorTests {
  /// What is asked, the exit code and the code of the error.
  private static let wrong: [([String], Int32, String)] = [
    (["standing", "nobody"], 1, "unknown-provider"),
    (["append", "HelpRequested", "--provider", "hz-01", "--by", "feed@integration"], 65, "bad-input"),
    (["standing", "--as-of", "2011-02-30"], 64, "usage"), (["standing", "--status", "happy"], 64, "usage"),
    (["import", "nowhere.jsonl"], 66, "no-such-file"), (["replay", "nowhere.yaml"], 66, "no-such-file"),
    (["sweep", "--through", "8999-12-31"], 1, "day-not-over"), (["year-end", "8999"], 1, "year-not-over"),
  ]

  @Test("With --format json an error is one JSON object, however the option is spelled", arguments: wrong)
  func errorsAsJSON(_ arguments: [String], _ exit: Int32, _ code: String) throws {
    let place = try Workplace([Given.registered])
    for spelling in [["--format", "json"], ["--format=json"]] {
      let end = try place.run(arguments + spelling)
      #expect(end.exit == exit)
      #expect(end.failure?.code == code, "\(end.error)")
      #expect(end.failure?.message.isEmpty == false)
    }
  }

  @Test("Without it an error is one line of text that says what to do", arguments: wrong)
  func errorsAsText(_ arguments: [String], _ exit: Int32, _ code: String) throws {
    let end = try Workplace([Given.registered]).run(arguments)
    #expect(end.exit == exit)
    #expect(end.output.isEmpty || exit == 66)
    if code == "usage" { return }
    #expect(end.error.hasPrefix("koufen: \(code): "), "\(end.error)")
    for ending in ["?.", ".."] { #expect(!end.error.contains(ending), "\(end.error)") }
  }

  @Test(
    "An argument that is the word json does not make errors JSON",
    arguments: [["standing", "json"], ["explain", "json", "json"], ["forecast", "json", "--format", "table"]])
  func theWordAlone(_ arguments: [String]) throws {
    let end = try Workplace([Given.registered]).run(arguments)
    #expect(end.exit == 1)
    #expect(end.error.hasPrefix("koufen: unknown-provider: "), "\(end.error)")
  }

  @Test(
    "Errors are in the language asked for, however the option is spelled",
    arguments: [(["--lang", "zh"], [:]), (["--lang=zh"], [:]), ([], ["LANG": "zh_CN.UTF-8"])])
  func errorsInChinese(_ options: [String], _ environment: [String: String]) throws {
    let end = try Workplace([Given.registered]).run(["standing", "nobody"] + options, environment: environment)
    #expect(end.error.contains("没有以该编号登记的服务商"), "\(end.error)")
  }

  @Test(
    "What is wrong with stores, files and options is said in Chinese too",
    arguments: [
      (["standing", "--as-of", "2011-02-30"], "存在的日期"), (["standing", "--known-at", "tomorrow"], "应为时间"),
      (["standing", "--year", "9000"], "早于 9000"), (["append", "--file", "nowhere.jsonl"], "没有可读取的文件"),
      (["replay", "nowhere.yaml"], "没有可读取的文件"), (["standing", "--store", "nowhere.db"], "没有账本"),
      (["append", "HelpRequested", "ticket"], "名称=值"),
    ])
  func placesInChinese(_ arguments: [String], _ zh: String) throws {
    let end = try Workplace([Given.registered]).run(arguments + ["--lang", "zh"])
    #expect(end.error.contains(zh), "\(end.error)")
  }

  @Test(
    "Wrong usage is exit 64 and appends nothing",
    arguments: [
      ["nonsense"], ["append"], ["append", "HelpRequested", "--file", "events.jsonl"],
      ["append", "--file", "events.jsonl", "--provider", "hz-01"], ["append", "HelpRequested", "--keep-going"],
      ["append", "HelpRequested", "--provider", "hz-01", "--by", "feed@integration", "ticket"],
      ["standing", "--as-of", "9000-01-01"], ["standing", "--known-at", "tomorrow"], ["standing", "--year", "9000"],
      ["standing", "--known-at", "9000-01-01"], ["standing", "--sort", "name"], ["queue", "--role", "king"],
      ["queue", "--through", "9999-01-01"], ["sweep", "--through", "9999-12-31"], ["year-end", "0"],
      ["year-end", "9000"], ["year-end", "next"], ["events", "--after", "-1"], ["events", "--after=-1"],
      ["events", "--follow", "--limit", "1"], ["replay", "--format", "csv", "story.yaml"],
      ["replay", "--keep", "a.db", "a.yaml", "b.yaml"], ["explain", "hz-01"], ["standing", "--format", "xml"],
    ])
  func wrongUsage(_ arguments: [String]) throws {
    let place = try Workplace([Given.registered])
    let end = try place.run(arguments)
    #expect(end.exit == 64, "\(end.error)")
    #expect(end.output.isEmpty)
    #expect(!end.error.isEmpty)
    #expect(try place.log().count == 1)
  }

  @Test(
    "A year that no date can hold is refused with the years there are",
    arguments: [
      ["standing", "--as-of", "9000-01-01"], ["sweep", "--through", "9999-12-31"], ["standing", "--year", "0"],
    ])
  func years(_ arguments: [String]) throws {
    let end = try Workplace([Given.registered]).run(arguments)
    #expect(end.error.contains("9000"), "\(end.error)")
  }
}
