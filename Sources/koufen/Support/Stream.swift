import Foundation

/// Standard output or error, written in large pieces.
final class Stream {
  nonisolated(unsafe) static let output = Stream(descriptor: 1)
  nonisolated(unsafe) static let error = Stream(descriptor: 2)

  private let descriptor: Int32
  private var buffer: [UInt8] = []

  private init(descriptor: Int32) {
    self.descriptor = descriptor
  }

  /// Writes a line.
  func line(_ text: String) {
    line(Array(text.utf8))
  }

  /// Writes a line of bytes.
  func line(_ bytes: [UInt8]) {
    buffer.append(contentsOf: bytes)
    buffer.append(UInt8(ascii: "\n"))
    if descriptor == 2 || buffer.count > 1 << 16 { flush() }
  }

  /// Writes bytes as they are.
  func bytes(_ bytes: [UInt8]) {
    buffer.append(contentsOf: bytes)
    if buffer.count > 1 << 16 { flush() }
  }

  /// Writes out what is held back. A reader that went away ends the process quietly.
  func flush() {
    var written = 0
    while written < buffer.count {
      let count = buffer[written...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        exit(errno == EPIPE ? 0 : 74)
      }
      written += count
    }
    buffer.removeAll(keepingCapacity: true)
  }
}

extension String {
  /// Whether the text is printable ASCII and nothing else, as most are.
  var isPlain: Bool { utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F } }

  /// The text without control characters and marks that reorder what stands around them.
  var printable: String {
    if isPlain || !unicodeScalars.contains(where: \.isUnprintable) { return self }
    return String(String.UnicodeScalarView(unicodeScalars.map { $0.isUnprintable ? "\u{FFFD}" : $0 }))
  }
}

extension Unicode.Scalar {
  fileprivate var isUnprintable: Bool {
    switch value {
    case 0..<0x20, 0x7F..<0xA0, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF, 0x061C: true
    default: false
    }
  }
}
