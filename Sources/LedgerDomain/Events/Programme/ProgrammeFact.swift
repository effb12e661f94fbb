/// What may be submitted about a subject of a programme (programmes §10): facts of its own data, and those whose data is that of
/// the daigou form.
public enum ProgrammeFact: Equatable, Sendable {
  /// A subject joins a programme: the first event of its stream.
  case enrolled(SubjectEnrolled)
  /// An attribute has another value.
  case attributeSet(AttributeSet)
  /// A declared kind of fact happened.
  case recorded(FactRecorded)
  /// A breach is reported.
  case reported(ClauseBreachReported)
  /// A breach is judged.
  case assessed(ClauseBreachAssessed)
  /// A breach is found to be none.
  case dismissed(BreachDismissed)
  /// The subject appeals.
  case appealFiled(AppealFiled)
  /// The appeal is decided.
  case appealDecided(AppealDecided)
  /// Money is paid into an account.
  case paidIn(DepositPaidIn)
  /// Every instance of a measure ends.
  case lifted(MeasureLifted)

  /// A fact as a programme has it; nil for one that only the daigou form knows.
  ///
  /// A report or judgement that says nothing a programme alone knows is written as the daigou form has it.
  public init?(_ fact: Fact) {
    switch fact {
    case .subject(.enrolled(let fact)): self = .enrolled(fact)
    case .subject(.attributeSet(let fact)): self = .attributeSet(fact)
    case .subject(.recorded(let fact)): self = .recorded(fact)
    case .subject(.reported(let fact)): self = .reported(fact)
    case .subject(.assessed(let fact)): self = .assessed(fact)
    case .subject(.paidIn(let fact)): self = .paidIn(fact)
    case .breach(.reported(let fact)):
      guard fact.outlet == nil else { return nil }
      self = .reported(
        ClauseBreachReported(
          breach: fact.breach, clause: fact.clause, evidence: fact.evidence, on: fact.on, fields: nil))
    case .breach(.assessed(let fact)):
      guard fact.issue == nil else { return nil }
      self = .assessed(
        ClauseBreachAssessed(breach: fact.breach, grade: nil, points: fact.points, fen: nil, reason: fact.reason))
    case .breach(.dismissed(let fact)): self = .dismissed(fact)
    case .appeal(.filed(let fact)): self = .appealFiled(fact)
    case .appeal(.decided(let fact)): self = .appealDecided(fact)
    case .measure(.lifted(let fact)): self = .lifted(fact)
    case .provider, .deposit, .expansion, .meeting, .outlet, .service, .breach, .rectification, .termination,
      .outletDeposit, .duty, .outage, .reinstatement, .lateCase, .admission, .measure, .notice, .correction:
      return nil
    }
  }
}

extension ProgrammeFact {
  /// The types of these facts.
  public enum Kind: CaseIterable, Sendable {
    case enrolled, attributeSet, recorded, reported, assessed, dismissed, appealFiled, appealDecided, paidIn, lifted

    /// The type as a programme has it; nil for one that only the daigou form knows.
    public init?(_ kind: FactKind) {
      switch kind {
      case .subject(.enrolled): self = .enrolled
      case .subject(.attributeSet): self = .attributeSet
      case .subject(.recorded): self = .recorded
      case .subject(.reported), .breach(.reported): self = .reported
      case .subject(.assessed), .breach(.assessed): self = .assessed
      case .subject(.paidIn): self = .paidIn
      case .breach(.dismissed): self = .dismissed
      case .appeal(.filed): self = .appealFiled
      case .appeal(.decided): self = .appealDecided
      case .measure(.lifted): self = .lifted
      case .provider, .deposit, .expansion, .meeting, .outlet, .service, .breach, .rectification, .termination,
        .outletDeposit, .duty, .outage, .reinstatement, .lateCase, .admission, .measure, .notice, .correction:
        return nil
      }
    }
  }
}

extension FactKind {
  /// Whether facts of the type may be about a subject of a programme, their data being as it is here.
  public var isOfProgrammes: Bool { ProgrammeFact.Kind(self) != nil }
}
