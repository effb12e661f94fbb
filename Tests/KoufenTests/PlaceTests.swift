import Foundation
import KoufenTesting
import Testing

@Suite("Where stores are, and who makes them")
struct PlaceTests {
  private static let register = [
    "append", "ProviderRegistered", "--provider", "hz-01", "--at", "2011-03-01", "--by", "chen@channel-expansion",
    "name=One", "kind=thirdParty",
  ]
  private static let help = [
    "append", "HelpRequested", "--provider", "hz-01", "--at", "2011-03-04T20:00", "--by", "feed@integration",
    "ticket=t-9",
  ]

  private func contents(_ place: Workplace) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: place.folder.path).sorted()
  }

  private func mode(_ path: String) throws -> Int {
    (try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber)?.intValue ?? -1
  }

  @Test(
    "A command that makes no store leaves nothing where there is none",
    arguments: [
      ["sweep"], ["sweep", "--dry-run"], ["year-end", "2011"], ["year-end", "2011", "--dry-run"], ["rebuild"],
      ["verify"], register + ["--dry-run"], ["append", "--file", "/dev/null", "--dry-run"], ["restore", "koufen.db"],
    ])
  func nothingIsMade(_ arguments: [String]) throws {
    let place = try Workplace()
    let end = try place.run(arguments)
    #expect(end.exit == 66, "\(end.error)")
    #expect(try contents(place) == [])
  }

  @Test("Publishing rules makes no store")
  func publishing() throws {
    let place = try Workplace()
    let source = try place.run(["rulebook", "show", "--source", "--store", ":memory:"]).output
    let file = try place.write("rules.yaml", source.replacing("version: \"1.5\"", with: "version: \"1.9\""))
    let publish = ["rulebook", "publish", file, "--effective", "2012-01-01", "--by", "wang@department-head"]
    for arguments in [publish, publish + ["--dry-run"]] {
      #expect(try place.run(arguments).exit == 66)
      #expect(try contents(place) == ["rules.yaml"])
    }
  }

  @Test(
    "What is refused leaves no store behind; the first that is accepted makes it, readable by its owner, and says so")
  func firstAppend() throws {
    let place = try Workplace()
    for (arguments, input, exit) in [
      (Self.help, [], Int32(66)), (["append", "--file", "-"], [Given.help], 66),
      (["append", "--file", "-"], ["{"], 65),
      (["append", "--file", "-", "--keep-going"], [Given.help, "{"], 65), (["import", "-"], ["{}"], 65),
      (["append", "--file", "-", "--keep-going"], [Given.help], 66),
    ] {
      let end = try place.run(arguments, input: input)
      #expect(end.exit == exit)
      #expect((exit == 66) == end.error.contains("no-such-store: "), "\(end.error)")
      #expect(try contents(place) == [], "\(arguments)")
    }
    let end = try place.run(Self.register)
    #expect(end.exit == 0)
    #expect(end.error.hasPrefix("koufen: store-made: "), "\(end.error)")
    #expect(try contents(place) == ["koufen.db"])
    #expect(try mode(place.store) == 0o600)
    #expect(try place.run(Self.help).error.isEmpty)
  }

  @Test("init publishes the whole regulation, in somebody's name; one that holds events is left alone")
  func beginning() throws {
    let place = try Workplace()
    let nobodys = try place.run(["init"])
    #expect(nobodys.exit == 64 && nobodys.error.contains("--rulebook taobao-daigou-1.5"), "\(nobodys.error)")
    #expect(!place.isMade)
    let made = try place.run(["init", "--by", "wang@department-head", "--format", "json"])
    #expect(
      made.exit == 0 && made.output.contains(#""rulebook":"taobao-daigou-1.5-offices","events":1"#), "\(made.error)")
    #expect(try place.log().first?.contains(#""effective":"0001-01-01""#) == true)
    #expect(try place.run(["verify"]).output.hasPrefix("✓ sound: 1 event"))
    let again = try place.run(["init", "--by", "wang@department-head"])
    #expect(again.exit == 1 && again.error.hasPrefix("koufen: store-exists: "), "\(again.error)")
  }

  @Test("A version that is carried and not published is named by the list, shown, compared and tried by its name")
  func carriedByName() throws {
    let place = try Workplace([Given.registered])
    let offices = "taobao-daigou-1.5-offices"
    #expect(try place.run(["rulebook", "list"]).output.contains("Carried, not published: \(offices) "))
    #expect(try place.run(["rulebook", "show", offices, "--source"]).output.contains("duties:"))
    #expect(
      try place.run(["rulebook", "diff", "taobao-daigou-1.5", offices]).output.contains("duties.accept-regulation"))
    #expect(try place.run(["simulate", "--rulebook", offices]).exit == 0)
    #expect(try place.run(["types", "DutyFulfilled", "--rulebook", offices]).exit == 0)
  }

  @Test("init makes an empty store, or one whose rules are published; one that holds events is left alone")
  func initialising() throws {
    let place = try Workplace()
    let made = try place.run(["init", "--rulebook", "taobao-daigou-1.5", "--format", "json"])
    #expect(made.exit == 0 && made.output.contains(#""events":0"#), "\(made.error)")
    #expect(try place.run(["verify"]).output.hasPrefix("✓ sound: 0 events"))
    let source = try place.run(["rulebook", "show", "--source"]).output
    let file = try place.write("rules.yaml", source.replacing("version: \"1.5\"", with: "version: \"1.9\""))
    #expect(try place.run(["init", "--rulebook", file]).exit == 64, "nobody is said to publish it")
    #expect(try place.run(["init", "--rulebook", "taobao-daigou-0.1", "--by", "wang@department-head"]).exit == 66)
    let ruled = try place.run(["init", "--rulebook", file, "--by", "wang@department-head"])
    #expect(ruled.exit == 0, "\(ruled.error)")
    #expect(try place.log().first?.contains(#""effective":"0001-01-01""#) == true)
    let again = try place.run(["init", "--rulebook", "taobao-daigou-1.5"])
    #expect(again.exit == 1 && again.error.hasPrefix("koufen: store-exists: "), "\(again.error)")
    let other = place.folder.file("other.db")
    let refused = ["init", "--rulebook", file, "--by", "feed@integration", "--store", other]
    #expect(try place.run(refused).exit == 1)
    #expect(!place.folder.has("other.db"))
  }

  @Test("What is no file is no store, and nobody waits for it", arguments: ["pipe", ".", "/dev/null", "/dev/zero"])
  func noFile(_ name: String) throws {
    let place = try Workplace([Given.registered])
    #expect(mkfifo(place.folder.file("pipe"), 0o600) == 0)
    let path = name.hasPrefix("/") ? name : place.folder.file(name)
    for arguments in [
      ["standing"], ["verify"], ["sweep"], ["export"], ["rebuild"],
      ["init", "--by", "wang@department-head"], Self.register,
    ] {
      let end = try place.run(arguments + ["--store", path])
      #expect(end.exit == 74, "\(arguments): \(end.error)")
      #expect(end.error.contains("cannot be a store"), "\(end.error)")
    }
    #expect(try place.run(["backup", "--replace", path]).exit == 74)
    #expect(try place.run(["restore", path]).exit == 74)
  }

  @Test("A store of two names is refused, with the reason")
  func linked() throws {
    let place = try Workplace([Given.registered])
    #expect(link(place.store, place.folder.file("other.db")) == 0)
    for arguments in [["standing"], Self.help, ["verify"]] {
      let end = try place.run(arguments)
      #expect(end.exit == 74 && end.error.hasPrefix("koufen: store-linked: "), "\(end.error)")
    }
    #expect(unlink(place.folder.file("other.db")) == 0)
    #expect(try place.run(Self.help).exit == 0)
  }

  @Test("A link to nothing makes the file it names, readable by its owner only; an empty file is closed to others")
  func danglingLink() throws {
    let place = try Workplace()
    #expect(symlink("target.db", place.folder.file("link.db")) == 0)
    #expect(try place.run(["standing", "--store", place.folder.file("link.db")]).exit == 66)
    #expect(try place.run(Self.register + ["--store", place.folder.file("link.db")]).exit == 0)
    #expect(try mode(place.folder.file("target.db")) == 0o600)
    let open = try place.write("open.db", "")
    #expect(chmod(open, 0o666) == 0)
    #expect(try place.run(Self.register + ["--store", open]).exit == 0)
    #expect(try mode(open) == 0o600)
  }

  @Test("A file: URL is refused, and SQLite reads no options out of a path")
  func urls() throws {
    let place = try Workplace()
    for url in ["file:x.db", "file:x.db?mode=memory", "https://ledger", "sqlite:", ""] {
      #expect(try place.run(Self.register + ["--store", url]).exit == 64, "\(url)")
    }
    for name in ["a?mode=memory&cache=shared", "100%41.db", "#x y\n账本.db", "sqlite.db"] {
      let path = place.folder.file(name)
      #expect(try place.run(Self.register + ["--store", path]).exit == 0, "\(name)")
      #expect(place.folder.has(name))
      #expect(try place.run(["verify"], environment: ["KOUFEN_STORE": path]).exit == 0)
    }
    #expect(try contents(place).count { !$0.hasSuffix("-wal") && !$0.hasSuffix("-shm") } == 4)
    #expect(try place.run(["verify"], environment: ["KOUFEN_STORE": ""]).exit == 66, "empty is as not set")
  }

  @Test("A rehearsal of more than one event decides as the real run, and writes nothing")
  func rehearsal() throws {
    let place = try Workplace([Given.registered])
    let before = try place.log()
    #expect(chmod(place.store, 0o400) == 0)
    let end = try place.run(["append", "--file", "-", "--dry-run"], input: [Given.help, Given.answer, Given.help])
    #expect(end.exit == 1, "the ticket is there the second time: \(end.error)")
    #expect(try place.run(["append", "--file", "-", "--dry-run"], input: [Given.help, Given.answer]).exit == 0)
    #expect(try place.log() == before)
  }

  @Test("Too few open files are an error that says so", arguments: [4, 5, 8, 12, 16])
  func fewFiles(_ files: Int) throws {
    let place = try Workplace(scenario: Given.story)
    for arguments in [["verify"], ["rebuild"], ["standing"], ["append", "--file", "/dev/null"]] {
      let end = try KoufenProcess.run(arguments, store: place.store, limit: .files(files))
      #expect(end.exit == 0 || end.exit == 74, "\(arguments): \(end.error)")
    }
  }

  @Test("Too little memory is an error that says so", arguments: [150_000, 190_000])
  func littleMemory(_ kilobytes: Int) throws {
    let place = try Workplace(scenario: Given.story)
    let end = try KoufenProcess.run(["verify"], store: place.store, limit: .memory(kilobytes: kilobytes))
    #expect(end.exit == 74 && end.error.contains("ulimit -v"), "\(end.error)")
  }
}
