import LedgerDomain

/// What a key names that the rules of an office have words for.
protocol NamedByRules {
  /// Under which of the kinds its words are found.
  static var kind: ProgrammeNames.Kind { get }
}

extension MeasureKind: NamedByRules {
  static var kind: ProgrammeNames.Kind { .measure }
}

extension NoticeChannel: NamedByRules {
  static var kind: ProgrammeNames.Kind { .channel }
}

extension ProgrammeNames {
  /// A key, by what the rules of an office call what it names where that is a matter of theirs; itself for any other.
  func key<Of>(_ key: Key<Of>) -> Words {
    (Of.self as? any NamedByRules.Type).flatMap { words($0.kind, key.text) } ?? .same(key.text)
  }
}
