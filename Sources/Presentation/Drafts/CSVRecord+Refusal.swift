public import LedgerDomain
import LedgerFormat

extension CSVRecord {
  /// The column that a refusal is about, and what stands in it, as what is said of the refusal begins; nil where it is about
  /// the event as a whole.
  public func place(of refusal: Refusal) -> Words? {
    switch refusal {
    case .badInput: nil
    case .unknown(let code, let name, _): named(cellOf: Self.fields[code]) ?? named { $0.narrowed.trimmed == name }
    case .rules(let code, _): named(cellOf: Self.fields[code])
    }
  }

  private func named(cellOf field: String?) -> Words? {
    guard let field, let (heading, cell) = heading(of: field) else { return nil }
    return Self.words(heading, cell)
  }

  private func named(where isMeant: (String) -> Bool) -> Words? {
    heading(where: isMeant).map { Self.words($0.heading, $0.cell) }
  }

  private static func words(_ heading: String, _ cell: String) -> Words {
    let (heading, cell) = (heading.printable, String(cell.trimmed.prefix(60)).printable)
    return Words(zh: "\(heading)“\(cell)”：", en: "\(heading) “\(cell)”: ")
  }

  /// The fields that refusals are about.
  private static let fields: [RefusalCode: String] = [
    .idConflict: "id", .inTheFuture: "at", .timeOrder: "at", .tooEarly: "at", .appealLate: "at", .deadlinePassed: "at",
    .deadlineNotPassed: "at", .unknownProvider: "provider", .providerExists: "provider",
    .providerTerminated: "provider",
    .roleNotAllowed: "by", .samePerson: "by", .depositInsufficient: "amountFen", .amountMismatch: "amountFen",
    .cityExists: "city", .unknownCity: "city", .depositMissing: "city", .meetingExists: "meeting",
    .unknownMeeting: "meeting", .meetingConcluded: "meeting", .outletExists: "outlet", .unknownOutlet: "outlet",
    .outletGone: "outlet", .outletOpen: "outlet", .outletRequired: "outlet", .unknownReceiver: "to",
    .ticketExists: "ticket", .unknownTicket: "ticket", .ticketAnswered: "ticket", .complaintExists: "complaint",
    .unknownComplaint: "complaint", .complaintClosed: "complaint", .monthNotOver: "month", .salesExist: "month",
    .breachExists: "breach", .unknownBreach: "breach", .breachNotPending: "breach", .breachNotAssessed: "breach",
    .unknownClause: "clause", .clauseNotReportable: "clause", .clauseNotBinding: "clause", .pointsOutOfRange: "points",
  ]
}
