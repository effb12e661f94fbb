/// What there has been of one kind, by key: outlets' tickets, complaints, breaches. Entries are added and changed, never
/// taken out.
///
/// A provider's registers grow for years while few entries still change, so all but the few changed last are kept packed:
/// a tenth of the memory of a dictionary, and written or read as they are when a state is saved.
package struct Register<Key: PackedKey, Value: Packed & Equatable & Sendable>: Sendable {
  /// Entries not packed yet, at most.
  private static var recentEntries: Int { 4 }

  private var recent: [(key: Key, value: Value)] = []
  /// Packed entries, key and value; of a key packed twice, the slot knows the later one.
  private var packed = PackedBytes()
  /// Where each packed key's entry begins: open addressing by the first bits of the hash, of which a slot keeps 24 above
  /// the 40 of the offset.
  private var slots: [UInt64] = []
  /// Keys packed.
  private var packedKeys = 0
  /// Entries packed that a later one has taken the place of.
  private var stale = 0

  /// Nothing yet.
  package init() {}

  /// The entry under a key; nil for none. Setting nil changes nothing.
  package subscript(key: Key) -> Value? {
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
  package func contains(_ key: Key) -> Bool { recent.contains { $0.key == key } || slot(of: key) != nil }

  /// Every entry, in no order.
  package var entries: [(key: Key, value: Value)] {
    let older = slots.compactMap { $0 == 0 ? nil : entry(at: $0) }
    return older.filter { entry in !recent.contains { $0.key == entry.key } } + recent
  }

  /// Every key, in no order.
  package var keys: [Key] { entries.map(\.key) }

  /// Every value, in no order.
  package var values: [Value] { entries.map(\.value) }

  /// The entries of which `holds` is true.
  package func filter(_ holds: ((key: Key, value: Value)) -> Bool) -> [Key: Value] {
    Dictionary(uniqueKeysWithValues: entries.filter(holds).map { ($0.key, $0.value) })
  }

  private func entry(at slot: UInt64) -> (key: Key, value: Value)? {
    packed.bytes.withUnsafeBytes { bytes in
      var reader = PackedReader(bytes, at: Int(slot & Self.offsetMask) - 1)
      guard let key = try? Key(from: &reader), (try? reader.count()) != nil, let value = try? Value(from: &reader)
      else { return nil }
      return (key, value)
    }
  }

  /// The value of an entry whose key is known.
  private func value(at slot: UInt64) -> Value? {
    packed.bytes.withUnsafeBytes { bytes in
      var reader = PackedReader(bytes, at: Int(slot & Self.offsetMask) - 1)
      guard (try? Key.stepOver(&reader)) != nil, (try? reader.count()) != nil else { return nil }
      return try? Value(from: &reader)
    }
  }

  private static var offsetMask: UInt64 { 0xFF_FFFF_FFFF }

  /// The slot that holds the key.
  private func slot(of key: Key) -> Int? {
    let place = place(for: key, hash: key.packedHash)
    return place.map { slots[$0] == 0 ? nil : $0 } ?? nil
  }

  /// The slot that holds the key, or the empty one where it would go; nil when there are no slots.
  private func place(for key: Key, hash: UInt64) -> Int? {
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
  private func start(of hash: UInt64) -> Int {
    Int(truncatingIfNeeded: hash >> UInt64(UInt64.bitWidth - slots.count.trailingZeroBitCount))
  }

  private func holds(_ key: Key, _ slot: UInt64) -> Bool {
    packed.bytes.withUnsafeBytes { bytes in
      key.stands(in: PackedReader(bytes, at: Int(slot & Self.offsetMask) - 1))
    }
  }

  private mutating func packRecent() {
    for (key, value) in recent { pack(key, value) }
    recent = []
    if stale > packedKeys + 64 { compact() }
  }

  /// Leaves out the entries that others have taken the place of; none is unpacked for it.
  private mutating func compact() {
    var kept = PackedBytes()
    packed.bytes.withUnsafeBytes { bytes in
      for index in slots.indices where slots[index] != 0 {
        guard let entry = try? Self.bytes(of: slots[index], in: bytes).entry else { continue }
        slots[index] = slots[index] & ~Self.offsetMask | UInt64(kept.bytes.count + 1)
        kept.add(content: entry)
      }
    }
    packed = kept
    stale = 0
  }

  private mutating func pack(_ key: Key, _ value: Value) {
    let offset = packed.bytes.count
    packed.add(key)
    packed.addMeasured { value.pack(into: &$0) }
    if (packedKeys + 1) * 3 > slots.count * 2 { grow() }
    let hash = key.packedHash
    guard let place = place(for: key, hash: hash) else { return }
    if slots[place] == 0 { packedKeys += 1 } else { stale += 1 }
    slots[place] = hash & ~Self.offsetMask | UInt64(offset + 1)
  }

  private mutating func grow() {
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
  private mutating func fill(_ slot: UInt64, hash: UInt64) {
    var index = start(of: hash)
    while slots[index] != 0 { index = (index + 1) & (slots.count - 1) }
    slots[index] = slot
  }
}

extension Register: Equatable {
  /// Whether both have the same entries. What is packed to the same bytes is equal, so most need not be unpacked.
  package static func == (left: Register, right: Register) -> Bool {
    var (left, right) = (left, right)
    left.packRecent()
    right.packRecent()
    guard left.packedKeys == right.packedKeys else { return false }
    return left.slots.allSatisfy { slot in
      guard slot != 0 else { return true }
      return left.packed.bytes.withUnsafeBytes { bytes in
        guard let (hash, entry) = try? Self.bytes(of: slot, in: bytes) else { return false }
        return right.holds(entry, hash)
      }
    }
  }

  /// The bytes of an entry, and the hash of its key.
  private static func bytes(
    of slot: UInt64, in packed: UnsafeRawBufferPointer
  ) throws(UnreadableBytes) -> (hash: UInt64, entry: UnsafeRawBufferPointer) {
    var reader = PackedReader(packed, at: Int(slot & offsetMask) - 1)
    let start = reader.offset
    let hash = try Key.stepOver(&reader)
    _ = try reader.content()
    return (hash, UnsafeRawBufferPointer(rebasing: packed[start..<reader.offset]))
  }

  /// Whether an entry of another register is here too; the same value may be packed in another order.
  private func holds(_ entry: UnsafeRawBufferPointer, _ hash: UInt64) -> Bool {
    var reader = PackedReader(entry)
    guard let key = try? Key(from: &reader), let place = place(for: key, hash: hash), slots[place] != 0 else {
      return false
    }
    return packed.bytes.withUnsafeBytes { bytes in
      if let found = try? Self.bytes(of: slots[place], in: bytes).entry, found.elementsEqual(entry) { return true }
      guard (try? reader.count()) != nil, let value = try? Value(from: &reader) else { return false }
      return value == self.value(at: slots[place])
    }
  }
}

extension Register: Packed {
  package func pack(into bytes: inout PackedBytes) {
    var whole = self
    whole.packRecent()
    if whole.stale > 0 { whole.compact() }
    bytes.add(whole.packedKeys)
    bytes.add(bytes: whole.packed.bytes)
  }

  package init(from reader: inout PackedReader) throws(UnreadableBytes) {
    let count = try reader.count()
    let content = try reader.content()
    packed.add(content: content)
    var entries = PackedReader(content)
    var size = 16
    while size * 2 < count * 3 + 3 { size *= 2 }
    slots = Array(repeating: 0, count: size)
    for _ in 0..<count {
      let offset = entries.offset
      let hash = try Key.stepOver(&entries)
      _ = try entries.content()
      fill(hash & ~Self.offsetMask | UInt64(offset + 1), hash: hash)
    }
    packedKeys = count
    guard entries.isAtEnd else { throw reader.unreadable() }
  }
}

/// Something a register is kept by.
package protocol PackedKey: Packed, Hashable, Sendable {
  /// A hash, spread over all bits.
  var packedHash: UInt64 { get }
  /// Whether this key comes next in `reader`.
  func stands(in reader: PackedReader) -> Bool
  /// Steps over the key that comes next, and gives its hash.
  @discardableResult
  static func stepOver(_ reader: inout PackedReader) throws(UnreadableBytes) -> UInt64
}

extension UInt64 {
  /// Spreads a number's bits over all 64.
  fileprivate var mixed: UInt64 {
    var bits = self
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }
}

extension String: PackedKey {
  package var packedHash: UInt64 {
    var text = self
    return text.withUTF8 { Self.hash(UnsafeRawBufferPointer($0)) }
  }

  package func stands(in reader: PackedReader) -> Bool {
    var (text, reader) = (self, reader)
    guard let found = try? reader.content() else { return false }
    return text.withUTF8 { $0.elementsEqual(found) }
  }

  package static func stepOver(_ reader: inout PackedReader) throws(UnreadableBytes) -> UInt64 {
    hash(try reader.content())
  }

  private static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var hash = UInt64(bytes.count)
    var offset = 0
    while offset + 8 <= bytes.count {
      hash = ((hash ^ bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)) &* 0x9E37_79B9_7F4A_7C15).mixed
      offset += 8
    }
    var rest: UInt64 = 0
    for byte in bytes[offset...] { rest = rest << 8 | UInt64(byte) }
    return ((hash ^ rest) &* 0x9E37_79B9_7F4A_7C15).mixed
  }
}

extension BreachID: PackedKey {
  package func pack(into bytes: inout PackedBytes) { bytes.add(text) }
  package init(from reader: inout PackedReader) throws(UnreadableBytes) { self.init(try reader.text()) }
  package var packedHash: UInt64 { text.packedHash }
  package func stands(in reader: PackedReader) -> Bool { text.stands(in: reader) }

  package static func stepOver(_ reader: inout PackedReader) throws(UnreadableBytes) -> UInt64 {
    try String.stepOver(&reader)
  }
}

extension Int: PackedKey {
  package var packedHash: UInt64 { (UInt64(bitPattern: Int64(self)) &+ 0x9E37_79B9_7F4A_7C15).mixed }

  package func stands(in reader: PackedReader) -> Bool {
    var reader = reader
    return (try? reader.number()) == self
  }

  package static func stepOver(_ reader: inout PackedReader) throws(UnreadableBytes) -> UInt64 {
    try reader.number().packedHash
  }
}

extension SalesMonth: PackedKey {
  package var packedHash: UInt64 { (city.packedHash ^ month.index.packedHash).mixed }

  package func stands(in reader: PackedReader) -> Bool {
    var reader = reader
    return (try? SalesMonth(from: &reader)) == self
  }

  package static func stepOver(_ reader: inout PackedReader) throws(UnreadableBytes) -> UInt64 {
    try SalesMonth(from: &reader).packedHash
  }
}

/// An entry that says nothing but that it is there.
package struct Mark: Packed, Equatable, Sendable {
  /// It is there.
  package init() {}
  package func pack(into bytes: inout PackedBytes) {}
  package init(from reader: inout PackedReader) throws(UnreadableBytes) {}
}

extension Register where Value == Mark {
  /// Adds a key.
  package mutating func insert(_ key: Key) { self[key] = Mark() }
}
