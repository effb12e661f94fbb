import Foundation
import PostgresEventStore
import PostgresTesting

/// Other event stores on the same server: message-db, where `MESSAGE_DB` names a checkout, and Python's eventsourcing.
struct Others {
  let cluster: PostgresCluster
  let folder: String
  /// Commits that are timed one by one.
  let commits: Int

  /// Events a second: each in a commit, many in one, read, and by eight processes at once.
  struct Figures {
    var single: Double
    var bulk: Double
    var read: Double
    var crowd: Double
  }

  /// Adds a line for each kind of work and each other store.
  func compare(_ ours: Figures, _ lines: inout [Bench.Line]) throws {
    if let checkout = ProcessInfo.processInfo.environment["MESSAGE_DB"] {
      add("message-db", try messageDB(checkout), ours, &lines)
    } else {
      print("not measured: message-db, for MESSAGE_DB names no checkout of it")
    }
    if let figures = try eventsourcing() {
      add("eventsourcing", figures, ours, &lines)
    }
  }

  private func add(_ name: String, _ theirs: Figures, _ ours: Figures, _ lines: inout [Bench.Line]) {
    for (work, mine, other) in [
      ("one event a commit", ours.single, theirs.single), ("many events a commit", ours.bulk, theirs.bulk),
      ("reading the log", ours.read, theirs.read), ("8 processes", ours.crowd, theirs.crowd),
    ] where other > 0 {
      lines.append(
        Bench.Line(
          work: "\(work), beside \(name)", ours: "\(Int(mine))/s", baseline: "\(Int(other))/s", ratio: mine / other,
          target: "> 1"))
    }
  }

  /// An event as long as ours are.
  private static let body = "{\"promotion\":\"" + String(repeating: "x", count: 250) + "\"}"

  private func messageDB(_ checkout: String) throws -> Figures {
    _ = Spawn.run([
      "sh", "-c", "cd \"$0/database\" && PGHOST=\"$1\" PGUSER=postgres bash ./install.sh >/dev/null", checkout,
      cluster.folder,
    ])
    let address = cluster.address(of: "none", database: "message_store")
    let raw = try RawPostgres(address)
    let count = commits
    let single = try Timer.seconds { try Self.write(raw, count, perCommit: 1, stream: "single") }
    let many = try Timer.seconds { try Self.write(raw, commits * 10, perCommit: min(1000, commits), stream: "bulk") }
    var read = 0
    let reading = try Timer.seconds {
      var position = 0
      while true {
        var last = 0
        raw.connection.ask(
          """
          SELECT global_position, id, stream_name, type, position, data, metadata, time \
          FROM message_store.get_category_messages('bulk', $1, 1000)
          """, [.number(position)]
        ) { result in
          for row in 0..<result.count { last = result.number(row, 0) ?? 0 }
          read += result.count
        }
        try raw.connection.settle()
        if last == 0 { return }
        position = last + 1
      }
    }
    let crowd = Spawn.run([
      "sh", "-c", "for n in 1 2 3 4 5 6 7 8; do \"$0\" message-db \"$1\" $n \(max(5, commits / 5)) & done; wait",
      CommandLine.arguments[0], address,
    ])
    return Figures(
      single: Double(count) / single, bulk: Double(commits * 10) / many, read: Double(read) / reading,
      crowd: Double(8 * max(5, commits / 5)) / crowd.seconds)
  }

  /// Writes messages to five hundred streams of a category, so many in a commit.
  static func write(_ raw: RawPostgres, _ count: Int, perCommit: Int, stream: String) throws {
    // Its functions name one another without their schema.
    try raw.run("SET search_path = message_store, public")
    for number in 0..<count {
      if number % perCommit == 0 { raw.connection.ask("BEGIN") }
      raw.connection.ask(
        """
        SELECT message_store.write_message(gen_random_uuid()::varchar, $1::varchar, 'PromotionRun'::varchar, \
        $2::text::jsonb)
        """, [.text("\(stream)-\(number % 500)"), .text(body)])
      if number % perCommit == perCommit - 1 {
        raw.connection.ask("COMMIT")
        if perCommit == 1 { try raw.connection.settle() } else { try raw.connection.flush() }
      }
    }
    try raw.connection.settle()
  }

  /// What its script prints: four numbers.
  private func eventsourcing() throws -> Figures? {
    let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "eventsourcing_bench.py").path
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = [
      "-c",
      """
      set -e
      [ -x "$0/venv/bin/python" ] || python3 -m venv "$0/venv" >&2
      "$0/venv/bin/python" -c 'import eventsourcing, psycopg' 2>/dev/null \
        || "$0/venv/bin/pip" install -q 'eventsourcing[postgres]==9.4.6' >&2
      PGHOST="$1" exec "$0/venv/bin/python" "$2" "$3"
      """, URL(filePath: folder).absoluteURL.path, cluster.folder, script,
      String(commits),
    ]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let numbers = said.split(separator: " ").compactMap { Double($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
    guard process.terminationStatus == 0, numbers.count == 4 else {
      print("not measured: eventsourcing, which could not be installed or run")
      return nil
    }
    return Figures(single: numbers[0], bulk: numbers[1], read: numbers[2], crowd: numbers[3])
  }
}
