import LedgerServer
import NIOCore
import Testing

@testable import koufen_server

/// What is refused before anybody is asked (server 5.1, 5.2, §12).
@Suite("Refusals of the door")
struct FrontRefusalTests {
  static let none = "HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"

  private func answer(to request: String) throws -> (text: String, isOpen: Bool) {
    let desk = try Desk(Fake.echo)
    try desk.send(request)
    let text = try desk.received()
    desk.wait(seconds: 2)
    return (text, desk.isOpen)
  }

  @Test(
    "5.1 what is no HTTP request gets 400 without a body, and the connection is closed",
    arguments: [
      "\u{16}\u{3}\u{1} hello\r\n\r\n", "F(O / HTTP/1.1\r\nHost: h\r\n\r\n", "F(",
      "FOO / HTTP/1.1\r\n\r\n", "FOO / HTTP/1.1\r\nHost : h\r\n\r\n", "FOO / HTTP/1.1\r\nHost : h\r\n", "FOO / HTTP/2",
      "GET / HTTP/2.0\r\nHost: h\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: h\r\nbad header: x\r\n\r\n", "GET / HTTP/1.1\r\nHost: h\r\nX: a\0b\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "GET / HTTP/1.1\r\n\r\n",
      "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n",
      "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcde",
      "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: +4\r\n\r\nabcd",
      "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip\r\n\r\nabcd",
      "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
      "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: a b\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\tb\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: h/x\r\n\r\n", "GET / HTTP/1.1\r\nHost: wu@h\r\n\r\n",
      "GET http://wu@h/ HTTP/1.1\r\nHost: h\r\n\r\n",
    ])
  func noRequest(_ request: String) throws {
    let answer = try answer(to: request)
    #expect(answer.text == Self.none)
    #expect(!answer.isOpen)
  }

  @Test(
    "5.1 a host is a name or an address, with its port or without, and may be empty",
    arguments: ["koufen.example", "h:80", "127.0.0.1:8011", "[::1]:8011", ""])
  func host(_ host: String) throws {
    let answer = try answer(to: "GET /a HTTP/1.1\r\nHost: \(host)\r\n\r\n")
    #expect(answer.text.hasPrefix("HTTP/1.1 200 ") && answer.text.hasSuffix("/a"))
  }

  @Test(
    "4.7 a request by a method that nobody knows is one like any other, and the last of its connection",
    arguments: ["FOO", "get", "X-1"])
  func unknownMethod(_ method: String) throws {
    let desk = try Desk(Fake(later: { call in Answer(text: "\(call.method) \(call.target) \(call["x"] ?? "")") }))
    let request = "\(method) /b HTTP/1.1\r\nHost: h\r\nX:  y\r\nContent-Length: 3\r\n\r\nabc"
    try desk.send("GET /a HTTP/1.1\r\nHost: h\r\n\r\n" + request)
    let good = "HTTP/1.1 200 OK\r\ncontent-length: 7\r\n\r\nGET /a "
    let last = "\(method) /b y"
    let head = "HTTP/1.1 200 OK\r\ncontent-length: \(last.utf8.count)\r\nconnection: close\r\n\r\n"
    #expect(try desk.received() == good + head + last)
    desk.wait(seconds: 2)
    #expect(!desk.isOpen)
  }

  @Test(
    "4.7 a request by a method that nobody knows is one like any other wherever its head is cut in two",
    arguments: ["FOO", "GREAT", "POSTER"])
  func unknownMethodInParts(_ method: String) throws {
    let request = Array("\(method) /b HTTP/1.1\r\nHost: h\r\nX: y\r\n\r\n")
    for cut in 1..<request.count {
      let desk = try Desk(Fake(later: { call in Answer(text: "\(call.method) \(call.target) \(call["x"] ?? "")") }))
      try desk.send(String(request[..<cut]))
      #expect(try desk.received() == "", "\(cut)")
      try desk.send(String(request[cut...]))
      #expect(try desk.received().hasSuffix("\r\n\r\n\(method) /b y"), "\(cut)")
    }
    let desk = try Desk(Fake(later: { call in Answer(text: call.method) }))
    for character in request { try desk.send(String(character)) }
    #expect(try desk.received().hasSuffix("\r\n\r\n\(method)"))
  }

