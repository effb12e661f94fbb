import Foundation
import NIOCore

/// A client of bare bytes. It blocks, so it is used on threads of its own.
final class Wire: Sendable {
  private let descriptor: Int32

  /// How a conversation ended.
  enum End: Equatable {
    case closed
    case reset
  }

  struct Failure: Error { let number: Int32 }

  /// Connects to a port of this machine.
  init(port: Int, receiveBuffer: Int32? = nil) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    if var size = receiveBuffer {
      setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
    }
    try connect(to: SocketAddress(ipAddress: "127.0.0.1", port: port))
  }

  /// Connects to a socket in the file system.
  init(path: String) throws {
    descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    try connect(to: SocketAddress(unixDomainSocketPath: path))
  }

  private func connect(to address: SocketAddress) throws {
    let result = address.withSockAddr { Foundation.connect(descriptor, $0, socklen_t($1)) }
    if result != 0 { throw Failure(number: errno) }
  }

  deinit { close(descriptor) }

  /// Sends all of it, or as much as the server takes.
  func send(_ text: String) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      if count <= 0 { return }
      rest = rest.dropFirst(count)
    }
  }

  /// Sends no more.
  func halfClose() { shutdown(descriptor, Int32(SHUT_WR)) }

  /// Everything up to the end.
  func receiveAll() -> (text: String, end: End) {
    var all: [UInt8] = []
    while let more = receive() {
      if more.isEmpty { return (String(decoding: all, as: UTF8.self), .closed) }
      all += more
    }
    return (String(decoding: all, as: UTF8.self), .reset)
  }

  /// What comes until this text is in it.
  func receive(through end: String) -> String {
    var all = ""
    while !all.contains(end), let more = receive(), !more.isEmpty { all += String(decoding: more, as: UTF8.self) }
    return all
  }

  private func receive() -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    return count < 0 ? nil : Array(buffer.prefix(count))
  }

  /// Runs what blocks, beside everything that must go on.
  static func talk<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
    try await withCheckedThrowingContinuation { then in
      Thread { then.resume(with: Swift.Result { try work() }) }.start()
    }
  }
}
