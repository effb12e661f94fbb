import Foundation

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
  struct Failure: Error {
    let words: String
  }

  private let keeper: Process
  private let input = Pipe()

  /// Makes a cluster and starts it.
  ///
  /// - Parameters:
  ///   - settings: lines of its configuration.
  ///   - options: what `initdb` is told besides.
  public init(binaries: String, settings: [String] = ["fsync = off"], options: String = "-E UTF8 --locale=C") throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "koufen-pg-" + UUID().uuidString.prefix(8)).path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let lines = ["listen_addresses = ''", "unix_socket_directories = '\(folder)'", "max_connections = 200"] + settings
    // Who keeps it reads until this process is gone, however that goes, and takes everything away.
    let script = """
      set -e
      cd "$1"; as=""
      if [ "$(id -u)" = 0 ]; then chown postgres "$1"; as="setpriv --reuid postgres --regid postgres --clear-groups"; fi
      $as "$2/initdb" -D "$1/data" -U postgres -A trust --no-sync $3 >"$1/initdb.log" 2>&1
      printf '%s\\n' "$4" >>"$1/data/postgresql.conf"
      $as "$2/pg_ctl" -D "$1/data" -l "$1/server.log" -w -t 60 start >/dev/null 2>&1
      echo ready
      cat >/dev/null || true
      $as "$2/pg_ctl" -D "$1/data" -m immediate stop >/dev/null 2>&1 || true
      rm -rf "$1"
      """
    keeper = Process()
    keeper.executableURL = URL(filePath: "/bin/sh")
    keeper.arguments = ["-c", script, "sh", folder, binaries, options, lines.joined(separator: "\n")]
    let output = Pipe()
    keeper.standardInput = input
    keeper.standardOutput = output
    try keeper.run()
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
    keeper.waitUntilExit()
  }

  /// Has `pg_ctl` do something with it, as `-m immediate stop`.
  public func control(_ arguments: String) throws {
    let script = """
      as=""; if [ "$(id -u)" = 0 ]; then as="setpriv --reuid postgres --regid postgres --clear-groups"; fi
      cd "$1"
      # By what a server inherits Foundation would take this script for not ended.
      (for file in /proc/self/fd/*; do n=${file##*/}; [ "$n" -le 2 ] || eval "exec $n>&-"; done
      exec $as "$2/pg_ctl" -D "$1/data" -l "$1/server.log" -w -t 60 $3 >/dev/null 2>&1 </dev/null)
      """
    let process = Process()
    process.executableURL = URL(filePath: "/bin/bash")
    process.arguments = ["-c", script, "sh", folder, Self.binaries ?? "", arguments]
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failure(words: "pg_ctl \(arguments) failed") }
  }

  /// The address of a ledger in it, for its superuser or another.
  public func address(of ledger: String, as user: String = "postgres", database: String = "postgres") -> String {
    "postgresql://\(user)@/\(database)?host=\(folder)&ledger=\(ledger)"
  }

  /// The name of a ledger that no other test has.
  public static func freshName() -> String { "t" + UUID().uuidString.lowercased().filter { $0 != "-" }.prefix(20) }

  /// What psql prints for statements, one value a line; run as one transaction each.
  ///
  /// - Throws: what psql said, where it failed.
  @discardableResult
  public func psql(_ statements: String, as user: String = "postgres", database: String = "postgres") throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: (Self.binaries ?? "") + "/psql")
    process.arguments = [
      "-XAtq", "-v", "ON_ERROR_STOP=1", "-h", folder, "-U", user, "-d", database, "-c", statements,
    ]
    let (output, error) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = error
    try process.run()
    let found = output.fileHandleForReading.readDataToEndOfFile()
    let words = error.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failure(words: String(decoding: words, as: UTF8.self)) }
    return String(decoding: found, as: UTF8.self).trimmingCharacters(in: .newlines)
  }
}
