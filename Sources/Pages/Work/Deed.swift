import LedgerDomain
import Presentation

/// What is done about something that waits: the forms that lead on from there (pages P10, P20).
enum Deed {
  /// The types of events by which a work is done, the usual one first, and the field its subject is filled into.
  static func types(for work: QueueItem.Work) -> (types: [String], field: String?) {
    switch work {
    case .assess: (["BreachAssessed", "BreachDismissed"], "breach")
    case .investigate: (["InvestigationConcluded"], "breach")
    case .setDemands: (["DemandsSet"], "breach")
    case .judgeDemands: (["DemandsJudged"], "breach")
    case .decideAppeal, .reviewJudgement: (["AppealDecided"], "breach")
    case .decideComplaint: (["ComplaintUpheld", "ComplaintRejected"], "complaint")
    case .confirmMeeting: (["MeetingRectified"], "meeting")
    case .orderRectification: (["RectificationOrdered"], nil)
    case .decideRectification: (["RectificationPassed", "RectificationExtended", "RectificationFailed"], nil)
    case .stepTermination: ([], nil)
    case .releaseDeposit: (["DepositReleased"], nil)
    case .meetDuty: (["DutyFulfilled"], "duty")
    case .mendCriterion: (["AdmissionReviewed"], nil)
    }
  }

  /// The type of the step of a termination that comes next.
  private static func type(of step: TerminationStep?) -> String? {
    switch step {
    case .proposed?: "TerminationProposed"
    case .departmentsNotified?: "DepartmentsNotified"
    case .confirmed?: "TerminationConfirmed"
    case .signedOnce?, .signed?: "TerminationSigned"
    case .frozen?: "ChannelFrozen"
    case .notified?: "TerminationNotified"
    case .opened?, nil: nil
    }
  }

  /// The forms by which an item of the queue is done, where the account may do it, in the present.
  static func links(for item: Part, in frame: Frame) -> HTML {
    guard frame.isPresent, frame.may("submit"), let work = item["work"].text.flatMap(QueueItem.Work.init) else {
      return ""
    }
    let roles = item["roles"].items.compactMap(\.text)
    guard roles.contains(where: frame.roles.contains) else { return "" }
    // What the ledger itself raises when it is missed is met by the fact, and not by a form of its own.
    if work == .meetDuty, item["clause"].isThere || item["programme"].isThere { return "" }
    var (types, field) = Self.types(for: work)
    if work == .stepTermination {
      types = [type(of: item["subject"].text.flatMap(TerminationStep.init))].compactMap(\.self)
    }
    let (provider, subject) = (item["provider"].text ?? "", item["subject"].text)
    return .joined(
      types.map { type in
        let address = frame.link("providers", provider, "do", type)
        let filled = field.map { address.replacing($0, subject) } ?? address
        return "<a class=\"button small\" href=\"\(filled)\">\(name(of: type, for: work, in: frame))</a>"
      }, by: " ")
  }
}
