import Foundation
import KoufenTesting

/// A PostgreSQL of the tests' own: made in a temporary folder, reached through a socket there, gone with the process.
///
/// One for a run; each test has a ledger of its own in it.
public final class PostgresCluster: Sendable {
  /// The folder with its data, its log and its socket.
  public let folder: String
  /// Where Debian keeps the programs of a server.
  private static let root = "/usr/lib/postgresql"

  /// That of this run; nil where PostgreSQL's programs are not installed.
  public static let ofRun: PostgresCluster? = {
    guard let binaries else {
      FileHandle.standardError.write(
        Data(
          "NOT TESTED: the store in PostgreSQL, for there are no programs of a server in \(root) (Debian: postgresql)\n"
            .utf8))
      return nil
    }
    do {
      return try PostgresCluster(binaries: binaries)
    } catch {
      fatalError("PostgreSQL is installed, but no cluster could be made: \(error)")
    }
  }()

  /// Whether there are programs to make one with.
  public static var isInstalled: Bool { binaries != nil }

  /// The folder of the newest programs.
  public static var binaries: String? {
    let versions = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
    return versions.compactMap { Int($0) }.sorted().map { "\(root)/\($0)/bin" }
      .last { FileManager.default.isExecutableFile(atPath: $0 + "/initdb") }
  }

  /// Why a cluster could not be made.
  public struct Failure: Error {
    /// What was said.
    public let words: String
  }

  private let keeper: ChildProcess
  private let input = Pipe()

  /// What a cluster begins with.
  public enum Origin {
    /// Nothing.
    case empty
    /// A copy of another, taken while that runs, whose changes it follows through the socket in a folder.
    case standby(of: PostgresCluster, through: String)
    /// What a script leaves in `$1/data`; in it `$2` is the folder of PostgreSQL's programs.
    case script(String)

    fileprivate var script: String {
      switch self {
      case .empty: #""$2/initdb" -D "$1/data" -U postgres -A trust --no-sync -E UTF8 --locale=C"#
      case .standby(let other, _): PostgresCluster.copying(other) + #" && touch "$1/data/standby.signal""#
      case .script(let script): script
      }
    }

    fileprivate var settings: [String] {
      guard case .standby(_, let folder) = self else { return [] }
      return ["primary_conninfo = 'host=\(folder) user=postgres application_name=standby'"]
    }
  }

  /// A script that copies a running cluster to `$1/data`.
  public static func copying(_ other: PostgresCluster) -> String {
    #""$2/pg_basebackup" -D "$1/data" -d "host=\#(other.folder) user=postgres" -c fast --no-sync"#
  }

