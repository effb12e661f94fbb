import LedgerServer
import NIOCore
import NIOEmbedded
import Testing

@testable import koufen_server

/// How answers are sent.
@Suite("Answers of the door")
struct FrontAnswerTests {
  static func get(_ target: String, _ more: String = "", method: String = "GET") -> String {
    "\(method) \(target) HTTP/1.1\r\nHost: h\r\n\(more)\r\n"
  }

  @Test("4.7 HEAD has the head of GET and no body, and the next request is understood")
  func head() throws {
    let desk = try Desk(Fake.echo)
    try desk.send(Self.get("/a", method: "HEAD") + Self.get("/b"))
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n"
    #expect(try desk.received() == head + head + "/b")
  }

  @Test("4.7 HEAD of what is streamed has no body, and the next request is understood")
  func headOfStream() throws {
    let desk = try Desk(
      Fake(later: { _ in Answer(200, [], .stream { _ in Issue.record("HEAD must not make the body") }) }))
    try desk.send(Self.get("/a", method: "HEAD"))
    try desk.send(Self.get("/b", method: "HEAD"))
    let head = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"
    #expect(try desk.received() == head + head)
    #expect(desk.isOpen)
  }

  @Test("4.10 an answer that has no body by its status is sent without one", arguments: [204, 304])
  func noBody(_ status: Int) throws {
    let desk = try Desk(Fake(atOnce: { _ in Answer(status, [Header("etag", "\"v7\"")], .bytes([97])) }))
    try desk.send(Self.get("/a") + Self.get("/b"))
    let text = try desk.received()
    let reason = status == 204 ? "No Content" : "Not Modified"
    let head = "HTTP/1.1 \(status) \(reason)\r\netag: \"v7\"\r\n\r\n"
    #expect(text == head + head)
  }

  @Test("4.13 100 is told when the body is first asked for, and once")
  func continues() throws {
    let (asked, ask) = AsyncStream<Void>.makeStream()
    let desk = try Desk(
      Fake(later: { call in
        for await _ in asked { return Answer(text: "\((try? await call.body.all())?.count ?? -1)") }
        return Answer(500)
      }))
    try desk.send(Self.get("/", "Expect: 100-continue\r\nContent-Length: 4\r\n", method: "POST"))
    #expect(try desk.received() == "")
    ask.yield()
    #expect(try desk.received() == "HTTP/1.1 100 Continue\r\n\r\n")
    try desk.send("ab")
    #expect(try desk.received() == "")
    try desk.send("cd")
    #expect(try desk.received() == "HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n4")
    #expect(desk.isOpen)
  }

  @Test("4.13 a body that is refused by its announced size is never asked for, and the connection closed")
  func refusedAtOnce() throws {
    let desk = try Desk(Fake(later: { call in Answer(call.body.announced == 4_000_000 ? 413 : 200) }))
    try desk.send(Self.get("/", "Expect: 100-continue\r\nContent-Length: 4000000\r\n", method: "POST"))
    #expect(
      try desk.received() == "HTTP/1.1 413 Payload Too Large\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
    desk.wait(seconds: 2)
    #expect(!desk.isOpen)
  }

  @Test("4.13 who sent the body at once is not told to")
  func alreadySent() throws {
    let desk = try Desk(FrontTimeTests.reader)
    try desk.send(Self.get("/", "Expect: 100-continue\r\nContent-Length: 4\r\n", method: "POST") + "abcd")
    #expect(try desk.received() == "HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n4")
  }

  @Test("8.5 a client is read no further while its body waits, or while a request waits behind another")
  func readNoFurther() throws {
    let (turns, turn) = AsyncStream<Void>.makeStream()
    let desk = try Desk(
      Fake(later: { call in
        var count = 0
        for await _ in turns {
          guard let more = try? await call.body.next() else { break }
          count += more.count
        }
        return Answer(text: "\(count)")
      }))
    try desk.send(Self.get("/", "Content-Length: 500000\r\n", method: "POST"))
    #expect(desk.isRead())
    try desk.send(String(repeating: "x", count: Incoming.most))
    #expect(!desk.isRead())
    turn.yield()
    desk.loop.run()
    #expect(desk.isRead())
    try desk.send(String(repeating: "x", count: 500_000 - Incoming.most) + Self.get("/behind"))
    #expect(!desk.isRead())
    turn.finish()
    #expect(try desk.received().hasSuffix("\(Incoming.most)HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n0"))
    #expect(desk.isRead())
  }

