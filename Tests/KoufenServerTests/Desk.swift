import LedgerServer
import NIOCore
import NIOEmbedded
import NIOHTTP1
import ServerSettings
import Synchronization

@testable import koufen_server

/// A connection without a socket, whose time is moved by hand.
final class Desk {
  let channel: EmbeddedChannel
  let loop = EmbeddedEventLoop()
  let front: Front
  private let socket = Socket()

  init(_ answering: some Answering, change: (inout Measures) -> Void = { _ in }) throws {
    var measures = Measures(Limits())
    change(&measures)
    let lines = LineWatch(most: measures.requestLine)
    var limits = NIOHTTPDecoderLimitConfiguration()
    limits.maxHeaderFieldSize = measures.requestLine + measures.headers
    limits.maxHeaderListSize = measures.requestLine + measures.headers
    limits.maxHeaderFieldCount = measures.headers
    let decoder = HTTPRequestDecoder(leftOverBytesStrategy: .dropBytes, limitConfiguration: limits)
    front = Front(
      service: Service(answering: answering, measures: measures), executor: LoopExecutor(loop), lines: lines,
      isSecure: false, address: "127.0.0.1")
    channel = EmbeddedChannel(
      handlers: [socket, lines, HTTPResponseEncoder(), ByteToMessageHandler(decoder), front], loop: loop)
    try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
  }

  /// The client sends; whatever can run, runs.
  func send(_ text: String) throws {
    if channel.isActive { try channel.writeInbound(ByteBuffer(string: text)) }
    loop.run()
  }

  /// What the client got since it last looked, without the date, which is now.
  func received() throws -> String {
    loop.run()
    var all = ByteBuffer()
    while var part = try channel.readOutbound(as: ByteBuffer.self) { all.writeBuffer(&part) }
    return String(buffer: all).split(separator: "\r\n", omittingEmptySubsequences: false)
      .filter { !$0.hasPrefix("date: ") }.joined(separator: "\r\n")
  }

  func wait(seconds: Int64) { loop.advanceTime(by: .seconds(seconds)) }

  /// The client sends no more.
  func halfClose() {
    channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
    loop.run()
  }

  /// The client takes nothing more, or something again.
  func isTaken(_ isTaken: Bool) {
    channel.isWritable = isTaken
    channel.pipeline.fireChannelWritabilityChanged()
    loop.run()
  }

  /// The client is gone.
  func leave() throws {
    try channel.close().wait()
    loop.run()
  }

  /// The server stops.
  func quiesce() {
    channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
    loop.run()
  }

  /// Whether the socket is read when it can be.
  func isRead() -> Bool {
    let before = socket.reads
    channel.read()
    loop.run()
    return socket.reads > before
  }

  var isOpen: Bool { channel.isActive }
}

/// Where the socket would be: counts how often it is asked to read.
private final class Socket: ChannelOutboundHandler {
  typealias OutboundIn = ByteBuffer
  var reads = 0

  func read(context: ChannelHandlerContext) {
    reads += 1
    context.read()
  }
}
@available(*, unavailable) extension Socket: Sendable {}

/// Answers as a test says.
struct Fake: Answering {
  var atOnce: @Sendable (borrowing Call) -> Answer? = { _ in nil }
  var later: @Sendable (Call) async -> Answer = { _ in Answer(200, [], .bytes(Array("later".utf8))) }

  func answerAtOnce(_ call: borrowing Call) -> Answer? { atOnce(call) }
  func answer(_ call: Call) async -> Answer { await later(call) }
  func answer(to fault: CallFault, language: String?, isSecure: Bool) -> Answer {
    let status =
      switch fault {
      case .lineTooLong: 414
      case .headersTooLarge: 431
      case .tooSlow: 408
      }
    return Answer(status, [Header("content-type", "application/problem+json")], .bytes(Array((language ?? "-").utf8)))
  }

  /// Answers everything with its target.
  static let echo = Fake(atOnce: { Answer(200, [], .bytes(Array($0.target.utf8))) })
}

/// What happened elsewhere.
final class Notes: Sendable {
  private let lines = Mutex<[String]>([])

  var all: [String] { lines.withLock { $0 } }

  func add(_ line: String) { lines.withLock { $0.append(line) } }
}

/// Something that is waited for and told by a test.
actor Gate {
  private var isOpen = false
  private var waiting: [CheckedContinuation<Void, Never>] = []

  func open() {
    isOpen = true
    for one in waiting { one.resume() }
    waiting = []
  }

  func pass() async {
    if isOpen { return }
    await withCheckedContinuation { waiting.append($0) }
  }
}

extension Answer {
  init(text: String, _ headers: [Header] = []) { self.init(200, headers, .bytes(Array(text.utf8))) }
}

extension CallBody {
  /// All of it.
  func all() async throws -> [UInt8] {
    var all: [UInt8] = []
    while let more = try await next() { all += more }
    return all
  }
}
