public import LedgerDomain

extension JSON {
  /// Both languages, under `zh` and `en`.
  public init(_ words: Words) {
    self = .object([Field("zh", .string(words.zh)), Field("en", .string(words.en))])
  }

  /// A string; null for none.
  public init(_ text: String?) { self = text.map(JSON.string) ?? .null }

  /// A whole number; null for none.
  public init(_ number: Int?) { self = number.map(JSON.integer) ?? .null }

  /// The fields of an object; none of anything else.
  public var fields: [Field] {
    guard case .object(let fields) = self else { return [] }
    return fields
  }
}
