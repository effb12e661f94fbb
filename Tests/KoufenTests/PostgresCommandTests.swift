import Foundation
import KoufenTesting
import PostgresTesting
import Testing

/// A ledger in PostgreSQL through the tool.
@Suite("A ledger in PostgreSQL", .enabled(if: PostgresCluster.isInstalled, "NOT TESTED: no PostgreSQL"))
struct PostgresCommandTests {
  /// The address of a ledger that is not made yet.
  private func address() throws -> String {
    try #require(PostgresCluster.ofRun).address(of: PostgresCluster.freshName())
  }

  @Test("It is made once, published in, written, asked, checked; a command for files says so")
  func life() throws {
    let place = try Workplace()
    let store = ["--store", try address()]
    let early = try place.run(["standing", "--format", "json"] + store)
    #expect(early.exit == 66 && early.failure?.code == "no-such-store")
    for isMade in [true, false] {
      let end = try place.run(["store", "create", "--format", "json"] + store)
      #expect(end.exit == 0 && end.output.contains(#""made":\#(isMade)}"#), "\(end.output)\(end.error)")
    }
    let start = ["init", "--by", "wang@department-head"] + store
    #expect(try place.run(start).exit == 0)
    #expect(try place.run(start).exit == 1)
    let end = try place.run(["append", "--file", "-"] + store, input: [Given.registered, Given.help, Given.answer])
    #expect(end.exit == 0, "\(end.error)")
    #expect(try place.run(["standing"] + store).output.contains("hz-01"))
    #expect(try place.run(["verify"] + store).exit == 0)
    #expect(try place.run(["rebuild"] + store).output.contains("0 changed"))
    #expect(try place.run(["store", "upgrade", "--format", "json"] + store).output.contains(#"{"from":1,"to":1}"#))
    let check = try place.run(["store", "check", "--format", "json"] + store)
    #expect(check.exit == 0 && check.output.hasPrefix(#"{"sound":true,"survives":"process-end""#), "\(check.output)")
    #expect(try place.run(["restore", place.store] + store).exit == 64)
    #expect(!place.isMade)
  }

  @Test("Copied there and back, a log is the same bytes with the same tree, and its backup is a store like any other")
  func copies() throws {
    let place = try Workplace(scenario: Given.story)
    let there = try address()
    #expect(try place.run(["store", "create", "--store", there]).exit == 0)
    let (back, backup) = (place.folder.file("back.db"), place.folder.file("backup.db"))
    let trees = try [(place.store, there), (there, back)].map { from, to in
      let end = try place.run(["copy", from, to, "--format", "json"])
      #expect(end.exit == 0, "\(end.error)")
      return end.output.components(separatedBy: #""tree":""#).last?.prefix(64)
    }
    #expect(trees[0] == trees[1] && trees[0]?.count == 64)
    #expect(try place.run(["backup", backup, "--store", there]).exit == 0)
    let log = try place.run(["export"]).output
    for store in [there, back, backup] {
      #expect(try place.run(["export", "--store", store]).output == log)
      #expect(try place.run(["verify", "--store", store]).output.hasPrefix(try place.run(["verify"]).output))
    }
    let again = try place.run(["copy", place.store, there, "--format", "json"])
    #expect(again.exit == 1 && again.failure?.code == "store-exists")
    #expect(!place.folder.has("backup.db-postgres"))
  }

  @Test("Many processes at once, on one provider and on several: nothing lost or doubled, and two rebuilds leave one")
  func processes() throws {
    let place = try Workplace()
    let store = try address()
    #expect(try place.run(["store", "create", "--store", store]).exit == 0)
    #expect(try place.run(["append", "--file", "-", "--store", store], input: [Given.registered]).exit == 0)
    let append = "append HelpRequested --provider hz-01 --by feed@integration --at 2011-03-04T20:00"
    // Not by a shell's `wait`, which a parent that has blocked the signal of ended children would let wait for ever. Of two
    // rebuilds that meet the earlier gives up, and says so.
    let script = """
      export K; (echo rebuild; seq 1 10; echo rebuild; seq 11 20) | xargs -P 6 -I{} sh -c '
        case {} in
          rebuild)
            said=$("$K" rebuild --store "\(store)" 2>&1 >/dev/null)
            case "$?$said" in 0 | 69*store-busy*) ;; *) echo "failed: $said";; esac;;
          *) "$K" \(append) ticket=t-{} --store "\(store)" >/dev/null || echo failed;;
        esac'
      """
    let end = try place.shell(script)
    #expect(end.output == "" && end.error == "", "\(end.output)\(end.error)")
    let proof = try place.run(["verify", "--store", store, "--format", "json"])
    #expect(proof.exit == 0 && proof.output.contains(#""events":21,"#), "\(proof.output)")
  }

  @Test("The program is linked with no libpq, and loads none for a store in a file")
  func linking() throws {
    let place = try Workplace([Given.registered])
    let linked = try place.shell(#"ldd "$K""#)
    #expect(linked.exit == 0 && !linked.output.contains("libpq"), "\(linked.output)")
    _ = try place.write("libpq.so.5", "")
    let end = try place.run(["standing"], environment: ["LD_LIBRARY_PATH": place.folder.file("")])
    #expect(end.exit == 0 && end.error == "", "\(end.error)")
  }

  @Test("Guards taken away are named, in both languages")
  func check() throws {
    let place = try Workplace()
    let cluster = try #require(PostgresCluster.ofRun)
    let name = PostgresCluster.freshName()
    let store = ["--store", cluster.address(of: name)]
    #expect(try place.run(["store", "create"] + store).exit == 0)
    try cluster.psql("ALTER TABLE \"\(name)\".events DISABLE TRIGGER append_only")
    let (en, zh) = (
      try place.run(["store", "check"] + store), try place.run(["store", "check", "--lang", "zh"] + store)
    )
    #expect(en.exit == 70 && en.output.contains("append_only on events") && en.output.contains("no longer has this"))
    #expect(zh.exit == 70 && zh.output.contains("append_only on events") && zh.output.contains("账本中已没有此项"))
    #expect(try place.run(["verify"] + store).exit == 70)
  }

  @Test("An address that is none, a server that is not there, a library that is missing: each has its code")
  func errors() throws {
    let place = try Workplace()
    func code(_ address: String, _ environment: [String: String] = [:]) throws -> String {
      let end = try place.run(["standing", "--store", address, "--format", "json"], environment: environment)
      #expect(!end.error.contains("geheim"), "\(end.error)")
      return "\(end.exit ?? -1) " + (end.failure?.code ?? end.error)
    }
    #expect(try code("postgres://h/d?foo=1") == "64 usage")
    #expect(try code("postgres://h/d?ledger=A") == "64 usage")
    #expect(try code("postgres://127.0.0.1:1/d") == "69 store-unreachable")
    #expect(try code(address(), ["KOUFEN_READ": "x"]) == "64 usage")
    let stranger = try address().replacing("//postgres@", with: "//stranger@")
    #expect(try code(stranger) == "74 store-forbidden")
    _ = try place.write("libpq.so.5", "")
    let library = try place.run(
      ["standing", "--store", try address(), "--format", "json"],
      environment: ["LD_LIBRARY_PATH": place.folder.file("")])
    #expect(library.exit == 69 && library.failure?.code == "store-client-missing", "\(library.error)")
    #expect(library.error.contains("libpq5"))
  }
}
