/// A key of a provider, city, outlet, meeting and so on (§4): `[a-z0-9][a-z0-9._-]{0,63}`. Byte order is its order.
public typealias Key = String

/// The id of a breach (§3): a key given with the report, or one the ledger builds with `:` between its parts.
public typealias BreachID = String

/// What was submitted from outside: one case for each row of the table in §4, with the row's data.
public enum Fact: Equatable, Sendable {
  // The provider and its deposit

  /// The provider enters the ledger under its key (§1.2).
  case providerRegistered(name: String, kind: ProviderKind)
  /// The provider's own agreement: where it differs from the regulation, it wins for acts dated in its term (§4.4(3)).
  case agreementSigned(startsOn: LocalDate, endsOn: LocalDate, terms: TermsOverride, cities: [Key]?)
  /// Money is frozen as the deposit for a city (§1.2(8)).
  case depositFrozen(city: Key, amountFen: Int)
  /// Part of the deposit is forfeited for an assessed breach (§1.1(7)).
  case depositForfeited(amountFen: Int, breach: BreachID, reason: String)
  /// What was forfeited under a breach is given back, in whole or in part (§5).
  case depositReturned(amountFen: Int, breach: BreachID, reason: String)
  /// A consumer, an outlet or a third party is paid out of the deposit (§1.1(7)).
  case depositCompensated(amountFen: Int, beneficiary: Beneficiary, reference: String)
  /// After the agreement the whole balance is released (§3.3(3)).
  case depositReleased(amountFen: Int)

  // Expansion: cities, meetings, applications, training

  /// A city is opened to the provider; its outlets are planned from the population (§1.3.1(2)).
  case cityAuthorised(city: Key, population: Int)
  /// A recruiting meeting took place: how many were invited, how many came (§1.3.1(1)).
  case meetingHeld(meeting: Key, city: Key, invited: Int, attended: Int)
  /// How many of those who came have signed (§1.3.1(1)).
  case meetingConcluded(meeting: Key, signed: Int)
  /// The meeting's shortcomings are put right; its pause of expansion ends (§1.3.1(1)).
  case meetingRectified(meeting: Key)
  /// The deposit applications of the outlets that signed at a meeting are handed in (§2.1.1(4)).
  case applicationsSubmitted(meeting: Key, outlets: Int)
  /// The entries of those applications were checked, and how many were wrong (§2.1.1(4)).
  case applicationsReviewed(meeting: Key, entries: Int, errors: Int)
  /// A training was examined: how many sat the examination, how many failed (§2.1.4(3)).
  case trainingExamined(training: Key, examined: Int, failed: Int)
  /// A promotion ran; it counts for the month of its date (§2.2.1).
  case promotionRun(promotion: Key)

  // Outlets

  /// An outlet signed in a city; from now on it is held (§1.3.1(2)).
  case outletSigned(outlet: Key, city: Key)
  /// The outlet opened for business (§2.2.3(1)).
  case outletOpened(outlet: Key)
  /// The outlet asked to leave, in the system or otherwise (§2.2.4(1)).
  case outletExitRequested(outlet: Key, via: ExitChannel)
  /// The provider answered the outlet's request to leave (§2.2.4(1)).
  case outletExitAnswered(outlet: Key)
  /// The outlet left, of its own will or dismissed (§2.2.3(1), §2.2.4).
  case outletExited(outlet: Key, reason: ExitReason)
  /// While a termination is open, the outlet goes to another provider (§3.2).
  case outletTransferred(outlet: Key, to: Key)

  // Service: help, complaints, sales

