import Foundation
import LedgerServer
import NIOCore
import NIOEmbedded
import NIOHTTP1
import NIOHTTP2
import NIOSSL
import ServerSettings
import Testing

@testable import koufen_server

/// The door with a certificate (server 1.4).
@Suite("The secured door", .serialized)
struct SecureDoorTests {
  private let folder: Folder
  private let files: ServerSettings.TLSFiles

  init() throws {
    folder = try Folder()
    files = .init(certificate: folder.file("c.pem"), key: folder.file("k.pem"))
    try Pair.first.write(to: files)
  }

  private func open(_ answering: some Answering, change: (inout ServerSettings) -> Void = { _ in }) async throws
    -> House
  {
    try await House(answering) {
      $0.tls = files
      change(&$0)
    }
  }

  private static let secrecy = Fake(atOnce: { Answer(text: "\($0.isSecure) \($0.target)") })
  private static let closing = DoorTests.get("/a", DoorTests.closing)

  @Test("1.3 a secured door says https")
  func address() async throws {
    let house = try await open(Fake.echo)
    #expect(house.address == "https://127.0.0.1:\(house.port)")
    try await house.close()
  }

  @Test("1.4 TLS 1.2 and 1.3 are spoken, 1.1 is not")
  func versions() async throws {
    let house = try await open(Self.secrecy)
    #expect(try await SecureClient(port: house.port, most: .tlsv12).answer(to: Self.closing).hasSuffix("true /a"))
    #expect(try await SecureClient(port: house.port, most: .tlsv13).answer(to: Self.closing).hasSuffix("true /a"))
    await #expect(throws: (any Error).self) {
      try await SecureClient(port: house.port, most: .tlsv11).answer(to: Self.closing)
    }
    try await house.close()
  }

  @Test("1.4 whoever asks for no protocol, or for HTTP/1.1, is spoken to in HTTP/1.1", arguments: [[], ["http/1.1"]])
  func http1(_ protocols: [String]) async throws {
    let house = try await open(Self.secrecy)
    let answer = try await SecureClient(port: house.port, protocols: protocols).answer(to: Self.closing)
    #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
    try await house.close()
  }

  @Test("1.4 a certificate read again is that of the next connection; one of no use leaves the one before")
  func renewed() async throws {
    let house = try await open(Self.secrecy)
    let (port, renewed) = (house.port, SecureClient(port: house.port, trusts: .second))
    let old = try await SecureClient(port: port).http2()
    try Pair.second.write(to: files, key: .first)
    #expect(throws: (any Error).self) { try house.serving.readCertificatesAgain() }
    try Data().write(to: URL(filePath: files.key))
    #expect(throws: (any Error).self) { try house.serving.readCertificatesAgain() }
    #expect(try await SecureClient(port: port).answer(to: Self.closing).hasSuffix("true /a"))
    try Pair.second.write(to: files)
    try house.serving.readCertificatesAgain()
    #expect(try await renewed.answer(to: Self.closing).hasSuffix("true /a"))
    await #expect(throws: (any Error).self) { try await SecureClient(port: port).answer(to: Self.closing) }
    #expect(try await old.ask(.GET, "/old").body == "true /old")
    try await old.channel.close()
    try await house.close()
  }

  @Test("1.9 a key that is not the certificate's is a fault of the start")
  func wrongKey() async throws {
    try Pair.second.write(to: files, key: .first)
    await #expect(throws: (any Error).self) { _ = try await open(Fake.echo) }
  }

  @Test("12 a handshake that does not come to its end is ended")
  func handshake() async throws {
    let house = try await open(Fake.echo) { $0.limits[.headTime] = 0 }
    #expect(try await house.answer(to: "").end == .closed)
    try await house.close()
  }

  @Test("What is no TLS on a secured door is closed")
  func plain() async throws {
    let house = try await open(Fake.echo)
    #expect(!(try await house.answer(to: Self.closing)).text.hasPrefix("HTTP"))
    try await house.close()
  }
}

/// HTTP/2 (server 1.4): the same as over HTTP/1.
@Suite("The door in HTTP/2", .serialized)
struct HTTP2DoorTests {
  private let folder: Folder
  private let files: ServerSettings.TLSFiles

  init() throws {
    folder = try Folder()
    files = .init(certificate: folder.file("c.pem"), key: folder.file("k.pem"))
    try Pair.first.write(to: files)
  }

  private func with(
    _ answering: some Answering, _ talk: (House, Streams) async throws -> Void
  ) async throws {
    let house = try await House(answering) { $0.tls = files }
    let streams = try await SecureClient(port: house.port).http2()
    try await talk(house, streams)
    try? await streams.channel.close()
    try await house.close()
  }

  @Test("4.7 GET and HEAD, at once and by a task, with one host and no word of the connection")
  func asks() async throws {
    let fake = Fake(
      atOnce: { $0.target == "/later" ? nil : Answer(text: "\($0["host"] ?? "-") \($0.address ?? "-")") },
      later: { call in Answer(text: call.target) })
    try await with(fake) { _, streams in
      let got = try await streams.ask(.GET, "/a")
      #expect(got.statuses == [200] && got.body == "h 127.0.0.1" && got.isWhole)
      #expect(got.headers["content-length"] == ["11"] && got.headers["connection"] == [])
      #expect(try await streams.ask(.GET, "/later").body == "/later")
      let head = try await streams.ask(.HEAD, "/later")
      #expect(head.body == "" && head.headers["content-length"] == ["6"] && head.isWhole)
    }
  }

