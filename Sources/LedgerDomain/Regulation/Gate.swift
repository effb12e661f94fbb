/// What must hold before an act of the platform is recorded (offices §5).
public enum Gate: Hashable, Sendable {
  /// A duty of this name, which has no subject, is met or waived.
  case duty(String)
  /// The provider's admission is fit.
  case admissionFit
  /// The deposit covers the provider's cities, and one at least.
  case depositFull
  /// The provider's channel is open.
  case channelOpen
  /// An agreement is in force.
  case agreement
  /// The city is in the territory of some agreement in force, where there is one.
  case territory
  /// No measure stops the provider's business.
  case businessOpen

  private static let prefix = "duty:"
  private static let plain: [String: Gate] = [
    "admission-fit": .admissionFit, "deposit-full": .depositFull, "channel-open": .channelOpen,
    "agreement": .agreement, "territory": .territory, "business-open": .businessOpen,
  ]

  /// Every way in which one is written; `duty:` stands before the name of a duty.
  public static let forms = [prefix + "…"] + plain.keys.sorted()

  /// The condition that is written so; nil for none.
  public init?(_ text: String) {
    if text.hasPrefix(Self.prefix), text != Self.prefix {
      self = .duty(String(text.dropFirst(Self.prefix.count)))
    } else if let gate = Self.plain[text] {
      self = gate
    } else {
      return nil
    }
  }
}

/// The conditions that stand before acts of the platform, in the order in which they are asked, by the types of the acts as
/// they are written in the log.
public struct GateTerms: Hashable, Sendable {
  private var gates: [String: [Gate]]

  /// Conditions by the names of types.
  public init(_ gates: [String: [Gate]]) {
    self.gates = gates
  }

  /// Those before an act of a type.
  public subscript(type: String) -> [Gate] { gates[type] ?? [] }
}
