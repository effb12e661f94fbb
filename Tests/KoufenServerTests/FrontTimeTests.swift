import LedgerServer
import NIOCore
import NIOEmbedded
import Testing

@testable import koufen_server

/// The times of §12, moved by hand.
@Suite("Times of the door")
struct FrontTimeTests {
  static let slow = "HTTP/1.1 408 Request Timeout\r\n"
  /// Answers when the body has come.
  static let reader = Fake(later: { call in Answer(text: "\((try? await call.body.all())?.count ?? -1)") })

  @Test("12 a head that does not come to its end is 408 after 10 s, and the connection closed")
  func slowHead() throws {
    let desk = try Desk(Fake.echo)
    try desk.send("GET / HTTP/1.1\r\n")
    for _ in 0..<9 {
      desk.wait(seconds: 1)
      try desk.send("X: y\r\n")
    }
    #expect(try desk.received() == "")
    desk.wait(seconds: 1)
    #expect(try desk.received().hasPrefix(Self.slow))
    desk.wait(seconds: 2)
    #expect(!desk.isOpen)
  }

  @Test("12 a connection that is idle for 75 s is closed without a word")
  func idle() throws {
    let desk = try Desk(Fake.echo)
    desk.wait(seconds: 70)
    try desk.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
    #expect(try desk.received().hasPrefix("HTTP/1.1 200 "))
    desk.wait(seconds: 74)
    #expect(desk.isOpen)
    desk.wait(seconds: 3)
    #expect(try desk.received() == "")
    #expect(!desk.isOpen)
  }

  @Test("12 whoever waits for an answer is not idle")
  func waitingIsNotIdle() throws {
    let (texts, say) = AsyncStream<String>.makeStream()
    let desk = try Desk(
      Fake(later: { _ in
        for await text in texts { return Answer(text: text) }
        return Answer(500)
      }))
    try desk.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
    desk.wait(seconds: 300)
    say.yield("at last")
    #expect(try desk.received().hasSuffix("at last"))
  }

  @Test("12 a body that does not come is 408 after 60 s, however it dribbles")
  func slowBody() throws {
    let desk = try Desk(Self.reader)
    try desk.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\nAccept-Language: zh\r\n\r\n")
    for _ in 0..<59 {
      desk.wait(seconds: 1)
      try desk.send("x")
    }
    #expect(try desk.received() == "")
    desk.wait(seconds: 1)
    let text = try desk.received()
    #expect(text.hasPrefix(Self.slow))
    #expect(text.hasSuffix("\r\n\r\nzh"))
    desk.wait(seconds: 2)
    #expect(!desk.isOpen)
  }

  @Test("12 the time that the server takes over a body is not the client's")
  func serverSlow() throws {
    let (texts, say) = AsyncStream<String>.makeStream()
    let desk = try Desk(
      Fake(later: { call in
        for await _ in texts { return Answer(text: "\((try? await call.body.all())?.count ?? -1)") }
        return Answer(500)
      }))
    try desk.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nab")
    desk.wait(seconds: 300)
    #expect(try desk.received() == "")
    say.yield("go on")
    #expect(try desk.received() == "")
    try desk.send("c")
    #expect(try desk.received().hasSuffix("\r\n\r\n3"))
  }

  @Test("12 a bulk may take longer while it keeps up 1 KiB a second, but no longer than 15 min")
  func bulk() throws {
    let head =
      "POST / HTTP/1.1\r\nHost: h\r\nContent-Type: application/jsonl; charset=utf-8\r\nContent-Length: 9999999\r\n\r\n"
    let slow = try Desk(Self.reader)
    try slow.send(head)
    for _ in 0..<6 {
      slow.wait(seconds: 10)
      try slow.send(String(repeating: "x", count: 1024))
    }
    #expect(try slow.received() == "")
    slow.wait(seconds: 7)
    #expect(try slow.received().hasPrefix(Self.slow))

    let steady = try Desk(Self.reader)
    try steady.send(head)
    for _ in 0..<89 {
      steady.wait(seconds: 10)
      try steady.send(String(repeating: "x", count: 10 << 10))
    }
    #expect(try steady.received() == "")
    steady.wait(seconds: 10)
    #expect(try steady.received().hasPrefix(Self.slow))
  }

  @Test("12 a connection of HTTP/2 without streams is closed in the end, even if the client answers nothing")
  func idleStreams() throws {
    let loop = EmbeddedEventLoop()
    let idleness = Idleness(most: .seconds(85))
    let channel = EmbeddedChannel(handler: idleness, loop: loop)
    try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
    let stream = EmbeddedChannel(loop: loop)
    loop.advanceTime(by: .seconds(80))
    idleness.add(stream)
    loop.advanceTime(by: .seconds(1_000))
    #expect(channel.isActive)
    try stream.close().wait()
    loop.advanceTime(by: .seconds(80))
    #expect(channel.isActive)
    loop.advanceTime(by: .seconds(90))
    #expect(!channel.isActive)
  }

  @Test("12 a client that takes nothing of its answer for a minute is cut off")
  func stalled() throws {
    let notes = Notes()
    let desk = try Desk(
      Fake(later: { _ in
        Answer(
          200, [],
          .stream { out in
            do {
              while true {
                try await out.write([UInt8](repeating: 97, count: 100))
                notes.add("taken")
              }
            } catch { notes.add("\(error)") }
          })
      }))
    desk.isTaken(false)
    try desk.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
    desk.wait(seconds: 59)
    #expect(desk.isOpen && notes.all == [])
    desk.wait(seconds: 1)
    desk.loop.run()
    #expect(!desk.isOpen && notes.all == ["ClientGone()"])
  }
}
