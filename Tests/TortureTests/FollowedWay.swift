import Foundation
import KoufenTesting
import LedgerTesting
import Synchronization
import Testing

/// A way to follow a log (server §10).
enum FollowedWay: String, CaseIterable, Sendable {
  case feed, poll, webhook

  /// A follower by this way that has a log to a position, and is cut off now and then.
  func follow(_ served: ServedProcess, upTo last: Int, seed: Int) throws -> any Follower {
    switch self {
    case .feed: Reader(served, upTo: last, seed: seed, read: Self.feed)
    case .poll: Reader(served, upTo: last, seed: seed, read: Self.poll)
    case .webhook: try Receiver(served, upTo: last, seed: seed)
    }
  }

  /// What a feed tells behind a position until it is cut off, so many bytes on.
  private static func feed(_ served: ServedProcess, _ position: Int, _ last: Int, _ most: Int) -> [String] {
    guard let descriptor = PlainHTTP.connect(served.port) else { return [] }
    defer { close(descriptor) }
    let head = PlainHTTP.head(
      "GET", "/v1/events", served.feed, "Accept: text/event-stream\r\nLast-Event-ID: \(position)\r\n", isOld: true)
    guard PlainHTTP.send(head, to: descriptor) else { return [] }
    var (bytes, lines) = ([UInt8](), [String]())
    while bytes.count < most, position + lines.count < last, let some = PlainHTTP.receive(descriptor) {
      bytes += some.prefix(most - bytes.count)
      // An event that was cut off has no empty line behind it.
      lines = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\n\n").dropLast().compactMap { event in
        event.split(separator: "\n").first { $0.hasPrefix("data: {\"position\"") }.map { String($0.dropFirst(6)) }
      }
    }
    return lines
  }

  /// The same by a long poll; an answer that was cut off is none.
  private static func poll(_ served: ServedProcess, _ position: Int, _ last: Int, _ most: Int) -> [String] {
    let target = "/v1/events?after=\(position)&wait=1&limit=\(1 + most % 20)"
    guard let descriptor = PlainHTTP.connect(served.port) else { return [] }
    defer { close(descriptor) }
    guard PlainHTTP.send(PlainHTTP.head("GET", target, served.feed), to: descriptor) else { return [] }
    var bytes: [UInt8] = []
    while bytes.count < most, let some = PlainHTTP.receive(descriptor) { bytes += some.prefix(most - bytes.count) }
    let text = String(decoding: bytes, as: UTF8.self)
    guard let start = text.range(of: #"{"items":["#), let end = text.range(of: #"],"next":"#, options: .backwards),
      text.hasSuffix("}\n")
    else { return [] }
    return ServedStory.lines(text[start.upperBound..<end.lowerBound])
  }
}

/// What follows a log until it has all of it.
protocol Follower: Sendable {
  /// Follows, to the end.
  func run()
  /// The events, as they were told.
  var lines: [String] { get }
  /// How often it was cut off.
  var cuts: Int { get }
}

/// A follower that asks.
private final class Reader: Follower {
  private let served: ServedProcess
  private let last: Int, seed: Int
  private let read: @Sendable (ServedProcess, Int, Int, Int) -> [String]
  private let state = Mutex<(lines: [String], cuts: Int)>(([], -1))

  init(
    _ served: ServedProcess, upTo last: Int, seed: Int,
    read: @escaping @Sendable (ServedProcess, Int, Int, Int) -> [String]
  ) {
    (self.served, self.last, self.seed, self.read) = (served, last, seed, read)
  }

  var lines: [String] { state.withLock { $0.lines } }
  var cuts: Int { state.withLock { $0.cuts } }

  func run() {
    var random = SplitMix64(seed: seed)
    while lines.count < last {
      let told = read(served, lines.count, last, 600 + random.below(6_000))
      state.withLock { state in
        state.lines += told
        state.cuts += 1
      }
    }
  }
}

/// A follower that is told: it hangs up now and then without an answer, and is told the same again.
private final class Receiver: Follower {
  private let served: ServedProcess
  private let last: Int, seed: Int
  private let listener: Int32
  private let webhook: String
  private let state = Mutex<(lines: [String], cuts: Int)>(([], 0))

  init(_ served: ServedProcess, upTo last: Int, seed: Int) throws {
    (self.served, self.last, self.seed) = (served, last, seed)
    let (listener, port) = try #require(PlainHTTP.listen())
    self.listener = listener
    let answer = PlainHTTP.ask(
      "POST", "/v1/webhooks", served.admin, port: served.port,
      ("application/json", #"{"url":"http://127.0.0.1:\#(port)/","from":0}"#))
    webhook = try #require(answer?.body.split(separator: #""id":""#).last.map { String($0.prefix { $0 != "\"" }) })
  }

  deinit { close(listener) }

  var lines: [String] { state.withLock { $0.lines } }
  var cuts: Int { state.withLock { $0.cuts } }

  func run() {
    var random = SplitMix64(seed: seed)
    var isFirst = true
    while lines.count < last {
      let descriptor = accept(listener, nil, nil)
      guard descriptor >= 0 else { continue }
      // A client may use a connection for several deliveries.
      while let body = PlainHTTP.heard(descriptor) {
        // Deliveries hold what has come meanwhile, so there may be few of them.
        if random.below(4) == 0 || isFirst {
          isFirst = false
          state.withLock { $0.cuts += 1 }
          break
        }
        take(body)
        if !PlainHTTP.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", to: descriptor) { break }
      }
      close(descriptor)
      if lines.count < last { tellAgain() }
    }
  }

  private func take(_ body: String) {
    guard let start = body.range(of: #""events":["#), let end = body.range(of: "]}}", options: .backwards) else {
      return
    }
    let told = ServedStory.lines(body[start.upperBound..<end.lowerBound])
    // What comes again, for its answer was lost, begins at or before what is there.
    state.withLock { state in state.lines += told.filter { !state.lines.contains($0) } }
  }

  /// Has the delivery come at once, and not in some seconds.
  private func tellAgain() {
    for state in ["paused", "active"] {
      _ = PlainHTTP.ask(
        "PATCH", "/v1/webhooks/\(webhook)", served.admin, port: served.port,
        ("application/json", #"{"state":"\#(state)"}"#))
    }
  }
}
