import LedgerDomain

extension Fact {
  /// Writes the data of the fact, the fields in the order of the table in §4.
  func write(to writer: inout JSONWriter) {
    switch self {
    case .providerRegistered, .depositFrozen, .depositForfeited, .depositReturned, .depositCompensated,
      .depositReleased:
      writeDeposit(to: &writer)
    case .agreementSigned(let startsOn, let endsOn, let terms, let cities):
      writer.agreement(startsOn, endsOn, terms, cities)
    case .cityAuthorised, .meetingHeld, .meetingConcluded, .meetingRectified, .applicationsSubmitted,
      .applicationsReviewed, .trainingExamined, .promotionRun:
      writeExpansion(to: &writer)
    case .outletSigned, .outletOpened, .outletExitRequested, .outletExitAnswered, .outletExited, .outletTransferred:
      writeOutlet(to: &writer)
    case .helpRequested, .helpAnswered, .complaintFiled, .complaintUpheld, .complaintRejected, .salesReported:
      writeService(to: &writer)
    case .breachReported, .investigationConcluded, .demandsSet, .demandsJudged, .breachAssessed, .breachDismissed,
      .appealFiled, .appealDecided:
      writeBreach(to: &writer)
    case .rectificationOrdered, .rectificationPassed, .rectificationExtended, .rectificationFailed,
      .terminationRequested, .terminationProposed, .departmentsNotified, .terminationConfirmed, .terminationSigned,
      .channelFrozen, .terminationNotified, .terminationWaived:
      writeCase(to: &writer)
    }
  }

  private func writeDeposit(to writer: inout JSONWriter) {
    switch self {
    case .providerRegistered(let name, let kind):
      writer.field("name", name)
      writer.field("kind", kind.rawValue)
    case .depositFrozen(let city, let amountFen):
      writer.field("city", city)
      writer.field("amountFen", amountFen)
    case .depositForfeited(let amountFen, let breach, let reason):
      writer.field("amountFen", amountFen)
      writer.field("breach", breach)
      writer.field("reason", reason)
    case .depositReturned(let amountFen, let breach, let reason):
      writer.field("amountFen", amountFen)
      writer.field("breach", breach)
      writer.field("reason", reason)
    case .depositCompensated(let amountFen, let beneficiary, let reference):
      writer.field("amountFen", amountFen)
      writer.field("beneficiary", beneficiary.rawValue)
      writer.field("reference", reference)
    case .depositReleased(let amountFen):
      writer.field("amountFen", amountFen)
    default: break
    }
  }

  private func writeExpansion(to writer: inout JSONWriter) {
    switch self {
    case .cityAuthorised(let city, let population):
      writer.field("city", city)
      writer.field("population", population)
    case .meetingHeld(let meeting, let city, let invited, let attended):
      writer.field("meeting", meeting)
      writer.field("city", city)
      writer.field("invited", invited)
      writer.field("attended", attended)
    case .meetingConcluded(let meeting, let signed):
      writer.field("meeting", meeting)
      writer.field("signed", signed)
    case .meetingRectified(let meeting):
      writer.field("meeting", meeting)
    case .applicationsSubmitted(let meeting, let outlets):
      writer.field("meeting", meeting)
      writer.field("outlets", outlets)
    case .applicationsReviewed(let meeting, let entries, let errors):
      writer.field("meeting", meeting)
      writer.field("entries", entries)
      writer.field("errors", errors)
    case .trainingExamined(let training, let examined, let failed):
      writer.field("training", training)
      writer.field("examined", examined)
      writer.field("failed", failed)
    case .promotionRun(let promotion):
      writer.field("promotion", promotion)
    default: break
    }
  }

  private func writeOutlet(to writer: inout JSONWriter) {
    switch self {
    case .outletSigned(let outlet, let city):
      writer.field("outlet", outlet)
      writer.field("city", city)
    case .outletOpened(let outlet):
      writer.field("outlet", outlet)
    case .outletExitRequested(let outlet, let via):
      writer.field("outlet", outlet)
      writer.field("via", via.rawValue)
    case .outletExitAnswered(let outlet):
      writer.field("outlet", outlet)
    case .outletExited(let outlet, let reason):
      writer.field("outlet", outlet)
      writer.field("reason", reason.rawValue)
    case .outletTransferred(let outlet, let to):
      writer.field("outlet", outlet)
      writer.field("to", to)
    default: break
    }
  }