  /// An outlet asked for help; the response clock starts (§2.2.2).
  case helpRequested(ticket: Key, outlet: Key?)
  /// The ticket was answered for the first time (§2.2.2).
  case helpAnswered(ticket: Key)
  /// An outlet or a consumer complains (§2.2.2, §2.2.4(2)).
  case complaintFiled(complaint: Key, about: ComplaintSubject)
  /// The complaint is found true; for a consumer's, whether the provider is at fault (§2.2.2, §2.2.4(2)).
  case complaintUpheld(complaint: Key, providerAtFault: Bool?)
  /// The complaint is found untrue (§2.2.2, §2.2.4(2)).
  case complaintRejected(complaint: Key)
  /// What each outlet of a city sold in a month that is over (§2.2.3(3)).
  case salesReported(city: Key, month: Month, sales: [OutletSales])

  // Breaches, their assessment and appeal

  /// A person reports a breach of one of the reported clauses (§1.1.3(4), §1.1.3(5), §1.3.2).
  case breachReported(breach: BreachID, clause: String, evidence: String, on: LocalDate?, outlet: Key?)
  /// Whether the provider is at fault for early exits (§2.2.3(1)).
  case investigationConcluded(breach: BreachID, atFault: Bool)
  /// New demands after a finding of fault, and their deadline (§2.2.3(1)).
  case demandsSet(breach: BreachID, demands: String, deadline: LocalDate)
  /// Whether those demands were met (§2.2.3(1)).
  case demandsJudged(breach: BreachID, met: Bool)
  /// A person sets the points of a pending breach within its range (§3, §5).
  case breachAssessed(breach: BreachID, points: Int, reason: String, issue: String?)
  /// A pending breach is found to be none (§5).
  case breachDismissed(breach: BreachID, reason: String)
  /// The provider appeals against a charge (§4).
  case appealFiled(breach: BreachID, grounds: String)
  /// The appeal is decided: confirmed, reduced or overturned (§5).
  case appealDecided(breach: BreachID, outcome: AppealOutcome, reason: String)

  // Rectification and termination

  /// Demands, standard and deadline of the open rectification (§3.1(2)).
  case rectificationOrdered(deadline: LocalDate, demands: String, standard: String)
  /// The standard was met in time; points may come off (§3.1(3)).
  case rectificationPassed(reduction: Int, metOn: LocalDate)
  /// Not met, but not for want of following the demands: a new deadline, no points (§3.1(4)).
  case rectificationExtended(deadline: LocalDate, cause: ExtensionCause)
  /// Not met and the demands not followed: points and a new deadline (§3.1(4)).
  case rectificationFailed(points: Int, deadline: LocalDate)
  /// A termination is asked for, on a ground other than points (§3.3).
  case terminationRequested(ground: TerminationGround, reason: String)
  /// Step 1: channel expansion proposes the termination (§3.3(1)).
  case terminationProposed
  /// Step 2: the five departments are notified (§3.3(1)).
  case departmentsNotified(departments: [String])
  /// Step 3: the department head confirms it (§3.3(1)).
  case terminationConfirmed
  /// Step 4, twice: system administrator and legal sign, one each (§3.3(1)).
  case terminationSigned
  /// Step 5: the channel and its remaining outlets are frozen; the provider is terminated (§3.3(1)).
  case channelFrozen(contractEndedOn: LocalDate?)
  /// Step 6: the five departments are told that it is done (§3.3(2)).
  case terminationNotified(departments: [String])
  /// The department head lets the open case drop (§3.2).
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
  /// A consumer.
  case consumer
  /// An outlet.
  case outlet
  /// Anybody else.
  case thirdParty
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
  /// The outlet gave up of its own will.
  case voluntary
  /// Its agreement was ended.
  case dismissed
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
  /// The charge stands.
  case confirmed
  /// The points are lowered to this many.
  case reduced(points: Int)
  /// The breach is overturned; all that was charged comes off.
  case overturned
}

/// Why a rectification's deadline moved without points (§3.1(4)).
public enum ExtensionCause: String, CaseIterable, Sendable {
  /// Force majeure.
  case forceMajeure
  /// The demands were followed, and still the standard was not met.
  case followed
}
