import Foundation
import KoufenTesting
import PostgresTesting
import Testing

/// Ledgers put back by PostgreSQL's own means.
@Suite("PostgreSQL's own backups", .enabled(if: PostgresCluster.isInstalled, "NOT TESTED: no PostgreSQL"))
struct PostgresRestoreTests {
  /// What `koufen export` prints but for the seal's time at its end.
  private func log(_ store: String) throws -> [Substring] {
    let end = try KoufenProcess.run(["export"], store: store)
    #expect(end.exit == 0, "\(end.error)")
    return end.lines.dropLast()
  }

  private func append(_ numbers: Range<Int>, _ store: String) throws {
    for number in numbers {
      let end = try KoufenProcess.run(
        Crowd.arguments(provider: "p-\(number % 2)", ticket: "t-\(number)", id: History.id(number)), store: store)
      #expect(end.exit == 0, "\(end.error)")
    }
  }

  private func verifies(_ store: String, seal: String) throws -> Int32? {
    try KoufenProcess.run(["verify", "--seal", seal], store: store).exit
  }

  @Test("A dump of the schema restores to the same bytes, guards and rights, in another cluster too")
  func dump() throws {
    let ledger = try LedgerOfATest()
    let store = ledger.cluster.address(of: ledger.name)
    let folder = try TemporaryFolder()
    let seal = folder.file("a.seal")
    try Crowd.register(store)
    try append(0..<4, store)
    #expect(try KoufenProcess.run(["seal", "--out", seal], store: store).exit == 0)
    let before = try log(store)
    let file = "\(ledger.cluster.folder)/\(ledger.name).sql"
    try ledger.cluster.shell(#""$2/pg_dump" -h "$1" -U postgres -n \#(ledger.name) -f "\#(file)" postgres"#)
    let other = try PostgresCluster(binaries: #require(PostgresCluster.binaries))
    defer { other.end() }
    // Roles are the cluster's: a second ledger's making shows that names of other ledgers do not matter.
    _ = try LedgerOfATest(in: other)
    for role in ["owner", "reader", "ingest", "keeper"] { try other.psql("CREATE ROLE koufen_\(ledger.name)_\(role)") }
    try other.psql(
      """
      GRANT koufen_\(ledger.name)_reader TO koufen_\(ledger.name)_ingest;
      GRANT koufen_\(ledger.name)_ingest TO koufen_\(ledger.name)_keeper
      """)
    try other.shell(#""$2/psql" -q -v ON_ERROR_STOP=1 -h "$1" -U postgres -f "\#(file)" postgres"#)
    let restored = other.address(of: ledger.name)
    #expect(try log(restored) == before)
    #expect(try verifies(restored, seal: seal) == 0)
    let check = try KoufenProcess.run(["store", "check"], store: restored)
    #expect(check.exit == 0, "\(check.output)")
    try append(4..<6, restored)
  }

  @Test("A base backup restores all; one rolled forward to before a seal is sound, and the seal tells")
  func pointInTime() throws {
    let folder = try TemporaryFolder()
    let archive = FileManager.default.temporaryDirectory.appending(path: "koufen-wal-\(UUID().uuidString.prefix(8))")
      .path
    try FileManager.default.createDirectory(atPath: archive, withIntermediateDirectories: true)
    try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: archive)
    defer { try? FileManager.default.removeItem(atPath: archive) }
    let cluster = try PostgresCluster(
      binaries: #require(PostgresCluster.binaries),
      settings: ["archive_mode = on", "archive_command = 'cp %p \(archive)/%f'"])
    defer { cluster.end() }
    let ledger = try LedgerOfATest(in: cluster)
    let store = cluster.address(of: ledger.name)
    try Crowd.register(store)
    try cluster.shell(#""$2/pg_basebackup" -D "$1/base" -h "$1" -U postgres -c fast -X none --no-sync"#)
    try append(0..<3, store)
    try cluster.psql("SELECT pg_create_restore_point('before')")
    let early = try log(store)
    try append(3..<6, store)
    let seal = folder.file("late.seal")
    #expect(try KoufenProcess.run(["seal", "--out", seal], store: store).exit == 0)
    let late = try log(store)
    let last = try cluster.psql("SELECT pg_walfile_name(pg_switch_wal())")
    while !FileManager.default.fileExists(atPath: archive + "/" + last) { usleep(10_000) }
    for (target, lines, isAll) in [("recovery_target_name = 'before'", early, false), ("", late, true)] {
      let restored = try PostgresCluster(
        binaries: #require(PostgresCluster.binaries),
        settings: [
          "archive_mode = off", "restore_command = 'cp \(archive)/%f %p'", "recovery_target_action = 'promote'", target,
        ], from: .script(#"cp -a "\#(cluster.folder)/base" "$1/data" && touch "$1/data/recovery.signal""#))
      defer { restored.end() }
      try restored.awaits("SELECT pg_is_in_recovery()", "f")
      let place = restored.address(of: ledger.name)
      #expect(try log(place) == lines)
      #expect(try KoufenProcess.run(["verify"], store: place).exit == 0)
      #expect(try verifies(place, seal: seal) == (isAll ? 0 : 70))
      #expect(try KoufenProcess.run(["store", "check"], store: place).exit == 0)
    }
  }
}
