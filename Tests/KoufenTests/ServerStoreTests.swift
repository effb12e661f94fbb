import Foundation
import KoufenTesting
import LedgerFormat
import Testing

/// `--store http://…`: the same output and exit codes as of a file (interface, *Configuration*).
@Suite("A server as a store")
struct ServerStoreTests {
  private static let view = ["--as-of", "2011-12-31", "--known-at", "2012-01-07T09:00"]

  @Test("What is asked is answered as of the file, byte for byte")
  func questions() throws {
    let served = try ServedPlace(Workplace(scenario: Given.story))
    let questions: [[String]] = [
      ["standing"] + Self.view, ["standing", "hz-01", "--format", "json"] + Self.view,
      ["standing", "--format", "csv"] + Self.view, ["standing", "nobody"], ["events"], ["events", "--format", "csv"],
      ["events", "--format", "json", "--provider", "hz-01"], ["events", "--type", "Nothing"],
      ["events", "--last", "2"],
      ["explain", "hz-01", Given.breach] + Self.view, ["queue", "--format", "json"] + Self.view,
      ["forecast", "--format", "json"] + Self.view, ["report", "year", "2011", "--format", "csv"],
      ["outlets", "hz-01", "--as-of", "2011-12-31"], ["rulebook", "list"], ["rulebook", "show", "taobao-daigou-1.5"],
      ["export"], ["verify"], ["verify", "--format", "json"], ["verify", "--decide"],
      ["standing", "--lang", "zh"] + Self.view, ["year-end", "2011", "--dry-run", "--format", "csv"],
    ]
    for question in questions {
      let (there, here) = (try served.run(question), try served.place.run(question))
      #expect(there.exit == here.exit && there.output == here.output, "\(question): \(there.output)\(there.error)")
      #expect(there.error == here.error, "\(question)")
    }
  }

  @Test("What is submitted is answered as of the file, refusals and their exit codes among it")
  func submissions() throws {
    let served = try ServedPlace(Workplace([Given.registered]))
    let file = try Workplace([Given.registered])
    let id = "0190c0de-0000-7000-8000-00000000000"
    let at = ["--at", "2011-03-04T20:00"]
    let submissions: [(String, [String])] = [
      ("feed", ["append", "HelpRequested", "--provider", "hz-01", "--id", id + "1", "ticket=t-9"] + at),
      ("feed", ["append", "HelpRequested", "--provider", "hz-01", "--id", id + "1", "ticket=t-9"] + at),
      ("feed", ["append", "HelpRequested", "--provider", "hz-01", "--id", id + "1", "ticket=t-8"] + at),
      ("feed", ["append", "HelpRequested", "--provider", "杭州一号", "--id", id + "2", "ticket=t-7"] + at),
      ("feed", ["append", "HelpRequested", "--provider", "hz-02", "ticket=t-6"] + at),
      ("feed", ["append", "HelpAnswered", "--provider", "hz-01", "ticket=t-0"] + at),
      ("feed", ["append", "HelpRequested", "--provider", "hz-01", "--dry-run", "ticket=t-5"] + at),
      (
        "feed",
        ["append", "HelpRequested", "--provider", "hz-01", "--at", "2011-02-01", "--id", id + "3", "ticket=t-4"]
      ),
      ("feed", ["append", "HelpRequested", "--provider", "hz-01", "wind=9"] + at),
      ("wu", ["sweep", "--through", "2011-03-07"]), ("wu", ["sweep", "--through", "2011-03-07"]),
      ("wu", ["sweep", "--through", "9998-01-01"]),
      ("wu", ["queue", "--as-of", "2011-03-07", "--format", "json", "--known-at", "2030-01-01"]),
      ("sun", ["year-end", "2011"]), ("sun", ["year-end", "2011", "--format", "csv"]), ("sun", ["year-end", "8998"]),
    ]
    let roles = ["feed": "feed@integration", "wu": "wu@channel-operations", "sun": "sun@department-head"]
    for (account, words) in submissions {
      let there = try served.run(words, as: account)
      let here = try file.run(words, environment: ["KOUFEN_BY": roles[account] ?? ""])
      #expect(there.exit == here.exit && there.output == here.output, "\(words): \(there.output)\(there.error)")
      #expect(there.error == here.error, "\(words)")
    }
    let logs = [served.place, file].map { place in (try? place.run(["events", "--format", "csv"]).lines.count) ?? 0 }
    #expect(logs[0] == logs[1])
  }

