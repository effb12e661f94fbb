import LedgerTesting

/// A change to the bytes of a store's file.
enum Change: CustomStringConvertible {
  case flip(offset: Int, bit: Int)
  case byte(offset: Int, UInt8)
  case zero(page: Int)
  case swap(page: Int, with: Int)
  case copy(page: Int, to: Int)
  case cut(at: Int)
  case lengthen(by: Int)

  /// The size of a page.
  private static let page = 4096

  static func random(
    _ place: FlipTests.Place, _ round: Int, _ bytes: [UInt8], _ random: inout SplitMix64
  ) -> Change {
    let pages = bytes.count / page
    let anyPage = random.below(pages)
    switch place {
    case .anywhere: return spot(random.below(bytes.count), &random)
    case .header: return spot(round % 100, &random)
    case .pageHeaders: return spot(anyPage * page + random.below(12), &random)
    case .line: return spot(find(Array("\"provider\":\"".utf8), in: bytes, from: random.below(bytes.count)), &random)
    case .hash:
      let line = find(Array("{\"position\":".utf8), in: bytes, from: random.below(bytes.count))
      return spot(max(0, line - 32), &random)
    case .pages:
      switch random.below(3) {
      case 0: return .zero(page: anyPage)
      case 1: return .swap(page: anyPage, with: random.below(pages))
      default: return .copy(page: anyPage, to: random.below(pages))
      }
    case .end: return random.below(8) == 0 ? .lengthen(by: 1 + random.below(9000)) : .cut(at: random.below(bytes.count))
    }
  }

  private static func spot(_ offset: Int, _ random: inout SplitMix64) -> Change {
    if random.below(2) == 0 { return .flip(offset: offset, bit: random.below(8)) }
    return .byte(offset: offset, UInt8(truncatingIfNeeded: random.next()))
  }

  /// Up to 32 bytes behind the next place where `needle` stands, or the last one.
  private static func find(_ needle: [UInt8], in bytes: [UInt8], from start: Int) -> Int {
    func stands(at index: Int) -> Bool {
      bytes[index] == needle[0] && bytes[index...].starts(with: needle)
    }
    let found = (start..<bytes.count).first(where: stands) ?? (0..<start).first(where: stands)
    return min(bytes.count - 1, (found ?? start) + start % 32)
  }

  func apply(to bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    switch self {
    case .flip(let offset, let bit): bytes[offset] ^= 1 << UInt8(bit)
    case .byte(let offset, let value): bytes[offset] = value
    case .zero(let page): bytes.replaceSubrange(Self.range(page), with: repeatElement(0, count: Self.page))
    case .swap(let page, let other):
      let first = Array(bytes[Self.range(page)])
      bytes.replaceSubrange(Self.range(page), with: Array(bytes[Self.range(other)]))
      bytes.replaceSubrange(Self.range(other), with: first)
    case .copy(let page, let other):
      bytes.replaceSubrange(Self.range(other), with: Array(bytes[Self.range(page)]))
    case .cut(let length): bytes.removeLast(bytes.count - length)
    case .lengthen(let count): bytes += repeatElement(0, count: count)
    }
    return bytes
  }

  private static func range(_ page: Int) -> Range<Int> { page * Self.page..<(page + 1) * Self.page }

  var description: String {
    switch self {
    case .flip(let offset, let bit): "bit \(bit) of byte \(offset)"
    case .byte(let offset, let value): "byte \(offset) made \(value)"
    case .zero(let page): "page \(page) emptied"
    case .swap(let page, let other): "pages \(page) and \(other) swapped"
    case .copy(let page, let other): "page \(page) copied onto \(other)"
    case .cut(let length): "cut at \(length)"
    case .lengthen(let count): "lengthened by \(count)"
    }
  }
}
