import LedgerDomain

/// What may come, who is fit, and what waits for somebody (server §6).
enum OutlookShapes {
  /// Points, and the status they come to.
  static let outcome = Shape.object(["score": .integer, "status": .word(ProviderStatus.self)])
  /// A threshold.
  static let nextLine = Shape.object(["points": .integer, "opens": .word(Procedure.self)])

  private static let line = Shape.object([
    "breach": .breach, "clause": .clause, "on": .day, "year": .integer, "minimum": .count, "maximum": .count,
    "charged": Shape.count.orNull,
  ])
  private static let duty = Shape.object([
    "breach": .breach, "clause": .clause, "due": .day, "dueAt": Shape.instant.orNull, "provisional": .flag,
    "overdue": .flag, "minimum": .count, "maximum": .count, "ofYear": .flag,
  ])
  private static let officeDuty = Shape.object([
    "duty": .breach, "due": Shape.day.orNull, "provisional": .flag, "overdue": .flag, "owedBy": .role,
  ])
  private static let failure = Shape.object([
    "year": .integer, "deadline": Shape.day.orNull, "minimum": .count, "maximum": .count,
  ])

  private static let fields: [(name: String, shape: Shape)] = [
    ("provider", .key), ("asOf", .day), ("year", .integer), ("score", .integer), ("best", .ref(.outcome)),
    ("bestOnAppeal", .ref(.outcome)), ("worst", .ref(.outcome)), ("worstWithDuties", .ref(.outcome)),
    ("pending", .list(line)), ("pendingCost", StandingShapes.range), ("rectificationFailure", failure.orNull),
    ("appeals", .list(line)), ("duties", .list(duty)), ("nextLine", Shape.ref(.nextLine).orNull),
    ("distance", Shape.integer.orNull), ("monthEnd", .day), ("dueThisMonth", .list(.breach)),
    ("worstThisMonth", .ref(.outcome)), ("crossing", Shape.word(Forecast.Crossing.self).orNull),
    ("assumptions", .list(.ref(.words))), ("text", .ref(.prose)),
    ("officeDuties", Shape.list(officeDuty).orMissing),
  ]

  /// What the year of a provider may come to.
  static let forecast = Shape.object(fields)

  /// The same in the list of all.
  static let outlook = Shape.object(
    fields + [("name", .text), ("status", .word(ProviderStatus.self)), ("cities", .list(.key))])

  /// An outlet.
  static let outlet = Shape.object([
    "outlet": .key, "city": .key, "signedOn": .day, "from": .day, "openedOn": Shape.day.orNull,
    "exitRequested": Shape.instant.orNull, "exitAnswered": Shape.day.orNull, "goneOn": Shape.day.orNull,
    "gone": Shape.word(OutletLine.State.self).orNull,
  ])

  private static let criterion = Shape.object([
    "outlet": Shape.key.orNull, "criterion": .text, "section": .text, "name": .ref(.words), "stage": .integer,
    "when": .word(CriterionSeason.self), "state": .word(CriterionStanding.self), "value": .anything,
    "judgedBy": Shape.text.orNull, "evidence": Shape.text.orNull, "by": Shape.ref(.person).orNull,
    "at": Shape.instant.orNull, "position": Shape.position.orNull,
  ])

  /// Whether a provider is fit, criterion by criterion.
  static let admission = Shape.object([
    "provider": .key, "name": .text, "asOf": .day, "knownAt": .instant, "rulebook": .text,
    "state": .word(AdmissionState.self), "unmet": .list(.text), "missing": .list(.text),
    "channel": .word(["open", "closed"]), "grandfathered": .flag, "criteria": .list(criterion),
  ])

  /// Something that waits for somebody.
  static let queueItem = Shape.object([
    "provider": .key, "work": .word(QueueItem.Work.self), "subject": .text, "roles": .list(.role),
    "due": Shape.day.orNull, "provisional": .flag, "name": .text, "dueAt": Shape.instant.orNull,
    "hoursLeft": Shape.integer.orNull, "overdue": .flag, "workingDaysLeft": Shape.integer.orNull,
    "since": Shape.instant.orNull,
    "ageDays": Shape.integer.orNull, "ageHours": Shape.integer.orNull, "clause": Shape.clause.orNull,
    "on": Shape.day.orNull, "minimum": Shape.count.orNull, "maximum": Shape.count.orNull, "year": .integer,
    "score": .integer, "scoreMinimum": Shape.integer.orNull, "scoreMaximum": Shape.integer.orNull,
    "nextLine": Shape.ref(.nextLine).orNull, "dueBefore": Shape.day.orMissing,
  ])
}
