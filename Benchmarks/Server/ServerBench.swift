import Foundation
import KoufenTesting

/// The ledger over HTTP beside a bare server that answers with constants of the same sizes, and beside plain SQLite (server
/// §15), at full durability on a real disk.
struct ServerBench {
  let koufen: String
  let bench: String
  let folder: String
  let events: Int
  let providers: Int
  /// Seconds of each load.
  let seconds: Int
  /// Seconds of all of it together, at the end.
  let soak: Int

  private static let connections = 64
  private static let runs = 3

  private var bulkLines: Int { events / 10 }
  private var store: String { folder + "/bench.db" }

  /// A server, and who asks it.
  struct Served {
    var process: ServerProcess
    /// Seconds from its start until it was ready.
    var start: Double
    /// The tokens of a member of staff and of a feed.
    var staff: String, feed: String
  }

  /// Measures everything and prints the table.
  func run() async throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let local = Bench(koufen: koufen, folder: folder, events: events, providers: providers, runs: 1)
    local.printMachine()
    Bench.note("append --file of the ledger")
    try makeStore(local)
    var lines: [Bench.Line] = []
    Bench.note("append --file --keep-going")
    let plain = try plainBulk()
    Bench.note("commits in process")
    let commits = try Bench.commits(3000, after: 3000, in: copied("commits.db"), providers: providers / 10, seed: 1)
    let served = serve()
    Bench.note("reading")
    let reading = measureReading(served, &lines)
    Bench.note("submissions")
    measureSubmissions(served, alone: 3000 / commits.seconds, &lines)
    Bench.note("a bulk")
    measureBulk(served, plain: plain, reading, &lines)
    Bench.note("a hundred followers")
    measureFollowers(served, &lines)
    Bench.note("all of it for \(soak) s")
    measureMemory(served, reading, &lines)
    lines.append(ratio("start to ready", served.start, of: 2))
    Bench.print(lines)
  }

  // MARK: Preparing

  private func makeStore(_ local: Bench) throws {
    try local.writeHistory()
    for suffix in ["", "-wal", "-shm", ".server", ".server-wal", ".server-shm"] {
      try? FileManager.default.removeItem(atPath: store + suffix)
    }
    _ = Spawn.run([koufen, "append", "--file", folder + "/history.jsonl", "--store", store])
    RawSQLite(path: store).run("PRAGMA wal_checkpoint(TRUNCATE)")
  }

  /// A copy of the store, on the disk.
  private func copied(_ name: String) -> String {
    let path = folder + "/" + name
    for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
    do { try FileManager.default.copyItem(atPath: store, toPath: path) } catch { fatalError("\(error)") }
    _ = Spawn.run(["sync"])
    return path
  }

  private func serve() -> Served {
    func token(_ account: String, _ role: String) -> String {
      _ = Spawn.run([koufen, "account", "add", account, "--role", role, "--store", store])
      let end = try? KoufenProcess.run(["token", "issue", account], store: store)
      return end?.lines.first.map(String.init) ?? ""
    }
    let (staff, feed) = (token("staff", "channel-operations"), token("feed", "integration"))
    let most = ["person-rate", "person-burst", "feed-rate", "feed-burst", "streams-each"].flatMap { name in
      ["--limit", "\(name)=\(name == "streams-each" ? 200 : 1_000_000)"]
    }
    let start = Timer.now
    let process = ServerProcess(
      [koufen, "serve", "--store", store, "--listen", "127.0.0.1:0", "--nightly", "never"] + most)
    while PlainHTTP.ask("GET", "/readyz", staff, port: process.port)?.status != 200 { sched_yield() }
    return Served(process: process, start: Timer.now - start, staff: staff, feed: feed)
  }

  // MARK: Reading

  /// What is asked, and what it is to come to.
  private struct Asked {
    var work: String
    var path: String
    /// The part of a bare server's answers that is wanted.
    var share: String
    /// Seconds that the 99th percentile is to stay below; nil where that is not said.
    var p99: Double?
    /// The tag under which nothing has changed.
    var tag: String?
  }

  /// Whatever is read, over and over, at the end.
  private struct Reading {
    var standing: String
    var paths: [String]
  }

  private func measureReading(_ served: Served, _ lines: inout [Bench.Line]) -> Reading {
    var quiet: String?
    for number in (0..<providers).reversed() where quiet == nil {
      let path = "/v1/providers/p-\(number)"
      let answer = PlainHTTP.ask("GET", path, served.staff, port: served.process.port)
      if answer?.body.contains(#""breaches":[]"#) ?? false { quiet = path }
    }
    let standing = quiet ?? "/v1/providers/p-0"
    let page = standing.replacing("/v1", with: "")
    let tag = served.process.ask(standing, served.staff).fields["etag"]
    let asked = [
      Asked(work: "standing without breaches", path: standing, share: "0.5", p99: 0.01),
      Asked(work: "304 for the same", path: standing, share: "0.7", tag: tag),
      Asked(work: "100 events as JSON", path: "/v1/events?after=\(events / 2)", share: "0.3"),
      Asked(work: "overview page", path: "/", share: "0.2", p99: 0.05),
      Asked(work: "provider page", path: page, share: "0.1", p99: 0.05),
      Asked(work: "first page of the queue", path: "/v1/queue", share: "0.2"),
    ]
    let sizes = asked.map { served.process.ask($0.path, served.staff).body.utf8.count }
    let bare = ServerProcess([bench, "bare-server"] + sizes.map(String.init))
    for (asked, size) in zip(asked, sizes) {
      let path = asked.tag == nil ? BareServer.path(size) : BareServer.unchanged
      compare(asked, served, bare, path, asked.tag == nil ? size : 0, &lines)
    }
    return Reading(standing: standing, paths: asked.map(\.path))
  }

  private func compare(
    _ asked: Asked, _ served: Served, _ bare: ServerProcess, _ path: String, _ size: Int, _ lines: inout [Bench.Line]
  ) {
    var (ours, raw) = ([Load](), [Load]())
    let fields = ["Authorization: Bearer \(served.staff)"] + (asked.tag.map { ["If-None-Match: \($0)"] } ?? [])
    // The first of each is not counted.
    for run in 0...Self.runs {
      let seconds = run == 0 ? 1 : seconds
      raw.append(load(.get(fields: []), path, bare, seconds: seconds))
      ours.append(load(.get(fields: fields), asked.path, served.process, seconds: seconds))
    }
    let (mine, other) = (median(ours.dropFirst().map(\.perSecond)), median(raw.dropFirst().map(\.perSecond)))
    lines.append(rate("\(asked.work), \(size) B", mine, other, target: asked.share))
    tell(ours, asked.work)
    if let most = asked.p99 { lines.append(ratio("  p99", median(ours.dropFirst().map(\.p99)), of: most)) }
  }

  private func load(
    _ sending: Load.Sending, _ path: String, _ server: ServerProcess, connections: Int = Self.connections, seconds: Int
  ) -> Load {
    Load.run(sending, path, port: server.port, connections: connections, seconds: seconds, in: folder)
  }

  // MARK: Submitting

  private func measureSubmissions(_ served: Served, alone commits: Double, _ lines: inout [Bench.Line]) {
    let bare = ServerProcess([bench, "bare-server"])
    let accepting = accepting(served)
    let head = position(served)
    var loads: [Int: [Load]] = [:]
    for run in 0...Self.runs {
      for connections in [1, Self.connections] {
        let events = Load.Sending.events(of: accepting, name: "s-\(run)-\(connections)", token: served.feed)
        loads[connections, default: []].append(
          load(events, "/v1/events", served.process, connections: connections, seconds: run == 0 ? 2 : seconds))
      }
    }
    let (one, many) = (loads[1, default: []], loads[Self.connections, default: []])
    tell(one + many, "submissions")
    let event = #"{"type":"PromotionRun","provider":"p-100","at":"2021-01-01","data":{"promotion":"s-1-64-1-12345"}}"#
    let echo = load(.post(event), "/echo", bare, seconds: seconds).perSecond
    let plain = plainCommits(after: head)
    let alone = median(one.dropFirst().map(\.perSecond))
    let together = median(many.dropFirst().map(\.perSecond))
    lines.append(rate("submissions, 64 connections, by an echo", together, echo, target: "0.5 (of the smaller)"))
    lines.append(rate("the same, by SQLite at 64 a commit", together, plain, target: "0.5 (of the smaller)"))
    lines.append(ratio("  p99", median(many.dropFirst().map(\.p99)), of: 0.025))
    lines.append(rate("submissions, 1 connection, by commits in process", alone, commits, target: "0.6"))
    lines.append(rate("64 connections by 1 connection", together, alone, target: "3"))
  }

  /// Providers that take an event, as many as there are connections.
  private func accepting(_ served: Served) -> [String] {
    var found: [String] = []
    for number in stride(from: 0, to: providers, by: 7) where found.count < Self.connections {
      let event = #"{"type":"PromotionRun","provider":"p-\#(number)","at":"2021-01-01","data":{"promotion":"s"}}"#
      let target = "/v1/events?dryRun=true"
      let answer = PlainHTTP.ask("POST", target, served.feed, port: served.process.port, ("application/json", event))
      if answer?.status == 200 { found.append("p-\(number)") }
    }
    return found
  }

  private func position(_ served: Served) -> Int {
    served.process.ask("/v1/events?limit=1", served.staff).fields["koufen-position"].flatMap { Int($0) } ?? 0
  }

  /// Rows a second, 64 in a commit, of a plain table that has as many others.
  private func plainCommits(after head: Int) -> Double {
    var rows: [RawSQLite.EventRow] = []
    RawSQLite(path: store).scan(after: head) { if rows.count < 40_000 { rows.append($0) } }
    let path = folder + "/raw.db"
    for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
    let database = RawSQLite(path: path)
    database.makeTables()
    database.copyEvents(of: store, through: head)
    // Until the write-ahead log has been round once, each commit makes its file longer.
    let half = rows.count / 2
    database.insert(rows[..<half], perCommit: Self.connections)
    return Double(rows.count - half) / Timer.seconds { database.insert(rows[half...], perCommit: Self.connections) }
  }

  // MARK: Bulks

  /// A file of events for providers that act often.
  private func bulk(_ name: String) -> String {
    let path = folder + "/\(name).jsonl"
    var random = SplitMix64(seed: 3)
    let lines = (0..<bulkLines).map { number in
      #"{"type":"PromotionRun","provider":"p-\#(random.below(providers / 10))","at":"2021-01-01","#
        + #""by":"feed@integration","data":{"promotion":"\#(name)-\#(number)"}}"#
    }
    do { try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(filePath: path)) } catch {
      fatalError("\(error)")
    }
    return path
  }

  /// Lines a second by the command line, on a copy; lines that are refused are ones, too.
  private func plainBulk() throws -> Double {
    let file = bulk("plain")
    let command = [koufen, "append", "--file", file, "--keep-going", "--store", copied("bulk.db")]
    // It ends with 1 where a line was refused.
    let seconds = Timer.seconds { _ = Spawn.run(["sh", "-c", "\"$@\" 2>/dev/null || true", "sh"] + command) }
    return Double(bulkLines) / seconds
  }

  private func hand(_ file: String, _ served: Served) -> [String] {
    [
      "curl", "-sSf", "-o", folder + "/told.jsonl", "-H", "Authorization: Bearer \(served.feed)", "-H",
      "Content-Type: application/jsonl", "-T", file, "-X", "POST",
      "http://127.0.0.1:\(served.process.port)/v1/events?mode=each",
    ]
  }

  private func measureBulk(_ served: Served, plain: Double, _ reading: Reading, _ lines: inout [Bench.Line]) {
    let fields = ["Authorization: Bearer \(served.staff)"]
    let seconds = Spawn.run(hand(bulk("first"), served)).seconds
    let without = load(.get(fields: fields), reading.standing, served.process, seconds: seconds.rounded)
    lines.append(rate("mode=each, lines", Double(bulkLines) / seconds, plain, target: "0.7"))
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = hand(bulk("second"), served)
    do { try process.run() } catch { fatalError("\(error)") }
    let beside = load(.get(fields: fields), reading.standing, served.process, seconds: seconds.rounded)
    if !process.isRunning { Bench.note("the bulk was over before the reading beside it was") }
    process.waitUntilExit()
    tell([without, beside], "reading beside a bulk")
    lines.append(
      Bench.Line(
        work: "reading while a bulk of \(bulkLines) runs, p99", ours: milliseconds(beside.p99),
        baseline: milliseconds(without.p99), ratio: beside.p99 / without.p99, target: "≤ 3"))
  }

  // MARK: Following, memory

  private func measureFollowers(_ served: Served, _ lines: inout [Bench.Line]) {
    let provider = accepting(served).first ?? "p-0"
    let followers = Followers(100, after: position(served), of: served.process, served.staff)
    var seconds: [Double] = []
    for number in 0..<200 {
      let event = #"{"provider":"\#(provider)","type":"PromotionRun","at":"2021-01-01","#
      let start = Timer.now
      let answer = PlainHTTP.ask(
        "POST", "/v1/events", served.feed, port: served.process.port,
        ("application/json", event + #""data":{"promotion":"followed-\#(number)"}}"#))
      guard answer?.status == 201, let position = answer?.fields["koufen-position"].flatMap({ Int($0) }) else {
        fatalError("the event is not taken: \(answer?.body ?? "")")
      }
      seconds += followers.have(position, since: start)
    }
    // From handing it in, so the commit itself is in it.
    let p99 = seconds.sorted()[seconds.count * 99 / 100]
    lines.append(ratio("handed in to received, 100 followers, p99", p99, of: 0.05))
  }

  private func measureMemory(_ served: Served, _ reading: Reading, _ lines: inout [Bench.Line]) {
    let start = Timer.now
    let accepting = accepting(served)
    let fields = ["Authorization: Bearer \(served.staff)"]
    var (round, half) = (0, 0)
    while Timer.now - start < Double(soak) {
      for path in reading.paths { _ = load(.get(fields: fields), path, served.process, seconds: 1) }
      let events = Load.Sending.events(of: accepting, name: "soak-\(round)", token: served.feed)
      _ = load(events, "/v1/events", served.process, seconds: 2)
      if round % 10 == 0 { _ = Spawn.run(hand(bulk("soak-\(round)-bulk"), served)) }
      round += 1
      if half == 0, Timer.now - start >= Double(soak) / 2 { half = served.process.residentBytes }
    }
    let end = served.process.residentBytes
    func line(_ work: String, _ baseline: Int, _ target: String) -> Bench.Line {
      Bench.Line(
        work: work, ours: "\(end / 1_000_000) MB", baseline: "\(baseline / 1_000_000) MB",
        ratio: Double(end) / Double(max(1, baseline)), target: target)
    }
    lines.append(line("memory after \(soak) s of all this", 300_000_000, "< 1"))
    lines.append(line("  by that at the half of it", half, "≤ 1"))
  }

  // MARK: Lines of the table

  private func rate(_ work: String, _ ours: Double, _ baseline: Double, target: String) -> Bench.Line {
    Bench.rate(work, Int(ours), 1, Int(baseline), 1, target: target)
  }

  /// A time by the longest that is wanted.
  private func ratio(_ work: String, _ ours: Double, of most: Double) -> Bench.Line {
    Bench.Line(
      work: work, ours: milliseconds(ours), baseline: milliseconds(most), ratio: ours / most, target: "< 1")
  }

  private func milliseconds(_ seconds: Double) -> String { "\(Double(Int(seconds * 10_000)) / 10) ms" }

  /// Failures are no part of a figure: they are told.
  private func tell(_ loads: [Load], _ work: String) {
    let failures = loads.reduce(0) { $0 + $1.failures }
    if failures > 0 { Bench.note("\(work): \(failures) answers were no success") }
  }
}

extension Double {
  /// In whole seconds, one at least, and no more than pass.
  fileprivate var rounded: Int { Swift.max(1, Int(self)) }
}
