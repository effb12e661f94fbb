/// Which part of the rule about roles an account would break (server 2.1, 2.2).
public enum AccountFault: Error, Hashable, Sendable {
  /// It would have no role at all.
  case noRole
  /// The role is not among those it has.
  case lacks(AccountRole)
  /// The role is never together with another.
  case standsAlone(AccountRole)
  /// The two are never together.
  case apart(StaffRole, StaffRole)
  /// The role is a provider's or an outlet's, and no provider was named.
  case lacksProvider(AccountRole)
  /// The role is an outlet's, and no outlet was named.
  case lacksOutlet
  /// A provider was named for a role that is none's.
  case strayProvider(AccountRole)
  /// An outlet was named for a role that is none's.
  case strayOutlet(AccountRole)
}
