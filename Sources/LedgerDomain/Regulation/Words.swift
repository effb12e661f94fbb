/// A text in the ledger's two languages.
public struct Words: Equatable, Sendable {
  /// Chinese.
  public var zh: String
  /// English.
  public var en: String

  /// A text in both languages.
  public init(zh: String, en: String) {
    self.zh = zh
    self.en = en
  }
}
