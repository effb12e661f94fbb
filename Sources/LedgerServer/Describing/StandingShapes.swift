import LedgerDomain

/// Standings and what changed in them (server §6).
enum StandingShapes {
  /// Fewest and most points.
  static let range = Shape.object(["minimum": .integer, "maximum": .integer])

  /// A breach as a standing lists it.
  static let breach = Shape.object([
    "breach": .breach, "clause": .clause, "on": .day, "year": .integer, "state": .word(Breach.Status.self),
    "minimum": .count, "maximum": .count, "assessed": Shape.count.orNull, "charged": Shape.count.orNull,
  ])

  /// A standing. Without `breaches=all` a list leaves `breaches` out.
  static let standing = Shape.object([
    "provider": .key, "name": .text, "kind": .word(ProviderKind.self), "rulebook": .text, "asOf": .day,
    "knownAt": .instant, "status": .word(ProviderStatus.self), "expansion": .word(ExpansionStatus.self),
    "pauses": .list(.text), "year": .integer, "score": .integer, "exposure": range, "years": .list(years),
    "breaches": Shape.list(.ref(.breach)).orMissing, "rectification": rectification.orNull,
    "termination": termination.orNull, "deposit": deposit, "cities": .list(city), "outlets": outlets,
    "agreements": Shape.list(.ref(.agreement)).orMissing, "outletDeposits": outletDeposits.orMissing,
    "duties": Shape.list(duty).orMissing, "admission": Shape.ref(.admissionLine).orMissing,
    "contacts": Shape.map(.text).orMissing, "measures": Shape.list(.ref(.measure)).orMissing,
    "notices": Shape.list(.ref(.notice)).orMissing, "reviews": Shape.list(.breach).orMissing,
  ])

  private static let years = Shape.object(["year": .integer, "score": .integer, "closedScore": Shape.integer.orNull])
  private static let rectification = Shape.object(["year": .integer, "ordered": .flag, "deadline": Shape.day.orNull])
  private static let termination = Shape.object([
    "ground": .word(TerminationGround.self), "year": Shape.integer.orNull, "step": .word(TerminationStep.self),
  ])
  private static let deposit = Shape.object([
    "frozenFen": .integer, "forfeitedFen": .integer, "returnedFen": .integer, "compensatedFen": .integer,
    "releasedFen": .integer, "balanceFen": .integer,
  ])
  private static let city = Shape.object([
    "city": .key, "population": .count, "planned": .count, "signed": .count, "firstBatchDue": .day, "completeDue": .day,
  ])
  private static let outlets = Shape.object(["signed": .count, "open": .count, "gone": .count])
  private static let outletDeposits = Shape.object([
    "frozenFen": .integer, "releasedFen": .integer, "balanceFen": .integer,
  ])
  private static let duty = Shape.object([
    "duty": .breach, "state": .word(OwedDuty.State.self), "due": Shape.day.orNull, "owedBy": .role,
  ])

  /// Whether a provider is fit, as a standing says it.
  static let admission = Shape.object([
    "state": .word(AdmissionState.self), "unmet": .list(.text), "missing": .list(.text),
    "channel": .word(["open", "closed"]),
    "outlets": .list(.object(["outlet": .key, "state": .word(AdmissionState.self), "unmet": .list(.text)])),
  ])

  /// A notice.
  static let notice = Shape.object([
    "notice": .key, "channel": .text, "sentOn": .day, "deliveredOn": Shape.day.orNull,
    "state": .word(Notice.Status.self),
  ])

  /// A measure.
  static let measure = Shape.object([
    "measure": .key, "kind": .text, "state": .word(Measure.Status.self), "since": .day, "until": Shape.day.orNull,
  ])

  /// A provider's own agreement.
  static let agreement = Shape.object([
    "position": .position, "startsOn": .day, "endsOn": .day, "terms": LogShapes.data.orMissing,
    "cities": Shape.list(.key).orMissing,
  ])

  /// A part of a standing that changed.
  static let change = Shape.object(["path": .text, "before": .anything, "after": .anything])

  /// One step of the fold.
  static let step = Shape.object([
    "event": .ref(named: EventSchemas.event), "hash": .hash, "changes": .list(.ref(.change)),
    "score": .object(["before": Shape.integer.orNull, "after": Shape.integer.orNull]),
    "status": .object(["before": status, "after": status]), "previous": Shape.position.orNull,
    "next": Shape.position.orNull,
  ])
  private static let status = Shape.word(ProviderStatus.self).orNull

  /// What changed between two moments, and by which events.
  static let difference = Shape.object([
    "provider": .key, "asOf": .day, "from": .instant, "to": .instant, "changes": .list(.ref(.change)),
    "events": .list(.object(["event": .ref(.chainedEvent), "changes": .list(.ref(.change))])), "text": .ref(.prose),
  ])
}
