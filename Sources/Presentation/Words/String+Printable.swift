extension String {
  /// Whether the text is printable ASCII and nothing else, as most are.
  package var isPlain: Bool { utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F } }

  /// Whether it is sent to a terminal as it is.
  package var isPrintable: Bool { isPlain || !unicodeScalars.contains(where: \.isUnprintable) }

  /// The text without control characters and marks that reorder what stands around them.
  package var printable: String {
    if isPrintable { return self }
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
