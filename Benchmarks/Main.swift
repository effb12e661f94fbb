import Foundation
import Ledger
import LedgerDomain
import LedgerFormat

/// Measures the ledger beside its baselines; what can be asked of it is told by `usage`.
@main
enum Main {
  private static let usage = """
    koufen-bench [EVENTS [RUNS]]                      the table
    koufen-bench postgres [EVENTS [RUNS]]             the table of the store in PostgreSQL
    koufen-bench server [EVENTS [SECONDS [SOAK]]]     the table of the server; each load so many seconds, SOAK all
    koufen-bench programmes [EVENTS]                  what programmes cost beside the regulation's own form
    koufen-bench commits STORE PROVIDERS SEED         how long a submission takes there, each in a commit of its own
    koufen-bench standings STORE PROVIDERS            how long a standing takes in a store that is there
    koufen-bench generate SEED PROVIDERS EVENTS       a history as JSON Lines
    """
  /// What the benchmark calls itself with besides.
  private static let works = [
    "postgres", "server", "programmes", "commits", "standings", "generate", "pg-submissions", "pg-raw", "message-db",
    "bare-server",
  ]

  static func main() async throws {
    let arguments = CommandLine.arguments.dropFirst()
    if let first = arguments.first, Int(first) == nil, !works.contains(first) {
      let isAsked = ["help", "--help", "-h"].contains(first)
      try (isAsked ? FileHandle.standardOutput : FileHandle.standardError).write(contentsOf: Data((usage + "\n").utf8))
      exit(isAsked ? 0 : 64)
    }
    if arguments.first == "standings", arguments.count == 3, let providers = Int(arguments[3]) {
      let figures = try Bench.standings(in: arguments[2], providers: providers)
      print(
        "p99 with all breaches \(Int(figures.whole * 1e6)) µs, without \(Int(figures.summaries * 1e6)) µs; "
          + "a keyed SELECT \(Int(figures.select * 1e6)) µs")
      return
    }
    if arguments.first == "commits", arguments.count == 4, let providers = Int(arguments[3]),
      let seed = UInt64(arguments[4])
    {
      let (seconds, events) = try Bench.commits(3000, after: 3000, in: arguments[2], providers: providers, seed: seed)
      print("3000 commits, \(events) events, \(Int(3000 / seconds))/s")
      return
    }
    if arguments.first == "programmes" {
      let events = arguments.compactMap { Int($0) }.first ?? 200_000
      return Bench.print(try Bench.programmeLines(".build/bench", events: events))
    }
    if let work = arguments.first, ["pg-submissions", "pg-raw"].contains(work) {
      return try PostgresBench.one(of: work, Array(arguments.dropFirst()))
    }
    if arguments.first == "message-db", arguments.count == 4, let count = Int(arguments[4]) {
      return try Others.write(RawPostgres(arguments[2]), count, perCommit: 1, stream: "crowd\(arguments[3])")
    }
    if arguments.first == "bare-server" { return try await BareServer.run(arguments.compactMap { Int($0) }) }
    if arguments.first == "server" {
      let numbers = arguments.compactMap { Int($0) }
      let bench = URL(filePath: CommandLine.arguments[0]).path
      let koufen = URL(filePath: bench).deletingLastPathComponent().appending(path: "koufen").path
      return try await ServerBench(
        koufen: koufen, bench: bench, folder: ".build/bench-server", events: numbers.first ?? 1_000_000,
        providers: min(5000, (numbers.first ?? 1_000_000) / 20), seconds: numbers.dropFirst().first ?? 5,
        soak: numbers.dropFirst(2).first ?? 60
      ).run()
    }
    if arguments.first == "postgres" {
      let numbers = arguments.compactMap { Int($0) }
      let bench = URL(filePath: CommandLine.arguments[0]).path
      let koufen = URL(filePath: bench).deletingLastPathComponent().appending(path: "koufen").path
      return try PostgresBench(
        koufen: koufen, bench: bench, folder: ".build/bench-postgres", events: numbers.first ?? 100_000,
        providers: 5000,
        runs: numbers.dropFirst().first ?? 3
      ).run()
    }
    guard arguments.first == "generate" else {
      let numbers = arguments.compactMap { Int($0) }
      let koufen = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "koufen").path
      return try Bench(
        koufen: koufen, folder: ".build/bench", events: numbers.first ?? 200_000, providers: 5000,
        runs: numbers.dropFirst().first ?? 3
      ).run()
    }
    if arguments.first == "generate", arguments.count == 4 {
      let numbers = arguments.dropFirst().compactMap { Int($0) }
      var history = History(seed: UInt64(numbers[0]), providers: numbers[1], events: numbers[2])
      var buffer: [UInt8] = []
      for _ in 0..<numbers[2] {
        buffer.append(contentsOf: Array(history.next().utf8))
        buffer.append(UInt8(ascii: "\n"))
        if buffer.count > 1 << 20 {
          try FileHandle.standardOutput.write(contentsOf: Data(buffer))
          buffer.removeAll(keepingCapacity: true)
        }
      }
      try FileHandle.standardOutput.write(contentsOf: Data(buffer))
    }
  }
}
