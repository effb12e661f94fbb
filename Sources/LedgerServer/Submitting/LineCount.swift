/// Which line the bytes of a CSV have come to, whatever it is written in: lines end with LF, CR or both, and a mark tells that
/// characters have two bytes.
struct LineCount {
  private enum Width {
    case one
    case two(isLowFirst: Bool)
  }

  /// The number of the line that the next byte stands in, from 1.
  private(set) var number = 1
  private var start: [UInt8] = []
  private var width = Width.one
  private var half: UInt8?
  private var isBehindCR = false

  /// Goes on over some bytes.
  mutating func add(_ bytes: some Sequence<UInt8>) {
    for byte in bytes {
      guard start.count == 2 else {
        begin(with: byte)
        continue
      }
      switch (width, half) {
      case (.one, _): take(UInt16(byte))
      case (.two, nil): half = byte
      case (.two(let isLowFirst), let first?):
        half = nil
        take(isLowFirst ? UInt16(byte) << 8 | UInt16(first) : UInt16(first) << 8 | UInt16(byte))
      }
    }
  }

  private mutating func begin(with byte: UInt8) {
    start.append(byte)
    guard start.count == 2 else { return }
    switch (start[0], start[1]) {
    case (0xFF, 0xFE): width = .two(isLowFirst: true)
    case (0xFE, 0xFF): width = .two(isLowFirst: false)
    case (let first, let second):
      take(UInt16(first))
      take(UInt16(second))
    }
  }

  private mutating func take(_ character: UInt16) {
    if character == 0x0D || character == 0x0A && !isBehindCR { number += 1 }
    isBehindCR = character == 0x0D
  }
}
