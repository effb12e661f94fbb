/// What was typed at sign-in (server 2.7).
public struct SignInAttempt: Sendable {
  /// The account, as it was typed.
  public var account: String
  /// The password.
  public var password: String
  /// The code of the second factor; nil or empty where none was typed.
  public var code: String?
  /// The address it comes from.
  public var address: String

  /// What was typed.
  public init(account: String, password: String, code: String? = nil, address: String) {
    self.account = account
    self.password = password
    self.code = code
    self.address = address
  }
}

/// What an attempt to sign in comes to (server 2.6).
public enum SignInAnswer: Sendable {
  /// A new session, and the text of its cookie, which is kept nowhere.
  case signedIn(Session, cookie: String)
  /// The same for a wrong password, a wrong code, an unknown and a disabled account.
  case refused
  /// Too many have failed: nothing may be tried for so many seconds.
  case tooMany(retryAfter: Int)
}

/// What an attempt to confirm who one is comes to.
public enum Confirmed: Sendable, Equatable {
  /// It is the account.
  case yes
  /// It is not.
  case no
  /// Too many have failed: nothing may be tried for so many seconds.
  case tooMany(retryAfter: Int)
}
