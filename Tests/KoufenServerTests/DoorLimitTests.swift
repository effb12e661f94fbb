import Foundation
import LedgerServer
import NIOPosix
import ServerSettings
import Synchronization
import Testing

@testable import koufen_server

/// How many come in, by which way, and how it ends.
@Suite("The door's limits and end", .serialized)
struct DoorLimitTests {
  @Test("12 a thousand connections are open at once and answered")
  func thousand() async throws {
    var limit = rlimit()
    let files = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    getrlimit(files, &limit)
    limit.rlim_cur = limit.rlim_max
    setrlimit(files, &limit)
    let house = try await House(Fake.echo)
    let port = house.port
    let (wires, answered) = try await Wire.talk {
      let wires = try (0..<1_000).map { _ in try Wire(port: port) }
      for wire in wires { wire.send(DoorTests.get("/a")) }
      return (wires, wires.count { $0.receive(through: "\r\n\r\n/a").hasPrefix("HTTP/1.1 200 ") })
    }
    #expect(answered == 1_000)
    #expect(house.serving.connections.count == 1_000)
    withExtendedLifetime(wires) {}
    try await house.close()
    #expect(house.serving.connections.count == 0)
  }

  @Test("12 connections beyond the limit wait until another is closed")
  func waits() async throws {
    let house = try await House(Fake.echo) { $0.limits[.connections] = 10 }
    let port = house.port
    let counts = try await Wire.talk { [connections = house.serving.connections] in
      var inside = try (0..<10).map { _ in try Wire(port: port) }
      for wire in inside { wire.send(DoorTests.get("/a")) }
      for wire in inside { _ = wire.receive(through: "/a") }
      let outside = try (0..<20).map { _ in try Wire(port: port) }
      for wire in outside { wire.send(DoorTests.get("/b", DoorTests.closing)) }
      let before = connections.count
      inside.removeAll()
      return (before, outside.count { $0.receiveAll().text.hasSuffix("/b") })
    }
    // Up to four are accepted at once, of which the last three may be too many.
    #expect((10...13).contains(counts.0))
    #expect(counts.1 == 20)
    try await house.close()
  }

  @Test("1.2 the file of a socket is its owner's alone, and gone in the end")
  func socketFile() async throws {
    let folder = try Folder()
    let path = folder.file("s")
    let house = try await House(Fake(atOnce: { Answer(text: $0.address ?? "none") })) {
      $0.listen = .socket(path: path)
    }
    #expect(house.address == "unix:\(path)")
    var status = stat()
    #expect(lstat(path, &status) == 0)
    #expect(status.st_mode & 0o777 == 0o660)
    let text = try await Wire.talk {
      let wire = try Wire(path: path)
      wire.send(DoorTests.get("/", DoorTests.closing))
      return wire.receiveAll().text
    }
    #expect(text.hasSuffix("\r\n\r\nnone"))
    try await house.close()
    #expect(lstat(path, &status) != 0)
  }

  @Test("1.2 the socket of a server that lives is not taken; that of a dead one is, and no other file")
  func socketIsNotStolen() async throws {
    let folder = try Folder()
    let path = folder.file("s")
    let house = try await House(Fake.echo) { $0.listen = .socket(path: path) }
    await #expect(throws: SocketFile.Fault.isServed) {
      _ = try await House(Fake.echo) { $0.listen = .socket(path: path) }
    }
    let text = try await Wire.talk {
      let wire = try Wire(path: path)
      wire.send(DoorTests.get("/still", DoorTests.closing))
      return wire.receiveAll().text
    }
    #expect(text.hasSuffix("/still"))
    try await house.close()

    try leaveSocket(path)
    let second = try await House(Fake.echo) { $0.listen = .socket(path: path) }
    try await second.close()

    let other = folder.file("text")
    try "kept".write(toFile: other, atomically: true, encoding: .utf8)
    await #expect(throws: SocketFile.Fault.isNoSocket) {
      _ = try await House(Fake.echo) { $0.listen = .socket(path: other) }
    }
    #expect(try String(contentsOfFile: other, encoding: .utf8) == "kept")
  }

  /// The file that a server leaves which was killed.
  private func leaveSocket(_ path: String) throws {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { room in
      for (index, byte) in path.utf8.enumerated() { room[index] = byte }
    }
    let bound = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    close(descriptor)
    try #require(bound == 0)
  }

  @Test("1.9 a port that is taken is a fault of the start")
  func portIsTaken() async throws {
    let house = try await House(Fake.echo)
    let port = house.port
    await #expect(throws: (any Error).self) {
      _ = try await House(Fake.echo) { $0.listen = .host("127.0.0.1", port: port) }
    }
    try await house.close()
  }

  @Test("11.6 a stop lets in nobody new, finishes what was begun, and then ends")
  func stops() async throws {
    let gate = Gate()
    let (begun, begin) = AsyncStream<Void>.makeStream()
    let house = try await House(
      Fake(later: { _ in
        begin.yield()
        await gate.pass()
        return Answer(text: "finished")
      }))
    async let answer = house.answer(to: DoorTests.get("/"))
    for await _ in begun { break }
    house.beginToStop()
    let port = house.port
    // The listening socket closes on its own loop: try until it has.
    let refused = try await Wire.talk {
      while let wire = try? Wire(port: port) { withExtendedLifetime(wire) { _ = sched_yield() } }
      return true
    }
    #expect(refused)
    await gate.open()
    let got = try await answer
    #expect(got.text.contains("connection: close\r\n"))
    #expect(got.text.hasSuffix("\r\n\r\nfinished"))
    try await house.close()
  }

  @Test("11.6 what does not end in its time is cut")
  func cut() async throws {
    let (begun, begin) = AsyncStream<Void>.makeStream()
    let (never, keep) = AsyncStream<Void>.makeStream()
    let house = try await House(
      Fake(later: { _ in
        begin.yield()
        for await _ in never {}
        return Answer(text: "too late")
      })
    ) { $0.limits[.stopTime] = 0 }
    async let answer = house.answer(to: DoorTests.get("/"))
    for await _ in begun { break }
    try await house.close()
    #expect(try await answer.text == "")
    keep.finish()
  }
}