  @Test("12 a head by a method that nobody knows is held to the same times and sizes")
  func unknownMethodWithoutEnd() throws {
    let late = try Desk(Fake.echo)
    try late.send("FOO / HTTP/1.1\r\nHost: h\r\n")
    late.wait(seconds: 10)
    #expect(try late.received().hasPrefix("HTTP/1.1 408 "))
    for (begin, more, status) in [("FOO /", "a", 414), ("FOO / HTTP/1.1\r\nHost: h\r\nX: ", "b", 431)] {
      let desk = try Desk(Fake.echo)
      try desk.send(begin)
      for _ in 0..<30 { try desk.send(String(repeating: more, count: 1_000)) }
      #expect(try desk.received().hasPrefix("HTTP/1.1 \(status) "))
      desk.wait(seconds: 2)
      #expect(!desk.isOpen)
    }
  }

  @Test("5.1 a chunk that is none, in the middle of a body, gets 400 without a body")
  func badChunk() throws {
    let desk = try Desk(Fake(later: { call in Answer(text: (try? await call.body.all()) == nil ? "broken" : "whole") }))
    try desk.send("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n")
    try desk.send("ZZ\r\nabc")
    #expect(try desk.received() == Self.none)
  }

  @Test("12 a request line of 8 KiB is read, one byte more is 414")
  func longLine() throws {
    let room = 8 * 1024 - "GET  HTTP/1.1".utf8.count
    let longest = "/" + String(repeating: "a", count: room - 1)
    #expect(try answer(to: "GET \(longest) HTTP/1.1\r\nHost: h\r\n\r\n").text.hasSuffix(longest))
    for more in [1, 9_000, 1_000_000] {
      let path = longest + String(repeating: "a", count: more)
      let answer = try answer(to: "GET \(path) HTTP/1.1\r\nHost: h\r\n\r\n")
      #expect(answer.text.hasPrefix("HTTP/1.1 414 "))
      #expect(!answer.isOpen)
    }
  }

  @Test("12 header fields of 16 KiB are read, one byte more is 431")
  func longHeaders() throws {
    func request(_ size: Int, fields: Int) -> String {
      var fields = (0..<fields).map { "X\($0): \(String(repeating: "b", count: 2_000))\r\n" }.joined()
      fields += "Host: h\r\nY: "
      let rest = size - fields.utf8.count - 2
      return "GET / HTTP/1.1\r\n\(fields)\(String(repeating: "c", count: max(0, rest)))\r\n\r\n"
    }
    #expect(try answer(to: request(16 * 1024, fields: 3)).text.hasPrefix("HTTP/1.1 200 "))
    for (size, fields) in [(16 * 1024 + 1, 3), (20_000, 0), (16 * 1024, 9), (1_000_000, 0), (1_000_000, 400)] {
      let answer = try answer(to: request(size, fields: fields))
      #expect(answer.text.hasPrefix("HTTP/1.1 431 "))
      #expect(answer.text.contains("content-type: application/problem+json\r\n"))
      #expect(!answer.isOpen)
    }
  }

  @Test("4.11 a refusal is in the language asked for, where that was read")
  func language() throws {
    let long = String(repeating: "a", count: 8_300)
    let request = "GET /\(long) HTTP/1.1\r\nHost: h\r\nAccept-Language: en\r\n\r\n"
    #expect(try answer(to: request).text.hasSuffix("\r\n\r\nen"))
  }

  @Test("5.1 what is no request behind good ones is refused when those are answered")
  func goodThenBad() throws {
    let answer = try answer(
      to: "GET /a HTTP/1.1\r\nHost: h\r\n\r\nGET /b HTTP/1.1\r\nHost: h\r\n\r\n\0\u{1}garbage\r\n\r\n")
    let good = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n"
    #expect(answer.text == good + "/a" + good + "/b" + Self.none)
  }

  @Test("12 what is too long behind a request that is still being answered waits its turn")
  func badBehindPending() throws {
    let (texts, say) = AsyncStream<String>.makeStream()
    let desk = try Desk(
      Fake(later: { _ in
        for await text in texts { return Answer(text: text) }
        return Answer(500)
      }))
    let long = String(repeating: "a", count: 9_000)
    try desk.send("GET /a HTTP/1.1\r\nHost: h\r\n\r\nGET /\(long) HTTP/1.1\r\nHost: h\r\n\r\n")
    #expect(try desk.received() == "")
    say.yield("first")
    let text = try desk.received()
    #expect(text.hasPrefix("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nfirstHTTP/1.1 414 "))
  }
}
