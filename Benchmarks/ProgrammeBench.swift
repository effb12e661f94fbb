import EventStore
import Foundation
import Ledger
import LedgerDomain
import LedgerFormat
import Rulebook
import SQLiteEventStore

/// Programmes beside the regulation's own form, in one run on one machine (programmes §11): what an event costs to append, and how long a standing
/// takes as the log and the subject's own stream grow.
struct ProgrammeBench {
  let folder: String
  /// Events handed in of each form.
  let events: Int
  /// Providers, or subjects.
  let subjects: Int

  private static let now = Instant(seconds: 1_800_000_000)

  private func store(_ name: String) throws -> Ledger {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let path = "\(folder)/programmes-\(name).db"
    for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
    return try opened(name)
  }

  /// The same file by a ledger that has nothing in memory.
  private func opened(_ name: String) throws -> Ledger {
    Ledger(
      store: try SQLiteEventStore(path: "\(folder)/programmes-\(name).db"), rules: Rules(try Rulebook.builtIn().terms))
  }

  private func publish(in ledger: Ledger) throws {
    let file = try RulesFile(bytes: ProgrammeHistory.programme, file: "bench-shops.yaml")
    let start = LocalDate(daysSinceEpoch: 15_000)
    _ = try ledger.write {
      try $0.publish(file, effective: start, by: nil, now: Instant(seconds: 1_290_000_000))
    }
  }

  /// Appends drafts, so many in a commit.
  ///
  /// - Returns: the seconds it took, and the events it made.
  private func append(_ drafts: ArraySlice<Draft>, to ledger: Ledger, perCommit: Int) throws -> (
    seconds: Double, made: Int
  ) {
    let before = try ledger.head()
    var failure: (any Error)?
    let seconds = Timer.seconds {
      do {
        for start in stride(from: drafts.startIndex, to: drafts.endIndex, by: perCommit) {
          _ = try ledger.write { transaction in
            for draft in drafts[start..<min(start + perCommit, drafts.endIndex)] {
              _ = try transaction.submit(draft, now: Self.now)
            }
          }
        }
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return (seconds, try ledger.head() - before)
  }

  private func daigouDrafts(_ count: Int, in zone: Zone) throws -> [Draft] {
    var history = History(seed: 1, providers: subjects, events: count)
    return try (0..<count).map { _ in try Draft(json: Array(history.next().utf8), in: zone) }
  }

  private func programmeDrafts(_ count: Int, subjects: Int, in zone: Zone) throws -> [Draft] {
    var history = ProgrammeHistory(seed: 1, subjects: subjects, events: count)
    return try (0..<count).map { _ in try Draft(json: Array(history.next().utf8), in: zone, mayBeOfProgramme: true) }
  }

  /// What an event costs to append by each form, in microseconds: in a bulk, and in a commit of its own.
  func appends() throws -> (bulk: (Double, Double), single: (Double, Double)) {
    func costs(_ name: String, _ drafts: [Draft], in ledger: Ledger) throws -> (Double, Double) {
      let last = max(0, drafts.count - drafts.count / 20)
      let bulk = try append(drafts[..<last], to: ledger, perCommit: 1000)
      let single = try append(drafts[last...], to: ledger, perCommit: 1)
      return (bulk.seconds * 1e6 / Double(bulk.made), single.seconds * 1e6 / Double(single.made))
    }
    let daigou = try store("daigou")
    let ours = try costs("daigou", try daigouDrafts(events, in: daigou.zone), in: daigou)
    let ledger = try store("shops")
    try publish(in: ledger)
    let theirs = try costs("shops", try programmeDrafts(events, subjects: subjects, in: ledger.zone), in: ledger)
    return ((ours.0, theirs.0), (ours.1, theirs.1))
  }

  /// How long one subject's standing takes, in microseconds, the ledger having nothing in memory, in a log of so many events of which so many are
  /// the subject's.
  func standing(log: Int, stream: Int) throws -> Double {
    let name = "standing-\(log)-\(stream)"
    let ledger = try store(name)
    try publish(in: ledger)
    let drafts = try programmeDrafts(log, subjects: max(1, log / stream), in: ledger.zone)
    _ = try append(drafts[...], to: ledger, perCommit: 1000)
    let subject = Key<Provider>("s-0")
    var times: [Double] = []
    for _ in 0..<21 {
      let cold = try opened(name)
      _ = try cold.head()
      times.append(
        Timer.seconds { _ = try? cold.subjectStanding(of: subject, StandingQuestion(), now: Self.now) })
    }
    return median(times) * 1e6
  }
}

extension Bench {
  /// The lines about programmes.
  func measureProgrammes(_ lines: inout [Line]) throws { lines += try Self.programmeLines(folder, events: events) }

  /// What programmes cost beside the regulation's own form.
  static func programmeLines(_ folder: String, events: Int) throws -> [Line] {
    let bench = ProgrammeBench(folder: folder, events: events, subjects: max(1, events / 200))
    let (bulk, single) = try bench.appends()
    func cost(_ work: String, _ cost: (daigou: Double, programme: Double)) -> Line {
      Line(
        work: work, ours: "\(Int(cost.programme)) µs", baseline: "\(Int(cost.daigou)) µs",
        ratio: cost.programme / cost.daigou, target: "≤ 1.5")
    }
    func standing(_ work: String, from small: (log: Int, stream: Int), to large: (log: Int, stream: Int)) throws -> Line
    {
      let (few, many) = (
        try bench.standing(log: small.log, stream: small.stream),
        try bench.standing(log: large.log, stream: large.stream)
      )
      return Line(work: work, ours: "\(Int(many)) µs", baseline: "\(Int(few)) µs", ratio: many / few, target: "flat")
    }
    let (few, many) = (max(100, events / 200), max(10_000, events / 2))
    return [
      cost("a programme's event beside the daigou's, bulk", bulk),
      cost("the same, one submission a commit", single),
      try standing("its standing, log of \(many) beside \(few)", from: (few, few / 10), to: (many, few / 10)),
      try standing("its standing, stream of \(many) beside \(few)", from: (few, few), to: (many, many)),
    ]
  }
}
