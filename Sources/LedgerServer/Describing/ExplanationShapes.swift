import LedgerDomain

/// Explanations: why a breach, a duty, a fact or a year is what it is (server §6).
enum ExplanationShapes {
  private static let event = Shape.ref(.chainedEvent)
  private static let events = LogShapes.chained

  /// What a term is set to: a number, or fewest and most.
  private static let value = Shape.any(of: [.integer, .list(.integer), .null])

  /// Where a term comes from.
  static let termSource = Shape.object([
    "path": .text, "value": value, "from": .word(["rulebook", "agreement"]), "rulebook": .text,
    "section": Shape.text.orNull, "regular": value,
    "agreement": Shape.object(["position": .position, "startsOn": .day, "endsOn": .day]).orNull,
  ])

  private static let span: KeyValuePairs<String, Shape> = ["from": .instant, "to": .instant]

  /// A day that was counted, or why it was not.
  static let countedDay = Shape.object([
    "date": .day, "weekday": .number(1...7), "kind": .word(["working", "make-up", "weekend", "holiday"]),
    "holiday": Shape.text.orNull, "why": .ref(.words), "counted": .flag, "number": Shape.count.orNull,
    "provisional": .flag, "from": Shape.instant.orMissing, "to": Shape.instant.orMissing,
    "seconds": Shape.count.orMissing, "runs": Shape.list(.object(span)).orMissing,
  ])

  /// How a term was counted.
  static let countedTerm = Shape.object(counted(by: [:], [:]))

  private static func counted(
    by first: KeyValuePairs<String, Shape>, _ last: KeyValuePairs<String, Shape>
  ) -> [(name: String, shape: Shape)] {
    let term: KeyValuePairs<String, Shape> = [
      "rule": .word(["working-days", "calendar-days", "response-clock", "same-day", "month-end"]),
      "count": Shape.count.orMissing, "seconds": Shape.count.orMissing, "from": .instant, "due": .day,
      "dueAt": Shape.instant.orNull, "provisional": .flag, "rulebook": .text, "agrees": .flag,
      "days": .list(.ref(.countedDay)),
    ]
    return [first, term, last].flatMap { pairs in pairs.map { (name: $0.key, shape: $0.value) } }
  }

  private static let due = Shape.object(
    counted(
      by: ["duty": .breach],
      [
        "target": Shape.object(["signed": .count, "needed": .count]).orNull, "met": .flag,
        "lateSeconds": Shape.count.orNull, "lateDays": Shape.count.orNull, "fulfilments": events,
      ]))

  private static let charge = Shape.object([
    "event": event, "cause": event.orNull, "by": Shape.ref(.person).orNull, "reason": Shape.text.orNull,
    "assessed": .count, "charged": .count,
    "cap": Shape.object(["key": .text, "limit": .integer, "others": .integer, "room": .integer]).orNull,
    "scoreBefore": Shape.integer.orNull, "scoreAfter": Shape.integer.orNull, "scoreRecorded": .integer,
    "appealUntil": Shape.day.orNull, "appealProvisional": .flag, "appealDays": .list(.ref(.countedDay)),
    "appealDaysLeft": Shape.count.orNull,
  ])

  private static let appeal = Shape.object([
    "filed": event, "decided": event.orNull, "outcome": Shape.word(AppealOutcome.Kind.self).orNull,
    "restored": .integer, "scoreAfter": Shape.integer.orNull, "consequences": events,
  ])

  private static let tally = Shape.object([
    "counted": .count, "of": .count, "limitPercent": .integer, "allowed": .integer,
  ])

  /// Why a breach was raised, and what became of it.
  static let breach = Shape.object([
    "provider": .key, "name": .text, "breach": .breach, "clause": .clause, "section": .text, "paraphrase": .ref(.words),
    "mode": .word(ClauseMode.self), "asOf": .day, "knownAt": .instant, "on": .day, "year": .integer,
    "state": .word(Breach.Status.self), "minimum": .count, "maximum": .count, "assessed": Shape.count.orNull,
    "charged": Shape.count.orNull, "raised": event, "facts": events, "due": due.orNull, "provisional": .flag,
    "count": tally.orNull, "countedOutlets": Shape.list(.key).orNull, "findings": events, "charge": charge.orNull,
    "consequences": events, "appeal": appeal.orNull, "deposit": events, "outages": events.orMissing,
    "terms": .list(.ref(.termSource)), "rulebook": .ref(.citation), "chain": .list(.ref(.proof)), "text": .ref(.prose),
  ])

  private static let metBy = Shape.object([
    "events": .list(.text), "conditions": .list(.object(["condition": .text, "holds": .flag])),
    "recordedBy": .list(.role), "parts": .list(.text), "oneOf": .list(.text), "notice": .flag,
    "channels": Shape.list(.text).orNull, "extendedBy": .list(.role), "waivedBy": .list(.role),
  ])

  /// Why a duty is owed, and what became of it.
  static let duty = Shape.object([
    "provider": .key, "name": .text, "duty": .breach, "row": .text, "subject": Shape.text.orNull, "clause": .text,
    "asks": .ref(.words), "owedBy": .role, "owedTo": .role, "asOf": .day, "knownAt": .instant,
    "state": .word(OwedDuty.State.self), "since": .day, "due": Shape.day.orNull, "provisional": .flag,
    "dueAtFirst": Shape.day.orNull, "closedOn": Shape.day.orNull, "opening": events,
    "term": Shape.ref(.countedTerm).orNull, "metBy": metBy, "extensions": events, "course": events, "earlier": events,
    "rulebook": .ref(.citation), "chain": .list(.ref(.proof)), "text": .ref(.prose),
  ])

  private static let reading = Shape.object(["at": .instant, "data": LogShapes.data])

  /// A fact, what corrected it, and how it is read.
  static let fact = Shape.object([
    "provider": .key, "recorded": event,
    "corrections": .list(
      .object(["event": event, "before": reading.orNull, "after": reading.orNull, "followed": events])),
    "retracted": .flag, "read": reading.orNull, "text": .ref(.prose),
  ])

  private static let movement = Shape.object([
    "kind": .word(Movement.Kind.self), "breach": Shape.breach.orNull, "clause": Shape.clause.orNull,
    "section": Shape.text.orNull, "on": Shape.day.orNull, "points": .integer, "score": .integer,
    "scoreRecorded": Shape.integer.orNull, "reason": Shape.text.orNull, "event": event, "cause": event.orNull,
  ])

  /// Why a year's points are what they are.
  static let year = Shape.object([
    "provider": .key, "name": .text, "year": .integer, "asOf": .day, "knownAt": .instant, "score": .integer,
    "closedScore": Shape.integer.orNull, "movements": .list(movement),
    "pending": .list(
      .object([
        "breach": .breach, "clause": .clause, "section": Shape.text.orNull, "on": .day, "minimum": .count,
        "maximum": .count, "event": event.orNull,
      ])),
    "milestones": events, "terms": .list(.ref(.termSource)), "rulebooks": .list(.ref(.citation)),
    "chain": .list(.ref(.proof)), "text": .ref(.prose),
  ])
}
