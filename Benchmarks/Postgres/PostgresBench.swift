import EventStore
import Foundation
import Ledger
import LedgerDomain
import LedgerFormat
import PostgresEventStore
import PostgresTesting
import Rulebook

/// The ledger in PostgreSQL beside plain tables, SQLite, and other event stores, on one server with everything safe on disk.
struct PostgresBench {
  let koufen: String
  let bench: String
  let folder: String
  let events: Int
  let providers: Int
  let runs: Int

  /// Submissions that are timed, and as many before them that are not.
  private var commits: Int { max(40, min(2000, events / 20)) }

  private var file: String { folder + "/history.jsonl" }

  /// Measures everything and prints the table.
  func run() throws {
    guard let binaries = PostgresCluster.binaries else { fatalError("no PostgreSQL (Debian: postgresql)") }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let cluster = try PostgresCluster(
      binaries: binaries,
      settings: ["max_wal_size = 8GB", "jit = off", "wal_compression = lz4", "shared_buffers = 512MB"])
    defer { cluster.end() }
    let sqlite = Bench(koufen: koufen, folder: folder, events: events, providers: providers, runs: runs)
    sqlite.printMachine()
    print(
      "server: PostgreSQL \(try cluster.psql("SHOW server_version")), fsync \(try cluster.psql("SHOW fsync")), "
        + "synchronous_commit \(try cluster.psql("SHOW synchronous_commit"))")
    try sqlite.writeHistory()
    var lines: [Bench.Line] = []
    let address = cluster.address(of: "bench")
    let raw = try RawPostgres(address)
    try raw.makeTables()
    Bench.note("append --file")
    let file = try bulk(address, sqlite, raw, &lines)
    Bench.note("rebuild and verify")
    try scans(address, sqlite, raw, &lines)
    Bench.note("standings")
    try standings(address, raw, &lines)
    Bench.note("single commits")
    let single = try singleCommits(address, raw, &lines)
    Bench.note("round trips")
    try trips(cluster, &lines)
    Bench.note("year end")
    try yearEnd(address, raw, &lines)
    var ours = Others.Figures(single: single, bulk: file.rate, read: file.read, crowd: 0)
    Bench.note("eight processes")
    ours.crowd = try crowd(cluster, &lines)
    Bench.note("other stores")
    try Others(cluster: cluster, folder: folder, commits: commits).compare(ours, &lines)
    Bench.print(lines)
  }

  /// Makes a ledger anew.
  private func make(_ address: String) throws {
    let raw = try RawPostgres(address)
    try raw.run("DROP SCHEMA IF EXISTS bench CASCADE")
    _ = try PostgresEventStore.create(at: PostgresAddress(address))
  }

  /// `append --file`, beside unnest on plain tables and beside SQLite; returns events a second, and those of an export.
  private func bulk(
    _ address: String, _ sqlite: Bench, _ raw: RawPostgres, _ lines: inout [Bench.Line]
  ) throws -> (rate: Double, read: Double) {
    var ours: [Double] = []
    for _ in 0..<runs {
      try make(address)
      ours.append(Spawn.run([koufen, "append", "--file", file, "--store", address]).seconds)
    }
    let beside = sqlite.measureBulk(&lines).seconds
    let rows = try raw.rows("bench")
    let models = try raw.standings("bench")
    let plain = try (0..<runs).map { _ in
      try raw.run("TRUNCATE raw.events, raw.models")
      return try Timer.seconds { try raw.insert(rows[...], models, perCommit: 1000) }
    }
    lines.append(
      Bench.rate("append --file, whole process", rows.count, median(ours), rows.count, median(plain), target: "0.3"))
    lines.append(
      Bench.rate(
        "append --file, beside SQLite", rows.count, median(ours), rows.count, beside, target: "0.6"))
    let exports = (0..<runs).map { _ in Spawn.run([koufen, "export", "--store", address]).seconds }
    return (Double(rows.count) / median(ours), Double(rows.count) / median(exports))
  }

  private func scans(_ address: String, _ sqlite: Bench, _ raw: RawPostgres, _ lines: inout [Bench.Line]) throws {
    var (count, bytes) = (0, 0)
    let plain = try median(
      (0..<runs).map { _ in
        count = 0
        return try Timer.seconds {
          try raw.scan("bench") { page, row in
            count += 1
            bytes += page.bytes(row, 6)?.count ?? 0
          }
        }
      })
    for (work, target) in [("rebuild", "0.25"), ("verify", "0.15")] {
      let ours = median((0..<runs).map { _ in Spawn.run([koufen, work, "--store", address]).seconds })
      let beside = median((0..<runs).map { _ in Spawn.run([koufen, work, "--store", sqlite.store]).seconds })
      lines.append(Bench.rate("\(work), whole process", count, ours, count, plain, target: target))
      lines.append(Bench.rate("\(work), beside SQLite", count, ours, count, beside, target: "0.6"))
    }
  }

