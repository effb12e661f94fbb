/// A dictionary whose entries are kept packed but for the few changed last. Entries are added and changed, never taken out.
///
/// It takes a tenth of the memory of a dictionary, and is written or read as it is when it is saved.
public struct PackedDictionary<Key, Value> {
  @usableFromInline var recent: [(key: Key, value: Value)] = []
  /// Packed entries, key and value; of a key packed twice, the slot knows the later one.
  @usableFromInline var packed = PackedWriter()
  /// Where each packed key's entry begins: open addressing by the first bits of the hash, of which a slot keeps 24 above
  /// the 40 of the offset.
  @usableFromInline var slots: [UInt64] = []
  /// Keys packed.
  @usableFromInline var packedKeys = 0
  /// Entries packed that a later one has taken the place of.
  @usableFromInline var stale = 0

  /// Nothing yet.
  @inlinable
  public init() {}
}

extension PackedDictionary: Sendable where Key: Sendable, Value: Sendable {}

extension PackedDictionary where Key: PackedKey, Value: Packed {
  /// Entries not packed yet, at most.
  @inlinable
  static var recentEntries: Int { 4 }

  /// The entry under a key; nil for none. Setting nil changes nothing.
  @inlinable
  public subscript(key: Key) -> Value? {
    get {
      if let index = recent.firstIndex(where: { $0.key == key }) { return recent[index].value }
      return slot(of: key).flatMap { value(at: slots[$0]) }
    }
    set {
      guard let newValue else { return }
      if let index = recent.firstIndex(where: { $0.key == key }) {
        recent[index].value = newValue
      } else {
        if recent.count == Self.recentEntries { packRecent() }
        recent.append((key, newValue))
      }
    }
  }

  /// Whether there is an entry under the key.
  @inlinable
  public func contains(_ key: Key) -> Bool { recent.contains { $0.key == key } || slot(of: key) != nil }

  /// Every entry, in no order.
  @inlinable
  public var entries: [(key: Key, value: Value)] {
    slots.compactMap { slot in
      guard slot != 0, let older = entry(at: slot), !recent.contains(where: { $0.key == older.key }) else { return nil }
      return older
    } + recent
  }
}

/// The entries that are packed, and where they are.
extension PackedDictionary where Key: PackedKey, Value: Packed {
  @inlinable
  static var offsetMask: UInt64 { 0xFF_FFFF_FFFF }

  @inlinable
  func entry(at slot: UInt64) -> (key: Key, value: Value)? {
    packed.storage.withUnsafeBytes { bytes in
      var reader = PackedReader(bytes, at: Int(slot & Self.offsetMask) - 1)
      guard let key = try? reader.next() as Key, (try? reader.count()) != nil, let value = try? reader.next() as Value
      else { return nil }
      return (key, value)
    }
  }

  /// The value of an entry whose key is known.
  @inlinable
  func value(at slot: UInt64) -> Value? {
    packed.storage.withUnsafeBytes { bytes in
      var reader = PackedReader(bytes, at: Int(slot & Self.offsetMask) - 1)
      guard (try? Key.stepOver(&reader)) != nil, (try? reader.count()) != nil else { return nil }
      return try? reader.next() as Value
    }
  }

  /// The slot that holds the key.
  @inlinable
  func slot(of key: Key) -> Int? {
    let place = place(for: key, hash: key.packedHash)
    return place.map { slots[$0] == 0 ? nil : $0 } ?? nil
  }

  /// The slot that holds the key, or the empty one where it would go; nil when there are no slots.
  @inlinable
  func place(for key: Key, hash: UInt64) -> Int? {
    guard !slots.isEmpty else { return nil }
    let mask = slots.count - 1
    var index = start(of: hash)
    while slots[index] != 0 {
      if slots[index] & ~Self.offsetMask == hash & ~Self.offsetMask, holds(key, slots[index]) { return index }
      index = (index + 1) & mask
    }
    return index
  }

  /// Where a search for a hash begins.
  @inlinable
  func start(of hash: UInt64) -> Int {
    Int(truncatingIfNeeded: hash >> UInt64(UInt64.bitWidth - slots.count.trailingZeroBitCount))
  }

  @inlinable
  func holds(_ key: Key, _ slot: UInt64) -> Bool {
    packed.storage.withUnsafeBytes { bytes in
      key.stands(in: PackedReader(bytes, at: Int(slot & Self.offsetMask) - 1))
    }
  }

  @inlinable
  mutating func packRecent() {
    for (key, value) in recent { pack(key, value) }
    recent = []
    if stale > packedKeys + 64 { compact() }
  }

  @inlinable
  mutating func pack(_ key: Key, _ value: Value) {
    let offset = packed.storage.count
    packed.add(key)
    packed.addMeasured(value)
    if (packedKeys + 1) * 3 > slots.count * 2 { grow() }
    let hash = key.packedHash
    guard let place = place(for: key, hash: hash) else { return }
    if slots[place] == 0 { packedKeys += 1 } else { stale += 1 }
    slots[place] = hash & ~Self.offsetMask | UInt64(offset + 1)
  }

  /// Leaves out the entries that others have taken the place of; none is unpacked for it.
  @inlinable
  mutating func compact() {
    var kept = PackedWriter()
    packed.storage.withUnsafeBytes { bytes in
      for index in slots.indices where slots[index] != 0 {
        guard let entry = try? Self.bytes(of: slots[index], in: bytes).entry else { continue }
        slots[index] = slots[index] & ~Self.offsetMask | UInt64(kept.storage.count + 1)
        kept.add(raw: entry)
      }
    }
    packed = kept
    stale = 0
  }

  @inlinable
  mutating func grow() {
    let old = slots
    slots = Array(repeating: 0, count: max(16, old.count * 2))
    for slot in old where slot != 0 {
      // Of the hash, a slot knows as much as 16 million slots need.
      if slots.count <= 1 << 24 {
        fill(slot, hash: slot)
      } else if let key = entry(at: slot)?.key {
        fill(slot, hash: key.packedHash)
      }
    }
  }

  /// Puts a slot's contents where a search for its hash, which is of no key there yet, finds them.
  @inlinable
  mutating func fill(_ slot: UInt64, hash: UInt64) {
    var index = start(of: hash)
    while slots[index] != 0 { index = (index + 1) & (slots.count - 1) }
    slots[index] = slot
  }

  /// The bytes of an entry, and the hash of its key.
  @inlinable
  static func bytes(
    of slot: UInt64, in packed: UnsafeRawBufferPointer
  ) throws(UnreadableBytes) -> (hash: UInt64, entry: UnsafeRawBufferPointer) {
    var reader = PackedReader(packed, at: Int(slot & offsetMask) - 1)
    let start = reader.offset
    let hash = try Key.stepOver(&reader)
    _ = try reader.content()
    return (hash, UnsafeRawBufferPointer(rebasing: packed[start..<reader.offset]))
  }
}
