/// A duty of an office is opened (offices §3).
public struct DutyOpened: FieldSet {
  /// The duty.
  public let duty: DutyID
  /// By when it is due, decided now; nil where nothing says.
  public let due: DueDate?
  /// Who owes it.
  public let owedBy: Role
  /// To whom it is owed.
  public let owedTo: Role
  /// The § of its row.
  public let clause: String
  /// The position of the event that opened it.
  public let basis: Int
  /// The day from which it is owed, where that is not the date of this event: it was opened before, and is owed again.
  public let since: LocalDate?

  /// The consequence, with its data.
  public init(
    duty: DutyID, due: DueDate?, owedBy: Role, owedTo: Role, clause: String, basis: Int, since: LocalDate? = nil
  ) {
    self.duty = duty
    self.due = due
    self.owedBy = owedBy
    self.owedTo = owedTo
    self.clause = clause
    self.basis = basis
    self.since = since
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    duty = try pass.duty("duty", "义务", known?.duty)
    due = try pass.dueOrNull("due", "到期日", known.flatMap(\.due))
    owedBy = try pass.choice("owedBy", "义务人", known?.owedBy)
    owedTo = try pass.choice("owedTo", "权利人", known?.owedTo)
    clause = try pass.text("clause", "条款", known?.clause)
    basis = try pass.count("basis", "依据", known?.basis)
    since = try pass.optionalDate("since", "起算日", known.flatMap(\.since))
  }
}

/// A sweep found a duty overdue; it is still owed.
public struct DutyMissed: FieldSet {
  /// The duty.
  public let duty: DutyID
  /// Its due date, which passed.
  public let due: LocalDate
  /// The § of its row.
  public let clause: String

  /// The consequence, with its data.
  public init(duty: DutyID, due: LocalDate, clause: String) {
    self.duty = duty
    self.due = due
    self.clause = clause
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    duty = try pass.duty("duty", "义务", known?.duty)
    due = try pass.date("due", "到期日", known?.due)
    clause = try pass.text("clause", "条款", known?.clause)
  }
}

/// A duty is met, or lapses.
public struct DutyClosed: FieldSet {
  /// How a duty is closed by an event; a waiver closes it by itself.
  public enum Outcome: String, Word {
    /// On or before its due date.
    case met
    /// After it.
    case late
    /// What it was about is no more.
    case lapsed

    /// The words, by their bytes.
    public static let words = WordTable(Outcome.self)
  }

  /// The duty.
  public let duty: DutyID
  /// How.
  public let outcome: Outcome
  /// The day on which it was met or lapsed.
  public let on: LocalDate
  /// The § of its row.
  public let clause: String
  /// The position of the event that closed it.
  public let basis: Int

  /// The consequence, with its data.
  public init(duty: DutyID, outcome: Outcome, on: LocalDate, clause: String, basis: Int) {
    self.duty = duty
    self.outcome = outcome
    self.on = on
    self.clause = clause
    self.basis = basis
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    duty = try pass.duty("duty", "义务", known?.duty)
    outcome = try pass.choice("as", "结果", known?.outcome)
    on = try pass.date("on", "日期", known?.on)
    clause = try pass.text("clause", "条款", known?.clause)
    basis = try pass.count("basis", "依据", known?.basis)
  }
}
