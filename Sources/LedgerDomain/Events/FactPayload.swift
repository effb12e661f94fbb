/// The data of one type of fact, and the one description of that type: whatever reads, writes, checks, lists or explains
/// such facts asks it.
public protocol FactPayload: FieldSet {
  /// What is said of the type before any such fact is known.
  static var about: FactDescription { get }
  /// Facts of the type, one for each shape its data can have; the first is the one to show.
  static var examples: [Self] { get }

  /// The fact among all others.
  var fact: Fact { get }
}

/// What is said of a type of fact before any such fact is known.
public struct FactDescription: Sendable {
  /// Its name for people.
  public let words: Words
  /// Who may submit it (§4); nil where the rulebook says: its termination procedure (§3.3), or the section that switches
  /// it on.
  public let roles: [Role]?
  /// Whether it is still accepted once the provider's channel is frozen (§4).
  public let isAcceptedAfterFreeze: Bool
  /// Whether one dated on or before the freeze may still be accepted after it, where a version says so (offices §11).
  public let mayPrecedeFreeze: Bool
  /// Whether it is of a mechanism that only some versions of the rulebook switch on (offices §1).
  public let isOptional: Bool
  /// The event it answers or ends, before which it cannot have happened (`time-order`); nil where there is none.
  public let notBefore: Words?
  /// The codes with which its row refuses it, in the order of the checks.
  public let refusals: [RefusalCode]

  init(
    _ words: Words, roles: [Role]?, isAcceptedAfterFreeze: Bool = false,
    mayPrecedeFreeze: Bool = false, isOptional: Bool = false,
    notBefore: Words? = nil, refusals: [RefusalCode]
  ) {
    self.words = words
    self.roles = roles
    self.isAcceptedAfterFreeze = isAcceptedAfterFreeze
    self.mayPrecedeFreeze = mayPrecedeFreeze
    self.isOptional = isOptional
    self.notBefore = notBefore
    self.refusals = refusals
  }
}

extension FactDescription {
  /// Every code with which such a fact may be refused, in the order of the checks (§4).
  public func codes(isFirst: Bool) -> [RefusalCode] {
    let before: [RefusalCode] =
      [.idConflict, .inTheFuture] + (isFirst ? [] : [.unknownProvider])
      + (isAcceptedAfterFreeze ? [] : [.providerTerminated]) + (isOptional ? [.notInForce] : []) + [.roleNotAllowed]
    var codes: [RefusalCode] = []
    for code in before + refusals + (notBefore == nil ? [] : [.timeOrder]) where !codes.contains(code) {
      codes.append(code)
    }
    return codes
  }
}

/// The facts of one table of §4.
public protocol FactFamily: Equatable, Sendable {
  /// The types of these facts, as written in the log.
  associatedtype Kind: RawRepresentable, CaseIterable, Hashable, Sendable where Kind.RawValue == String

  /// The type under which the fact stands in the log.
  var kind: Kind { get }

  /// Takes a fact of this kind from a pass that reads.
  init<Pass: FieldPass & ~Copyable>(_ kind: Kind, from pass: inout Pass) throws(Pass.PassError)

  /// Takes a pass over the fields of the fact.
  func fields<Pass: FieldPass & ~Copyable>(_ pass: inout Pass) throws(Pass.PassError)
}

extension FactPayload {
  /// The fields of the type, for each shape its data can have.
  public static var shapes: [[Field]] {
    examples.map { example in
      var list = FieldList()
      _ = Self(&list, example)
      return list.fields
    }
  }
}

extension Role {
  /// Those who feed in what happens.
  static let feed: [Role] = [.integration, .channelOperations, .channelExpansion]
  /// Those who judge it.
  static let judges: [Role] = [.channelOperations, .departmentHead]
}

extension LocalDate {
  /// The date that examples are given of.
  static let example = Month(year: 2011, month: 3).lastDay
}
