import Foundation
import KoufenTesting
import Ledger
import LedgerTesting
import SQLiteEventStore
import Testing

@Suite("Backups and restores that are cut short")
struct RestoreKillTests {
  @Test("A restore killed at any write leaves the old store or the new, and run again it ends", arguments: blocks)
  func killedRestore(_ blocks: Int) throws {
    try cut(blocks, .deadlyFileBlocks(blocks))
  }

  @Test("A restore that finds the disk full leaves the old store, and with room it ends", arguments: blocks)
  func fullDisk(_ blocks: Int) throws {
    try cut(blocks, .fileBlocks(blocks))
  }

  @Test("A backup killed at any write leaves none or a whole one, and the next is made", arguments: blocks)
  func killedBackup(_ blocks: Int) throws {
    let folder = try TemporaryFolder()
    let (store, copy) = (folder.file("store.db"), folder.file("copy.db"))
    try fill(store, providers: 40)
    _ = try KoufenProcess.run(["backup", copy], store: store, limit: .deadlyFileBlocks(blocks))
    if folder.has("copy.db") { #expect(try events(copy) == 40) }
    let end = try KoufenProcess.run(["backup", "--replace", copy], store: store)
    #expect(end.exit == 0, "\(end.error)")
    #expect(try events(copy) == 40)
    Torture.count(.faultsInjected, 1)
  }

  static let blocks = Torture.isLong ? Array(stride(from: 0, to: 400, by: 2)) : [0, 8, 24, 64, 72, 100, 120, 160]

  private func cut(_ blocks: Int, _ limit: KoufenProcess.Limit) throws {
    let folder = try TemporaryFolder()
    let (store, backup) = (folder.file("store.db"), folder.file("backup.db"))
    try fill(store, providers: 20)
    #expect(try KoufenProcess.run(["backup", backup], store: store).exit == 0)
    try fill(store, providers: 60, from: 20)
    let end = try KoufenProcess.run(["restore", backup, "--yes"], store: store, limit: limit)
    let found = try events(store)
    let place: Comment = "\(blocks) blocks: \(end.exit.map(String.init) ?? "killed") \(end.error)"
    #expect(found == 20 || (found == 60 && end.exit != 0), place)
    let verified = try KoufenProcess.run(["verify"], store: store)
    #expect(verified.exit == 0, "\(verified.output)")
    let again = try KoufenProcess.run(["restore", backup, "--yes"], store: store)
    #expect(again.exit == 0, "\(again.error)")
    #expect(try events(store) == 20)
    Torture.count(.faultsInjected, 1)
  }

  private func fill(_ store: String, providers: Int, from first: Int = 0) throws {
    let lines = (first..<providers).map { number in
      #"{"type":"ProviderRegistered","provider":"p-\#(number)","at":"2011-03-01","by":"chen@channel-expansion","#
        + #""data":{"name":"\#(String(repeating: "n", count: 900))","kind":"thirdParty"}}"# + "\n"
    }
    let end = try KoufenProcess.run(["append", "--file", "-"], store: store, input: lines.flatMap { Array($0.utf8) })
    #expect(end.exit == 0, "\(end.error)")
  }

  private func events(_ store: String) throws -> Int {
    let end = try KoufenProcess.run(["events", "--format", "json"], store: store)
    #expect(end.exit == 0, "\(end.error)")
    return end.lines.count
  }
}
