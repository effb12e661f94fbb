import LedgerDomain
public import Packing

extension DatedValue: Packed {
  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: DatedValue?) throws(Pass.Problem) {
    on = try pass.next(known) { $0.on }
    // No value is ever an empty text: it stands for none, so that what was kept before there could be none is read as it was.
    let text: DeclaredValue = try pass.next(known) { $0.value ?? .text("") }
    value = text == .text("") ? nil : text
  }
}

extension FactOnRecord: Packed {
  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: FactOnRecord?) throws(Pass.Problem) {
    position = try pass.next(known) { $0.position }
    on = try pass.next(known) { $0.on }
    key = try pass.next(known) { $0.key }
    fields = try pass.next(known) { $0.fields }
  }
}

extension SubjectEntry: Packed {
  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: SubjectEntry?) throws(Pass.Problem) {
    number = try pass.next(known) { $0.number }
    counter = try pass.next(known) { $0.counter }
    key = try pass.next(known) { $0.key }
    breach = try pass.next(known) { $0.breach }
    charged = try pass.next(known) { $0.charged }
    from = try pass.next(known) { $0.from }
    until = try pass.next(known) { $0.until }
    group = try pass.next(known) { $0.group }
    isCarried = try pass.next(known) { $0.isCarried }
    shownFrom = try pass.next(known) { $0.shownFrom }
    ground = try pass.next(known) { $0.ground }
    taken = try pass.next(known) { $0.taken }
  }
}

extension SubjectEntry.Taken: Packed {
  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: SubjectEntry.Taken?) throws(Pass.Problem) {
    on = try pass.next(known) { $0.on }
    points = try pass.next(known) { $0.points }
    charged = try pass.next(known) { $0.charged }
  }
}

extension SubjectBreach: Packed {
  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: SubjectBreach?) throws(Pass.Problem) {
    id = try pass.next(known) { $0.id }
    clause = try pass.next(known) { $0.clause }
    on = try pass.next(known) { $0.on }
    raisedOn = try pass.next(known) { $0.raisedOn }
    reportedBy = try pass.next(known) { $0.reportedBy }
    fields = try pass.next(known) { $0.fields }
    ground = try pass.next(known) { $0.ground }
    status = try pass.next(known) { $0.status }
    judgement = try pass.next(known) { $0.judgement }
    chargedAt = try pass.next(known) { $0.chargedAt }
    appealedAt = try pass.next(known) { $0.appealedAt }
    appeals = try pass.next(known) { $0.appeals }
    loweredTo = try pass.next(known) { $0.loweredTo }
  }
}

extension SubjectBreach.Status: PackedCase {}

extension SubjectBreach.Judgement: Packed {
  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: SubjectBreach.Judgement?) throws(Pass.Problem) {
    grade = try pass.next(known) { $0.grade }
    points = try pass.next(known) { $0.points }
    fen = try pass.next(known) { $0.fen }
    by = try pass.next(known) { $0.by }
    on = try pass.next(known) { $0.on }
  }
}

extension SubjectMeasure: Packed {
  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: SubjectMeasure?) throws(Pass.Problem) {
    measure = try pass.next(known) { $0.measure }
    instance = try pass.next(known) { $0.instance }
    from = try pass.next(known) { $0.from }
    began = try pass.next(known) { $0.began }
    leastUntil = try pass.next(known) { $0.leastUntil }
    until = try pass.next(known) { $0.until }
    isOpen = try pass.next(known) { $0.isOpen }
    effect = try pass.next(known) { $0.effect }
    rulebook = try pass.next(known) { $0.rulebook }
    closes = try pass.next(known) { $0.closes }
    isLookedAtLater = try pass.next(known) { $0.isLookedAtLater }
    ground = try pass.next(known) { $0.ground }
    endedOn = try pass.next(known) { $0.endedOn }
    isVoid = try pass.next(known) { $0.isVoid }
  }
}

extension SubjectDuty: Packed {
  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: SubjectDuty?) throws(Pass.Problem) {
    name = try pass.next(known) { $0.name }
    openedOn = try pass.next(known) { $0.openedOn }
    due = try pass.next(known) { $0.due }
    dueAt = try pass.next(known) { $0.dueAt }
    missedAfter = try pass.next(known) { $0.missedAfter }
    fields = try pass.next(known) { $0.fields }
    ground = try pass.next(known) { $0.ground }
    rulebook = try pass.next(known) { $0.rulebook }
    status = try pass.next(known) { $0.status }
    before = try pass.next(known) { $0.before }
  }
}

extension SubjectDuty.Status: Packed {
  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: SubjectDuty.Status?) throws(Pass.Problem) {
    let shape: Shape = try pass.next(known) { $0.shape }
    let day: LocalDate? = try pass.next(known) { $0.day }
    try pass.demand(shape == .open || day != nil)
    switch (shape, day) {
    case (.met, let day?): self = .met(day)
    case (.missed, let day?): self = .missed(day)
    case (.withdrawn, let day?): self = .withdrawn(day)
    case (.open, _), (_, nil): self = .open
    }
  }

  private enum Shape: PackedCase {
    case open, met, missed, withdrawn
  }

  private var shape: Shape {
    switch self {
    case .open: .open
    case .met: .met
    case .missed: .missed
    case .withdrawn: .withdrawn
    }
  }

  private var day: LocalDate? {
    switch self {
    case .open: nil
    case .met(let day), .missed(let day), .withdrawn(let day): day
    }
  }
}

extension PeriodOutcome: Packed {
  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: PeriodOutcome?) throws(Pass.Problem) {
    until = try pass.next(known) { $0.until }
    metOn = try pass.next(known) { $0.metOn }
  }
}

extension MoneyMovement: Packed {
  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: MoneyMovement?) throws(Pass.Problem) {
    on = try pass.next(known) { $0.on }
    balance = try pass.next(known) { $0.balance }
    owed = try pass.next(known) { $0.owed }
  }
}

extension SubjectAccount: Packed {
  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: SubjectAccount?) throws(Pass.Problem) {
    self.init(
      balance: try pass.next(known) { $0.balance }, owed: try pass.next(known) { $0.owed },
      movements: try pass.next(known) { $0.movements })
  }
}

extension SubjectFine: Packed {
  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: SubjectFine?) throws(Pass.Problem) {
    ground = try pass.next(known) { $0.ground }
    account = try pass.next(known) { $0.account }
    fen = try pass.next(known) { $0.fen }
  }
}

extension SubjectRestoration: Packed {
  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: SubjectRestoration?) throws(Pass.Problem) {
    ground = try pass.next(known) { $0.ground }
    counter = try pass.next(known) { $0.counter }
    on = try pass.next(known) { $0.on }
    points = try pass.next(known) { $0.points }
  }
}
