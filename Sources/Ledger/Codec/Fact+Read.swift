import LedgerDomain

/// The data of each fact as JSON: the columns "data" of the table in §4, one reading for each row.
extension Fact {
  /// Reads the data of a fact of this kind; names what is missing, unknown, of the wrong type or out of its domain.
  static func read(_ kind: FactKind, _ data: inout FieldReader) throws(InputError) -> Fact {
    switch kind {
    case .providerRegistered, .depositFrozen, .depositForfeited, .depositReturned, .depositCompensated,
      .depositReleased:
      try readDeposit(kind, &data)
    case .agreementSigned: try readAgreement(&data)
    case .cityAuthorised, .meetingHeld, .meetingConcluded, .meetingRectified, .applicationsSubmitted,
      .applicationsReviewed, .trainingExamined, .promotionRun:
      try readExpansion(kind, &data).withPartsWithinWholes()
    case .outletSigned, .outletOpened, .outletExitRequested, .outletExitAnswered, .outletExited, .outletTransferred:
      try readOutlet(kind, &data)
    case .helpRequested, .helpAnswered, .complaintFiled, .complaintUpheld, .complaintRejected, .salesReported:
      try readService(kind, &data)
    case .breachReported, .investigationConcluded, .demandsSet, .demandsJudged, .breachAssessed, .breachDismissed,
      .appealFiled, .appealDecided:
      try readBreach(kind, &data)
    case .rectificationOrdered, .rectificationPassed, .rectificationExtended, .rectificationFailed,
      .terminationRequested, .terminationProposed, .departmentsNotified, .terminationConfirmed, .terminationSigned,
      .channelFrozen, .terminationNotified, .terminationWaived:
      try readCase(kind, &data)
    }
  }

  private static func readDeposit(_ kind: FactKind, _ data: inout FieldReader) throws(InputError) -> Fact {
    switch kind {
    case .providerRegistered:
      .providerRegistered(name: try data.text("name"), kind: try data.oneOf("kind", ProviderKind.self))
    case .depositFrozen:
      .depositFrozen(city: try data.key("city"), amountFen: try data.count("amountFen", atLeast: 1))
    case .depositForfeited:
      .depositForfeited(
        amountFen: try data.count("amountFen", atLeast: 1), breach: try data.breach("breach"),
        reason: try data.text("reason"))
    case .depositReturned:
      .depositReturned(
        amountFen: try data.count("amountFen", atLeast: 1), breach: try data.breach("breach"),
        reason: try data.text("reason"))
    case .depositCompensated:
      .depositCompensated(
        amountFen: try data.count("amountFen", atLeast: 1),
        beneficiary: try data.oneOf("beneficiary", Beneficiary.self), reference: try data.text("reference"))
    default: .depositReleased(amountFen: try data.count("amountFen"))
    }
  }

  private static func readExpansion(_ kind: FactKind, _ data: inout FieldReader) throws(InputError) -> Fact {
    switch kind {
    case .cityAuthorised:
      .cityAuthorised(city: try data.key("city"), population: try data.count("population", atLeast: 1))
    case .meetingHeld:
      .meetingHeld(
        meeting: try data.key("meeting"), city: try data.key("city"), invited: try data.count("invited", atLeast: 1),
        attended: try data.count("attended"))
    case .meetingConcluded: .meetingConcluded(meeting: try data.key("meeting"), signed: try data.count("signed"))
    case .meetingRectified: .meetingRectified(meeting: try data.key("meeting"))
    case .applicationsSubmitted:
      .applicationsSubmitted(meeting: try data.key("meeting"), outlets: try data.count("outlets", atLeast: 1))
    case .applicationsReviewed:
      .applicationsReviewed(
        meeting: try data.key("meeting"), entries: try data.count("entries", atLeast: 1),
        errors: try data.count("errors"))
    case .trainingExamined:
      .trainingExamined(
        training: try data.key("training"), examined: try data.count("examined", atLeast: 1),
        failed: try data.count("failed"))
    default: .promotionRun(promotion: try data.key("promotion"))
    }
  }

  private static func readOutlet(_ kind: FactKind, _ data: inout FieldReader) throws(InputError) -> Fact {
    switch kind {
    case .outletSigned: .outletSigned(outlet: try data.key("outlet"), city: try data.key("city"))
    case .outletOpened: .outletOpened(outlet: try data.key("outlet"))
    case .outletExitRequested:
      .outletExitRequested(outlet: try data.key("outlet"), via: try data.oneOf("via", ExitChannel.self))
    case .outletExitAnswered: .outletExitAnswered(outlet: try data.key("outlet"))
    case .outletExited:
      .outletExited(outlet: try data.key("outlet"), reason: try data.oneOf("reason", ExitReason.self))
    default: .outletTransferred(outlet: try data.key("outlet"), to: try data.key("to"))
    }
  }

