import EventStore
import Foundation
import Ledger
import LedgerDomain
import LedgerFormat
import Rulebook
import SQLiteEventStore

/// One program, one run, one table: each figure beside its baseline on the same rows.
struct Bench {
  let koufen: String
  let folder: String
  let events: Int
  let providers: Int
  let runs: Int

  /// One line of the table.
  struct Line {
    var work: String
    var ours: String
    var baseline: String
    var ratio: Double
    var target: String
  }

  var store: String { folder + "/bench.db" }
  private var file: String { folder + "/history.jsonl" }

  func run() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    printMachine()
    try writeHistory()
    var lines: [Line] = []
    let bulk = measureBulk(&lines)
    // Before the rows are read: a new process is counted with the memory of the one that starts it.
    let rebuilds = (0..<runs).map { _ in Spawn.run([koufen, "rebuild", "--store", store]) }
    let verifications = (0..<runs).map { _ in Spawn.run([koufen, "verify", "--store", store]) }
    let openWork = Self.openWork.map { work in
      (0..<max(3, runs)).map { _ in Spawn.run([koufen] + work + ["--store", store]) }
    }
    let rows = readRows()
    compareBulk(bulk, rows, &lines)
    compareScan(rows.count, [("rebuild", rebuilds, "0.4"), ("verify", verifications, "0.25")], &lines)
    try measureStandings(&lines)
    measureProcess(&lines)
    compareOpenWork(openWork, &lines)
    try measureSingleCommits(rows, &lines)
    measureYearEnd(&lines)
    try measureProgrammes(&lines)
    measureSize(&lines)
    printSettings()
    Self.print(lines)
  }

  func printMachine() {
    Swift.print(
      "machine: \(ProcessInfo.processInfo.activeProcessorCount) × \(processor); filesystem: \(filesystem); "
        + "events: \(events), providers: \(providers), medians of \(runs)")
  }

  private var processor: String {
    let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix("model name") }
    return line?.split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) } ?? "unknown processor"
  }

  private var filesystem: String {
    let text = (try? String(contentsOfFile: "/proc/mounts", encoding: .utf8)) ?? ""
    let absolute = URL(filePath: folder).standardizedFileURL.path
    var best = ("", "unknown")
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      guard words.count > 2, absolute.hasPrefix(words[1]), words[1].count >= best.0.count else { continue }
      best = (words[1], words[2])
    }
    return best.1
  }

  func writeHistory() throws {
    var history = History(seed: 1, providers: providers, events: events)
    _ = FileManager.default.createFile(atPath: file, contents: nil)
    guard let handle = FileHandle(forWritingAtPath: file) else { fatalError("cannot write \(file)") }
    var buffer: [UInt8] = []
    for _ in 0..<events {
      buffer.append(contentsOf: Array(history.next().utf8))
      buffer.append(UInt8(ascii: "\n"))
      if buffer.count > 1 << 20 {
        try handle.write(contentsOf: Data(buffer))
        buffer.removeAll(keepingCapacity: true)
      }
    }
    try handle.write(contentsOf: Data(buffer))
    try handle.close()
  }

  private func remove(_ path: String) {
    for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
  }

  /// Copies the store, and waits until the copy is on the disk: else the first commits would wait for it.
  private func copyStore(to path: String) {
    remove(path)
    try? FileManager.default.copyItem(atPath: store, toPath: path)
    _ = Spawn.run(["sync"])
  }

  func measureBulk(_ lines: inout [Line]) -> Spawn {
    var spawns: [Spawn] = []
    for _ in 0..<runs {
      remove(store)
      spawns.append(Spawn.run([koufen, "append", "--file", file, "--store", store]))
    }
    return spawns.sorted { $0.seconds < $1.seconds }[runs / 2]
  }

  private func readRows() -> [RawSQLite.EventRow] {
    var rows: [RawSQLite.EventRow] = []
    RawSQLite(path: store).scan { rows.append($0) }
    return rows
  }

  private func compareBulk(_ bulk: Spawn, _ rows: [RawSQLite.EventRow], _ lines: inout [Line]) {
    let raw = median(
      (0..<runs).map { _ in
        let path = folder + "/raw.db"
        remove(path)
        let database = RawSQLite(path: path)
        database.makeTables()
        return Timer.seconds { database.insert(rows[...], perCommit: 1000) }
      })
    lines.append(
      Self.rate("append --file, whole process", rows.count, bulk.seconds, rows.count, raw, target: "0.5"))
    lines.append(memory("peak memory of append --file", bulk))
  }

  private func compareScan(
    _ count: Int, _ works: [(name: String, spawns: [Spawn], target: String)], _ lines: inout [Line]
  ) {
    let database = RawSQLite(path: store)
    var bytes = 0
    let raw = median((0..<runs).map { _ in Timer.seconds { database.scan { bytes += $0.line.utf8.count } } })
    for (name, spawns, target) in works {
      lines.append(
        Self.rate("\(name), whole process", count, median(spawns.map(\.seconds)), count, raw, target: target))
      lines.append(memory("peak memory of \(name)", spawns[0]))
    }
  }

  private func measureStandings(_ lines: inout [Line]) throws {
    let figures = try Self.standings(in: store, providers: providers)
    for (work, ours) in [("with all breaches", figures.whole), ("without the breaches", figures.summaries)] {
      lines.append(
        Line(
          work: "standing in process, p99, \(work)", ours: Self.micro(ours), baseline: Self.micro(figures.select),
          ratio: ours / figures.select, target: "< 20"))
    }
  }

  /// The 99th percentiles of a standing with and without its breaches, and the median of a keyed SELECT, in seconds.
  static func standings(
    in store: String, providers: Int
  ) throws -> (whole: Double, summaries: Double, select: Double) {
    let ledger = Ledger(store: try SQLiteEventStore(path: store), rules: Rules(try Rulebook.builtIn().terms))
    let select = RawSQLite(path: store).keyedSelect()
    var random = SplitMix64(seed: 2)
    let now = Instant(seconds: 1_800_000_000)
    let asked = (0..<20_000).map { _ in "p-\(random.below(providers))" }
    // One kind after the other: a listing of thousands leaves the caches and the heap behind it cold.
    func times(_ body: (String) -> Void) -> [Double] { asked.map { key in Timer.seconds { body(key) } } }
    let selects = times { _ = select("standing/" + $0) }
    func standings(listing: Bool) -> Double {
      let found = times { _ = try? ledger.standing(of: Key($0), StandingQuestion(), now: now, listing: listing) }
      return found.sorted()[found.count * 99 / 100]
    }
    return (standings(listing: true), standings(listing: false), median(selects))
  }

  private func measureProcess(_ lines: inout [Line]) {
    let ours = (0..<21).map { _ in Spawn.run([koufen, "standing", "p-2500", "--store", store]).seconds }
    let shell = (0..<21).map { _ in
      Spawn.run(["sqlite3", store, "SELECT value FROM models WHERE key = 'standing/p-2500'"]).seconds
    }
    lines.append(
      Line(
        work: "koufen standing P, whole process", ours: Self.micro(median(ours)), baseline: Self.micro(median(shell)),
        ratio: median(ours) / median(shell), target: "< 4"))
  }

  /// The questions about what is open at all providers.
  private static let openWork = [["queue", "--role", "legal"], ["forecast"]]

  /// What they took, beside a scan of the rows they are answered from.
  private func compareOpenWork(_ spawns: [[Spawn]], _ lines: inout [Line]) {
    let database = RawSQLite(path: store)
    let raw = median(
      (0..<runs).map { _ in Timer.seconds { for prefix in ["open/", "standing/"] { database.scanModels(prefix) } } })
    for (arguments, spawns) in zip(Self.openWork, spawns) {
      let ours = median(spawns.map(\.seconds))
      let work = arguments.joined(separator: " ")
      lines.append(
        Line(
          work: "\(work), all providers, whole process", ours: "\(Int(ours * 1000)) ms",
          baseline: "\(Int(raw * 1000)) ms", ratio: ours / raw, target: "< 300 ms"))
      lines.append(memory("peak memory of \(work)", spawns[0]))
    }
  }

  private func measureSingleCommits(_ rows: [RawSQLite.EventRow], _ lines: inout [Line]) throws {
    let (count, warmUp) = (3000, 3000)
    let path = folder + "/single.db"
    var ours: [Double] = []
    var raw: [Double] = []
    for run in 0..<runs {
      copyStore(to: path)
      let start = Int(RawSQLite(path: path).text("SELECT max(position) FROM events")) ?? 0
      let (seconds, made) = try Self.commits(
        count, after: warmUp, in: path, providers: providers / 10, seed: UInt64(run))
      ours.append(seconds)
      let database = RawSQLite(path: folder + "/raw.db")
      database.run("PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000")
      var tail: [RawSQLite.EventRow] = []
      RawSQLite(path: path).scan { if $0.position > start { tail.append($0) } }
      database.insert(tail.dropLast(made), perCommit: 1)
      let rawSeconds = Timer.seconds { database.insert(tail.suffix(made), perCommit: 1) }
      raw.append(rawSeconds * Double(count) / Double(made))
      database.run("DELETE FROM events WHERE position > \(start)")
    }
    lines.append(
      Self.rate("one submission a commit", count, median(ours), count, median(raw), target: "0.7"))
  }

  /// The seconds that `count` submissions take, each in a commit of its own, and the events they make.
  ///
  /// Until the write-ahead log has been round once, each commit makes its file longer, which costs as much again: so many
  /// are not counted.
  static func commits(
    _ count: Int, after warmUp: Int, in store: String, providers: Int, seed: UInt64
  ) throws -> (seconds: Double, events: Int) {
    let ledger = Ledger(store: try SQLiteEventStore(path: store), rules: Rules(try Rulebook.builtIn().terms))
    var random = SplitMix64(seed: seed)
    let zone = ledger.zone
    let drafts = try (0..<warmUp + count).map { number in
      let provider = "p-\(random.below(providers))"
      let text =
        "{\"type\":\"PromotionRun\",\"provider\":\"\(provider)\",\"at\":\"2021-01-01\",\"by\":\"feed@integration\","
        + "\"data\":{\"promotion\":\"bench-\(seed)-\(number)\"}}"
      return try Draft(json: Array(text.utf8), in: zone)
    }
    let now = Instant(seconds: 1_800_000_000)
    func submit(_ drafts: ArraySlice<Draft>) {
      for draft in drafts { _ = try? ledger.write { try $0.submit(draft, now: now) } }
    }
    submit(drafts.prefix(warmUp))
    let warm = try ledger.head()
    let seconds = Timer.seconds { submit(drafts.dropFirst(warmUp)) }
    return (seconds, try ledger.head() - warm)
  }

  private func measureYearEnd(_ lines: inout [Line]) {
    let path = folder + "/year.db"
    var ours: [Double] = []
    var raw: [Double] = []
    for _ in 0..<runs {
      copyStore(to: path)
      _ = Spawn.run([koufen, "sweep", "--store", path, "--through", "2019-12-31"])
      _ = Spawn.run(["sync"])
      let before = RawSQLite(path: path).text("SELECT max(position) FROM events")
      ours.append(Spawn.run([koufen, "year-end", "2019", "--store", path]).seconds)
      var rows: [RawSQLite.EventRow] = []
      RawSQLite(path: path).scan { if $0.position > Int(before) ?? 0 { rows.append($0) } }
      let database = RawSQLite(path: folder + "/raw.db")
      raw.append(Timer.seconds { database.insert(rows[...], perCommit: 1000) })
      database.run("DELETE FROM events WHERE position > \(before)")
    }
    lines.append(Self.rate("year-end, whole process", providers, median(ours), providers, median(raw), target: "0.5"))
  }

  private func measureSize(_ lines: inout [Line]) {
    RawSQLite(path: store).run("PRAGMA wal_checkpoint(TRUNCATE)")
    let exported = folder + "/export.jsonl"
    _ = FileManager.default.createFile(atPath: exported, contents: nil)
    _ = Spawn.run(["sh", "-c", "\(koufen) export --store \(store) > \(exported)"])
    func size(_ path: String) -> Double {
      Double((try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0)
    }
    lines.append(
      Line(
        work: "file size", ours: "\(Int(size(store) / 1e6)) MB", baseline: "\(Int(size(exported) / 1e6)) MB",
        ratio: size(store) / size(exported), target: "< 1.6"))
  }

  static func rate(
    _ work: String, _ count: Int, _ seconds: Double, _ rawCount: Int, _ raw: Double, target: String
  ) -> Line {
    let ours = Double(count) / seconds
    let baseline = Double(rawCount) / raw
    return Line(
      work: work, ours: "\(Int(ours))/s", baseline: "\(Int(baseline))/s", ratio: ours / baseline,
      target: "≥ " + target)
  }

  private func memory(_ work: String, _ spawn: Spawn) -> Line {
    let megabytes = Double(spawn.peakBytes) / 1e6
    return Line(work: work, ours: "\(Int(megabytes)) MB", baseline: "200 MB", ratio: megabytes / 200, target: "< 1")
  }

  static func micro(_ seconds: Double) -> String { "\(Int(seconds * 1e6)) µs" }

  private func printSettings() {
    let durability = try? SQLiteEventStore(path: store).durability()
    let settings = durability?.settings ?? [:]
    Swift.print(
      "store: journal \(settings["journal_mode"] ?? "?"), synchronous \(settings["synchronous"] ?? "?") (2 is FULL)\n")
  }

  /// Says on the way what is measured.
  static func note(_ what: String) { FileHandle.standardError.write(Data("measuring: \(what)\n".utf8)) }

  /// Prints the table.
  static func print(_ lines: [Line]) {
    func pad(_ text: String, _ width: Int) -> String {
      text + String(repeating: " ", count: max(0, width - text.count))
    }
    Swift.print(pad("work", 50) + pad("koufen", 14) + pad("baseline", 14) + pad("ratio", 9) + "target")
    for line in lines {
      let ratio = String(Int(line.ratio * 100 + 0.5))
      let padded = String(repeating: "0", count: max(0, 3 - ratio.count)) + ratio
      Swift.print(
        pad(line.work, 50) + pad(line.ours, 14) + pad(line.baseline, 14)
          + pad(padded.dropLast(2) + "." + padded.suffix(2), 9) + line.target)
    }
  }
}
