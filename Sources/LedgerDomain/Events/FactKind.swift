/// The type of a fact, as written in the log: the first column of the tables in §4.
public enum FactKind: Hashable, Sendable {
  /// The provider itself, and what it has agreed to.
  case provider(ProviderFact.Kind)
  /// Its deposit.
  case deposit(DepositFact.Kind)
  /// Cities, training and promotions.
  case expansion(ExpansionFact.Kind)
  /// Recruiting meetings.
  case meeting(MeetingFact.Kind)
  /// Outlets.
  case outlet(OutletFact.Kind)
  /// Help, complaints and sales.
  case service(ServiceFact.Kind)
  /// Breaches and their assessment.
  case breach(BreachFact.Kind)
  /// Appeals.
  case appeal(AppealFact.Kind)
  /// The rectification.
  case rectification(RectificationFact.Kind)
  /// The termination.
  case termination(TerminationFact.Kind)
  /// The deposits of outlets.
  case outletDeposit(OutletDepositFact.Kind)
  /// The duties of an office.
  case duty(DutyFact.Kind)
  /// The platform's own failures.
  case outage(OutageFact.Kind)
  /// A termination taken back.
  case reinstatement(ReinstatementFact.Kind)
  /// Cases of closed years.
  case lateCase(LateCaseFact.Kind)
  /// The way in: admission, channel and contacts.
  case admission(AdmissionFact.Kind)
  /// Measures ordered besides points.
  case measure(MeasureFact.Kind)
  /// Notices.
  case notice(NoticeFact.Kind)
  /// Corrections of other facts.
  case correction(CorrectionFact.Kind)
  /// A subject of a programme.
  case subject(SubjectFact.Kind)
}

extension FactKind: CaseIterable {
  /// Every type of the daigou form, in the order of the tables in §4.
  public static let allCases =
    ProviderFact.Kind.allCases.map(FactKind.provider) + DepositFact.Kind.allCases.map(FactKind.deposit)
    + ExpansionFact.Kind.allCases.map(FactKind.expansion) + MeetingFact.Kind.allCases.map(FactKind.meeting)
    + OutletFact.Kind.allCases.map(FactKind.outlet) + ServiceFact.Kind.allCases.map(FactKind.service)
    + BreachFact.Kind.allCases.map(FactKind.breach) + AppealFact.Kind.allCases.map(FactKind.appeal)
    + RectificationFact.Kind.allCases.map(FactKind.rectification)
    + TerminationFact.Kind.allCases.map(FactKind.termination)
    + OutletDepositFact.Kind.allCases.map(FactKind.outletDeposit)
    + DutyFact.Kind.allCases.map(FactKind.duty)
    + OutageFact.Kind.allCases.map(FactKind.outage)
    + ReinstatementFact.Kind.allCases.map(FactKind.reinstatement)
    + LateCaseFact.Kind.allCases.map(FactKind.lateCase)
    + AdmissionFact.Kind.allCases.map(FactKind.admission)
    + MeasureFact.Kind.allCases.map(FactKind.measure) + NoticeFact.Kind.allCases.map(FactKind.notice)
    + CorrectionFact.Kind.allCases.map(FactKind.correction)

  /// Every type of which a programme has facts (programmes §10), first those whose data is its own.
  public static let ofProgrammes: [FactKind] = {
    var kinds = SubjectFact.Kind.allCases.map { FactKind.subject($0) }
    kinds.append(FactKind.breach(BreachFact.Kind.dismissed))
    kinds.append(FactKind.appeal(AppealFact.Kind.filed))
    kinds.append(FactKind.appeal(AppealFact.Kind.decided))
    kinds.append(FactKind.measure(MeasureFact.Kind.lifted))
    return kinds
  }()

  /// By name; a type of both forms is that of the daigou form.
  private static let byName: [String: FactKind] = {
    var kinds: [String: FactKind] = [:]
    for kind in ofProgrammes { kinds[kind.name] = kind }
    for kind in allCases { kinds[kind.name] = kind }
    return kinds
  }()

  /// The type with this name, if there is one.
  public init?(_ name: String) {
    guard let kind = Self.byName[name] else { return nil }
    self = kind
  }

  /// The name under which facts of the type stand in the log.
  public var name: String {
    switch self {
    case .provider(let kind): kind.rawValue
    case .deposit(let kind): kind.rawValue
    case .expansion(let kind): kind.rawValue
    case .meeting(let kind): kind.rawValue
    case .outlet(let kind): kind.rawValue
    case .service(let kind): kind.rawValue
    case .breach(let kind): kind.rawValue
    case .appeal(let kind): kind.rawValue
    case .rectification(let kind): kind.rawValue
    case .termination(let kind): kind.rawValue
    case .outletDeposit(let kind): kind.rawValue
    case .duty(let kind): kind.rawValue
    case .outage(let kind): kind.rawValue
    case .reinstatement(let kind): kind.rawValue
    case .lateCase(let kind): kind.rawValue
    case .admission(let kind): kind.rawValue
    case .measure(let kind): kind.rawValue
    case .notice(let kind): kind.rawValue
    case .correction(let kind): kind.rawValue
    case .subject(let kind): kind.rawValue
    }
  }

  /// The type of the facts' data, which says all there is to say of them before any is known.
  public var payload: any FactPayload.Type {
    switch self {
    case .provider(let kind): kind.payload
    case .deposit(let kind): kind.payload
    case .expansion(let kind): kind.payload
    case .meeting(let kind): kind.payload
    case .outlet(let kind): kind.payload
    case .service(let kind): kind.payload
    case .breach(let kind): kind.payload
    case .appeal(let kind): kind.payload
    case .rectification(let kind): kind.payload
    case .termination(let kind): kind.payload
    case .outletDeposit(let kind): kind.payload
    case .duty(let kind): kind.payload
    case .outage(let kind): kind.payload
    case .reinstatement(let kind): kind.payload
    case .lateCase(let kind): kind.payload
    case .admission(let kind): kind.payload
    case .measure(let kind): kind.payload
    case .notice(let kind): kind.payload
    case .correction(let kind): kind.payload
    case .subject(let kind): kind.payload
    }
  }
}
