import LedgerDomain

/// The data of each consequence as JSON. `clause` is always there: the clause it rests on.
extension Consequence {
  /// Writes the data of the consequence.
  func write(to writer: inout JSONWriter) {
    switch self {
    case .breachDetected(let found): found.write(to: &writer)
    case .breachWithdrawn(let breach, let clause):
      writer.field("breach", breach)
      writer.field("clause", clause.rawValue)
    case .pointsDeducted(let deduction): deduction.write(to: &writer)
    case .pointsRestored(let restoration): restoration.write(to: &writer)
    case .thresholdReached(let threshold, let year, let score):
      writer.field("threshold", threshold)
      writer.field("year", year)
      writer.field("score", score)
      writer.field("clause", clause)
    case .expansionPaused(let meeting), .expansionUnpaused(let meeting):
      writer.field("meeting", meeting)
      writer.field("clause", clause)
    case .expansionSuspended, .expansionResumed: writer.field("clause", clause)
    case .rectificationOpened, .rectificationClosed, .terminationOpened, .terminationClosed: writeCase(to: &writer)
    case .outletReceived(let outlet, let city, let from, let signedOn, let openedOn):
      writer.field("outlet", outlet)
      writer.field("city", city)
      writer.field("from", from)
      writer.field("signedOn", signedOn.description)
      if let openedOn { writer.field("openedOn", openedOn.description) }
      writer.field("clause", clause)
    case .outletFrozen(let outlet, let agreementEnded):
      writer.field("outlet", outlet)
      writer.field("agreementEnded", agreementEnded)
      writer.field("clause", clause)
    case .yearClosed(let year, let score):
      writer.field("year", year)
      writer.field("score", score)
      writer.field("clause", clause)
    }
  }

  private func writeCase(to writer: inout JSONWriter) {
    switch self {
    case .rectificationOpened(let year): writer.field("year", year)
    case .rectificationClosed(let id, let year, let outcome):
      writer.field("case", id)
      writer.field("year", year)
      writer.field("outcome", outcome.rawValue)
    case .terminationOpened(let ground, let year):
      writer.field("ground", ground.rawValue)
      writer.field("year", orNull: year)
    case .terminationClosed(let id, let year, let outcome):
      writer.field("case", id)
      writer.field("year", orNull: year)
      writer.field("outcome", outcome.rawValue)
    default: break
    }
    writer.field("clause", clause)
  }

  /// Reads the data of a consequence of this kind.
  static func read(_ kind: ConsequenceKind, _ data: inout FieldReader) throws(InputError) -> Consequence {
    let consequence = try readBody(kind, &data)
    _ = try data.take("clause")
    return consequence
  }

  private static func readBody(_ kind: ConsequenceKind, _ data: inout FieldReader) throws(InputError) -> Consequence {
    switch kind {
    case .breachDetected: .breachDetected(try Detection(from: &data))
    case .breachWithdrawn:
      .breachWithdrawn(breach: try data.breach("breach"), clause: try data.oneOf("clause", Clause.self))
    case .pointsDeducted: .pointsDeducted(try Deduction(from: &data))
    case .pointsRestored: .pointsRestored(try Restoration(from: &data))
    case .thresholdReached:
      .thresholdReached(
        threshold: try data.count("threshold"), year: try data.count("year"), score: try data.count("score"))
    case .expansionPaused: .expansionPaused(meeting: try data.key("meeting"))
    case .expansionUnpaused: .expansionUnpaused(meeting: try data.key("meeting"))
    case .expansionSuspended: .expansionSuspended
    case .expansionResumed: .expansionResumed
    case .rectificationOpened: .rectificationOpened(year: try data.count("year"))
    case .rectificationClosed:
      .rectificationClosed(
        case: try data.count("case"), year: try data.count("year"),
        outcome: try data.oneOf("outcome", RectificationOutcome.self))
    case .terminationOpened:
      .terminationOpened(
        ground: try data.oneOf("ground", TerminationGround.self), year: try data.optionalCount("year"))
    case .terminationClosed:
      .terminationClosed(
        case: try data.count("case"), year: try data.optionalCount("year"),
        outcome: try data.oneOf("outcome", TerminationOutcome.self))
    case .outletReceived:
      .outletReceived(
        outlet: try data.key("outlet"), city: try data.key("city"), from: try data.key("from"),
        signedOn: try data.date("signedOn"), openedOn: try data.optionalDate("openedOn"))
    case .outletFrozen:
      .outletFrozen(outlet: try data.key("outlet"), agreementEnded: try data.flag("agreementEnded"))
    case .yearClosed: .yearClosed(year: try data.count("year"), score: try data.count("score"))
    }
  }
}

