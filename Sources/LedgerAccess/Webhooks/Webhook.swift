public import LedgerDomain

/// A place that is told of events as they come (server 10.7), and how far it has been told.
public struct Webhook: Hashable, Sendable {
  /// By what its deliveries are signed.
  public enum Signature: String, CaseIterable, Sendable {
    /// A secret that both sides have.
    case hmac
    /// A key of which the receiver has the public half.
    case ed25519
  }

  /// Whether it is told anything.
  public enum State: String, CaseIterable, Sendable {
    case active, paused
  }

  /// What the receiver last answered.
  public struct Answer: Hashable, Sendable {
    /// When.
    public var at: Instant
    /// The status; nil where there was no answer.
    public var status: Int?
    /// The beginning of what it said, or what was in the way.
    public var text: String

    /// An answer.
    public init(at: Instant, status: Int?, text: String) {
      self.at = at
      self.status = status
      self.text = text
    }
  }

  /// Its number, sixteen hexadecimal digits.
  public let id: String
  /// The account that made it.
  public let owner: AccountID
  /// Where deliveries go.
  public var url: String
  /// The types of events it is told of; nil for all.
  public var types: [String]?
  /// The providers whose events it is told of; nil for all.
  public var providers: [Key<Provider>]?
  /// By what its deliveries are signed.
  public let signature: Signature
  /// The secret, or the private key: 32 bytes.
  public var secret: [UInt8]
  /// Those that were replaced, the last one first, each until when it signs too.
  public var oldSecrets: [OldSecret]
  /// Whether it is told anything.
  public var state: State
  /// When it was made.
  public let created: Instant
  /// The position of the last event it has answered for, or was not to be told of.
  public var cursor: Int
  /// The position through which the delivery tells that was begun and is not answered: by this it is made again, the very same,
  /// whatever has come since; nil where none was begun.
  public var begun: Int?
  /// How often the delivery behind the cursor has failed.
  public var attempt: Int
  /// When it is tried next; nil for at once.
  public var next: Instant?
  /// What the receiver last answered; nil where it was never asked.
  public var answer: Answer?

  /// A secret that was replaced.
  public struct OldSecret: Hashable, Sendable {
    /// Seconds for which it signs too.
    public static let seconds = 24 * 60 * 60

    /// The secret, or the private key: 32 bytes.
    public let secret: [UInt8]
    /// Until when it signs too.
    public let until: Instant
  }

  /// Whether it is told of the same events at the same address as another.
  func isTold(as other: Webhook) -> Bool {
    (url, types, providers) == (other.url, other.types, other.providers)
  }

  /// The secrets that sign a delivery, the new one first.
  public func secrets(_ now: Instant) -> [[UInt8]] {
    [secret] + oldSecrets.filter { now < $0.until }.map(\.secret)
  }
}

/// A webhook that is to be made.
public struct NewWebhook: Hashable, Sendable {
  /// Where deliveries go.
  public var url: String
  /// The types of events it is told of; nil for all.
  public var types: [String]?
  /// The providers whose events it is told of; nil for all.
  public var providers: [Key<Provider>]?
  /// By what its deliveries are signed.
  public var signature: Webhook.Signature
  /// The position behind which it begins.
  public var cursor: Int

  /// A webhook to be made.
  public init(
    url: String, types: [String]? = nil, providers: [Key<Provider>]? = nil, signature: Webhook.Signature, cursor: Int
  ) {
    self.url = url
    self.types = types
    self.providers = providers
    self.signature = signature
    self.cursor = cursor
  }
}
