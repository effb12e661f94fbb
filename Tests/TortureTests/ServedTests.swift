import Foundation
import KoufenTesting
import LedgerTesting
import Synchronization
import Testing

/// What the server promises while it is killed (server §16).
@Suite("A server that is killed", .serialized)
struct ServedTests {
  @Test("16 Many clients submit the same ids through kills and restarts: an id is one event, one receipt for all")
  func sameIDs() throws {
    let (clients, ids) = (Torture.rounds(24, long: 200), Torture.rounds(12, long: 200))
    let folder = try TemporaryFolder()
    let served = try ServedProcess(ServedStory.store(in: folder))
    let receipts = Mutex<[Int: Set<Substring>]>([:])
    var kills = 0
    try crowd(clients) { client in
      for number in 0..<ids {
        // Each begins elsewhere.
        let number = (number + client) % ids
        let answer = served.submit(ServedStory.event(number))
        let events = ServedStory.events(of: answer.body)
        receipts.withLock { _ = $0[number, default: []].insert(events) }
      }
    } beside: { isGoingOn in
      while isGoingOn() {
        let known = receipts.withLock { $0.count }
        if kills < Torture.rounds(3, long: 40), known > kills * ids / Torture.rounds(4, long: 41) {
          served.kill()
          kills += 1
          try served.start()
        }
        sched_yield()
      }
    }
    served.kill()
    let log = try ServedStory.log(served.store)
    #expect(log.count == ids + 1)
    let told = receipts.withLock { $0 }
    #expect(told.count == ids && told.values.allSatisfy { $0.count == 1 })
    let missing = told.values.joined().count { !log.contains(String($0)) }
    #expect(missing == 0, "acknowledged, and not in the log")
    #expect(kills > 0)
    #expect(try KoufenProcess.run(["verify"], store: served.store).exit == 0)
    Torture.count(.lostEvents, missing)
    Torture.count(.faultsInjected, kills)
    Torture.count(.rounds, 1)
  }

  @Test(
    "11.6, 16 Killed under load, at counted moments: all that was acknowledged is there, all else whole or not at all",
    arguments: 0..<Torture.rounds(2, long: 40))
  func underLoad(_ seed: Int) throws {
    let folder = try TemporaryFolder()
    let served = try ServedProcess(ServedStory.store(in: folder))
    // What each client was told is kept, and what nobody will be told.
    let acknowledged = Mutex<Set<String>>([])
    let isOver = Mutex(false)
    var random = SplitMix64(seed: seed)
    let moment = 5 + random.below(Torture.rounds(60, long: 600))
    crowd(8) { client in
      var number = 0
      while !isOver.withLock({ $0 }) {
        number += 1
        let tickets = (0..<(number % 3 == 0 ? 5 : 1)).map { "t-\(client)-\(number)-\($0)" }
        let lines = tickets.map { ServedStory.event(ticket: $0) }
        let answer =
          tickets.count == 1
          ? PlainHTTP.ask("POST", "/v1/events", served.feed, port: served.port, ("application/json", lines[0]))
          : PlainHTTP.ask(
            "POST", "/v1/events?mode=all", served.feed, port: served.port,
            ("application/jsonl", lines.joined(separator: "\n")))
        // Whoever was not answered waits for no other server: there is none.
        guard let answer, answer.status < 300 else { return }
        acknowledged.withLock { $0.formUnion(tickets) }
      }
    } beside: { _ in
      while acknowledged.withLock({ $0.count }) < moment { sched_yield() }
      isOver.withLock { $0 = true }
      served.killAtOnce()
    }
    served.kill()
    let log = try ServedStory.log(served.store)
    let kept = Set(log.compactMap(ServedStory.ticket))
    let missing = acknowledged.withLock { $0 }.subtracting(kept)
    #expect(missing == [], "seed \(seed), killed behind \(moment)")
    let groups = Dictionary(grouping: kept) { $0.split(separator: "-").dropLast().joined(separator: "-") }
    for (group, tickets) in groups {
      let number = group.split(separator: "-").last.flatMap { Int($0) } ?? 0
      #expect(tickets.count == (number % 3 == 0 ? 5 : 1), "seed \(seed): \(group)")
    }
    #expect(try KoufenProcess.run(["verify"], store: served.store).exit == 0)
    Torture.count(.lostEvents, missing.count)
    Torture.count(.faultsInjected, 1)
    Torture.count(.rounds, 1)
  }

  @Test(
    "16 Followers by feed, by long poll and by webhook, cut off at random, have the log byte for byte",
    arguments: FollowedWay.allCases)
  func followers(_ way: FollowedWay) throws {
    let count = Torture.rounds(60, long: 1_000)
    let folder = try TemporaryFolder()
    let served = try ServedProcess(ServedStory.store(in: folder))
    let follower = try way.follow(served, upTo: count + 1, seed: count)
    crowd(1) { _ in
      follower.run()
    } beside: { _ in
      for number in 0..<count { _ = served.submit(ServedStory.event(number)) }
    }
    let export = try KoufenProcess.run(["export"], store: served.store).lines.dropLast()
    let lines = export.map { String($0.replacing(/,"hash":"[0-9a-f]{64}"}$/, with: "}")) }
    #expect(follower.lines == lines)
    #expect(follower.cuts > 0)
    Torture.count(.faultsInjected, follower.cuts)
    Torture.count(.rounds, 1)
  }
}

/// What the clients of a served store hand in, and what becomes of it.
enum ServedStory {
  private static let first =
    #"{"type":"ProviderRegistered","provider":"p-0","at":"2011-03-01","by":"chen@channel-expansion","#
    + #""data":{"name":"P","kind":"thirdParty"}}"#

  /// A store with one provider.
  static func store(in folder: TemporaryFolder) throws -> String {
    let store = folder.file("store.db")
    let end = try KoufenProcess.run(["append", "--file", "-"], store: store, input: Array((first + "\n").utf8))
    #expect(end.exit == 0, "\(end.error)")
    return store
  }

  /// An event with an id of its own.
  static func event(_ number: Int) -> String {
    event(ticket: "t-\(number)", id: #""id":"\#(History.id(number))","#)
  }

  /// An event.
  static func event(ticket: String, id: String = "") -> String {
    #"{"type":"HelpRequested",\#(id)"provider":"p-0","at":"2011-03-04T10:00","data":{"ticket":"\#(ticket)"}}"#
  }

  /// The events of a receipt, as they stand in it.
  static func events(of body: String) -> Substring {
    guard let start = body.range(of: #""events":["#), let end = body.range(of: #"],"repeat":"#) else { return "" }
    return body[start.upperBound..<end.lowerBound]
  }

  /// The log, a line for each event, without its hashes.
  static func log(_ store: String) throws -> [String] {
    try KoufenProcess.run(["events", "--format", "json"], store: store).lines.map(String.init)
  }

  /// The ticket of an event.
  static func ticket(_ line: String) -> String? {
    guard let start = line.range(of: #""ticket":""#) else { return nil }
    return String(line[start.upperBound...].prefix { $0 != "\"" })
  }

  /// The lines of events that stand one behind the other in a list.
  static func lines(_ list: Substring) -> [String] {
    guard !list.isEmpty else { return [] }
    let parts = list.components(separatedBy: #",{"position":"#)
    return [parts[0]] + parts.dropFirst().map { #"{"position":"# + $0 }
  }
}
