/// Why the ledger did not accept an event (§4).
public enum RefusalCode: String, CaseIterable, Sendable {
  // Before the row
  case idConflict = "id-conflict"
  case inTheFuture = "in-the-future"
  case unknownProvider = "unknown-provider"
  case providerTerminated = "provider-terminated"
  case roleNotAllowed = "role-not-allowed"
  case timeOrder = "time-order"
  // Provider and deposit
  case providerExists = "provider-exists"
  case depositInsufficient = "deposit-insufficient"
  case depositReleased = "deposit-released"
  case amountMismatch = "amount-mismatch"
  case notTerminated = "not-terminated"
  case tooEarly = "too-early"
  case complaintsOpen = "complaints-open"
  // Expansion
  case cityExists = "city-exists"
  case expansionSuspended = "expansion-suspended"
  case expansionPaused = "expansion-paused"
  case depositMissing = "deposit-missing"
  case meetingExists = "meeting-exists"
  case unknownCity = "unknown-city"
  case unknownMeeting = "unknown-meeting"
  case meetingConcluded = "meeting-concluded"
  case notPaused = "not-paused"
  case applicationsExist = "applications-exist"
  case applicationsMissing = "applications-missing"
  case applicationsReviewed = "applications-reviewed"
  case trainingExists = "training-exists"
  case promotionExists = "promotion-exists"
  // Outlets
  case outletExists = "outlet-exists"
  case unknownOutlet = "unknown-outlet"
  case outletGone = "outlet-gone"
  case outletOpen = "outlet-open"
  case exitRequested = "exit-requested"
  case exitNotRequested = "exit-not-requested"
  case exitAnswered = "exit-answered"
  case notTerminating = "not-terminating"
  case notTransferable = "not-transferable"
  case unknownReceiver = "unknown-receiver"
  case receiverUnfit = "receiver-unfit"
  // Service
  case ticketExists = "ticket-exists"
  case unknownTicket = "unknown-ticket"
  case ticketAnswered = "ticket-answered"
  case complaintExists = "complaint-exists"
  case unknownComplaint = "unknown-complaint"
  case complaintClosed = "complaint-closed"
  case monthNotOver = "month-not-over"
  case salesExist = "sales-exists"
  case outletsMissing = "outlets-missing"
  // Breaches
  case breachExists = "breach-exists"
  case unknownBreach = "unknown-breach"
  case unknownClause = "unknown-clause"
  case clauseNotReportable = "clause-not-reportable"
  case clauseNotBinding = "clause-not-binding"
  case outletRequired = "outlet-required"
  case breachNotPending = "breach-not-pending"
  case breachNotAssessed = "breach-not-assessed"
  case notInvestigated = "not-investigated"
  case investigationConcluded = "investigation-concluded"
  case investigationRequired = "investigation-required"
  case demandsSet = "demands-set"
  case demandsMissing = "demands-missing"
  case demandsJudged = "demands-judged"
  case deadlineNotPassed = "deadline-not-passed"
  case samePerson = "same-person"
  case pointsOutOfRange = "points-out-of-range"
  case appealExists = "appeal-exists"
  case appealLate = "appeal-late"
  case noAppeal = "no-appeal"
  // Rectification and termination
  case noRectification = "no-rectification"
  case rectificationOrdered = "rectification-ordered"
  case rectificationNotOrdered = "rectification-not-ordered"
  case deadlinePassed = "deadline-passed"
  case terminationOpen = "termination-open"
  case noTermination = "no-termination"
  case stepOutOfOrder = "step-out-of-order"
  case departmentsMissing = "departments-missing"
  // The rulebook
  case rulebookExists = "rulebook-exists"
  case zoneDiffers = "zone-differs"
  // The jobs
  case dayNotOver = "day-not-over"
  case yearNotOver = "year-not-over"
}

/// A submission that was not accepted; nothing has changed.
public enum Refusal: Error, Equatable, Sendable {
  /// Refused by the rules: the code, and what it met, such as the due date or the balance.
  case rules(RefusalCode, found: String?)
  /// Of the wrong shape: the field, and what was expected of it.
  case badInput(field: String, expected: Expectation)

  /// Refused by the rules, with nothing more to say.
  public static func because(_ code: RefusalCode) -> Refusal { .rules(code, found: nil) }

  /// The code as printed: that of the rules, or `bad-input`.
  public var code: String {
    switch self {
    case .rules(let code, _): code.rawValue
    case .badInput: "bad-input"
    }
  }
}