  @Test("A file is handed in as into a file: all or nothing, each good line, a sheet, for trial")
  func bulks() throws {
    let sheet =
      ["type,provider,at,by,ticket"]
      + (1...3).map { "HelpRequested,杭州一号,2011-03-0\($0) 10:00,feed@integration,t-\($0)" }
    let bad = [Given.help, #"{"type":"HelpRequested"}"#, Given.answer.replacing("t-9", with: "t-0"), Given.answer]
    let bulks: [([String], [String])] = [
      (["append", "--file", "-", "--input", "csv", "--dry-run"], sheet),
      (["append", "--file", "-", "--input", "csv"], sheet),
      (["append", "--file", "-", "--dry-run"], bad), (["append", "--file", "-"], bad),
      (["append", "--file", "-", "--keep-going", "--dry-run"], bad), (["append", "--file", "-", "--keep-going"], bad),
      (["append", "--file", "-"], []),
    ]
    for format in ["table", "json"] {
      let served = try ServedPlace(Workplace([Given.registered]))
      let file = try Workplace([Given.registered])
      for (words, input) in bulks {
        let words = words + ["--format", format]
        let there = try served.run(words, as: "feed", input: input)
        let here = try file.run(words, input: input)
        #expect(there.exit == here.exit, "\(words): \(there.error)")
        #expect(there.output.withoutIDs == here.output.withoutIDs, "\(words)")
        #expect(there.error == here.error, "\(words)")
      }
    }
  }

  @Test("What is about the store itself is refused, and so is asking without a token or in the open")
  func refusals() throws {
    let served = try ServedPlace(Workplace([Given.registered]))
    let file = served.place.folder.file("file.db")
    for words in [
      ["init", "--by", "a@department-head"], ["import", "-"], ["backup", file], ["restore", file], ["rebuild"],
      ["store", "check"], ["account", "list"], ["token", "list"], ["sweep", "--all-or-nothing"],
    ] {
      let end = try served.run(words, as: "wu", input: [])
      #expect(end.exit == 64 && end.output.isEmpty, "\(words): \(end.exit ?? -1) \(end.error)")
    }
    let none = try served.run(["standing"], ["KOUFEN_TOKEN": ""])
    #expect(none.exit == 64 && none.error.contains("KOUFEN_TOKEN"))
    let open = try served.run(["standing"], ["KOUFEN_STORE": "http://koufen.example"])
    #expect(open.exit == 64 && open.error.contains("https://"))
    let wrong = try served.run(["standing"], ["KOUFEN_TOKEN": "kf1_0_0"])
    #expect(wrong.exit == 74 && wrong.error.contains("not-signed-in"), "\(wrong.error)")
    let forbidden = try served.run(["sweep"], as: "feed")
    #expect(forbidden.exit == 74 && forbidden.error.contains("not-permitted"), "\(forbidden.error)")
    let nobody = try served.run(["export"], ["KOUFEN_STORE": "http://127.0.0.1:1"])
    #expect(nobody.exit == 69 && nobody.error.contains("store-unreachable"), "\(nobody.error)")
  }

  @Test("A provider's account is answered of its own stream as the file answers, and of nothing else")
  func partial() throws {
    let served = try ServedPlace(Workplace(scenario: Given.story))
    let questions: [[String]] = [
      ["standing", "hz-01"] + Self.view, ["standing", "hz-01", "--format", "json"] + Self.view,
      ["standing", "hz-01", "--format", "csv"] + Self.view, ["events", "--provider", "hz-01"],
      ["events", "--provider", "hz-01", "--format", "json"], ["explain", "hz-01", Given.breach] + Self.view,
      ["explain", "hz-01", "--year", "2011", "--format", "json"] + Self.view,
      ["queue", "--provider", "hz-01", "--role", "provider", "--format", "json"] + Self.view,
      ["forecast", "hz-01", "--format", "json"] + Self.view, ["outlets", "hz-01", "--as-of", "2011-12-31"],
      ["rulebook", "list"], ["standing", "hz-01", "--lang", "zh"] + Self.view, ["explain", "hz-01", "nothing"],
    ]
    for question in questions {
      let (there, here) = (try served.run(question, as: "boss"), try served.place.run(question))
      #expect(there.exit == here.exit && there.output == here.output, "\(question): \(there.output)\(there.error)")
      #expect(there.error == here.error, "\(question)")
    }
    let other = try served.run(["standing", "hz-02"] + Self.view, as: "boss")
    let nobody = try served.place.run(["standing", "hz-09"] + Self.view)
    #expect(other.exit == nobody.exit && other.output.isEmpty)
    #expect(other.error == nobody.error.replacing("hz-09", with: "hz-02"), "\(other.error)")
    let all = try served.run(["standing", "--format", "csv"] + Self.view, as: "boss")
    #expect(all.output.contains("hz-01") && !all.output.contains("hz-02"), "\(all.output)")
    let proof = try served.run(["verify"], as: "boss")
    #expect(proof.exit == 74 && proof.error.contains("not-permitted"), "\(proof.error)")
  }

  /// A store with an outlet, served.
  private static func withOutlet() throws -> ServedPlace {
    func line(_ type: String, _ by: String, _ data: String) -> String {
      #"{"type":"\#(type)","provider":"hz-01","at":"2011-03-01","by":"\#(by)","data":{\#(data)}}"#
    }
    return try ServedPlace(
      Workplace([
        Given.registered,
        line("DepositFrozen", "wu@channel-operations", #""city":"hangzhou","amountFen":30000000"#),
        line("CityAuthorised", "chen@channel-expansion", #""city":"hangzhou","population":50000"#),
        line("OutletSigned", "feed@integration", #""outlet":"o-1","city":"hangzhou""#),
      ]))
  }

  private static func help(_ ticket: Int) -> [String] {
    [
      "append", "HelpRequested", "--provider", "hz-01", "--at", "2011-03-0\(ticket)T20:00", "ticket=t-\(ticket)",
      "outlet=o-1",
    ]
  }

  @Test("An outlet's account lists what it submitted, as the file lists that, and is told that it sees nothing else")
  func receipts() throws {
    let served = try Self.withOutlet()
    let none = try served.run(["events", "--format", "json"], as: "shop")
    #expect(none.exit == 0 && none.output.isEmpty, "\(none.output)\(none.error)")
    for ticket in [4, 5] {
      let asked = try served.run(Self.help(ticket), as: "shop")
      #expect(asked.exit == 0, "\(asked.error)")
    }
    let first = try served.run(["events", "--format", "json", "--limit", "1"], as: "shop").output
    let recorded = try String(#require(first.firstMatch(of: #/"recordedAt":"([^"]+)"/#)?.1, "\(first)"))
    let questions: [(words: [String], count: Int)] = [
      ([], 2), (["--last", "1"], 1), (["--limit", "1"], 1), (["--after", "5"], 1), (["--until", recorded], 1),
      (["--since", recorded], 2), (["--until", "2011-12-31"], 0), (["--role", "outlet"], 2), (["--role", "代购网点"], 2),
      (["--role", "integration"], 0), (["--type", "OutletSigned"], 0), (["--type", "HelpRequested"], 2),
      (["--by", "shop"], 2), (["--provider", "hz-01", "--last", "1"], 1), (["--breach", "nothing"], 0),
      (["--as-of", "2011-03-04"], 1), (["--as-of", "2011-03-05", "--known-at", recorded], 1),
    ]
    for (words, count) in questions {
      for format in ["table", "json", "csv"] {
        let words = words + ["--format", format]
        let there = try served.run(["events"] + words, as: "shop")
        let here = try served.place.run(["events", "--by", "shop"] + words)
        #expect(there.exit == 0 && there.output == here.output, "\(words): \(there.output)\(there.error)")
        #expect(format != "json" || there.lines.count == count, "\(words): \(there.output)")
      }
    }
    let wrong = try served.run(["events", "--role", "outlett"], as: "shop")
    #expect(wrong.exit == 64 && wrong.error.contains("outlet"), "\(wrong.error)")
    for question in [["standing"], ["standing", "hz-01"], ["queue"], ["outlets", "hz-01"], ["events", "--by", "wu"]] {
      let end = try served.run(question, as: "shop")
      #expect(end.exit == 74 && end.error.contains("not-permitted"), "\(question): \(end.error)")
    }
  }

  @Test("An outlet's list of more than a page is the file's")
  func manyReceipts() throws {
    let served = try Self.withOutlet()
    let lines = (1...1_001).map { number in
      #"{"type":"HelpRequested","provider":"hz-01","at":"2011-03-04T20:00","by":"shop@outlet","data":"#
        + #"{"ticket":"t-\#(number)","outlet":"o-1"}}"#
    }
    let asked = try served.run(["append", "--file", "-"], as: "shop", input: lines)
    #expect(asked.exit == 0, "\(asked.error)")
    for words in [["--format", "json"], ["--format", "csv", "--last", "2"], ["--limit", "1001", "--format", "json"]] {
      let there = try served.run(["events"] + words, as: "shop")
      let here = try served.place.run(["events", "--by", "shop"] + words)
      #expect(there.exit == 0 && there.output == here.output, "\(words): \(there.error)")
    }
  }

  @Test(
    "Whoever follows over a server is told what comes, also once it was gone for a while", arguments: ["admin", "shop"])
  func followed(_ account: String) throws {
    var served: ServedPlace? = try Self.withOutlet()
    let place = try #require(served?.place)
    let port = try #require(served?.address.split(separator: ":").last)
    func ask(_ ticket: Int) throws { #expect(try served?.run(Self.help(ticket), as: "shop").exit == 0) }
    try ask(4)
    let follower = try served?.start(
      ["events", "--follow", "--format", "json", "--type", "HelpRequested"], as: account)
    #expect(follower?.awaitLines(1).count == 1)
    try ask(5)
    #expect(follower?.awaitLines(2).last?.contains("t-5") ?? false)
    #expect(served?.stop().exit == 0)
    served = nil
    served = try ServedPlace(place, listen: "127.0.0.1:\(port)")
    try ask(6)
    #expect(follower?.awaitLines(3).last?.contains("t-6") ?? false)
    follower?.send(SIGTERM)
    #expect(follower?.end().lines.count == 3)
  }

  @Test(
    "A log over a server that has not come so far is waited for, as every log is", arguments: ["admin", "shop"])
  func awaited(_ account: String) throws {
    let served = try Self.withOutlet()
    let follower = try served.start(["events", "--follow", "--format", "json", "--after", "9"], as: account)
    for ticket in 4...9 { #expect(try served.run(Self.help(ticket), as: "shop").exit == 0) }
    #expect(follower.awaitLines(1).first?.contains("t-9") ?? false)
    follower.send(SIGTERM)
    #expect(follower.end().lines.count == 1)
    let behind = try served.run(["events", "--at-least", "99"], as: account)
    #expect(behind.exit == 69 && behind.error.contains("store-behind"), "\(behind.error)")
  }

  @Test("A provider's bundle is the server's own, sealed over the whole log, and what it appends is seen at once")
  func partialBundle() throws {
    let served = try ServedPlace(Workplace([Given.registered]))
    let end = try served.run(
      ["append", "PromotionRun", "--provider", "hz-01", "--at", "2011-03-04T20:00", "promotion=p-1"], as: "boss")
    #expect(end.exit == 0, "\(end.error)")
    #expect(try served.run(["events", "--format", "json"], as: "boss").lines.count == 2)
    let file = served.place.folder.file("bundle.json")
    let made = try served.run(["explain", "hz-01", "--year", "2011", "--bundle", file], as: "boss")
    #expect(made.exit == 0, "\(made.error)")
    let bundle = try JSON(parsing: String(decoding: Data(contentsOf: URL(filePath: file)), as: UTF8.self))
    #expect(bundle["seal"]?["count"] == .integer(2))
  }

  @Test("The tool is linked with no more than before there was a server: none of its libraries, nor one for TLS")
  func linked() throws {
    let linked = try KoufenProcess.shell(#"ldd "$K""#, store: "none").lines
    let allowed = [
      "linux-vdso", "ld-linux", "/lib", "libc.", "libm.", "libstdc++", "libgcc_s", "libsqlite3", "libswift",
      "libFoundation", "lib_Foundation", "libdispatch", "libBlocksRuntime", "libz.",
    ]
    for line in linked {
      let name = line.drop { $0 == "\t" || $0 == " " }
      #expect(allowed.contains { name.hasPrefix($0) }, "\(line)")
    }
    #expect(linked.count > 3)
  }

  /// Whether a certificate can be made.
  static let canRun = (try? Shell.run("openssl version").exit) == 0

  @Test(
    "By TLS a server is asked only if its certificate is believed, the name in it among it",
    .enabled(if: canRun, "NOT TESTED without openssl"))
  func secure() throws {
    let place = try Workplace([Given.registered])
    let (certificate, key) = (place.folder.file("cert.pem"), place.folder.file("key.pem"))
    let made = try Shell.run(
      "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout \(key) -out \(certificate) "
        + "-days 2 -subj /CN=koufen -addext subjectAltName=IP:127.0.0.1 2>&1")
    #expect(made.exit == 0, "\(made)")
    let served = try ServedPlace(place, ["--tls-certificate", certificate, "--tls-key", key])
    #expect(served.address.hasPrefix("https://"))
    let refused = try served.run(["events"])
    #expect(refused.exit == 69 && refused.error.contains("server-untrusted"), "\(refused.error)")
    #expect(refused.error.contains("certificate verify failed"), "\(refused.error)")
    let there = try served.run(["events"], ["KOUFEN_CA": certificate])
    #expect(try there.exit == 0 && there.output == place.run(["events"]).output, "\(there.error)")
    let other = served.address.replacing("127.0.0.1", with: "localhost")
    #expect(try served.run(["events"], ["KOUFEN_CA": certificate, "KOUFEN_STORE": other]).exit == 69)
    let nobody = try served.run(["events"], ["KOUFEN_CA": certificate, "KOUFEN_STORE": "https://127.0.0.1:1"])
    #expect(nobody.exit == 69 && nobody.error.contains("Connection refused"), "\(nobody.error)")
  }

  @Test("A copy goes on where it was, and is made anew when the store was restored to something else")
  func copies() throws {
    let place = try Workplace([Given.registered, Given.help])
    let backup = place.folder.file("backup.db")
    #expect(try place.run(["backup", backup]).exit == 0)
    var served: ServedPlace? = try ServedPlace(place)
    #expect(try served?.run(["append", "--file", "-"], as: "feed", input: [Given.answer]).exit == 0)
    let (first, second) = (try served?.run(["events"]), try served?.run(["events"]))
    #expect(first?.output == second?.output && first?.lines.count == 5)
    _ = served?.stop()
    served = nil
    #expect(try place.run(["restore", backup, "--yes"]).exit == 0)
    let again = try ServedPlace(place)
    let caches = again.place.folder.file("caches")
    #expect(try again.run(["events"]).output == place.run(["events"]).output)
    #expect(FileManager.default.fileExists(atPath: caches))
  }

  @Test("A clean stop leaves nothing beside the files, and a backup takes the accounts")
  func stopped() throws {
    let served = try ServedPlace(Workplace([Given.registered]))
    #expect(try served.run(["append", "--file", "-"], as: "feed", input: [Given.help]).exit == 0)
    let place = served.place
    let backup = place.folder.file("night.db")
    let end = try place.run(["backup", backup, "--format", "json"])
    #expect(end.exit == 0 && end.output.contains("night.db.server"), "\(end.output)\(end.error)")
    #expect(try place.run(["account", "list", "--access", backup + ".server"]).output.contains("boss"))
    // It is noted beside the ledger, for the audit page.
    let kept = [".server", ".server-wal"].compactMap { FileManager.default.contents(atPath: place.store + $0) }
    #expect(kept.contains { $0.range(of: Data("backup:\(backup)".utf8)) != nil })
    #expect(served.stop().exit == 0)
    for suffix in ["-wal", "-shm", ".server-wal", ".server-shm"] {
      #expect(!FileManager.default.fileExists(atPath: place.store + suffix), "\(suffix)")
    }
  }
}

extension String {
  /// Without what is another for each submission: ids that were made.
  fileprivate var withoutIDs: String {
    replacing(/"id":"[0-9a-f-]{36}"/, with: #""id":"""#)
  }
}
