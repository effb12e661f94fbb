import Foundation
import LedgerServer
import ServerSettings
import Synchronization
import Testing

@testable import koufen_server

/// The door with real sockets, from outside.
@Suite("The door", .serialized)
struct DoorTests {
  static let closing = "Connection: close\r\n"

  static func get(_ target: String, _ more: String = "", method: String = "GET") -> String {
    "\(method) \(target) HTTP/1.1\r\nHost: h\r\n\(more)\r\n"
  }

  /// Reads bodies up to a million bytes.
  static let reader = Fake(
    atOnce: { $0.target == "/const" ? Answer(text: String(repeating: "x", count: 100)) : nil },
    later: { call in
      guard call.body.announced ?? 0 <= 1_000_000 else { return Answer(413) }
      return Answer(text: "\((try? await call.body.all())?.count ?? -1)")
    })

  @Test("1.3 it says where it is, with the port it got", arguments: ["127.0.0.1", "::1"])
  func ready(_ host: String) async throws {
    let house = try await House(Fake.echo) { $0.listen = .host(host, port: 0) }
    #expect(house.port > 0)
    #expect(house.address == (host == "::1" ? "http://[::1]:\(house.port)" : "http://127.0.0.1:\(house.port)"))
    try await house.close()
  }

  @Test("12.2 the address of a connection is told without its port")
  func address() async throws {
    let house = try await House(Fake(atOnce: { Answer(text: $0.address ?? "-") }))
    let answer = try await house.answer(to: Self.get("/", Self.closing))
    #expect(answer.text.hasSuffix("\r\n\r\n127.0.0.1"))
    try await house.close()
  }