  private func writeService(to writer: inout JSONWriter) {
    switch self {
    case .helpRequested(let ticket, let outlet):
      writer.field("ticket", ticket)
      if let outlet { writer.field("outlet", outlet) }
    case .helpAnswered(let ticket):
      writer.field("ticket", ticket)
    case .complaintFiled(let complaint, let subject):
      writer.field("complaint", complaint)
      switch subject {
      case .service(let outlet, let ticket):
        writer.field("source", ComplaintSource.outlet.rawValue)
        if let outlet { writer.field("outlet", outlet) }
        if let ticket { writer.field("ticket", ticket) }
      case .sale(let outlet, let transactionOn):
        writer.field("source", ComplaintSource.consumer.rawValue)
        writer.field("outlet", outlet)
        writer.field("transactionOn", transactionOn.description)
      }
    case .complaintUpheld(let complaint, let providerAtFault):
      writer.field("complaint", complaint)
      if let providerAtFault { writer.field("providerAtFault", providerAtFault) }
    case .complaintRejected(let complaint):
      writer.field("complaint", complaint)
    case .salesReported(let city, let month, let sales):
      writer.field("city", city)
      writer.field("month", month.description)
      writer.sales("sales", sales)
    default: break
    }
  }

  private func writeBreach(to writer: inout JSONWriter) {
    switch self {
    case .breachReported(let breach, let clause, let evidence, let on, let outlet):
      writer.field("breach", breach)
      writer.field("clause", clause)
      writer.field("evidence", evidence)
      if let on { writer.field("on", on.description) }
      if let outlet { writer.field("outlet", outlet) }
    case .investigationConcluded(let breach, let atFault):
      writer.field("breach", breach)
      writer.field("atFault", atFault)
    case .demandsSet(let breach, let demands, let deadline):
      writer.field("breach", breach)
      writer.field("demands", demands)
      writer.field("deadline", deadline.description)
    case .demandsJudged(let breach, let met):
      writer.field("breach", breach)
      writer.field("met", met)
    case .breachAssessed(let breach, let points, let reason, let issue):
      writer.field("breach", breach)
      writer.field("points", points)
      writer.field("reason", reason)
      if let issue { writer.field("issue", issue) }
    case .breachDismissed(let breach, let reason):
      writer.field("breach", breach)
      writer.field("reason", reason)
    case .appealFiled(let breach, let grounds):
      writer.field("breach", breach)
      writer.field("grounds", grounds)
    case .appealDecided(let breach, let outcome, let reason):
      writer.field("breach", breach)
      switch outcome {
      case .confirmed: writer.field("outcome", AppealOutcomeWord.confirmed.rawValue)
      case .overturned: writer.field("outcome", AppealOutcomeWord.overturned.rawValue)
      case .reduced(let points):
        writer.field("outcome", AppealOutcomeWord.reduced.rawValue)
        writer.field("points", points)
      }
      writer.field("reason", reason)
    default: break
    }
  }

  private func writeCase(to writer: inout JSONWriter) {
    switch self {
    case .rectificationOrdered(let deadline, let demands, let standard):
      writer.field("deadline", deadline.description)
      writer.field("demands", demands)
      writer.field("standard", standard)
    case .rectificationPassed(let reduction, let metOn):
      writer.field("reduction", reduction)
      writer.field("metOn", metOn.description)
    case .rectificationExtended(let deadline, let cause):
      writer.field("deadline", deadline.description)
      writer.field("cause", cause.rawValue)
    case .rectificationFailed(let points, let deadline):
      writer.field("points", points)
      writer.field("deadline", deadline.description)
    case .terminationRequested(let ground, let reason):
      writer.field("ground", ground.rawValue)
      writer.field("reason", reason)
    case .departmentsNotified(let departments):
      writer.texts("departments", departments)
    case .channelFrozen(let contractEndedOn):
      if let contractEndedOn { writer.field("contractEndedOn", contractEndedOn.description) }
    case .terminationNotified(let departments):
      writer.texts("departments", departments)
    case .terminationWaived(let reason):
      writer.field("reason", reason)
    default: break
    }
  }
}

extension JSONWriter {
  /// Writes a field that is a list of texts.
  fileprivate mutating func texts(_ name: StaticString, _ texts: [String]) {
    self.name(name)
    array { writer in for text in texts { writer.string(text) } }
  }

  /// Writes a field that is the lines of a sales report.
  fileprivate mutating func sales(_ name: StaticString, _ lines: [OutletSales]) {
    self.name(name)
    array { writer in
      for line in lines {
        writer.object { writer in
          writer.field("outlet", line.outlet)
          writer.field("amountFen", line.amountFen)
        }
      }
    }
  }
}
