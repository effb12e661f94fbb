import Foundation
import LedgerServer
import ServerSettings
import Synchronization

/// The log on stderr: a line a request (server 11.3), written by a thread of its own, so that whoever reads it slowly stops
/// nobody. Where that thread is behind by too much, lines are left out, and how many is said.
final class RequestLog: Sendable {
  private struct State {
    var bytes: [UInt8] = []
    var left = 0
    var isEnded = false
  }

  /// Bytes that wait to be written, at most.
  private static let most = 4 << 20

  private let form: ServerSettings.Log
  private let state = Mutex(State())
  private let bell = DispatchSemaphore(value: 0)
  private let ended = DispatchSemaphore(value: 0)

  init(_ form: ServerSettings.Log) {
    self.form = form
    let thread = Thread { [self] in work() }
    thread.name = "log"
    thread.start()
  }

  func write(_ line: RequestLine) {
    let text = form == .json ? line.json : line.text
    let rings = state.withLock { state in
      guard state.bytes.count < Self.most else {
        state.left += 1
        return false
      }
      let isFirst = state.bytes.isEmpty
      state.bytes += text.utf8
      state.bytes.append(UInt8(ascii: "\n"))
      return isFirst
    }
    if rings { bell.signal() }
  }

  /// Writes what waits, and comes back soon, whoever reads.
  func end() {
    state.withLock { $0.isEnded = true }
    bell.signal()
    _ = ended.wait(timeout: .now() + 1)
  }

  private func work() {
    while true {
      bell.wait()
      let (bytes, left, isEnded) = state.withLock { state in
        defer { (state.bytes, state.left) = ([], 0) }
        return (state.bytes, state.left, state.isEnded)
      }
      put(bytes)
      if left > 0 { put(Array("koufen: \(left) lines of the log were left out\n".utf8)) }
      if isEnded {
        ended.signal()
        return
      }
    }
  }

  private func put(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { Glibc.write(2, $0.baseAddress, $0.count) }
      guard written > 0 else {
        if written < 0, errno == EINTR { continue }
        return
      }
      rest = rest.dropFirst(written)
    }
  }
}
