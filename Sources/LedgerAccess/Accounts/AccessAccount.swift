public import LedgerDomain

/// The id of an account: what stands in `by.id` for ever, and so a pseudonym (server 2.1).
public typealias AccountID = Key<AccessAccount>

/// An account: a person, a provider's or an outlet's login, or a feed (server 2.1).
public struct AccessAccount: Hashable, Sendable {
  /// Its id.
  public let id: AccountID
  /// What it is called, for staff only; nil where nobody said, or it was erased.
  public var name: String?
  /// What it is, by its roles.
  public var kind: AccountKind
  /// The language it is spoken to in; nil for the server's.
  public var language: AccountLanguage?
  /// Whether it may be used.
  public var isEnabled: Bool
  /// When it was made.
  public let created: Instant
  /// Whether it can sign in in a browser.
  public var hasPassword: Bool
  /// Whether a code is asked for at sign-in.
  public var hasSecondFactor: Bool
  /// Whether it must have a second factor itself, whatever its roles.
  public var requiresSecondFactor: Bool

  /// An account as it is kept.
  public init(
    id: AccountID, name: String? = nil, kind: AccountKind, language: AccountLanguage? = nil, isEnabled: Bool = true,
    created: Instant, hasPassword: Bool = false, hasSecondFactor: Bool = false, requiresSecondFactor: Bool = false
  ) {
    self.id = id
    self.name = name
    self.kind = kind
    self.language = language
    self.isEnabled = isEnabled
    self.created = created
    self.hasPassword = hasPassword
    self.hasSecondFactor = hasSecondFactor
    self.requiresSecondFactor = requiresSecondFactor
  }
}

/// The language an account is spoken to in.
public enum AccountLanguage: String, CaseIterable, Sendable {
  /// Chinese.
  case zh
  /// English.
  case en
}

extension Key where Of == AccessAccount {
  /// The id written like this, a key; nil for anything else.
  public init?(reading text: String) {
    guard text.isKey() else { return nil }
    self.init(text)
  }
}
