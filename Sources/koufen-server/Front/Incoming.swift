import LedgerServer
import NIOCore

/// The body of a request as it comes in from a connection.
final class Incoming: CallBody {
  let announced: Int?
  private let loop: any EventLoop
  private let inside: NIOLoopBoundBox<Inside>

  /// Bytes that wait to be read before the client is made to wait.
  static let most = 256 << 10

  private struct Inside {
    var bytes = ByteBuffer()
    var isEnded = false
    var fault: (any Error)?
    var waiting: UnsafeContinuation<[UInt8]?, any Error>?
    weak var front: Front?
  }

  /// A body; made on the connection's loop.
  init(announced: Int?, front: Front, loop: any EventLoop) {
    self.announced = announced
    self.loop = loop
    inside = NIOLoopBoundBox(Inside(front: front), eventLoop: loop)
  }

  func next() async throws -> [UInt8]? {
    try await withUnsafeThrowingContinuation { then in
      if loop.inEventLoop { ask(then) } else { loop.execute { self.ask(then) } }
    }
  }

  private func ask(_ then: UnsafeContinuation<[UInt8]?, any Error>) {
    if inside.value.bytes.readableBytes > 0 {
      let front = inside.value.front
      then.resume(returning: take())
      front?.readAgain()
    } else if let fault = inside.value.fault {
      then.resume(throwing: fault)
    } else if inside.value.isEnded {
      then.resume(returning: nil)
    } else if inside.value.waiting != nil {
      then.resume(throwing: ReadTwice())
    } else {
      inside.value.waiting = then
      inside.value.front?.bodyIsAwaited()
    }
  }

  private func take() -> [UInt8] {
    let bytes = Array(inside.value.bytes.readableBytesView)
    inside.value.bytes = ByteBuffer()
    return bytes
  }

  /// Bytes that nobody read yet.
  var waitingBytes: Int { inside.value.bytes.readableBytes }

  /// More came.
  func append(_ more: ByteBuffer) {
    if inside.value.bytes.readableBytes == 0 {
      inside.value.bytes = more
    } else {
      inside.value.bytes.writeImmutableBuffer(more)
    }
    guard let waiting = inside.value.waiting, more.readableBytes > 0 else { return }
    inside.value.waiting = nil
    waiting.resume(returning: take())
  }

  /// All of it came.
  func end() {
    inside.value.isEnded = true
    let waiting = inside.value.waiting
    inside.value.waiting = nil
    waiting?.resume(returning: nil)
  }

  /// It will not come to its end.
  func fail(_ fault: any Error) {
    guard !inside.value.isEnded else { return }
    inside.value.fault = inside.value.fault ?? fault
    let waiting = inside.value.waiting
    inside.value.waiting = nil
    waiting?.resume(throwing: fault)
  }

  /// Two tasks read one body.
  struct ReadTwice: Error {}
}
