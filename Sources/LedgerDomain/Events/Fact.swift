/// What was submitted from outside (§4): a family for each of its tables, a case of the family for each row.
public enum Fact: Equatable, Sendable {
  /// The provider itself, and what it has agreed to.
  case provider(ProviderFact)
  /// Its deposit.
  case deposit(DepositFact)
  /// Cities, training and promotions.
  case expansion(ExpansionFact)
  /// Recruiting meetings.
  case meeting(MeetingFact)
  /// Outlets.
  case outlet(OutletFact)
  /// Help, complaints and sales.
  case service(ServiceFact)
  /// Breaches and their assessment.
  case breach(BreachFact)
  /// Appeals.
  case appeal(AppealFact)
  /// The rectification.
  case rectification(RectificationFact)
  /// The termination.
  case termination(TerminationFact)
  /// The deposits of outlets.
  case outletDeposit(OutletDepositFact)
  /// The duties of an office.
  case duty(DutyFact)
  /// The platform's own failures.
  case outage(OutageFact)
  /// A termination taken back.
  case reinstatement(ReinstatementFact)
  /// Cases of closed years.
  case lateCase(LateCaseFact)
  /// The way in: admission, channel and contacts.
  case admission(AdmissionFact)
  /// Measures ordered besides points.
  case measure(MeasureFact)
  /// Notices.
  case notice(NoticeFact)
  /// Corrections of other facts.
  case correction(CorrectionFact)
  /// A subject of a programme.
  indirect case subject(SubjectFact)
}

extension Fact {
  /// The type under which the fact stands in the log.
  public var kind: FactKind {
    switch self {
    case .provider(let fact): .provider(fact.kind)
    case .deposit(let fact): .deposit(fact.kind)
    case .expansion(let fact): .expansion(fact.kind)
    case .meeting(let fact): .meeting(fact.kind)
    case .outlet(let fact): .outlet(fact.kind)
    case .service(let fact): .service(fact.kind)
    case .breach(let fact): .breach(fact.kind)
    case .appeal(let fact): .appeal(fact.kind)
    case .rectification(let fact): .rectification(fact.kind)
    case .termination(let fact): .termination(fact.kind)
    case .outletDeposit(let fact): .outletDeposit(fact.kind)
    case .duty(let fact): .duty(fact.kind)
    case .outage(let fact): .outage(fact.kind)
    case .reinstatement(let fact): .reinstatement(fact.kind)
    case .lateCase(let fact): .lateCase(fact.kind)
    case .admission(let fact): .admission(fact.kind)
    case .measure(let fact): .measure(fact.kind)
    case .notice(let fact): .notice(fact.kind)
    case .correction(let fact): .correction(fact.kind)
    case .subject(let fact): .subject(fact.kind)
    }
  }

  /// Takes a fact of this kind from a pass that reads.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ kind: FactKind, from pass: inout Pass) throws(Pass.PassError) {
    switch kind {
    case .provider(let kind): self = .provider(try ProviderFact(kind, from: &pass))
    case .deposit(let kind): self = .deposit(try DepositFact(kind, from: &pass))
    case .expansion(let kind): self = .expansion(try ExpansionFact(kind, from: &pass))
    case .meeting(let kind): self = .meeting(try MeetingFact(kind, from: &pass))
    case .outlet(let kind): self = .outlet(try OutletFact(kind, from: &pass))
    case .service(let kind): self = .service(try ServiceFact(kind, from: &pass))
    case .breach(let kind): self = .breach(try BreachFact(kind, from: &pass))
    case .appeal(let kind): self = .appeal(try AppealFact(kind, from: &pass))
    case .rectification(let kind): self = .rectification(try RectificationFact(kind, from: &pass))
    case .termination(let kind): self = .termination(try TerminationFact(kind, from: &pass))
    case .outletDeposit(let kind): self = .outletDeposit(try OutletDepositFact(kind, from: &pass))
    case .duty(let kind): self = .duty(try DutyFact(kind, from: &pass))
    case .outage(let kind): self = .outage(try OutageFact(kind, from: &pass))
    case .reinstatement(let kind): self = .reinstatement(try ReinstatementFact(kind, from: &pass))
    case .lateCase(let kind): self = .lateCase(try LateCaseFact(kind, from: &pass))
    case .admission(let kind): self = .admission(try AdmissionFact(kind, from: &pass))
    case .measure(let kind): self = .measure(try MeasureFact(kind, from: &pass))
    case .notice(let kind): self = .notice(try NoticeFact(kind, from: &pass))
    case .correction(let kind): self = .correction(try CorrectionFact(kind, from: &pass))
    case .subject(let kind): self = .subject(try SubjectFact(kind, from: &pass))
    }
  }

  /// Takes a pass over the fields of the fact.
  @inlinable
  public func fields<Pass: FieldPass & ~Copyable>(_ pass: inout Pass) throws(Pass.PassError) {
    switch self {
    case .provider(let fact): try fact.fields(&pass)
    case .deposit(let fact): try fact.fields(&pass)
    case .expansion(let fact): try fact.fields(&pass)
    case .meeting(let fact): try fact.fields(&pass)
    case .outlet(let fact): try fact.fields(&pass)
    case .service(let fact): try fact.fields(&pass)
    case .breach(let fact): try fact.fields(&pass)
    case .appeal(let fact): try fact.fields(&pass)
    case .rectification(let fact): try fact.fields(&pass)
    case .termination(let fact): try fact.fields(&pass)
    case .outletDeposit(let fact): try fact.fields(&pass)
    case .duty(let fact): try fact.fields(&pass)
    case .outage(let fact): try fact.fields(&pass)
    case .reinstatement(let fact): try fact.fields(&pass)
    case .lateCase(let fact): try fact.fields(&pass)
    case .admission(let fact): try fact.fields(&pass)
    case .measure(let fact): try fact.fields(&pass)
    case .notice(let fact): try fact.fields(&pass)
    case .correction(let fact): try fact.fields(&pass)
    case .subject(let fact): try fact.fields(&pass)
    }
  }
}
