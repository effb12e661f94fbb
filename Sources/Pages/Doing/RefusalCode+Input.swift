import LedgerDomain
import Presentation

extension RefusalCode {
  /// The input of a form that a refusal of the ledger is about (pages P10); nil where the form has none that it is about.
  ///
  /// - Parameter names: the inputs that the form has.
  func input(among names: some Sequence<String>) -> String? { inputs.first { names.contains($0) } }

  /// The inputs of forms that it is about, the likeliest first.
  private var inputs: [String] {
    switch self {
    case .pointsOutOfRange: ["points"]
    case .amountOutOfRange: ["fenYuan"]
    case .amountMismatch, .depositInsufficient: ["amountYuan"]
    case .gradeMissing: ["grade"]
    case .factExists: ["key"]
    case .unknownBreach, .breachNotPending, .breachExists, .appealLate: ["breach"]
    case .unknownClause, .clauseNotReportable, .clauseNotBinding: ["clause"]
    case .unknownOutlet, .outletExists, .outletGone, .outletOpen, .outletRequired, .outletNotFrozen, .exitRequested,
      .exitNotRequested, .exitAnswered:
      ["outlet"]
    case .unknownReceiver, .receiverUnfit, .addressMissing, .addressNotDesignated: ["to"]
    case .unknownCity, .cityExists, .outsideTerritory: ["city"]
    case .unknownMeeting, .meetingExists, .meetingConcluded, .applicationsExist, .applicationsMissing,
      .applicationsReviewed:
      ["meeting"]
    case .trainingExists: ["training"]
    case .promotionExists: ["promotion"]
    case .unknownTicket, .ticketExists, .ticketAnswered: ["ticket"]
    case .unknownComplaint, .complaintExists, .complaintClosed: ["complaint"]
    case .monthNotOver, .salesExist: ["month"]
    case .outletsMissing: [SalesInput.name]
    case .outageExists: ["outage"]
    case .departmentsMissing: ["departments", "informed"]
    case .unknownKind: ["kind"]
    case .unknownMeasure, .measureExists, .measureClosed, .notLiftable: ["measure"]
    case .channelNotAllowed: ["channel"]
    case .unknownNotice, .noticeExists, .noticeClosed: ["notice"]
    case .unknownDuty, .dutyClosed, .notRecordable, .notExtendable, .notWaivable: ["duty", "about"]
    case .partsMissing: ["parts"]
    case .unknownCriterion, .criterionNotApplicable, .stageOutOfOrder: ["findings"]
    case .unknownFact, .notCorrectable, .factRetracted: ["fact"]
    case .inTheFuture, .timeOrder: ["at"]
    case .roleNotAllowed, .samePerson: ["as"]
    case _: []
    }
  }
}
