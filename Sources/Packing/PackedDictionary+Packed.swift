extension PackedDictionary: Packed where Key: PackedKey, Value: Packed {
  /// Takes a pass over the bytes of all entries, as they are.
  @inlinable
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: PackedDictionary?) throws(Pass.Problem) {
    let whole = known.map { $0.allPacked }
    let count = try pass.number(whole?.packedKeys)
    let entries = try pass.block(whole?.packed.storage)
    let read = whole ?? Self(count, entries)
    try pass.demand(read != nil)
    self = read ?? Self()
  }

  /// The same with each entry packed, and packed once.
  @inlinable
  var allPacked: Self {
    var whole = self
    whole.packRecent()
    if whole.stale > 0 { whole.compact() }
    return whole
  }

  /// What was packed before; nil where the bytes are not so many entries.
  @inlinable
  init?(_ count: Int, _ bytes: [UInt8]) {
    guard count >= 0, count <= bytes.count else { return nil }
    packed.storage = bytes
    var size = 16
    while size * 2 < count * 3 + 3 { size *= 2 }
    slots = Array(repeating: 0, count: size)
    let isRead = bytes.withUnsafeBytes { bytes in
      var entries = PackedReader(bytes)
      for _ in 0..<count {
        let offset = entries.offset
        guard let hash = try? Key.stepOver(&entries), (try? entries.content()) != nil else { return false }
        fill(hash & ~Self.offsetMask | UInt64(offset + 1), hash: hash)
      }
      return entries.isAtEnd
    }
    guard isRead else { return nil }
    packedKeys = count
  }
}

extension PackedDictionary: Equatable where Key: PackedKey, Value: Packed & Equatable {
  /// Whether both have the same entries. What is packed to the same bytes is equal, so most need not be unpacked.
  @inlinable
  public static func == (left: PackedDictionary, right: PackedDictionary) -> Bool {
    var (left, right) = (left, right)
    left.packRecent()
    right.packRecent()
    guard left.packedKeys == right.packedKeys else { return false }
    return left.slots.allSatisfy { slot in
      guard slot != 0 else { return true }
      return left.packed.storage.withUnsafeBytes { bytes in
        guard let (hash, entry) = try? Self.bytes(of: slot, in: bytes) else { return false }
        return right.holds(entry, hash)
      }
    }
  }

  /// Whether an entry of another dictionary is here too; the same value may be packed in another order.
  @inlinable
  func holds(_ entry: UnsafeRawBufferPointer, _ hash: UInt64) -> Bool {
    var reader = PackedReader(entry)
    guard let key = try? reader.next() as Key, let place = place(for: key, hash: hash), slots[place] != 0 else {
      return false
    }
    return packed.storage.withUnsafeBytes { bytes in
      if let found = try? Self.bytes(of: slots[place], in: bytes).entry, found.elementsEqual(entry) { return true }
      guard (try? reader.count()) != nil, let value = try? reader.next() as Value else { return false }
      return value == self.value(at: slots[place])
    }
  }
}
