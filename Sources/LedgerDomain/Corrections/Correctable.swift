/// What may be done about a fact that was recorded wrongly (offices §10).
enum Correctable {
  /// It is a fact about what happened: it is read otherwise, or not at all.
  case world
  /// The same, but a provider cannot be unregistered.
  case registration
  /// The order of a rectification or its extension: a fact about what happened while nothing has been decided on it.
  case order
  /// It is a fact about what happened that is not read otherwise, only not at all.
  case retractedOnly
  /// A report: taken back, and what follows is drawn.
  case report
  /// A judgement: taken back while it is the last word.
  case judgement
  /// Nothing: it has effects in another stream, or a further step undoes it.
  case never

  /// Whether it can be read otherwise.
  var canBeCorrected: Bool {
    switch self {
    case .world, .registration, .order: true
    case .retractedOnly, .report, .judgement, .never: false
    }
  }

  /// Whether it can be taken back.
  var canBeRetracted: Bool {
    switch self {
    case .world, .order, .retractedOnly, .report, .judgement: true
    case .registration, .never: false
    }
  }
}

extension FactKind {
  /// What may be done about a fact of this type.
  var correctable: Correctable {
    switch self {
    case .provider(.registered): .registration
    case .provider(.agreementSigned), .expansion, .meeting, .service: .world
    case .deposit(let kind): kind == .released ? .never : .world
    case .outletDeposit: .world
    case .duty(let kind): kind == .fulfilled ? .world : .never
    case .admission(let kind): kind == .channelOpened ? .never : .world
    case .measure(let kind): kind == .fulfilled ? .world : .retractedOnly
    case .notice(let kind): kind == .rebutted ? .retractedOnly : .world
    case .outlet(let kind): kind == .transferred ? .never : .world
    case .breach(let kind): kind == .reported ? .report : .judgement
    case .rectification(let kind): kind == .ordered || kind == .extended ? .order : .never
    case .outage: .retractedOnly
    case .appeal, .termination, .reinstatement, .lateCase, .correction, .subject: .never
    }
  }

  /// Whether such a fact may be read otherwise than it was recorded, or be taken back.
  public var canBePutRight: Bool { correctable.canBeCorrected || correctable.canBeRetracted }

  /// Whether such a fact moved money, which others put right.
  var movesMoney: Bool {
    switch self {
    case .deposit(let kind): kind != .released
    case .outletDeposit: true
    case .provider, .expansion, .meeting, .outlet, .service, .breach, .appeal, .rectification, .termination,
      .duty, .outage, .reinstatement, .lateCase, .admission, .measure, .notice, .correction, .subject:
      false
    }
  }
}

extension CorrectionTerms {
  /// How somebody in one of some roles may put right what was recorded as a fact of this type: by a correction, by a
  /// retraction, by both, or not at all.
  public func kinds(of named: FactKind, for held: [Role]) -> [CorrectionFact.Kind] {
    CorrectionFact.Kind.allCases.filter { kind in
      let isTaken: Bool =
        switch kind {
        case .corrected: named.correctable.canBeCorrected
        case .retracted: named.correctable.canBeRetracted
        }
      return isTaken && roles(for: kind, of: named).contains(where: held.contains)
    }
  }

  /// Who may submit a correction of a fact of this type; nil for a fact nobody knows.
  func roles(for correction: CorrectionFact.Kind, of named: FactKind?) -> [Role] {
    guard let named else { return by }
    if named.movesMoney { return moneyBy }
    if correction == .retracted, case .judgement = named.correctable { return judgementsBy }
    return by
  }
}