  /// Makes a cluster and starts it.
  ///
  /// - Parameters:
  ///   - settings: lines of its configuration.
  ///   - origin: what it begins with.
  public init(
    binaries: String, settings: [String] = ["fsync = off"], from origin: Origin = .empty
  ) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "koufen-pg-" + UUID().uuidString.prefix(8)).path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let lines =
      ["listen_addresses = ''", "unix_socket_directories = '\(folder)'", "max_connections = 200"]
      + origin.settings + settings
    // Who keeps it reads until this process is gone, however that goes, and takes everything away.
    let script = """
      set -e
      cd "$1"; as=""
      if [ "$(id -u)" = 0 ]; then chown postgres "$1"; as="setpriv --reuid postgres --regid postgres --clear-groups"; fi
      $as sh -c "$3" sh "$1" "$2" >"$1/initdb.log" 2>&1
      printf '%s\\n' "$4" >>"$1/data/postgresql.conf"
      $as "$2/pg_ctl" -D "$1/data" -l "$1/server.log" -w -t 60 start >/dev/null 2>&1
      echo ready
      cat >/dev/null || true
      $as "$2/pg_ctl" -D "$1/data" -m immediate stop >/dev/null 2>&1 || true
      rm -rf "$1"
      """
    let output = Pipe()
    keeper = try ChildProcess(
      "/bin/sh", ["-c", script, "sh", folder, binaries, origin.script, lines.joined(separator: "\n")],
      input: .pipe(input), output: .pipe(output))
    let said = output.fileHandleForReading.availableData
    guard String(decoding: said, as: UTF8.self).hasPrefix("ready") else {
      let log = ["initdb.log", "server.log"].compactMap {
        try? String(contentsOfFile: folder + "/" + $0, encoding: .utf8)
      }
      throw Failure(words: log.joined(separator: "\n"))
    }
  }

  /// Stops it and takes it away.
  public func end() {
    try? input.fileHandleForWriting.close()
    keeper.wait()
  }

  /// Has `pg_ctl` do something with it, as `-m immediate stop`.
  public func control(_ arguments: String) throws {
    try shell(#""$2/pg_ctl" -D "$1/data" -l "$1/server.log" -w -t 60 "# + arguments)
  }

  /// Runs a script as the user that owns the cluster; in it `$1` is the cluster's folder and `$2` that of PostgreSQL's programs.
  public func shell(_ script: String) throws {
    let frame = """
      as=""; if [ "$(id -u)" = 0 ]; then as="setpriv --reuid postgres --regid postgres --clear-groups"; fi
      cd "$1"
      exec $as sh -c "$3" sh "$1" "$2" >"$1/script.log" 2>&1 </dev/null
      """
    let end = try ChildProcess("/bin/sh", ["-c", frame, "sh", folder, Self.binaries ?? "", script]).wait()
    guard end == .exited(0) else {
      let log = (try? String(contentsOfFile: folder + "/script.log", encoding: .utf8)) ?? ""
      throw Failure(words: "\(script) failed: \(log)")
    }
  }

  /// Kills all of its processes at once, as when a machine dies.
  public func kill() throws {
    let first = try String(contentsOfFile: folder + "/data/postmaster.pid", encoding: .utf8).prefix { $0 != "\n" }
    guard let server = pid_t(first) else { throw Failure(words: "a server without a number") }
    // Stopped, it starts no more.
    Foundation.kill(server, SIGSTOP)
    let children = try String(contentsOfFile: "/proc/\(server)/task/\(server)/children", encoding: .utf8)
    let all = children.split(separator: " ").compactMap { pid_t($0) } + [server]
    for process in all { Foundation.kill(process, SIGKILL) }
    // Nobody may wait for those who are gone; who starts it again would take them for running.
    func isRunning(_ process: pid_t) -> Bool {
      guard let status = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else { return false }
      return !status.contains(") Z ")
    }
    while all.contains(where: isRunning) { usleep(1000) }
    for lock in ["/data/postmaster.pid", "/.s.PGSQL.5432.lock"] {
      try? FileManager.default.removeItem(atPath: folder + lock)
    }
  }

  /// Sets something, and waits until the server has heard of it.
  public func set(_ name: String, _ value: String) throws {
    try psql("ALTER SYSTEM SET \(name) = '\(value)'")
    try psql("SELECT pg_reload_conf()")
    while try psql("SHOW \(name)") != value { usleep(5_000) }
  }

  /// How many wait for a standby.
  public static let waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'"

  /// Sets for which standbys commits wait, and waits until they do, or no longer do: whoever commits goes by what the checkpointer has
  /// noted, which may hear of a setting behind all who would show it.
  ///
  /// - Parameter names: empty for none.
  public func setStandbys(_ names: String) throws {
    let (setting, nobody) = ("synchronous_standby_names", "nobody")
    guard !names.isEmpty else {
      try set(setting, "")
      try psql(Self.commit)
      return
    }
    // For nobody every commit waits, so that it can be seen.
    try set(setting, nobody)
    while try !isCommitHeld() {}
    if names != nobody { try set(setting, names) }
  }

  /// A commit of nothing, which waits as all do.
  private static let commit = "SELECT FROM pg_logical_emit_message(true, 'test', '')"

  /// Whether a commit waits, where nothing else does; it is let go.
  private func isCommitHeld() throws -> Bool {
    let process = try client(Self.commit, output: .nothing, error: .nothing)
    while process.isRunning {
      if try psql(Self.waiting) == "0" { continue }
      try psql("SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'")
      process.wait()
      return true
    }
    guard process.wait() == .exited(0) else { throw Failure(words: "a commit failed") }
    return false
  }

  /// Makes a user who is no superuser and may make ledgers, one after the other: two who are given rights to one database at once
  /// are in each other's way.
  public func makeAdministrator(_ user: String) throws {
    try psql(
      "SELECT FROM pg_advisory_lock(1); CREATE ROLE \(user) LOGIN CREATEROLE; GRANT CREATE ON DATABASE postgres TO \(user)"
    )
  }

  /// Waits until statements print something.
  public func awaits(_ statement: String, _ expected: String) throws {
    while try psql(statement) != expected { usleep(5_000) }
  }

  /// Waits until a standby follows it.
  public func awaitStandby() throws {
    try awaits("SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'", "1")
  }

  /// The address of a ledger in it, for its superuser or another.
  public func address(of ledger: String, as user: String = "postgres", database: String = "postgres") -> String {
    "postgresql://\(user)@/\(database)?host=\(folder)&ledger=\(ledger)"
  }

  /// The address of a ledger in whichever of some folders there is a primary's socket.
  public static func address(of ledger: String, at folders: [String]) -> String {
    "postgresql://postgres@/postgres?host=\(folders.joined(separator: ","))&ledger=\(ledger)"
  }

  /// The name of a ledger that no other test has.
  public static func freshName() -> String { "t" + UUID().uuidString.lowercased().filter { $0 != "-" }.prefix(20) }

  /// What psql prints for statements, one value a line; run as one transaction each.
  ///
  /// - Throws: what psql said, where it failed.
  @discardableResult
  public func psql(_ statements: String, as user: String = "postgres", database: String = "postgres") throws -> String {
    let (output, error) = (Pipe(), Pipe())
    let process = try client(statements, as: user, database: database, output: .pipe(output), error: .pipe(error))
    let found = output.fileHandleForReading.readDataToEndOfFile()
    let words = error.fileHandleForReading.readDataToEndOfFile()
    guard process.wait() == .exited(0) else { throw Failure(words: String(decoding: words, as: UTF8.self)) }
    return String(decoding: found, as: UTF8.self).trimmingCharacters(in: .newlines)
  }

  private func client(
    _ statements: String, as user: String = "postgres", database: String = "postgres", output: ChildProcess.Line,
    error: ChildProcess.Line
  ) throws -> ChildProcess {
    try ChildProcess(
      (Self.binaries ?? "") + "/psql",
      ["-XAtq", "-v", "ON_ERROR_STOP=1", "-h", folder, "-U", user, "-d", database, "-c", statements],
      input: .nothing, output: output, error: error)
  }
}
