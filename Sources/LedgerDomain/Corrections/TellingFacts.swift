/// What the tests of §5 ask of the facts as they are read and a state does not keep.
struct TellingFacts {
  /// A fact, when it happened, and its position.
  struct Placed<Payload> {
    let fact: Payload
    let at: Instant
    let position: Int
  }

  private(set) var reviews: [Key<Meeting>: Placed<ApplicationsReviewed>] = [:]
  private(set) var trainings: [Key<Training>: Placed<TrainingExamined>] = [:]
  private(set) var upheld: [Key<Complaint>: Placed<ComplaintUpheld>] = [:]
  /// The positions of the events that concluded each meeting.
  private(set) var concluded: [Key<Meeting>: Int] = [:]
  /// The positions of each outlet's exit.
  private(set) var exits: [Key<Outlet>: Int] = [:]

  /// Those of a stream.
  ///
  /// - Parameter read: its events as they are read.
  init(_ read: some Sequence<Event>) {
    for event in read {
      guard case .fact(let fact, _) = event.body else { continue }
      take(fact, event)
    }
  }

  private mutating func take(_ fact: Fact, _ event: Event) {
    switch fact {
    case .meeting(.applicationsReviewed(let fact)):
      reviews[fact.meeting] = Placed(fact: fact, at: event.at, position: event.position)
    case .meeting(.concluded(let fact)): concluded[fact.meeting] = event.position
    case .expansion(.trainingExamined(let fact)):
      trainings[fact.training] = Placed(fact: fact, at: event.at, position: event.position)
    case .service(.complaintUpheld(let fact)):
      upheld[fact.complaint] = Placed(fact: fact, at: event.at, position: event.position)
    case .outlet(.exited(let fact)): exits[fact.outlet] = event.position
    case .provider, .deposit, .expansion, .meeting, .outlet, .service, .breach, .appeal, .rectification, .termination,
      .outletDeposit, .duty, .outage, .reinstatement, .lateCase, .admission, .measure, .notice, .correction,
      .subject:
      break
    }
  }
}
