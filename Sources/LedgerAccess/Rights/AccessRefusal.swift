public import LedgerDomain

/// Why a request is refused for the sake of who asks (server 2.11, 2.12, §3).
public enum AccessRefusal: Error, Hashable, Sendable {
  /// The account has not the right.
  case notPermitted(Right)
  /// `by` names another than the account.
  case notYourself(claimed: String, is: AccountID)
  /// The role is none of those the token or session has, which are these.
  case roleNotHeld(String, held: [AccountRole])
  /// The account could submit the event in any of these roles, and none was chosen.
  case roleNotChosen(among: [AccountRole])
  /// The event is about another outlet than the account's, or about none.
  case notYourOutlet(Key<Outlet>)
  /// The provider is none that exists for the account, whether anybody else knows it or not.
  case unknownProvider(Key<Provider>)

  /// The code as it is printed.
  public var code: String {
    switch self {
    case .notPermitted: "not-permitted"
    case .notYourself: "not-yourself"
    case .roleNotHeld: "role-not-held"
    case .roleNotChosen: "bad-input"
    case .notYourOutlet: "not-your-outlet"
    case .unknownProvider: RefusalCode.unknownProvider.rawValue
    }
  }

  /// The field it is about, where it is about the shape of one.
  public var field: String? {
    switch self {
    case .roleNotChosen: "by"
    case .notPermitted, .notYourself, .roleNotHeld, .notYourOutlet, .unknownProvider: nil
    }
  }
}