  @Test("5.5 what is streamed ends with its last chunk, and what breaks off without")
  func streams() throws {
    struct Broken: Error {}
    let desk = try Desk(
      Fake(later: { call in
        let breaks = call.target == "/break"
        return Answer(
          200, [],
          .stream { out in
            try await out.write(Array("one\n".utf8))
            try await out.write(Array("two\n".utf8))
            if breaks { throw Broken() }
          })
      }))
    try desk.send(Self.get("/whole"))
    let part = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\none\n\r\n4\r\ntwo\n\r\n"
    #expect(try desk.received() == part + "0\r\n\r\n")
    try desk.send(Self.get("/break"))
    #expect(try desk.received() == part)
    desk.wait(seconds: 2)
    #expect(!desk.isOpen)
  }

  @Test("HTTP/1.0 is answered without chunks, and closed")
  func old() throws {
    let desk = try Desk(
      Fake(later: { _ in Answer(200, [], .stream { out in try await out.write(Array("one\n".utf8)) }) }))
    try desk.send("GET / HTTP/1.0\r\n\r\n")
    #expect(try desk.received() == "HTTP/1.0 200 OK\r\nconnection: close\r\n\r\none\n")
    desk.wait(seconds: 2)
    #expect(!desk.isOpen)
  }

  @Test("What closes is closed, and nothing behind it heard")
  func closes() throws {
    let desk = try Desk(Fake.echo)
    try desk.send(Self.get("/a", "Connection: keep-alive, Close\r\n") + Self.get("/b"))
    #expect(try desk.received() == "HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\n/a")
    desk.wait(seconds: 2)
    #expect(!desk.isOpen)
  }

  @Test(
    "A target as a proxy is sent it is its path and its host",
    arguments: [
      ("http://a.example/b?c", "/b?c a.example"), ("HTTPS://a.example:8?c", "/?c a.example:8"), ("/b", "/b h"),
      ("*", "* h"),
    ])
  func absolute(_ target: String, _ read: String) throws {
    let desk = try Desk(Fake(atOnce: { Answer(text: "\($0.target) \($0["host"] ?? "-")") }))
    try desk.send(Self.get(target, method: "OPTIONS"))
    #expect(try desk.received().hasSuffix("\r\n\r\n\(read)"))
  }

  @Test("A field that would be taken for two is not sent")
  func noInjection() throws {
    let desk = try Desk(Fake(atOnce: { _ in Answer(303, [Header("location", "/\r\nset-cookie: a=b")]) }))
    try desk.send(Self.get("/a"))
    let text = try desk.received()
    #expect(text == "HTTP/1.1 500 Internal Server Error\r\ncontent-length: 0\r\n\r\n")
  }

  @Test("A client that sends no more is still answered, and whoever waits for it is told")
  func halfClosed() throws {
    let (texts, say) = AsyncStream<String>.makeStream()
    let desk = try Desk(
      Fake(later: { _ in
        for await text in texts { return Answer(text: text) }
        return Answer(text: "given up")
      }))
    try desk.send(Self.get("/a"))
    desk.halfClose()
    #expect(try desk.received() == "HTTP/1.1 200 OK\r\ncontent-length: 8\r\n\r\ngiven up")
    #expect(!desk.isOpen)
    say.finish()
  }

  @Test("A client that is gone ends the task that answers it")
  func gone() throws {
    let notes = Notes()
    let (ends, end) = AsyncStream<Void>.makeStream()
    let desk = try Desk(
      Fake(later: { _ in
        Answer(
          200, [],
          .stream { out in
            for await _ in ends {}
            notes.add(Task.isCancelled ? "cancelled" : "not cancelled")
            do { try await out.write([97]) } catch { notes.add("\(error)") }
          })
      }))
    try desk.send(Self.get("/feed"))
    _ = try desk.received()
    try desk.leave()
    #expect(notes.all == ["cancelled", "ClientGone()"])
    end.finish()
  }

  @Test("11.6 what was begun is finished when the server stops, and the idle connection closed")
  func stops() throws {
    let (texts, say) = AsyncStream<String>.makeStream()
    let busy = try Desk(
      Fake(later: { _ in
        for await text in texts { return Answer(text: text) }
        return Answer(500)
      }))
    try busy.send(Self.get("/a"))
    busy.quiesce()
    #expect(busy.isOpen)
    say.yield("done")
    #expect(try busy.received() == "HTTP/1.1 200 OK\r\ncontent-length: 4\r\nconnection: close\r\n\r\ndone")
    busy.wait(seconds: 2)
    #expect(!busy.isOpen)
    let idle = try Desk(Fake.echo)
    idle.quiesce()
    idle.wait(seconds: 2)
    #expect(!idle.isOpen)
  }

  @Test("The date is as RFC 9110 has it")
  func dates() {
    #expect(HTTPDate.text(784_111_777) == "Sun, 06 Nov 1994 08:49:37 GMT")
    #expect(HTTPDate.text(1_709_164_800) == "Thu, 29 Feb 2024 00:00:00 GMT")
  }
}