  private func standings(_ address: String, _ raw: RawPostgres, _ lines: inout [Bench.Line]) throws {
    let ledger = Ledger(
      store: PostgresEventStore(try PostgresAddress(address)), rules: Rules(try Rulebook.builtIn().terms))
    var random = SplitMix64(seed: 2)
    // Of so few events not every provider has one: to tell that there is none such takes longer, and is nobody's usual question.
    let known = try ledger.store.read { try $0.providers().map(\.text) }
    let keys = (0..<2 * commits).map { _ in known[random.below(known.count)] }
    let now = Instant(seconds: 1_800_000_000)
    let lookups = try raw.lookups("bench", keys).sorted()
    for listing in [true, false] {
      let ours = keys.map { key in
        Timer.seconds { _ = try? ledger.standing(of: Key(key), StandingQuestion(), now: now, listing: listing) }
      }.sorted()
      let (mine, plain) = (ours[ours.count * 99 / 100], lookups[lookups.count * 99 / 100])
      lines.append(
        Bench.Line(
          work: "standing in process, p99, \(listing ? "with" : "without") breaches", ours: Bench.micro(mine),
          baseline: Bench.micro(plain), ratio: mine / plain, target: "≤ 2"))
    }
    for (words, provider) in [("of the most events", "p-0"), ("in the middle", known[known.count / 2])] {
      process(address, provider, words, &lines)
    }
  }

  /// `koufen standing P` as a process beside psql; of the provider with a tenth of all events it prints thousands of lines.
  private func process(_ address: String, _ provider: String, _ words: String, _ lines: inout [Bench.Line]) {
    let command = median((0..<21).map { _ in Spawn.run([koufen, "standing", provider, "--store", address]).seconds })
    let plain = address.replacing("&ledger=bench", with: "")
    let psql = median(
      (0..<21).map { _ in
        Spawn.run([
          (PostgresCluster.binaries ?? "") + "/psql", "-X", plain, "-c",
          "SELECT value FROM bench.models WHERE key = 'standing/\(provider)'",
        ]).seconds
      })
    lines.append(
      Bench.Line(
        work: "koufen standing P, whole process, \(words)", ours: Bench.micro(command), baseline: Bench.micro(psql),
        ratio: command / psql, target: "≤ 1.5"))
  }

  /// One submission a commit; returns commits a second.
  private func singleCommits(_ address: String, _ raw: RawPostgres, _ lines: inout [Bench.Line]) throws -> Double {
    let models = try raw.standings("bench")
    var (ours, plain) = ([Double](), [Double]())
    for run in 0..<runs {
      let start = try raw.number("SELECT max(position) FROM bench.events")
      ours.append(
        try Self.submissions(commits, in: address, providers: providers / 10, seed: run))
      let rows = try raw.rows("bench", after: start).suffix(commits)
      try raw.run("DELETE FROM raw.events WHERE position > $1", [.number(start)])
      plain.append(try Timer.seconds { try raw.insert(rows, models, perCommit: 1) })
    }
    lines.append(
      Bench.rate(
        "one submission a commit", commits, median(ours), commits, median(plain), target: "0.35"))
    return Double(commits) / median(ours)
  }

  /// The seconds that so many submissions take, each in a commit of its own, after as many that are not counted.
  static func submissions(
    _ count: Int, in address: String, providers: Int, seed: Int, whenWarm: () throws -> Void = {}
  ) throws -> Double {
    let ledger = Ledger(
      store: PostgresEventStore(try PostgresAddress(address)), rules: Rules(try Rulebook.builtIn().terms))
    var random = SplitMix64(seed: UInt64(seed))
    let drafts = try (0..<2 * count).map { number in
      let text =
        "{\"type\":\"PromotionRun\",\"provider\":\"p-\(random.below(providers))\",\"at\":\"2021-01-01\","
        + "\"by\":\"feed@integration\",\"data\":{\"promotion\":\"pg-\(seed)-\(number)\"}}"
      return try Draft(json: Array(text.utf8), in: ledger.zone)
    }
    let now = Instant(seconds: 1_800_000_000)
    func submit(_ draft: Draft) throws {
      do { _ = try ledger.submit(draft, now: now) } catch is Refusal {}
    }
    for draft in drafts.prefix(count) { try submit(draft) }
    try whenWarm()
    return try Timer.seconds { for draft in drafts.dropFirst(count) { try submit(draft) } }
  }

