public import LedgerDomain

/// The language people are spoken to in.
public enum Language: String, CaseIterable, Sendable {
  /// Chinese.
  case zh
  /// English.
  case en

  /// The text in this language.
  public func callAsFunction(_ words: Words) -> String { self == .zh ? words.zh : words.en }

  /// The text in this language.
  public func callAsFunction(zh: String, en: String) -> String { self == .zh ? zh : en }

  /// A number, and in brackets what is to be said of it: `2 (11–33)`.
  func counted(_ number: Int, _ detail: String) -> String {
    self(zh: "\(number)（\(detail)）", en: "\(number) (\(detail))")
  }

  /// Names one after the other.
  public func list(_ names: [String]) -> String { names.joined(separator: self == .zh ? "、" : ", ") }
}
