import Foundation
import KoufenTesting

/// A store that is served, with accounts and their tokens: what a command prints of it over the server is held to what it
/// prints of the file.
final class ServedPlace {
  let place: Workplace
  /// Where it is served.
  let address: String
  private let server: KoufenProcess
  private var tokens: [String: String] = [:]

  /// Accounts by their roles; of a provider's, the provider.
  private static let accounts: [(id: String, words: [String])] = [
    ("feed", ["--role", "integration"]), ("chen", ["--role", "channel-expansion"]),
    ("wu", ["--role", "channel-operations"]), ("sun", ["--role", "department-head"]),
    ("admin", ["--role", "system-admin"]), ("boss", ["--role", "provider", "--provider", "hz-01"]),
    ("shop", ["--role", "outlet", "--provider", "hz-01", "--outlet", "o-1"]),
  ]

  /// Serves the store of a place.
  ///
  /// - Parameter listen: where; at a free port unless it is said.
  init(_ place: Workplace, _ options: [String] = [], listen: String = "127.0.0.1:0") throws {
    self.place = place
    for (id, words) in Self.accounts {
      _ = try place.run(["account", "add", id] + words)
      tokens[id] = try place.run(["token", "issue", id]).lines.first.map(String.init)
    }
    server = try KoufenProcess(
      [
        "serve", "--listen", listen, "--nightly", "never", "--limit", "person-rate=10000", "--limit",
        "person-burst=10000",
      ] + options, store: place.store)
    let line = server.awaitLines(1).first ?? ""
    address = line.split(separator: " ").last.map(String.init) ?? ""
  }

  deinit {
    server.send(SIGTERM)
    _ = server.end()
  }

  /// The token of an account.
  func token(_ account: String) -> String { tokens[account] ?? "" }

  /// Runs the tool on the server, as an account.
  func run(_ arguments: [String], as account: String = "admin", input: [String]? = nil, _ more: [String: String] = [:])
    throws -> KoufenProcess.End
  {
    try place.run(arguments, input: input, environment: environment(of: account).merging(more) { $1 })
  }

  /// Starts the tool on the server, as an account.
  func start(_ arguments: [String], as account: String) throws -> KoufenProcess {
    try KoufenProcess(arguments, store: address, environment: environment(of: account))
  }

  private func environment(of account: String) -> [String: String] {
    ["KOUFEN_STORE": address, "KOUFEN_TOKEN": token(account), "XDG_CACHE_HOME": place.folder.file("caches")]
  }

  /// Stops the server, and waits for its end.
  func stop() -> KoufenProcess.End {
    server.send(SIGTERM)
    return server.end()
  }
}
