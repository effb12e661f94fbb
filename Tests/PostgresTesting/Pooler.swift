import Foundation
import KoufenTesting

/// A pgbouncer before a cluster, gone with the process.
public final class Pooler: Sendable {
  /// When a connection of the server is given to another client.
  public enum Mode: String, Sendable {
    /// After each transaction.
    case transaction
    /// After each statement.
    case statement
  }

  /// The folder of its socket: the `host` of an address.
  public let folder: String
  private let keeper: ChildProcess
  private let input = Pipe()

  private static let binary = ["/usr/sbin/pgbouncer", "/usr/local/bin/pgbouncer", "/opt/homebrew/bin/pgbouncer"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  /// Whether there is one, and a cluster for it.
  public static var isInstalled: Bool { binary != nil && PostgresCluster.isInstalled }

  /// One before the cluster of this run, which hands its connections on after each transaction.
  public static let ofRun: Pooler? = {
    guard let cluster = PostgresCluster.ofRun else { return nil }
    return try? Pooler(before: cluster)
  }()

  /// Starts it.
  public init(before cluster: PostgresCluster, mode: Mode = .transaction) throws {
    guard let binary = Self.binary else { throw PostgresCluster.Failure(words: "no pgbouncer (Debian: pgbouncer)") }
    folder = FileManager.default.temporaryDirectory.appending(path: "koufen-pb-" + UUID().uuidString.prefix(8)).path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let settings = """
      [databases]
      * = host=\(cluster.folder)
      [pgbouncer]
      listen_addr =
      listen_port = 5432
      unix_socket_dir = \(folder)
      auth_type = trust
      auth_file = \(folder)/users
      pool_mode = \(mode.rawValue)
      default_pool_size = 20
      max_client_conn = 300
      logfile = \(folder)/log
      pidfile = \(folder)/pid
      """
    try Data(settings.utf8).write(to: URL(filePath: folder + "/ini"))
    try Data("\"postgres\" \"\"\n".utf8).write(to: URL(filePath: folder + "/users"))
    let script = """
      set -e
      cd "$1"; as=""
      if [ "$(id -u)" = 0 ]; then chown -R postgres "$1"; as="setpriv --reuid postgres --regid postgres --clear-groups"; fi
      $as "$2" -d "$1/ini" >/dev/null 2>&1
      # Its socket is there before anybody listens to it.
      until grep -q 'process up' "$1/log" 2>/dev/null; do :; done
      echo ready
      cat >/dev/null || true
      kill "$(cat "$1/pid")" 2>/dev/null || true
      rm -rf "$1"
      """
    let output = Pipe()
    keeper = try ChildProcess(
      "/bin/sh", ["-c", script, "sh", folder, binary], input: .pipe(input), output: .pipe(output))
    let said = output.fileHandleForReading.availableData
    guard String(decoding: said, as: UTF8.self).hasPrefix("ready") else {
      throw PostgresCluster.Failure(words: (try? String(contentsOfFile: folder + "/log", encoding: .utf8)) ?? "")
    }
  }

  /// Stops it and takes it away.
  public func end() {
    try? input.fileHandleForWriting.close()
    keeper.wait()
  }
}
