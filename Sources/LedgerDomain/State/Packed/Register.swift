package import Packing

/// What there has been of one kind, by key: meetings, tickets, complaints, breaches. Entries are added and changed, never
/// taken out.
///
/// A provider's registers grow for years while few entries still change, so they are kept packed. Nothing else of the
/// domain needs to know.
package struct Register<Key, Value> {
  private var kept = PackedDictionary<Key, Value>()

  /// Nothing yet.
  package init() {}
}

extension Register where Key: PackedKey, Value: Packed {
  /// The entry under a key; nil for none. Setting nil changes nothing.
  package subscript(key: Key) -> Value? {
    get { kept[key] }
    set { kept[key] = newValue }
  }

  /// Whether there is an entry under the key.
  package func contains(_ key: Key) -> Bool { kept.contains(key) }

  /// Every entry, in no order.
  package var entries: [(key: Key, value: Value)] { kept.entries }

  /// Every key, in no order.
  package var keys: [Key] { entries.map(\.key) }

  /// Every value, in no order.
  package var values: [Value] { entries.map(\.value) }

  /// The entries of which `holds` is true.
  package func filter(_ holds: ((key: Key, value: Value)) -> Bool) -> [Key: Value] {
    Dictionary(uniqueKeysWithValues: entries.filter(holds).map { ($0.key, $0.value) })
  }
}

extension Register: Sendable where Key: Sendable, Value: Sendable {}
extension Register: Equatable where Key: PackedKey, Value: Packed & Equatable {}

extension Register: Packed where Key: PackedKey, Value: Packed {
  package init<Pass: PackedPass>(_ pass: inout Pass, _ known: Register?) throws(Pass.Problem) {
    kept = try pass.next(known) { $0.kept }
  }
}

/// An entry that says nothing but that it is there.
package struct Presence: Packed, Equatable, Sendable {
  /// It is there.
  package init() {}

  package init<Pass: PackedPass>(_ pass: inout Pass, _ known: Presence?) throws(Pass.Problem) {}
}

extension Register where Key: PackedKey, Value == Presence {
  /// Adds a key.
  package mutating func insert(_ key: Key) { self[key] = Presence() }
}