extension DueDate {
  /// A field with the date, and `provisional` beside it where it is.
  func write(as name: StaticString, to writer: inout JSONWriter) {
    writer.field(name, date.description)
    if provisional { writer.field("provisional", true) }
  }

  /// The due date under `name`, if it is there.
  static func read(_ name: StaticString, _ data: inout FieldReader) throws(InputError) -> DueDate? {
    guard let date = try data.optionalDate(name) else { return nil }
    return DueDate(date, provisional: try data.optionalFlag("provisional") ?? false)
  }
}

extension Detection {
  func write(to writer: inout JSONWriter) {
    writer.field("breach", breach)
    writer.field("clause", clause.rawValue)
    writer.field("on", on.description)
    writer.field("minimum", points.lowerBound)
    writer.field("maximum", points.upperBound)
    writer.name("facts")
    writer.array { writer in for fact in facts { writer.integer(fact) } }
    due?.write(as: "due", to: &writer)
    if let count {
      writer.field("counted", count.counted)
      writer.field("of", count.of)
      writer.field("limitPercent", count.limitPercent)
    }
  }

  init(from data: inout FieldReader) throws(InputError) {
    self.init(
      breach: try data.breach("breach"), clause: try data.oneOf("clause", Clause.self), on: try data.date("on"),
      points: try data.points(), facts: try data.positions("facts"), due: try DueDate.read("due", &data),
      count: try data.has("counted") ? try Tally(from: &data) : nil)
  }
}

extension Tally {
  fileprivate init(from data: inout FieldReader) throws(InputError) {
    self.init(
      counted: try data.count("counted"), of: try data.count("of"), limitPercent: try data.count("limitPercent"))
  }
}

extension Deduction {
  func write(to writer: inout JSONWriter) {
    writer.field("breach", breach)
    writer.field("clause", clause.rawValue)
    writer.field("on", on.description)
    writer.field("year", on.year)
    writer.field("assessed", assessed)
    writer.field("charged", charged)
    writer.field("score", score)
    if let cap { writer.field("cap", cap) }
    appealUntil.write(as: "appealUntil", to: &writer)
  }

  init(from data: inout FieldReader) throws(InputError) {
    self.init(
      breach: try data.breach("breach"), clause: try data.oneOf("clause", Clause.self), on: try data.dateWithYear(),
      assessed: try data.count("assessed"), charged: try data.count("charged"), score: try data.count("score"),
      cap: try data.optionalText("cap"),
      appealUntil: DueDate(
        try data.date("appealUntil"), provisional: try data.optionalFlag("provisional") ?? false))
  }
}

extension Restoration {
  func write(to writer: inout JSONWriter) {
    if let breach { writer.field("breach", breach) }
    if let clause { writer.field("clause", clause.rawValue) } else { writer.field("clause", "§3.1(3)") }
    writer.field("year", year)
    writer.field("restored", restored)
    writer.field("score", score)
  }

  init(from data: inout FieldReader) throws(InputError) {
    let breach = try data.has("breach") ? try data.breach("breach") : nil
    let clause = try data.text("clause")
    self.init(
      breach: breach, clause: breach == nil ? nil : Clause(rawValue: clause),
      year: try data.count("year"), restored: try data.count("restored"), score: try data.count("score"))
  }
}

extension FieldReader {
  /// The date of an act, and the year written beside it, which follows from it.
  fileprivate mutating func dateWithYear() throws(InputError) -> LocalDate {
    let date = try date("on")
    _ = try take("year")
    return date
  }

  /// The points a breach may cost.
  mutating func points() throws(InputError) -> ClosedRange<Int> {
    let low = try count("minimum")
    return low...(try count("maximum", atLeast: low))
  }
}
