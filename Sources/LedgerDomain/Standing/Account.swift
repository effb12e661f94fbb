/// A provider as a standing, a sweep and a year's end need it, whatever the length of its stream.
///
/// Its outlets, tickets, meetings and breaches are not in it, and nothing here can ask for them.
public struct Account: Sendable {
  /// What is kept of the provider's state; the books of it are empty.
  var kept: ProviderState
  /// No sweep finds anything before this date, unless another event comes first; nil when none ever will.
  public let nothingDueBefore: LocalDate?

  /// The provider.
  public var provider: Key<Provider> { kept.provider }

  /// How many events of the provider it is made of.
  public var version: Int { kept.version }

  /// The latest date of any of its events: from then on, every question about a date has the same answer.
  public var through: LocalDate? { kept.through }

  /// The part of the standing that does not depend on the question; nil before the registration.
  public var summary: Standing.Summary? { kept.summary }

  /// What the provider's year has come to; nil for one registered after it.
  public func balance(of year: Int, asOf: LocalDate) -> YearBalance? { kept.balance(of: year, asOf: asOf) }

  /// Closes a year, as `ProviderState.closeYear` does.
  public mutating func closeYear(_ year: Int, by rules: Rules, recordedAt: Instant, after head: Int) -> [Event] {
    kept.closeYear(year, by: rules, recordedAt: recordedAt, after: head)
  }
}