  private static func readService(_ kind: FactKind, _ data: inout FieldReader) throws(InputError) -> Fact {
    switch kind {
    case .helpRequested: .helpRequested(ticket: try data.key("ticket"), outlet: try data.optionalKey("outlet"))
    case .helpAnswered: .helpAnswered(ticket: try data.key("ticket"))
    case .complaintFiled:
      .complaintFiled(complaint: try data.key("complaint"), about: try readSubject(&data))
    case .complaintUpheld:
      .complaintUpheld(
        complaint: try data.key("complaint"), providerAtFault: try data.optionalFlag("providerAtFault"))
    case .complaintRejected: .complaintRejected(complaint: try data.key("complaint"))
    default:
      .salesReported(city: try data.key("city"), month: try data.month("month"), sales: try data.sales("sales"))
    }
  }

  private static func readBreach(_ kind: FactKind, _ data: inout FieldReader) throws(InputError) -> Fact {
    switch kind {
    case .breachReported:
      .breachReported(
        breach: try data.key("breach"), clause: try data.text("clause"), evidence: try data.text("evidence"),
        on: try data.optionalDate("on"), outlet: try data.optionalKey("outlet"))
    case .investigationConcluded:
      .investigationConcluded(breach: try data.breach("breach"), atFault: try data.flag("atFault"))
    case .demandsSet:
      .demandsSet(
        breach: try data.breach("breach"), demands: try data.text("demands"), deadline: try data.date("deadline"))
    case .demandsJudged: .demandsJudged(breach: try data.breach("breach"), met: try data.flag("met"))
    case .breachAssessed:
      .breachAssessed(
        breach: try data.breach("breach"), points: try data.count("points"), reason: try data.text("reason"),
        issue: try data.optionalText("issue"))
    case .breachDismissed: .breachDismissed(breach: try data.breach("breach"), reason: try data.text("reason"))
    case .appealFiled: .appealFiled(breach: try data.breach("breach"), grounds: try data.text("grounds"))
    default:
      .appealDecided(
        breach: try data.breach("breach"), outcome: try readOutcome(&data), reason: try data.text("reason"))
    }
  }

  private static func readCase(_ kind: FactKind, _ data: inout FieldReader) throws(InputError) -> Fact {
    switch kind {
    case .rectificationOrdered:
      .rectificationOrdered(
        deadline: try data.date("deadline"), demands: try data.text("demands"), standard: try data.text("standard"))
    case .rectificationPassed:
      .rectificationPassed(reduction: try data.count("reduction"), metOn: try data.date("metOn"))
    case .rectificationExtended:
      .rectificationExtended(deadline: try data.date("deadline"), cause: try data.oneOf("cause", ExtensionCause.self))
    case .rectificationFailed:
      .rectificationFailed(points: try data.count("points"), deadline: try data.date("deadline"))
    case .terminationRequested:
      .terminationRequested(ground: try readGround(&data), reason: try data.text("reason"))
    case .terminationProposed: .terminationProposed
    case .departmentsNotified: .departmentsNotified(departments: try data.texts("departments"))
    case .terminationConfirmed: .terminationConfirmed
    case .terminationSigned: .terminationSigned
    case .channelFrozen: .channelFrozen(contractEndedOn: try data.optionalDate("contractEndedOn"))
    case .terminationNotified: .terminationNotified(departments: try data.texts("departments"))
    default: .terminationWaived(reason: try data.text("reason"))
    }
  }

  /// Errors are among the entries, failures among those examined (§4).
  private func withPartsWithinWholes() throws(InputError) -> Fact {
    switch self {
    case .applicationsReviewed(_, let entries, let errors) where errors > entries:
      throw .field("data.errors", expected: .atMost(entries: entries))
    case .trainingExamined(_, let examined, let failed) where failed > examined:
      throw .field("data.failed", expected: .atMost(examined: examined))
    default: return self
    }
  }

  private static func readSubject(_ data: inout FieldReader) throws(InputError) -> ComplaintSubject {
    switch try data.oneOf("source", ComplaintSource.self) {
    case .outlet: .service(outlet: try data.optionalKey("outlet"), ticket: try data.optionalKey("ticket"))
    case .consumer: .sale(outlet: try data.key("outlet"), transactionOn: try data.date("transactionOn"))
    }
  }

  /// `points` stand with `reduced`, and only then (§7.10).
  private static func readOutcome(_ data: inout FieldReader) throws(InputError) -> AppealOutcome {
    switch try data.oneOf("outcome", AppealOutcomeWord.self) {
    case .confirmed: .confirmed
    case .overturned: .overturned
    case .reduced: .reduced(points: try data.count("points"))
    }
  }

  /// Any ground but points, which the ledger finds itself.
  private static func readGround(_ data: inout FieldReader) throws(InputError) -> TerminationGround {
    let ground = try data.oneOf("ground", TerminationGround.self)
    guard ground != .points else { throw .field("data.ground", expected: .oneOf(["cause", "request", "expiry"])) }
    return ground
  }
}

/// Who complains, as written.
enum ComplaintSource: String, Word {
  case outlet, consumer

  static let words = WordTable(ComplaintSource.self)
}

/// An appeal's outcome, as written.
enum AppealOutcomeWord: String, Word {
  case confirmed, reduced, overturned

  static let words = WordTable(AppealOutcomeWord.self)
}
