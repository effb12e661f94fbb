/// Words that each stand for a value, found by their bytes: no text is made to look one up.
public struct WordTable<Value: Sendable>: Sendable {
  @usableFromInline
  struct Slot: Sendable {
    @usableFromInline let start: Int
    @usableFromInline let count: Int
    @usableFromInline let value: Value

    init(start: Int, count: Int, value: Value) {
      self.start = start
      self.count = count
      self.value = value
    }
  }

  @usableFromInline var letters: [UInt8] = []
  /// Each word where its bytes lead to, or in the next free slot; at least every second slot is free.
  @usableFromInline var slots: [Slot?]

  /// A table of these words.
  public init(_ words: [(String, Value)]) {
    var size = 1
    while size < 2 * words.count { size *= 2 }
    slots = Array(repeating: nil, count: size)
    for (word, value) in words {
      let bytes = Array(word.utf8)
      var index = bytes.withUnsafeBufferPointer { Self.slot($0, of: size) }
      while slots[index] != nil { index = (index + 1) % size }
      slots[index] = Slot(start: letters.count, count: bytes.count, value: value)
      letters += bytes
    }
  }

  /// What the word stands for, if it is one.
  @inlinable
  public subscript(word: UnsafeBufferPointer<UInt8>) -> Value? {
    guard let found = word.baseAddress, !word.isEmpty else { return nil }
    return letters.withUnsafeBytes { letters in
      var index = Self.slot(word, of: slots.count)
      while let slot = slots[index] {
        if slot.count == word.count, UnsafeRawPointer(found).holds(letters.baseAddress! + slot.start, slot.count) {
          return slot.value
        }
        index = (index + 1) & (slots.count - 1)
      }
      return nil
    }
  }

  @inlinable
  static func slot(_ word: UnsafeBufferPointer<UInt8>, of size: Int) -> Int {
    let ends = Int(word[0]) &* 7 &+ Int(word[word.count - 1]) &* 31
    return (ends &+ Int(word[word.count / 2]) &* 3 &+ word.count) & (size - 1)
  }
}

extension UnsafeRawPointer {
  /// Whether the same `count` bytes stand here as at `other`.
  @inlinable @inline(__always)
  public func holds(_ other: UnsafeRawPointer, _ count: Int) -> Bool {
    if count >= 8 { return holds(other, count, by: UInt64.self) }
    if count >= 4 { return holds(other, count, by: UInt32.self) }
    return holds(other, count, by: UInt8.self)
  }

  /// Compares a block at a time; the last may overlap the one before.
  @inlinable @inline(__always)
  func holds<Block: FixedWidthInteger & BitwiseCopyable>(
    _ other: UnsafeRawPointer, _ count: Int, by block: Block.Type
  ) -> Bool {
    let last = count - MemoryLayout<Block>.size
    var offset = 0
    while offset < last {
      if loadUnaligned(fromByteOffset: offset, as: block) != other.loadUnaligned(fromByteOffset: offset, as: block) {
        return false
      }
      offset += MemoryLayout<Block>.size
    }
    return last < 0
      || loadUnaligned(fromByteOffset: last, as: block) == other.loadUnaligned(fromByteOffset: last, as: block)
  }
}

/// An enumeration whose cases are written as words.
public protocol Word: RawRepresentable, CaseIterable, Equatable, Sendable where RawValue == String {
  /// All of them.
  static var words: WordTable<Self> { get }
}

extension WordTable where Value: Word {
  /// A table of the words of an enumeration.
  public init(_ type: Value.Type) { self.init(type.allCases.map { ($0.rawValue, $0) }) }
}

extension Role: Word {
  /// The words, by their bytes.
  public static let words = WordTable(Role.self)
}

extension AdmissionState: Word {
  /// The words, by their bytes.
  public static let words = WordTable(AdmissionState.self)
}

extension Clause: Word {
  /// The words, by their bytes.
  public static let words = WordTable(Clause.self)
}

extension TerminationGround: Word {
  /// The words, by their bytes.
  public static let words = WordTable(TerminationGround.self)
}
