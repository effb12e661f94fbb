import Foundation
import Presentation
import ServerSettings

/// What keeps a server from being asked.
enum ServerFault: Error {
  /// Nobody answers there; the system's words.
  case unreachable(String)
  /// Its certificate is not believed; why.
  case untrusted(String)
  /// The connection ended before the answer did.
  case cutOff
  /// Nothing came for too long.
  case silent
  /// What answers is no koufen, but stands before one and does not reach it: the status it says so with.
  case notReached(Int)
}

/// A connection to a server: bytes there and back. What waits looks now and then whether somebody asked it to stop.
final class ServerConnection {
  /// For the connection to be made.
  private static let connectTime = Duration.seconds(12)
  /// Milliseconds between two looks.
  private static let look: Int32 = 100
  private static let piece = 1 << 16

  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var start = 0
  /// How long may pass without a byte.
  var patience = Duration.seconds(60)

  /// Connects.
  ///
  /// - Throws: a `ServerFault`; a `Failure` where the program that speaks TLS is not there.
  init(_ address: ServerAddress) throws {
    guard address.isSecure else {
      descriptor = try Self.connect(address)
      return
    }
    descriptor = try RelayProgram.start(
      RelayTarget(host: address.host, port: address.port, authorities: Environment["KOUFEN_CA"]))
    patience = Self.connectTime
    let said = try line()
    patience = .seconds(60)
    let reason = String(said.dropFirst())
    switch said.first.flatMap({ RelayTarget.Word(rawValue: String($0)) }) {
    case .connected?: break
    case .untrusted?: throw ServerFault.untrusted(reason)
    case .unreachable?: throw ServerFault.unreachable(reason)
    case nil: throw ServerFault.cutOff
    }
  }

  deinit { close(descriptor) }

  private static func connect(_ address: ServerAddress) throws -> Int32 {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var found: UnsafeMutablePointer<addrinfo>?
    let number = getaddrinfo(address.host, String(address.port), &hints, &found)
    guard number == 0 else { throw ServerFault.unreachable(String(cString: gai_strerror(number))) }
    defer { freeaddrinfo(found) }
    var reason = "no address"
    var next = found
    while let place = next {
      next = place.pointee.ai_next
      let descriptor = socket(
        place.pointee.ai_family, place.pointee.ai_socktype | Int32(SOCK_CLOEXEC.rawValue), place.pointee.ai_protocol)
      guard descriptor >= 0 else { continue }
      if Foundation.connect(descriptor, place.pointee.ai_addr, place.pointee.ai_addrlen) == 0 { return descriptor }
      reason = String(cString: strerror(errno))
      close(descriptor)
    }
    throw ServerFault.unreachable(reason)
  }

  // MARK: Bytes

  /// Sends bytes, all of them.
  func send(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      try wait(for: POLLOUT)
      let count = rest.withUnsafeBytes {
        Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
      }
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno != EINTR, errno != EAGAIN {
        throw ServerFault.cutOff
      }
    }
  }

  /// The next line, without its end.
  func line() throws -> String {
    while true {
      if let end = buffer[start...].firstIndex(of: UInt8(ascii: "\n")) {
        var line = buffer[start..<end]
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        start = end + 1
        return String(decoding: line, as: UTF8.self)
      }
      guard buffer.count - start < Self.piece, try fill() else { throw ServerFault.cutOff }
    }
  }

  /// The bytes that come next, at most so many; empty at the end.
  func bytes(_ most: Int) throws -> [UInt8] {
    if start == buffer.count, try !fill() { return [] }
    let end = min(buffer.count, start + most)
    defer { start = end }
    return Array(buffer[start..<end])
  }

  /// Adds what comes next; false at the end.
  private func fill() throws -> Bool {
    buffer.removeFirst(start)
    start = 0
    let before = buffer.count
    while true {
      try wait(for: POLLIN)
      buffer.append(contentsOf: repeatElement(0, count: Self.piece))
      let count = buffer.withUnsafeMutableBytes {
        read(descriptor, $0.baseAddress.map { $0 + before }, Self.piece)
      }
      let number = errno
      buffer.removeLast(Self.piece - max(0, count))
      if count >= 0 { return count > 0 }
      guard number == EINTR || number == EAGAIN else { throw ServerFault.cutOff }
    }
  }

  private func wait(for event: Int32) throws {
    let deadline = ContinuousClock.now + patience
    var watched = pollfd(fd: descriptor, events: Int16(event), revents: 0)
    while poll(&watched, 1, Self.look) <= 0 {
      try Interruption.check()
      if ContinuousClock.now > deadline { throw ServerFault.silent }
    }
  }
}

/// The program beside this one that speaks TLS.
private enum RelayProgram {
  /// Starts it; what is written to the descriptor comes out at the server, and back.
  static func start(_ target: RelayTarget) throws -> Int32 {
    var ends: [Int32] = [-1, -1]
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
      throw ServerFault.unreachable(String(cString: strerror(errno)))
    }
    defer { close(ends[1]) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for descriptor in [Int32(0), 1] { posix_spawn_file_actions_adddup2(&actions, ends[1], descriptor) }
    let program = try ServerProgram.path
    let document = String(decoding: try JSONEncoder().encode(target), as: UTF8.self)
    var arguments = [strdup("koufen-server"), strdup(document), nil]
    defer { for argument in arguments { free(argument) } }
    var process = pid_t()
    let number = posix_spawn(&process, program, &actions, nil, &arguments, environ)
    guard number == 0 else {
      close(ends[0])
      throw ServerProgram.missing(program, number)
    }
    return ends[0]
  }
}
