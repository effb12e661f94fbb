import Packing
import Testing

/// The bytes of a value.
func packed<Value: Packed>(_ value: Value) -> [UInt8] {
  var writer = PackedWriter()
  writer.add(value)
  return writer.bytes
}

/// What the bytes say, all of them.
func unpacked<Value: Packed>(_ bytes: [UInt8], _ type: Value.Type) throws -> Value {
  try bytes.withUnsafeBytes { bytes in
    var reader = PackedReader(bytes)
    let value = try reader.next() as Value
    guard reader.isAtEnd else { throw reader.unreadable() }
    return value
  }
}

@Suite("What is packed")
struct PackedTests {
  private func expect<Value: Packed & Equatable>(_ value: Value, _ bytes: [UInt8]) throws {
    #expect(packed(value) == bytes)
    #expect(try unpacked(bytes, Value.self) == value)
    for count in bytes.indices {
      #expect(throws: UnreadableBytes.self, "\(value), \(count) bytes") {
        try unpacked(Array(bytes.prefix(count)), Value.self)
      }
    }
  }

  @Test("The bytes of each kind are what stores already hold")
  func bytes() throws {
    try expect(0, [0])
    try expect(-1, [1])
    try expect(63, [126])
    try expect(64, [0x80, 1])
    try expect(Int.max, [0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1])
    try expect(Int.min, [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1])
    try expect("", [0])
    try expect("é1", [6, 0xC3, 0xA9, 0x31])
    try expect(true, [2])
    try expect(false, [0])
    try expect(Int?.none, [0])
    try expect(Int?.some(7), [2, 14])
    try expect(2...5, [4, 10])
    try expect([1, -2], [4, 2, 3])
    try expect(Set([3, 1, 2]), [6, 2, 4, 6])
    try expect(["b": 1, "a": 2], [4, 2, 0x61, 4, 2, 0x62, 2])
    try expect(Colour.green, [2])
    try expect(Pair(colour: .red, number: nil), [0, 0])
    try expect(Pair(colour: .green, number: 9), [2, 2, 18])
  }

  @Test("What no value can be is refused")
  func impossible() {
    #expect(throws: UnreadableBytes.self) { try unpacked([4], Bool.self) }
    #expect(throws: UnreadableBytes.self) { try unpacked([4], Colour.self) }
    #expect(throws: UnreadableBytes.self) { try unpacked([10, 4], ClosedRange<Int>.self) }
    #expect(throws: UnreadableBytes.self) { try unpacked([1], [Int].self) }
    #expect(throws: UnreadableBytes.self) { try unpacked([200, 1, 2], String.self) }
  }

  private enum Colour: PackedCase {
    case red, green
  }

  private struct Pair: Packed, Equatable {
    var colour: Colour
    var number: Int?

    init(colour: Colour, number: Int?) {
      self.colour = colour
      self.number = number
    }

    init<Pass: PackedPass>(_ pass: inout Pass, _ known: Pair?) throws(Pass.Problem) {
      colour = try pass.next(known) { $0.colour }
      number = try pass.next(known) { $0.number }
    }
  }
}
