public import LedgerDomain
public import Rulebook

extension RefusalCode {
  /// What was refused, in one sentence.
  public var reason: Words { words?.reason ?? bare }

  /// What the person at the terminal can do about it, in one sentence.
  public var remedy: Words { words?.remedy ?? bare }

  /// The code itself: better than nothing where its family below has been forgotten.
  private var bare: Words { Words(zh: rawValue, en: rawValue) }
}

/// Reason and remedy of one refusal.
struct RefusalWords: Equatable {
  var reason: Words
  var remedy: Words

  /// Each in Chinese, then in English.
  init(reason zh: String, _ en: String, remedy remedyZh: String, _ remedyEn: String) {
    reason = Words(zh: zh, en: en)
    remedy = Words(zh: remedyZh, en: remedyEn)
  }
}

extension RefusalCode {
  /// Reason and remedy. Every code has a family, or this does not compile; nil if the family has forgotten it.
  var words: RefusalWords? {
    switch self {
    case .idConflict, .inTheFuture, .unknownProvider, .providerTerminated, .roleNotAllowed, .timeOrder: envelope
    case .providerExists, .depositInsufficient, .depositReleased, .amountMismatch, .notTerminated, .tooEarly,
      .complaintsOpen:
      deposit
    case .cityExists, .expansionSuspended, .expansionPaused, .depositMissing, .unknownCity: cities
    case .meetingExists, .unknownMeeting, .meetingConcluded, .notPaused, .applicationsExist, .applicationsMissing,
      .applicationsReviewed, .trainingExists, .promotionExists:
      meetings
    case .outletExists, .unknownOutlet, .outletGone, .outletOpen, .exitRequested, .exitNotRequested, .exitAnswered:
      outlets
    case .notTerminating, .notTransferable, .unknownReceiver, .receiverUnfit: transfers
    case .ticketExists, .unknownTicket, .ticketAnswered, .complaintExists, .unknownComplaint, .complaintClosed,
      .monthNotOver, .salesExist, .outletsMissing:
      service
    case .breachExists, .unknownBreach, .unknownClause, .clauseNotReportable, .clauseNotBinding, .outletRequired,
      .breachNotPending,
      .breachNotAssessed:
      breaches
    case .notInvestigated, .investigationConcluded, .investigationRequired, .demandsSet, .demandsMissing,
      .demandsJudged, .deadlineNotPassed:
      investigations
    case .samePerson, .pointsOutOfRange, .appealExists, .appealLate, .noAppeal: judgements
    case .noRectification, .rectificationOrdered, .rectificationNotOrdered, .deadlinePassed: rectifications
    case .terminationOpen, .noTermination, .stepOutOfOrder, .departmentsMissing: terminations
    case .rulebookExists, .zoneDiffers: publications
    case .dayNotOver, .yearNotOver: jobs
    }
  }
}
