import Synchronization

/// Counts what is sent.
final class CountingWriter: AnswerWriter {
  private let out: any AnswerWriter
  private let sent = Atomic<Int>(0)

  init(_ out: any AnswerWriter) { self.out = out }

  /// Bytes that were sent.
  var count: Int { sent.load(ordering: .relaxed) }

  func write(_ bytes: [UInt8]) async throws {
    try await out.write(bytes)
    sent.add(bytes.count, ordering: .relaxed)
  }
}
