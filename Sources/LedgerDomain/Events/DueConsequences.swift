/// A duty that is still open is due on another date, or no longer provisionally: a further year of the calendar is known.
public struct DueMoved: FieldSet {
  /// The duty: one that costs points by the id its breach would have.
  public let subject: BreachID
  /// Its due date now.
  public let due: DueDate
  /// What it rests on: the clause it would break, or the § of its row.
  public let clause: String

  /// The consequence, with its data.
  public init(subject: BreachID, due: DueDate, clause: String) {
    self.subject = subject
    self.due = due
    self.clause = clause
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    subject = try pass.breach("subject", "义务", known?.subject)
    due = try pass.due("due", "期限", known?.due)
    clause = try pass.text("clause", "条款", known?.clause)
  }
}

/// The first answer to a ticket is due at another moment: an outage was recorded, or taken back (offices §9), or a further
/// year of the calendar is known.
public struct AnswerDueMoved: FieldSet {
  /// What it rests on.
  public static let basis = Clause.serviceComplaint.rawValue

  /// The ticket.
  public let ticket: Key<Ticket>
  /// The last moment at which an answer is in time.
  public let due: Instant
  /// Whether it was counted beyond the known calendars.
  public let isProvisional: Bool

  /// The consequence, with its data.
  public init(ticket: Key<Ticket>, due: Instant, isProvisional: Bool) {
    self.ticket = ticket
    self.due = due
    self.isProvisional = isProvisional
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    ticket = try pass.key("ticket", "求助单", known?.ticket)
    due = try pass.instant("due", "答复期限", known?.due, after: nil)
    isProvisional = try pass.optionalFlag("provisional", "暂定", known.flatMap { $0.isProvisional ? true : nil }) ?? false
    try pass.fixed("clause", "条款", Self.basis)
  }
}
