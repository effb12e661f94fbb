import Foundation
import KoufenTesting
import Testing

@Suite("Backups, and restoring them")
struct RestoreTests {
  /// A store of one event more than its backup `night.db`.
  private func prepared() throws -> Workplace {
    let place = try Workplace([Given.registered])
    #expect(try place.run(["backup", place.folder.file("night.db")]).exit == 0)
    #expect(try place.run(["append", "--file", "-"], input: [Given.help]).exit == 0)
    return place
  }

  private func events(_ place: Workplace, _ store: String? = nil) throws -> Int {
    try place.run(["export"] + (store.map { ["--store", $0] } ?? [])).lines.count { $0.contains(#""position":"#) }
  }

  private func kept(_ place: Workplace) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: place.folder.path)
      .filter { $0.hasPrefix("koufen.db.before-") && !$0.hasSuffix("-wal") && !$0.hasSuffix("-shm") }
      .map { place.folder.file($0) }
  }

  @Test("A backup is not written over, but replaced where that is asked for, and never the store itself")
  func replacing() throws {
    let place = try prepared()
    let file = place.folder.file("night.db")
    #expect(try place.run(["backup", file]).exit == 64)
    #expect(try events(place, file) == 1)
    let end = try place.run(["backup", "--replace", file, "--format", "json"])
    #expect(end.output == "{\"events\":2,\"file\":\"\(file)\"}\n", "\(end.error)")
    #expect(try events(place, file) == 2)
    for name in ["koufen.db", "koufen.db-journal"] {
      #expect(try place.run(["backup", "--replace", place.folder.file(name)]).exit == 64, "\(name)")
    }
    #expect(!place.folder.has("night.db-partial"))
  }

  @Test("A backup for which there is no room leaves nothing, names the copy, and is made the next night")
  func fullDisk() throws {
    let place = try prepared()
    let file = place.folder.file("second.db")
    // Whoever holds the store open keeps its shared memory there, so that the copy is what finds no room.
    let holder = try KoufenProcess(["events", "--follow", "--format", "json"], store: place.store)
    holder.awaitLines(2)
    defer { holder.kill() }
    for blocks in [1, 8, 40] {
      let end = try KoufenProcess.run(["backup", file], store: place.store, limit: .fileBlocks(blocks))
      #expect(end.exit == 74, "\(end.error)")
      #expect(end.error.contains("second.db") && !place.folder.has("second.db"), "\(end.error)")
      #expect(!place.folder.has("second.db-partial"))
    }
    try Data("left by a process that was killed".utf8).write(to: URL(filePath: file + "-partial"))
    #expect(try place.run(["backup", file]).exit == 0)
  }

  @Test("Without a terminal a restore of fewer events wants --yes; the old store is kept, and sound")
  func restoring() throws {
    let place = try prepared()
    let file = place.folder.file("night.db")
    let refused = try place.run(["restore", file])
    #expect(refused.exit == 1 && refused.error.hasPrefix("koufen: not-confirmed: "), "\(refused.error)")
    #expect(try events(place) == 2)
    let end = try place.run(["restore", file, "--yes"])
    #expect(end.exit == 0, "\(end.error)")
    #expect(try events(place) == 1)
    #expect(try place.run(["verify"]).exit == 0)
    let old = try #require(try kept(place).first)
    #expect(try events(place, old) == 2)
    #expect(try place.run(["verify", "--store", old]).exit == 0)
    #expect(try place.run(["append", "--file", "-"], input: [Given.help]).exit == 0)
  }

  @Test("A store in use is not replaced, and whoever uses it is not disturbed")
  func inUse() throws {
    let place = try prepared()
    let follower = try KoufenProcess(["events", "--follow", "--format", "json"], store: place.store)
    follower.awaitLines(2)
    let end = try place.run(["restore", place.folder.file("night.db"), "--yes"])
    follower.kill()
    _ = follower.end()
    #expect(end.exit == 69, "\(end.error)")
    #expect(try events(place) == 2)
    #expect(try kept(place) == [])
    #expect(try place.run(["restore", place.folder.file("night.db"), "--yes"]).exit == 0)
  }

  @Test(
    "A restore takes the place of a store that is not there, is damaged, or is none", arguments: ["", "none", "cut"])
  func whatever(_ state: String) throws {
    let place = try prepared()
    let store = URL(filePath: place.store)
    switch state {
    case "none": try Data(String(repeating: "no database", count: 900).utf8).write(to: store)
    case "cut": try Data(contentsOf: store).prefix(9_000).write(to: store)
    default: try FileManager.default.removeItem(at: store)
    }
    let end = try place.run(["restore", place.folder.file("night.db")])
    #expect(end.exit == 0, "\(end.error)")
    #expect(try place.run(["verify"]).output.hasPrefix("✓ sound: 1 event"))
    let mode = try FileManager.default.attributesOfItem(atPath: place.store)[.posixPermissions] as? NSNumber
    #expect(mode?.intValue == 0o600)
  }

  @Test("What is no sound backup, or is the store itself, is not put anywhere")
  func noBackup() throws {
    let place = try prepared()
    let file = try place.write("bad.db", String(repeating: "no database", count: 900))
    #expect(try place.run(["restore", file, "--yes"]).exit == 70)
    #expect(try place.run(["restore", place.folder.file("nowhere.db"), "--yes"]).exit == 66)
    #expect(try place.run(["restore", place.store, "--yes"]).exit == 64)
    #expect(try events(place) == 2)
  }

  @Test("A backup copied over a store whose log is left is found out, and a restore puts it right")
  func copiedOver() throws {
    let place = try prepared()
    let follower = try KoufenProcess(["events", "--follow", "--format", "json"], store: place.store)
    follower.awaitLines(2)
    #expect(try place.run(["append", "--file", "-"], input: [Given.answer]).exit == 0)
    follower.kill()
    _ = follower.end()
    #expect((try? Data(contentsOf: URL(filePath: place.store + "-wal")))?.isEmpty == false)
    try Data(contentsOf: URL(filePath: place.folder.file("night.db"))).write(to: URL(filePath: place.store))
    for command in [["verify"], ["standing"], ["sweep"], ["backup", place.folder.file("x.db")]] {
      let end = try place.run(command)
      #expect(end.exit == 70 && end.error.contains("does not belong"), "\(command): \(end.error)")
    }
    #expect(try place.run(["restore", place.folder.file("night.db")]).exit == 0)
    #expect(try place.run(["verify"]).output.hasPrefix("✓ sound: 1 event"))
  }

  @Test("A log left by a process that was killed is its own store's")
  func leftLog() throws {
    let place = try prepared()
    let follower = try KoufenProcess(["events", "--follow", "--format", "json"], store: place.store)
    follower.awaitLines(2)
    #expect(try place.run(["append", "--file", "-"], input: [Given.answer]).exit == 0)
    follower.kill()
    _ = follower.end()
    #expect(try events(place) == 3)
    #expect(try place.run(["verify"]).exit == 0)
  }
}
