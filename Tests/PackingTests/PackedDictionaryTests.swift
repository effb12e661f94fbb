import LedgerTesting
import Packing
import Testing

@Suite("A packed dictionary")
struct PackedDictionaryTests {
  @Test("It holds what a dictionary holds, whatever is added and changed", arguments: 1...20)
  func dictionary(_ seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    var expected: [String: Int] = [:]
    var found = PackedDictionary<String, Int>()
    for step in 0..<2000 {
      let key = "key-\(Int.random(in: 0..<300, using: &random))"
      if Bool.random(using: &random) {
        expected[key] = step
        found[key] = step
      }
      #expect(found[key] == expected[key], "seed \(seed), step \(step), \(key)")
      #expect(found.contains(key) == (expected[key] != nil), "seed \(seed), step \(step), \(key)")
    }
    #expect(Dictionary(uniqueKeysWithValues: found.entries.map { ($0.key, $0.value) }) == expected)
    let back = try unpacked(packed(found), PackedDictionary<String, Int>.self)
    #expect(back == found)
    found["key-1"] = -1
    #expect(back != found)
  }

  @Test("What is equal is equal however it came to be packed")
  func orders() throws {
    func dictionary(_ keys: [Int]) -> PackedDictionary<Int, Amounts> {
      var dictionary = PackedDictionary<Int, Amounts>()
      for month in 1...12 {
        dictionary[month] = Amounts(Dictionary(uniqueKeysWithValues: keys.map { ("o-\($0)", $0) }))
      }
      return dictionary
    }
    let one = dictionary(Array(1...40))
    var other = dictionary((1...40).reversed())
    #expect(one == other)
    #expect(try unpacked(packed(other), PackedDictionary<Int, Amounts>.self) == one)
    other[3]?.of["o-7"] = 8
    #expect(one != other)
  }

  @Test(
    "A value of any size is found again, and so is the one behind it", arguments: [0, 1, 61, 62, 63, 64, 8190, 8191])
  func sizes(_ count: Int) throws {
    var dictionary = PackedDictionary<Int, String>()
    for key in 0..<20 { dictionary[key] = String(repeating: "x", count: count + key) }
    let back = try unpacked(packed(dictionary), PackedDictionary<Int, String>.self)
    for key in 0..<20 {
      #expect(dictionary[key]?.utf8.count == count + key)
      #expect(back[key]?.utf8.count == count + key)
    }
  }

  @Test("Bytes that say they hold more or fewer entries than they do are refused")
  func miscounted() {
    var dictionary = PackedDictionary<Int, Int>()
    for key in 0..<20 { dictionary[key] = key }
    let bytes = packed(dictionary)
    for count in [-1, 0, 19, 21, 63] {
      var other = PackedWriter()
      other.add(count)
      #expect(throws: UnreadableBytes.self, "\(count)") {
        try unpacked(other.bytes + bytes.dropFirst(), PackedDictionary<Int, Int>.self)
      }
    }
  }
}

/// A value whose bytes are in whatever order its dictionary has.
private struct Amounts: Packed, Equatable {
  var of: [String: Int]

  init(_ of: [String: Int]) {
    self.of = of
  }

  init<Pass: PackedPass>(_ pass: inout Pass, _ known: Amounts?) throws(Pass.Problem) {
    of = try pass.unsorted(known?.of)
  }
}