  @Test("4.13 bodies are read, and 100 told when they are asked for")
  func bodies() async throws {
    try await with(DoorTests.reader) { _, streams in
      let body = String(repeating: "y", count: 900_000)
      #expect(try await streams.ask(.POST, "/", body: body).body == "900000")
      let told = try await streams.ask(.POST, "/", ["expect": "100-continue"], body: "abc")
      #expect(told.statuses.last == 200 && told.body == "3")
      let refused = try await streams.ask(
        .POST, "/", ["content-length": "3000000"], body: String(repeating: "z", count: 3_000_000))
      #expect(refused.statuses == [413])
    }
  }

  @Test("12 a path or header fields that are too long are refused, and the connection goes on")
  func refusals() async throws {
    try await with(Fake.echo) { _, streams in
      let line = try await streams.ask(.GET, "/" + String(repeating: "a", count: 9_000))
      #expect(line.statuses == [414] && line.isWhole && line.headers["connection"] == [])
      let fields = try await streams.ask(
        .GET, "/", ["x": String(repeating: "b", count: 17_000), "accept-language": "en"])
      #expect(fields.statuses == [431] && fields.body == "en")
      #expect(try await streams.ask(.GET, "/still").body == "/still")
    }
  }

  @Test("12 a head that goes beyond every measure ends its connection, which is told so, and no other")
  func longHead() async throws {
    try await with(Fake.echo) { house, streams in
      let other = try await SecureClient(port: house.port).http2()
      // Said once and named again: few bytes on the wire, 200 KB where they are read.
      var fields = HTTPHeaders()
      for _ in 0..<100 { fields.add(name: "x", value: String(repeating: "b", count: 2_000)) }
      let got = try await streams.ask(.GET, "/", fields)
      #expect(!got.isWhole && got.statuses.isEmpty)
      try await streams.channel.closeFuture.get()
      #expect(try await other.ask(.GET, "/still").body == "/still")
      try await other.channel.close()
    }
  }

  @Test("12 a connection on which the client broke the protocol is closed; the fault of one stream closes none")
  func broken() throws {
    struct Fault: Error {}
    let channel = EmbeddedChannel(handler: Idleness(most: .seconds(1)))
    try channel.connect(to: SocketAddress(unixDomainSocketPath: "/nowhere")).wait()
    channel.pipeline.fireErrorCaught(NIOHTTP2Errors.streamError(streamID: 1, baseError: Fault()))
    #expect(throws: NIOHTTP2Errors.StreamError.self) { try channel.throwIfErrorCaught() }
    #expect(channel.isActive)
    channel.pipeline.fireErrorCaught(Fault())
    #expect(!channel.isActive)
  }

  @Test("5.5 what breaks off has no end, and the connection goes on")
  func breaksOff() async throws {
    struct Broken: Error {}
    let fake = Fake(
      atOnce: { $0.target == "/still" ? Answer(text: "here") : nil },
      later: { _ in
        Answer(
          200, [],
          .stream { out in
            try await out.write(Array("{\"problem\":{}}\n".utf8))
            throw Broken()
          })
      })
    try await with(fake) { _, streams in
      let got = try await streams.ask(.GET, "/break")
      #expect(got.statuses == [200] && got.body == "{\"problem\":{}}\n" && !got.isWhole)
      #expect(try await streams.ask(.GET, "/still").body == "here")
    }
  }

  @Test("10.1 a stream that the client gives up ends the task that makes it")
  func givenUp() async throws {
    let (ends, end) = AsyncStream<Void>.makeStream()
    let (begins, begin) = AsyncStream<Void>.makeStream()
    let (never, keep) = AsyncStream<Void>.makeStream()
    let fake = Fake(later: { _ in
      Answer(
        200, [],
        .stream { out in
          try await out.write([97])
          begin.yield()
          for await _ in never {}
          if Task.isCancelled { end.yield() }
        })
    })
    try await with(fake) { _, streams in
      let (stream, got) = try await streams.begin(.GET, "/feed")
      for await _ in begins { break }
      try? await stream.close()
      _ = try await got.get()
      for await _ in ends { break }
    }
    keep.finish()
  }

  @Test("12 a stream whose client has no room for its answer is ended in time, however small that is")
  func noWindow() async throws {
    let fake = Fake(
      atOnce: { $0.target == "/later" ? nil : Answer(text: "small") }, later: { _ in Answer(text: "small") })
    let house = try await House(fake) {
      $0.tls = files
      $0.limits[.stallTime] = 0
    }
    let streams = try await SecureClient(port: house.port).http2(window: 0)
    for target in ["/atOnce", "/later"] {
      let got = try await streams.ask(.GET, target)
      #expect(!got.isWhole && got.body.isEmpty, "\(got)")
    }
    try await streams.channel.close()
    try await house.close()
  }

  @Test("11.6 a stop finishes the streams that were begun, to their last byte, and then ends")
  func stops() async throws {
    let gate = Gate()
    let (begins, begin) = AsyncStream<Void>.makeStream()
    let fake = Fake(later: { call in
      begin.yield()
      await gate.pass()
      if call.target == "/answer" { return Answer(text: String(repeating: "x", count: 100_000)) }
      return Answer(200, [], .stream { out in try await out.write(Array("event: bye\n\n".utf8)) })
    })
    let house = try await House(fake) { $0.tls = files }
    let streams = try await SecureClient(port: house.port).http2()
    let answer = try await streams.begin(.GET, "/answer").got
    let feed = try await streams.begin(.GET, "/feed").got
    var count = 0
    for await _ in begins {
      count += 1
      if count == 2 { break }
    }
    house.beginToStop()
    await gate.open()
    let whole = try await answer.get()
    #expect(whole.statuses == [200] && whole.body.utf8.count == 100_000 && whole.isWhole)
    let bye = try await feed.get()
    #expect(bye.body == "event: bye\n\n" && bye.isWhole)
    try await house.close()
  }
}
