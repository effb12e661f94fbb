public import LedgerDomain

/// What stands for an account over the API, without its secret (server 2.4).
public struct Token: Sendable {
  /// Its number, which is no secret.
  public let id: ID
  /// The account it speaks for.
  public let account: AccountID
  /// The roles it was issued with; nil for all that its account has at the time.
  public let roles: Set<AccountRole>?
  /// What it is for, in the words of whoever had it issued.
  public let label: String?
  /// When it was issued.
  public let created: Instant
  /// When it ends by itself; nil for never.
  public let expires: Instant?
  /// When and from where it was last used.
  public let use: Use
  let hash: SecretHash

  /// What its account is by the roles of the token; nil where the account has none of them any more.
  func kind(of account: AccessAccount) -> AccountKind? {
    guard let roles else { return account.kind }
    return account.kind.narrowed(to: roles)
  }

  /// Whether it has ended by itself.
  func hasExpired(_ now: Instant) -> Bool { expires.map { now >= $0 } ?? false }
}

extension Token {
  /// The number of a token or session, which is no secret: sixteen hexadecimal digits.
  public struct ID: Hashable, Sendable, CustomStringConvertible {
    let number: UInt64

    init(number: UInt64) { self.number = number }

    /// Reads sixteen small hexadecimal digits; nil for anything else.
    public init?(_ text: String) {
      guard let number = UInt64(hexadecimal: text.utf8) else { return nil }
      self.number = number
    }

    /// Sixteen small hexadecimal digits.
    public var description: String { number.hexadecimal }
  }

  /// A token as it is presented: `kf1_<id>_<secret>`.
  struct Presented {
    static let mark = Array("kf1_".utf8)

    let id: ID
    let secret: Secret

    init(id: ID, secret: Secret) {
      self.id = id
      self.secret = secret
    }

    /// Reads a token; nil for what can be none.
    init?(_ text: some StringProtocol) {
      let bytes = Array(text.utf8)
      guard bytes.count == 85, bytes.starts(with: Self.mark), bytes[20] == UInt8(ascii: "_"),
        let number = UInt64(hexadecimal: bytes[4..<20]), let secret = Secret(bytes[21...])
      else { return nil }
      id = ID(number: number)
      self.secret = secret
    }

    var text: String { "kf1_\(id)_\(secret.text)" }
  }
}
