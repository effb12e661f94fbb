import Foundation
import KoufenTesting
import Testing

/// A store that was moved, opened again, restored; and jobs over more providers than are kept together.
@Suite("A store that was moved")
struct MovedStoreTests {
  @Test("It tells writers where to, is read as before, and goes on when it is opened again")
  func closed() throws {
    let place = try Workplace([Given.registered, Given.help])
    let new = place.folder.file("new.db")
    let end = try place.run(["copy", place.store, new, "--close", "--format", "json"])
    #expect(end.exit == 0 && end.output.contains(#""events":2,"#) && end.output.contains(#""closed":true"#), "\(end)")
    let late = try place.run(["append", "--file", "-", "--format", "json"], input: [Given.answer])
    #expect(late.exit == 69 && late.failure?.code == "store-closed" && late.error.contains(new), "\(late.error)")
    for command in [["sweep"], ["year-end", "2011"], ["rebuild"]] {
      #expect(try place.run(command + ["--format", "json"]).failure?.code == "store-closed", "\(command)")
    }
    #expect(try place.run(["verify"]).exit == 0 && place.log().count == 2)
    let trial = try place.run(["sweep", "--dry-run"])
    #expect(trial.exit == 0 && trial.error.contains("store-closed"), "\(trial.error)")
    #expect(try place.run(["append", "--file", "-", "--store", new], input: [Given.answer]).exit == 0)
    // Else the ledger could be written in two places.
    let old = place.folder.file("night.db")
    #expect(try place.run(["backup", old, "--store", new]).exit == 0)
    let over = try place.run(["restore", old, "--format", "json"])
    #expect(over.exit == 69 && over.failure?.code == "store-closed", "\(over.output) \(over.error)")
    #expect(try place.run(["store", "check", "--format", "json"]).output.contains(#""closed":""#))
    for isOpened in [true, false] {
      let again = try place.run(["store", "reopen", "--format", "json"])
      #expect(again.exit == 0 && again.output.contains(#""reopened":\#(isOpened)}"#), "\(again.output)\(again.error)")
    }
    #expect(try place.run(["append", "--file", "-"], input: [Given.answer]).exit == 0)
  }

  @Test("A copy that fails leaves it open; one that was killed can be run again to the same place, and to no other")
  func failing() throws {
    let place = try Workplace([Given.registered])
    let full = place.folder.file("full.db")
    #expect(try place.run(["append", "--file", "-", "--store", full], input: [Given.registered]).exit == 0)
    let end = try place.run(["copy", place.store, full, "--close"])
    #expect(end.exit == 1 && end.error.contains(full), "\(end.error)")
    #expect(try place.run(["append", "--file", "-"], input: [Given.help]).exit == 0)
    let new = place.folder.file("new.db")
    #expect(try place.run(["copy", place.store, new, "--close"]).exit == 0)
    try FileManager.default.removeItem(atPath: new)
    let other = try place.run(["copy", place.store, place.folder.file("other.db"), "--close", "--format", "json"])
    #expect(other.exit == 69 && other.failure?.code == "store-closed", "\(other.error)")
    #expect(try place.run(["copy", place.store, new, "--close"]).exit == 0)
    #expect(try place.run(["verify", "--store", new]).exit == 0)
    // Killed behind its commit, it was copied, and only what it says was missing.
    let again = try place.run(["copy", place.store, new, "--close", "--format", "json"])
    #expect(
      again.exit == 0 && again.output.contains(#""events":2,"#) && again.output.contains(#""closed":true"#), "\(again)")
    #expect(try place.run(["append", "--file", "-", "--store", new], input: [Given.answer]).exit == 0)
    let late = try place.run(["copy", place.store, new, "--close", "--format", "json"])
    #expect(late.exit == 1 && late.failure?.code == "store-exists", "\(late.error)")
  }

  @Test("Adopted, it is the same log under another identity")
  func adopted() throws {
    let place = try Workplace([Given.registered])
    let before = try place.run(["seal", "--format", "json"]).output.components(separatedBy: #""tree":"#).last
    let end = try place.run(["store", "adopt"])
    #expect(end.exit == 0 && end.output.contains("was") && end.output.contains("is"), "\(end.output)")
    #expect(try place.run(["verify"]).exit == 0)
    let after = try place.run(["seal", "--format", "json"]).output.components(separatedBy: #""tree":"#).last
    #expect(before?.prefix(66) == after?.prefix(66))
  }

  @Test("A job over more providers than are kept together prints one table, and done again finds nothing")
  func manyProviders() throws {
    let names = (0...600).map { "p-\(1000 + $0)" }
    let helps = [names[0], names[600]].map { Given.help.replacing("hz-01", with: $0) }
    let place = try Workplace(names.map { Given.registered($0, $0) } + helps)
    let end = try place.run(["sweep", "--through", "2011-03-31", "--format", "csv"])
    #expect(end.exit == 0, "\(end.error)")
    #expect(end.lines.count { $0.contains("position") } == 1, "\(end.output)")
    #expect(end.lines.count { $0.contains("BreachDetected") } == 2)
    #expect(try place.run(["sweep", "--through", "2011-03-31", "--format", "json"]).output == "")
    let whole = try place.run(["year-end", "2011", "--all-or-nothing", "--dry-run", "--format", "csv"])
    let closed = try place.run(["year-end", "2011", "--format", "csv"])
    #expect(closed.exit == 0 && whole.output == closed.output)
    #expect(try place.run(["verify"]).exit == 0)
    #expect(try place.log().count == 603 + 2 + 601)
  }
}
