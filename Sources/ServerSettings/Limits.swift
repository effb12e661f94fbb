/// The limits of a server: the table of §12 but for what was changed (12.1).
public struct Limits: Sendable, Equatable {
  private var changed: [Limit: Int] = [:]

  /// The greatest value of a limit.
  public static let most = 1_000_000_000_000

  /// The limits of the table.
  public init() {}

  /// The value of a limit. Whoever asks often keeps the answer.
  public subscript(limit: Limit) -> Int {
    get { changed[limit] ?? limit.standard }
    set { changed[limit] = newValue == limit.standard ? nil : newValue }
  }

  /// Reads `NAME=VALUE` (`--limit`) and changes that limit.
  ///
  /// - Throws: `notALimit`, `unknownLimit`, `notALimitValue`.
  public mutating func change(_ text: String) throws(SettingsFault) {
    guard let equals = text.firstIndex(of: "=") else { throw .notALimit(text) }
    try change(String(text[..<equals]), to: text[text.index(after: equals)...])
  }

  private mutating func change(_ name: String, to value: Substring) throws(SettingsFault) {
    guard let limit = Limit(rawValue: name) else { throw .unknownLimit(name) }
    guard let number = wholeNumber(value), (1...Self.most).contains(number) else {
      throw .notALimitValue(limit, String(value))
    }
    self[limit] = number
  }
}

extension Limits: Codable {
  /// Reads those that were changed, by their names.
  public init(from decoder: any Decoder) throws {
    for (name, value) in try decoder.singleValueContainer().decode([String: Int].self) {
      try change(name, to: "\(value)")
    }
  }

  /// Writes those that were changed, by their names.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(Dictionary(uniqueKeysWithValues: changed.map { ($0.rawValue, $1) }))
  }
}