  private func yearEnd(_ address: String, _ raw: RawPostgres, _ lines: inout [Bench.Line]) throws {
    _ = Spawn.run([koufen, "sweep", "--store", address, "--through", "2019-12-31"])
    let start = try raw.number("SELECT max(position) FROM bench.events")
    let ours = Spawn.run([koufen, "year-end", "2019", "--store", address]).seconds
    let rows = try raw.rows("bench", after: start)
    let models = try raw.standings("bench")
    try raw.run("DELETE FROM raw.events WHERE position > $1", [.number(start)])
    let plain = try Timer.seconds { try raw.insert(rows[...], models, perCommit: 1000) }
    lines.append(
      Bench.rate("year-end, whole process", rows.count, ours, rows.count, plain, target: "0.3"))
  }

  /// Eight processes that submit at once, without a standby and with one a millisecond away; returns commits a second in all of
  /// the first, the processes' starts and their first meetings of each provider counted.
  private func crowd(_ cluster: PostgresCluster, _ lines: inout [Bench.Line]) throws -> Double {
    let line = try MessageProxy(before: cluster.folder, delay: .milliseconds(1))
    defer { line.end() }
    let standby = try PostgresCluster(
      binaries: PostgresCluster.binaries ?? "", settings: [], from: .standby(of: cluster, through: line.folder))
    defer { standby.end() }
    try cluster.awaitStandby()
    func run(_ work: String) throws -> Crowd {
      try Crowd(
        of: work, bench, cluster.address(of: "bench"), commits: commits / 4, providers: providers / 10, in: folder)
    }
    let alone = try (ours: run("pg-submissions"), plain: run("pg-raw"))
    try cluster.set("synchronous_standby_names", "standby")
    try cluster.awaits("SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'", "1")
    let far = try (ours: run("pg-submissions"), plain: run("pg-raw"))
    try cluster.set("synchronous_standby_names", "")
    for (place, figures) in [("no standby", alone), ("synchronous standby 1 ms away", far)] {
      for (state, ours, plain) in [
        ("warm", figures.ours.warm, figures.plain.warm), ("whole processes", figures.ours.whole, figures.plain.whole),
      ] {
        lines.append(
          Bench.Line(
            work: "8 processes, \(place), \(state)", ours: "\(Int(ours))/s", baseline: "\(Int(plain))/s",
            ratio: ours / plain, target: "≥ 0.15"))
      }
    }
    return alone.ours.whole
  }

  /// How often the server is waited for, counted.
  private func trips(_ cluster: PostgresCluster, _ lines: inout [Bench.Line]) throws {
    let proxy = try MessageProxy(before: cluster.folder)
    defer { proxy.end() }
    let address = cluster.address(of: "bench").replacing(cluster.folder, with: proxy.folder)
    let ledger = Ledger(
      store: PostgresEventStore(try PostgresAddress(address)), rules: Rules(try Rulebook.builtIn().terms))
    _ = try ledger.head()
    let now = Instant(seconds: 1_800_000_000)
    func counted(_ work: String, _ target: String, _ most: Double, _ body: () throws -> Void) rethrows {
      proxy.cut(at: nil)
      try body()
      lines.append(
        Bench.Line(
          work: "round trips: \(work)", ours: "\(proxy.trips)", baseline: "-", ratio: Double(proxy.trips) / most,
          target: "≤ \(target)"))
    }
    let text =
      "{\"id\":\"0190c0de-0000-7000-8000-000000000001\",\"type\":\"PromotionRun\",\"provider\":\"p-1\",\"at\":\"2021-01-01\","
      + "\"by\":\"feed@integration\",\"data\":{\"promotion\":\"trips\"}}"
    let draft = try Draft(json: Array(text.utf8), in: ledger.zone)
    try counted("a submission", "2", 2) { _ = try ledger.submit(draft, now: now) }
    try counted("a repeated id", "2", 2) { _ = try ledger.submit(draft, now: now) }
    try counted("a standing", "2", 2) { _ = try ledger.standing(of: Key("p-1"), StandingQuestion(), now: now) }
    let most = 2 + providers / 500
    try counted("a list of \(providers)", "2 + n/500 = \(most)", Double(most)) {
      _ = try ledger.standings(StandingQuestion(), now: now, listing: false)
    }
  }
}
