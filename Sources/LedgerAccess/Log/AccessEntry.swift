public import LedgerDomain

/// Whoever did something, as the access log has it (server 11.4).
public enum AccessAuthor: Hashable, Sendable {
  /// A user of the machine, by the command line.
  case machine(user: String)
  /// An account, in a role where it had one, from an address.
  case account(AccountID, as: AccountRole?, from: String)
  /// Nobody who is known, from an address.
  case nobody(from: String)

  /// Whoever asks, as the role in which it does.
  public init(_ caller: Caller, as role: AccountRole? = nil, from address: String) {
    self = .account(caller.account.id, as: role ?? caller.chosenRole ?? caller.kind.roles.first, from: address)
  }
}

/// A line of the access log, before it stands there (server 11.4).
public struct AccessEntry: Hashable, Sendable {
  /// When it was done.
  public var at: Instant
  /// By whom.
  public var author: AccessAuthor
  /// What was done.
  public var action: AccessAction
  /// To what; nil for what is about nothing in particular.
  public var object: AccessObject?
  /// What came of it.
  public var outcome: AccessOutcome

  /// A line.
  public init(
    at: Instant, by author: AccessAuthor, _ action: AccessAction, _ object: AccessObject? = nil,
    outcome: AccessOutcome = .done
  ) {
    self.at = at
    self.author = author
    self.action = action
    self.object = object
    self.outcome = outcome
  }
}

/// What is written down as done (server 11.4). The raw value stays.
public enum AccessAction: String, CaseIterable, Sendable {
  case signIn = "sign-in"
  case signOut = "sign-out"
  /// Something that was refused with 403.
  case forbidden
  case submit
  case bulk
  case publish
  case sweep
  case closeYear = "close-year"
  case simulate
  case verify
  case endJob = "job-end"
  case export
  case seal
  case bundle
  /// A backup, by the command line.
  case backup
  /// A CSV that was downloaded.
  case download
  case addAccount = "account-add"
  case changeAccount = "account-change"
  case enableAccount = "account-enable"
  case disableAccount = "account-disable"
  case grantRole = "role-grant"
  case revokeRole = "role-revoke"
  case setPassword = "password-set"
  case setSecondFactor = "second-factor-set"
  case removeSecondFactor = "second-factor-remove"
  case requireSecondFactor = "second-factor-require"
  case releaseSecondFactor = "second-factor-release"
  case issueToken = "token-issue"
  case revokeToken = "token-revoke"
  case endSession = "session-end"
  case addWebhook = "webhook-add"
  case changeWebhook = "webhook-change"
  case renewWebhookSecret = "webhook-secret"
  case testWebhook = "webhook-test"
  case deleteWebhook = "webhook-delete"
}

/// What something was done to.
public struct AccessObject: Hashable, Sendable, CustomStringConvertible {
  /// What kinds of things there are. The raw value stays.
  public enum Kind: String, CaseIterable, Sendable {
    case account, role, token, session, webhook, event, events, provider, year, rulebook, job, right, list, backup
  }

  /// What it is.
  public let kind: Kind
  /// Which of them.
  public let name: String

  /// A thing of a kind, by its name.
  public init(_ kind: Kind, _ name: String) {
    self.kind = kind
    self.name = name
  }

  /// As the log has it, such as `account:wu`.
  public var description: String { "\(kind.rawValue):\(name)" }

  /// Reads what the log has; nil for what it never had.
  init?(_ text: String) {
    guard let colon = text.firstIndex(of: ":"), let kind = Kind(rawValue: String(text[..<colon])) else { return nil }
    self.init(kind, String(text[text.index(after: colon)...]))
  }
}

/// What came of it.
public enum AccessOutcome: Hashable, Sendable {
  /// It was done.
  case done
  /// It was not; the code that says why.
  case refused(String)

  /// As the log has it: `done`, or the code.
  public var text: String {
    switch self {
    case .done: "done"
    case .refused(let code): code
    }
  }

  init(text: String) { self = text == Self.done.text ? .done : .refused(text) }
}
