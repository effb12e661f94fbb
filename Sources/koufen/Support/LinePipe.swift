import Dispatch
import Foundation
import Synchronization

/// Lines on their way from a thread that makes them to one that takes them, a few at a time.
final class LinePipe: Sendable {
  /// Lines that may wait to be taken.
  private static let room = 4_096

  private struct Contents {
    var lines: [[UInt8]] = []
    var isOver = false
    var isLeft = false
    var failure: (any Error)?
  }

  private struct Left: Error {}

  private let contents = Mutex(Contents())
  private let filled = DispatchSemaphore(value: 0)
  private let taken = DispatchSemaphore(value: 0)

  /// Whoever holds it has the lines made; letting it go ends that.
  final class Filling: Sendable {
    private let pipe: LinePipe

    fileprivate init(_ pipe: LinePipe) { self.pipe = pipe }

    deinit {
      pipe.contents.withLock { $0.isLeft = true }
      pipe.taken.signal()
    }
  }

  private let buffer = Mutex<ArraySlice<[UInt8]>>([])

  /// Has `body` make the lines on a thread of its own.
  func fill(_ body: @escaping @Sendable (_ put: ([UInt8]) throws -> Void) throws -> Void) -> Filling {
    let thread = Thread { [self] in
      let result = Result { try body(put) }
      contents.withLock { contents in
        contents.isOver = true
        if case .failure(let error) = result { contents.failure = error }
      }
      filled.signal()
    }
    thread.stackSize = 8 << 20
    thread.start()
    return Filling(self)
  }

  private func put(_ line: [UInt8]) throws {
    while true {
      let isPut = try contents.withLock { contents in
        if contents.isLeft { throw Left() }
        guard contents.lines.count < Self.room else { return false }
        contents.lines.append(line)
        return true
      }
      if isPut { break }
      taken.wait()
    }
    filled.signal()
  }

  /// The next line; nil at the end.
  ///
  /// - Throws: what stopped whoever made them.
  func next() throws -> [UInt8]? {
    if let line = buffer.withLock({ $0.popFirst() }) { return line }
    while true {
      filled.wait()
      let found: (lines: [[UInt8]], isOver: Bool) = try contents.withLock { contents in
        defer { contents.lines = [] }
        if contents.lines.isEmpty, let failure = contents.failure { throw failure }
        return (contents.lines, contents.isOver)
      }
      taken.signal()
      if found.isOver { filled.signal() }
      if let first = found.lines.first {
        buffer.withLock { $0 = found.lines.dropFirst() }
        return first
      }
      if found.isOver { return nil }
    }
  }
}
