/// A key of a provider, city, outlet, meeting and so on (§4): `[a-z0-9][a-z0-9._-]{0,63}`. Byte order is its order.
public typealias Key = String

/// The id of a breach (§3): a key given with the report, or one the ledger builds with `:` between its parts.
public typealias BreachID = String

/// What was submitted from outside: one case for each row of the table in §4, with the row's data.
public enum Fact: Equatable, Sendable {
  // The provider and its deposit
  case providerRegistered(name: String, kind: ProviderKind)
  case depositFrozen(city: Key, amountFen: Int)
  case depositForfeited(amountFen: Int, breach: BreachID, reason: String)
  case depositReturned(amountFen: Int, breach: BreachID, reason: String)
  case depositCompensated(amountFen: Int, beneficiary: Beneficiary, reference: String)
  case depositReleased(amountFen: Int)

  // Expansion: cities, meetings, applications, training
  case cityAuthorised(city: Key, population: Int)
  case meetingHeld(meeting: Key, city: Key, invited: Int, attended: Int)
  case meetingConcluded(meeting: Key, signed: Int)
  case meetingRectified(meeting: Key)
  case applicationsSubmitted(meeting: Key, outlets: Int)
  case applicationsReviewed(meeting: Key, entries: Int, errors: Int)
  case trainingExamined(training: Key, examined: Int, failed: Int)
  case promotionRun(promotion: Key)

  // Outlets
  case outletSigned(outlet: Key, city: Key)
  case outletOpened(outlet: Key)
  case outletExitRequested(outlet: Key, via: ExitChannel)
  case outletExitAnswered(outlet: Key)
  case outletExited(outlet: Key, reason: ExitReason)
  case outletTransferred(outlet: Key, to: Key)

  // Service: help, complaints, sales
  case helpRequested(ticket: Key, outlet: Key?)
  case helpAnswered(ticket: Key)
  case complaintFiled(complaint: Key, about: ComplaintSubject)
  case complaintUpheld(complaint: Key, providerAtFault: Bool?)
  case complaintRejected(complaint: Key)
  case salesReported(city: Key, month: Month, sales: [OutletSales])

  // Breaches, their assessment and appeal
  case breachReported(breach: BreachID, clause: String, evidence: String, on: LocalDate?, outlet: Key?)
  case investigationConcluded(breach: BreachID, atFault: Bool)
  case demandsSet(breach: BreachID, demands: String, deadline: LocalDate)
  case demandsJudged(breach: BreachID, met: Bool)
  case breachAssessed(breach: BreachID, points: Int, reason: String, issue: String?)
  case breachDismissed(breach: BreachID, reason: String)
  case appealFiled(breach: BreachID, grounds: String)
  case appealDecided(breach: BreachID, outcome: AppealOutcome, reason: String)

  // Rectification and termination
  case rectificationOrdered(deadline: LocalDate, demands: String, standard: String)
  case rectificationPassed(reduction: Int, metOn: LocalDate)
  case rectificationExtended(deadline: LocalDate, cause: ExtensionCause)
  case rectificationFailed(points: Int, deadline: LocalDate)
  case terminationRequested(ground: TerminationGround, reason: String)
  case terminationProposed
  case departmentsNotified(departments: [String])
  case terminationConfirmed
  case terminationSigned
  case channelFrozen(contractEndedOn: LocalDate?)
  case terminationNotified(departments: [String])
  case terminationWaived(reason: String)
}

/// Whose outlets a provider runs (§1).
public enum ProviderKind: String, CaseIterable, Sendable {
  /// 第三方
  case thirdParty
  /// 自营
  case selfOperated
}

/// Whom a payment out of the deposit compensates (§1.1(7)).
public enum Beneficiary: String, CaseIterable, Sendable {
  case consumer, outlet, thirdParty
}

/// How an outlet asked to exit (§2.2.4(1)).
public enum ExitChannel: String, CaseIterable, Sendable {
  /// In the system: the provider must answer in time.
  case system
  /// Any other way.
  case other
}

/// Why an outlet exited (§2.2.3(1)).
public enum ExitReason: String, CaseIterable, Sendable {
  case voluntary, dismissed
}

/// Who complains, and about what.
public enum ComplaintSubject: Equatable, Sendable {
  /// An outlet, about the provider's service (§2.2.2); the ticket is the one it concerns.
  case service(outlet: Key?, ticket: Key?)
  /// A consumer, about a sale of an outlet (§2.2.4(2)).
  case sale(outlet: Key, transactionOn: LocalDate)
}

/// One outlet's sales in a month.
public struct OutletSales: Equatable, Sendable {
  /// The outlet.
  public let outlet: Key
  /// What it sold, in fen.
  public let amountFen: Int

  /// `amountFen` sold by `outlet`.
  public init(outlet: Key, amountFen: Int) {
    self.outlet = outlet
    self.amountFen = amountFen
  }
}

/// How an appeal was decided (§5).
public enum AppealOutcome: Equatable, Sendable {
  case confirmed
  /// The points are lowered to this many.
  case reduced(points: Int)
  case overturned
}

/// Why a rectification's deadline moved without points (§3.1(4)).
public enum ExtensionCause: String, CaseIterable, Sendable {
  /// Force majeure.
  case forceMajeure
  /// The demands were followed, and still the standard was not met.
  case followed
}
