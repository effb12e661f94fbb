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
    // What meets a duty is said by its row.
    case .meetDuty: ([], nil)
    case .mendCriterion: (["AdmissionReviewed"], nil)
    }
  }

  /// The duty of a clause that waits in an item of the queue; nil for anything else that waits.
  static func duty(of item: Part) -> Duty? {
    guard item["work"].text == QueueItem.Work.meetDuty.rawValue, item["clause"].isThere, !item["programme"].isThere
    else { return nil }
    return item["subject"].text.flatMap { Duty(breach: BreachID($0)) }
  }

  /// The field of the form of the fact that meets a duty into which what the duty is about is filled; nil where the form has none.
  static func field(of duty: Duty) -> String? {
    switch duty {
    case .answer: "ticket"
    case .exitResponse: "outlet"
    case .applications: "meeting"
    case .expansionTarget: "city"
    case .promotion: nil
    }
  }

  /// Whether the account may submit a type: by the rules in force where they were asked for it, else by the regulation.
  private static func maySubmit(_ kind: FactKind, in frame: Frame) -> Bool {
    if frame.page?.offersForms ?? false { return frame.open[kind] != nil }
    return (kind.payload.about.roles ?? []).contains { frame.roles.contains($0.rawValue) }
  }

  /// The form of the fact that meets a duty of a clause, for whoever may submit it.
  private static func link(meeting duty: Duty, of provider: String, in frame: Frame) -> HTML {
    let (kind, field) = (duty.metBy, field(of: duty))
    guard maySubmit(kind, in: frame) else { return "" }
    let address = frame.link("providers", provider, "do", kind.name)
    let filled = field.map { address.replacing($0, subject(of: duty)) } ?? address
    return "<a class=\"button small\" href=\"\(filled)\">\(name(of: kind.name, in: frame))</a>"
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
    if let duty = duty(of: item) { return link(meeting: duty, of: item["provider"].text ?? "", in: frame) }
    if work == .meetDuty {
      if item["clause"].isThere || item["programme"].isThere { return "" }
      return links(meeting: DutyID(item["subject"].text ?? ""), of: item["provider"].text ?? "", in: frame)
    }
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
