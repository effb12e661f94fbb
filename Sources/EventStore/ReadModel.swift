/// One row of the read models: a key and its bytes.
public struct ReadModel: Equatable, Sendable {
  /// Its key; keys are ordered by their bytes.
  public var key: String
  /// Its value.
  public var value: [UInt8]

  /// A row.
  public init(key: String, value: [UInt8]) {
    self.key = key
    self.value = value
  }
}