  @Test("A hundred requests sent at once are answered in order, those at once and those by a task")
  func pipelined() async throws {
    let house = try await House(
      Fake(
        atOnce: { $0.target.hasSuffix("0") ? nil : Answer(text: $0.target) },
        later: { call in
          await Task.yield()
          return Answer(text: call.target)
        }))
    let all = (1...100).map { Self.get("/\($0)") }.joined() + Self.get("/end", Self.closing)
    let answer = try await house.answer(to: all)
    let targets = answer.text.matches(of: #/\r\n\r\n/([0-9a-z]+?)(?=HTTP|$)/#).map { String($0.output.1) }
    #expect(targets == (1...100).map(String.init) + ["end"])
    #expect(answer.end == .closed)
    try await house.close()
  }

  @Test("12 a body that is refused unread does not cost the client the answer")
  func refusedBody() async throws {
    let house = try await House(Self.reader)
    let body = String(repeating: "x", count: 3_000_000)
    let answer = try await house.answer(to: Self.get("/", "Content-Length: 3000000\r\n", method: "POST") + body)
    #expect(answer.text.hasPrefix("HTTP/1.1 413 "))
    #expect(answer.end == .closed)
    try await house.close()
  }

  @Test("A body is read to its last byte, whole or in chunks")
  func bodies() async throws {
    let house = try await House(Self.reader)
    let body = String(repeating: "y", count: 900_000)
    let whole = try await house.answer(
      to: Self.get("/", "Content-Length: 900000\r\n" + Self.closing, method: "POST") + body)
    #expect(whole.text.hasSuffix("\r\n\r\n900000"))
    let chunk = "2710\r\n" + String(repeating: "z", count: 10_000) + "\r\n"
    let chunked = try await house.answer(
      to: Self.get("/", "Transfer-Encoding: chunked\r\n" + Self.closing, method: "POST")
        + String(repeating: chunk, count: 80) + "0\r\n\r\n")
    #expect(chunked.text.hasSuffix("\r\n\r\n800000"))
    try await house.close()
  }

  @Test("A client that leaves in the middle of a body or a head does no harm")
  func early() async throws {
    let (faults, fault) = AsyncStream<Bool>.makeStream()
    let house = try await House(
      Fake(
        atOnce: { $0.target == "/const" ? Answer(text: "ok") : nil },
        later: { call in
          fault.yield((try? await call.body.all()) == nil)
          return Answer(500)
        }))
    let port = house.port
    try await Wire.talk {
      for request in ["", "GET", "GET / HTTP/1.1\r\nHost: h\r\nX"] { try Wire(port: port).send(request) }
      try Wire(port: port).send(Self.get("/", "Content-Length: 10\r\n", method: "POST") + "abc")
    }
    for await isBroken in faults {
      #expect(isBroken)
      break
    }
    #expect(try await house.answer(to: Self.get("/const", Self.closing)).text.hasSuffix("ok"))
    try await house.close()
  }

  @Test("A client that sends no more before it is answered is answered")
  func halfClosed() async throws {
    let house = try await House(Self.reader)
    let post = Self.get("/", "Content-Length: 3\r\n", method: "POST") + "abc"
    #expect(try await house.answer(to: post, halfCloses: true).text.hasSuffix("\r\n\r\n3"))
    #expect(try await house.answer(to: Self.get("/const") + Self.get("/const"), halfCloses: true).end == .closed)
    try await house.close()
  }

  @Test("A great answer reaches a client that reads slowly and sends no more to its last byte")
  func greatAnswer() async throws {
    let size = 20_000_000
    let house = try await House(Fake(atOnce: { _ in Answer(200, [], .bytes([UInt8](repeating: 98, count: size))) }))
    for more in ["", Self.closing] {
      let answer = try await house.answer(to: Self.get("/", more), halfCloses: true)
      #expect(answer.text.utf8.count > size && answer.text.hasSuffix("bbb"))
      #expect(answer.end == .closed)
    }
    try await house.close()
  }

  @Test("A client that reads nothing is waited for, and what it left unread is given up when it leaves")
  func stalledReader() async throws {
    let (ends, end) = AsyncStream<Int>.makeStream()
    let written = Atomic<Int>(0)
    try await withStream(
      { out in
        let block = [UInt8](repeating: 97, count: 64 << 10)
        do {
          while true {
            try await out.write(block)
            end.yield(block.count)
          }
        } catch {
          end.finish()
          throw error
        }
      },
      { house in
        let port = house.port
        let wire = try await Wire.talk { try Wire(port: port, receiveBuffer: 4_096) }
        wire.send(Self.get("/"))
        _ = wire.receive(through: "\r\n\r\n")
      })
    for await count in ends { written.add(count, ordering: .relaxed) }
    #expect(written.load(ordering: .relaxed) < 64 << 20)
  }

  private func withStream(
    _ make: @escaping @Sendable (any AnswerWriter) async throws -> Void, _ talk: (House) async throws -> Void
  ) async throws {
    let house = try await House(Fake(later: { _ in Answer(200, [], .stream(make)) }))
    try await talk(house)
    try await house.close()
  }

  @Test("10.1 a feed whose client leaves is told at once")
  func feedIsLeft() async throws {
    let (ends, end) = AsyncStream<Void>.makeStream()
    let (never, keep) = AsyncStream<Void>.makeStream()
    try await withStream(
      { out in
        try await out.write(Array("retry: 2000\n\n".utf8))
        for await _ in never {}
        if Task.isCancelled { end.yield() }
      },
      { house in
        let port = house.port
        let wire = try await Wire.talk { try Wire(port: port) }
        wire.send(Self.get("/feed"))
        #expect(wire.receive(through: "retry: 2000\n\n\r\n").hasSuffix("\r\n\r\nd\r\nretry: 2000\n\n\r\n"))
      })
    for await _ in ends { break }
    keep.finish()
  }

  @Test("5.5 what breaks off reaches the client up to there, and has no end")
  func breaksOff() async throws {
    struct Broken: Error {}
    try await withStream(
      { out in
        try await out.write(Array("{\"problem\":{}}\n".utf8))
        throw Broken()
      },
      { house in
        let answer = try await house.answer(to: Self.get("/"))
        #expect(answer.text.hasSuffix("\r\n\r\nf\r\n{\"problem\":{}}\n\r\n"))
        let old = try await house.answer(to: "GET / HTTP/1.0\r\n\r\n")
        #expect(old.end == .reset)
      })
  }
}
