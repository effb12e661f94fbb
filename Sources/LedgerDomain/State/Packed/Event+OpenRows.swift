/// What an event may change of the rows of open work besides the breach it is about.
extension Event {
  /// The ticket that it may open or close, or of whose breach it may change that it is held back.
  public enum TouchedTicket {
    /// By its key.
    case named(Key<Ticket>)
    /// The one that a complaint names.
    case ofComplaint(Key<Complaint>)
  }

  /// That ticket; nil for none.
  public var touchedTicket: TouchedTicket? {
    switch body {
    case .fact(.service(let fact), _): fact.ticket.map(TouchedTicket.named)
    case .fact(.breach(let fact), _): fact.breach.touchedTicket
    case .fact(.appeal(let fact), _): fact.breach.touchedTicket
    case .consequence(.breachDetected(let found)):
      found.clause == .serviceComplaint ? found.breach.touchedTicket : nil
    case .consequence(.breachWithdrawn(let found)):
      found.clause == .serviceComplaint ? found.breach.touchedTicket : nil
    case .consequence(.answerDueMoved(let moved)): .named(moved.ticket)
    case .fact, .consequence, .publication: nil
    }
  }

  /// The breaches of a city or meeting that find less or more room under its cap after it.
  public var breachesWithOtherRoom: [BreachID] {
    switch body {
    case .fact(.appeal(let fact), _): fact.breach.sharingPlaceCap
    case .consequence(.pointsDeducted(let deduction)): deduction.cap == nil ? [] : deduction.breach.sharingPlaceCap
    case .fact, .consequence, .publication: []
    }
  }
}

extension BreachID {
  fileprivate var sharingPlaceCap: [BreachID] { subject?.sharingPlaceCap.map(BreachID.init) ?? [] }

  fileprivate var touchedTicket: Event.TouchedTicket? {
    switch subject {
    case .duty(.answer(let ticket))?: .named(ticket)
    case .serviceComplaint(let complaint)?: .ofComplaint(complaint)
    case .duty, .report, .meetingResults, .applicationErrors, .training, .earlyExits, .dormantOutlets,
      .afterSalesDispute, .rectificationFailure, nil:
      nil
    }
  }
}

extension ServiceFact {
  /// The ticket it is about, or whose answer it complains of.
  fileprivate var ticket: Key<Ticket>? {
    switch self {
    case .helpRequested(let fact): fact.ticket
    case .helpAnswered(let fact): fact.ticket
    case .complaintFiled(let fact): fact.about.ticket
    case .complaintUpheld, .complaintRejected, .salesReported: nil
    }
  }
}
