import Foundation
import KoufenTesting
import PostgresTesting
import Testing

/// Logs that go from a file to PostgreSQL and back.
@Suite("Logs to PostgreSQL and back", .enabled(if: PostgresCluster.isInstalled, "NOT TESTED: no PostgreSQL"))
struct PostgresTransferTests {
  /// A store with what is hard to carry: a rulebook as long as may be published, full of what is escaped, ids in both cases,
  /// names of many bytes, the longest of characters that take six.
  private func hostile() throws -> Workplace {
    let place = try Workplace()
    #expect(try place.run(["init", "--by", "wang@department-head"]).exit == 0)
    let shown = try place.run(["rulebook", "show", "taobao-daigou-1.5", "--source"])
    let book = shown.output.replacing("version: \"1.5\"", with: "version: \"1.6\"")
    try #require(shown.exit == 0, "\(shown.error)")
    let filler = (299_900 - book.utf8.count) / 100
    let long = book + (0..<filler).map { _ in "# " + String(repeating: "杭\"", count: 24) + " \n" }.joined()
    #expect(long.utf8.count > 290_000)
    let file = try place.write("long.yaml", long)
    let published = try place.run([
      "rulebook", "publish", file, "--effective", "2031-07-01", "--by", "wang@legal",
    ])
    #expect(published.exit == 0, "\(published.error)")
    let upper = "0190C0DE-0000-7000-8000-ABCDEFABCDEF"
    let lines = [
      #"{"id":"\#(upper)","type":"ProviderRegistered","provider":"hz-01","at":"2011-01-03","by":"陈@channel-expansion","data":{"name":"“杭” \u0001\u2028\ud83d\ude00 \\ \"é\"","kind":"thirdParty"}}"#,
      #"{"id":"0190c0de-0000-7000-8000-abcdefabcdee","type":"ProviderRegistered","provider":"hz-02","at":"2011-01-03","by":"c@channel-expansion","data":{"name":"\#(String(repeating: "\\u0001", count: 9998))x","kind":"thirdParty"}}"#,
    ]
    let end = try place.run(["append", "--file", "-"], input: lines)
    #expect(end.exit == 0, "\(end.error)")
    return place
  }

  @Test("What is hard to carry goes through pipes both ways, twice over, and by copies, in the same bytes")
  func hostileLog() throws {
    let place = try hostile()
    let cluster = try #require(PostgresCluster.ofRun)
    let log = try place.run(["export"]).output.split(separator: "\n").dropLast()
    func same(_ store: String) throws {
      let end = try place.run(["export", "--store", store])
      #expect(end.output.split(separator: "\n").dropLast() == log, "\(end.error)")
      let proof = try place.run(["verify", "--store", store])
      #expect(proof.exit == 0, "\(proof.output)")
      let file = try place.write("log.jsonl", end.output)
      let said = try Shell.run("python3 \(Shell.verifier) \(file)")
      #expect(said.exit == 0, "\(said.said)")
    }
    var store = place.store
    for number in 0..<4 {
      let next =
        number % 2 == 0
        ? cluster.address(of: PostgresCluster.freshName()) : place.folder.file("back-\(number).db")
      if number % 2 == 0 { #expect(try place.run(["store", "create", "--store", next]).exit == 0) }
      let piped = try place.shell("\"$K\" export --store '\(store)' | \"$K\" import - --store '\(next)'")
      #expect(piped.exit == 0, "\(piped.error)")
      try same(next)
      store = next
    }
    for next in [cluster.address(of: PostgresCluster.freshName()), place.folder.file("copied.db")] {
      if next.hasPrefix("postgres") { #expect(try place.run(["store", "create", "--store", next]).exit == 0) }
      let end = try place.run(["copy", store, next])
      #expect(end.exit == 0, "\(end.error)")
      try same(next)
      store = next
    }
    let asked = try place.run(["standing", "hz-01", "--store", store])
    #expect(asked.exit == 0, "\(asked.error)")
  }
}
