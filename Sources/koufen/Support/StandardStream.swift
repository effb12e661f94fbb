import Foundation
import LedgerDomain
import Presentation

/// Standard output or error, written in large pieces.
///
/// Writing never ends the work: what stopped it is remembered, the rest is dropped, and `Ending` says so at the end.
final class StandardStream {
  nonisolated(unsafe) static let output = StandardStream(descriptor: 1)
  nonisolated(unsafe) static let error = StandardStream(descriptor: 2)

  /// Whether what is written still arrives.
  private enum State {
    case open
    /// The reader went away, as `head` does: nobody wants the rest.
    case unread
    /// A fault, such as a full disk, lost what was written; its `errno`.
    case lost(Int32)
  }

  /// Bytes held back at most, before they are written.
  private static let piece = 1 << 16

  /// How an answer that may be longer than the screen is shown.
  private enum Paging {
    /// It is not paged.
    case off
    /// It is held back until it is known to be longer.
    case waiting(Pager, lines: Int)
    /// A pager shows it.
    case on(Pager.Running)
  }

  /// What stands before the first byte that is written.
  var mark: [UInt8] = []

  private let descriptor: Int32
  private var paging = Paging.off
  private var buffer: [UInt8] = []
  private var state = State.open

  private init(descriptor: Int32) {
    self.descriptor = descriptor
  }

  /// Whether it is of any use to write more: false once the reader went away or a fault lost something.
  var takesMore: Bool {
    if case .open = state { true } else { false }
  }

  /// The fault that lost output, as the system names it; nil where none did. A reader that went away is no fault.
  var fault: Words? {
    if case .lost(let number) = state { SystemText.words(String(cString: strerror(number))) } else { nil }
  }

  /// What it is connected to.
  var terminal: Terminal { descriptor == STDERR_FILENO ? .error : .output }

  /// Writes a line; on a terminal's standard error over several, where one has no room.
  func line(_ text: String) {
    if descriptor == STDERR_FILENO { say(Line(text)) } else { line(Array(text.utf8)) }
  }

  private func begin() {
    buffer.append(contentsOf: mark)
    mark.removeAll()
  }

  /// Writes a line of bytes.
  func line(_ bytes: [UInt8]) {
    guard takesMore else { return }
    begin()
    buffer.append(contentsOf: bytes)
    buffer.append(UInt8(ascii: "\n"))
    if case .waiting(let pager, let lines) = paging { wait(pager, lines: lines + 1) }
    if descriptor == 2 || buffer.count > Self.piece { flush() }
  }

  /// Writes a list of JSON, a line for each of its items, none of which is held longer than it takes to write it.
  func list(_ items: some Sequence<String>, count: Int) {
    line("[")
    for (index, item) in items.enumerated() {
      guard takesMore else { return }
      line(index == count - 1 ? item : item + ",")
    }
    line("]")
  }

  /// Writes bytes as they are.
  func bytes(_ bytes: [UInt8]) {
    guard takesMore else { return }
    begin()
    buffer.append(contentsOf: bytes)
    if case .waiting(let pager, let lines) = paging {
      wait(pager, lines: lines + bytes.count { $0 == UInt8(ascii: "\n") })
    }
    if descriptor == 2 || buffer.count > Self.piece { flush() }
  }

  /// From here on the answer goes through `$PAGER` where it is longer than the screen.
  func page() {
    if let pager = Pager() { paging = .waiting(pager, lines: 0) }
  }

  /// Holds an answer back that fits the screen, and starts the pager for one that does not.
  private func wait(_ pager: Pager, lines: Int) {
    if lines < terminal.height {
      paging = .waiting(pager, lines: lines)
    } else {
      paging = pager.start().map { .on($0) } ?? .off
    }
  }

  /// Shows what there is of an answer, to its end where a pager shows it: what comes next is none of it.
  func release() {
    flush()
    switch paging {
    case .off: break
    case .waiting:
      paging = .off
      flush()
    case .on(let pager):
      pager.finish()
      paging = .off
    }
  }

  /// Where bytes go: to the pager, if one runs.
  private var target: Int32 {
    if case .on(let pager) = paging { pager.descriptor } else { descriptor }
  }

  /// Writes out what is held back; what may have to be paged is held back until that is known.
  func flush() {
    if case .waiting = paging { return }
    var written = 0
    while takesMore, written < buffer.count {
      let count = buffer[written...].withUnsafeBytes { write(target, $0.baseAddress, $0.count) }
      if count >= 0 { written += count } else { note(errno) }
    }
    buffer.removeAll(keepingCapacity: true)
  }

  /// Writes out what is held back and gives the descriptor back: some disks say only then that they were full.
  func close() {
    release()
    guard takesMore else { return }
    if Foundation.close(descriptor) != 0 { note(errno) }
  }

  /// Waits so many milliseconds, or until the reader has gone away.
  func pause(milliseconds: Int32) {
    guard takesMore else { return }
    var watched = pollfd(fd: descriptor, events: 0, revents: 0)
    if poll(&watched, 1, milliseconds) > 0, Int32(watched.revents) & (POLLERR | POLLHUP) != 0 { state = .unread }
  }

  private func note(_ number: Int32) {
    switch number {
    case EINTR: break
    case EAGAIN:
      var watched = pollfd(fd: target, events: Int16(POLLOUT), revents: 0)
      poll(&watched, 1, -1)
    case EPIPE, ECONNRESET: state = .unread
    default: state = .lost(number)
    }
  }
}
