import Foundation
import PostgresEventStore

/// What eight processes come to that each commit `2 * commits` times, commits a second in all.
struct Crowd {
  /// The second half of each, when each has met most of the providers: from the first to begin it to the last to end.
  let warm: Double
  /// From the start of the first process to the end of the last.
  let whole: Double

  init(of work: String, _ bench: String, _ address: String, commits: Int, providers: Int, in folder: String) throws {
    let told = folder + "/crowd"
    let process = Spawn.run([
      "sh", "-c",
      "for n in 1 2 3 4 5 6 7 8; do \"$0\" \(work) \"$1\" $n \(commits) \(providers) > \"$2-$n\" & done; wait",
      bench, address, told,
    ])
    let spans = try (1...8).map { number in
      try String(contentsOfFile: "\(told)-\(number)", encoding: .utf8).split(whereSeparator: \.isWhitespace)
        .compactMap { Double($0) }
    }
    let (starts, ends) = (spans.compactMap(\.first), spans.compactMap(\.last))
    guard spans.allSatisfy({ $0.count == 2 }), let start = starts.min(), let end = ends.max() else {
      fatalError("\(work): a process told nothing")
    }
    warm = Double(8 * commits) / (end - start)
    whole = Double(8 * 2 * commits) / process.seconds
  }
}

extension PostgresBench {
  /// `pg-submissions ADDRESS NUMBER COUNT PROVIDERS` and `pg-raw …`: one of many processes at once. Prints when the second
  /// half of its commits was begun and when it was done, in seconds of the machine's clock.
  static func one(of work: String, _ arguments: [String]) throws {
    let numbers = arguments.dropFirst().compactMap { Int($0) }
    if work == "pg-submissions" {
      var start = 0.0
      _ = try submissions(
        numbers[1], in: arguments[0], providers: numbers[2], seed: numbers[0] * 1_000_003 &+ Int(getpid()),
        whenWarm: { start = Timer.now })
      return print(start, Timer.now)
    }
    let raw = try RawPostgres(arguments[0])
    let template = try raw.rows("bench", after: raw.number("SELECT max(position) FROM bench.events") - 1)
    guard let row = template.last else { return }
    // Numbers of its own: nobody waits for anybody.
    let first = numbers[0] * 100_000_000 + Int(getpid()) % 10_000 * 5000
    let rows = (0..<2 * numbers[1]).map { number in
      var own = row
      own.position = first + number
      own.stream = own.position
      own.version = 1
      own.id = nil
      return own
    }
    try raw.insert(rows.prefix(numbers[1]), [:], perCommit: 1)
    let start = Timer.now
    try raw.insert(rows.suffix(numbers[1]), [:], perCommit: 1)
    print(start, Timer.now)
  }
}
