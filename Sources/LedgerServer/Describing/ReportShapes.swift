import LedgerDomain

/// Years, clauses and versions of the rules (server §6).
enum ReportShapes {
  /// Breaches not judged yet.
  static let pending = Shape.object(["count": .count, "minimum": .count, "maximum": .count])

  private static let month = Shape.object(["city": .key, "month": .month])

  private static let balance: [(name: String, shape: Shape)] = [
    ("closedScore", Shape.integer.orNull), ("score", .integer), ("restatements", .count), ("pending", .ref(.pending)),
    ("openCases", .list(.word(Procedure.self))), ("openAppeals", .count), ("unreportedMonths", .list(month)),
  ]
  private static let identity: [(name: String, shape: Shape)] = [
    ("provider", .key), ("name", .text), ("status", .word(ProviderStatus.self)),
  ]
  private static let closed: [(name: String, shape: Shape)] = [
    ("year", .integer), ("closed", .flag), ("providers", .list(.object(identity + balance))),
    ("total", .object(balance)),
  ]

  /// What closing a year came to.
  static let closing = Shape.object(closed)

  private static let movement = Shape.object([
    "position": .position, "recordedAt": .instant, "kind": .word(Movement.Kind.self), "breach": Shape.breach.orNull,
    "clause": Shape.clause.orNull, "section": Shape.text.orNull, "points": .integer, "score": .integer,
  ])
  private static let curve = Shape.object([
    "provider": .key, "name": .text, "peak": .integer, "score": .integer, "closedScore": Shape.integer.orNull,
    "curve": .list(movement),
  ])
  private static let restatement = Shape.object([
    "provider": .key, "closedScore": Shape.integer.orNull, "score": .integer, "movements": .list(movement),
  ])
  private static let distribution = Shape.object([
    "count": .count, "minimum": .integer, "maximum": .integer, "mean": Shape.text.orNull,
  ])
  private static let clause = Shape.object([
    "clause": .clause, "section": .text, "minimum": .count, "maximum": .count,
    "states": .object(Breach.Status.allCases.map { (name: $0.rawValue, shape: .count) }), "assessed": distribution,
    "charged": .integer,
  ])
  private static let assessor = Shape.object([
    "clause": .clause, "section": .text, "minimum": .count, "maximum": .count, "assessor": .text,
    "points": distribution,
  ])

  /// The report of a year.
  static let year = Shape.object(
    closed + [
      ("asOf", .day), ("knownAt", .instant),
      ("thresholds", .object(Procedure.allCases.map { (name: $0.rawValue, shape: Shape.count.orMissing) })),
      ("atRisk", .list(curve)), ("restatements", .list(restatement)), ("clauses", .list(clause)),
      ("assessors", .list(assessor)), ("rulebook", .ref(.citation)),
    ])

  /// What was judged under a clause in a year.
  static let judgements = Shape.object([
    "clause": .clause, "year": .year, "judged": .list(.object(["points": .count, "count": .count])),
    "assessed": distribution, "head": .count,
  ])

  /// The same under a clause of a programme, by grades too.
  static let subjectJudgements = Shape.object([
    "programme": .text, "clause": .text, "year": .year,
    "judged": .list(.object(["points": .count, "count": .count])),
    "grades": .list(.object(["grade": .text, "count": .count])), "assessed": distribution, "head": .count,
  ])

  /// How many there are of what the overview shows.
  static let overview = Shape.object([
    "asOf": .day, "knownAt": .instant,
    "counts": .object([
      "providers": .count, "ended": .count, "atSecondLine": .count, "atFirstLine": .count, "near": .count,
      "mayReach": .count, "subjects": .count, "lateWork": .count, "sinceYesterday": .count,
    ]), "head": .count,
  ])

  private static let version: [(name: String, shape: Shape)] = [
    ("effective", Shape.day.orNull), ("published", Shape.instant.orNull), ("position", Shape.position.orNull),
  ]

  /// A version of the rules, in the list.
  static let rulebookVersion = Shape.object(
    [("name", .text), ("programme", Shape.text.orNull)] + version + [
      ("by", Shape.ref(.person).orNull), ("sha256", .hash),
    ])

  private static let rulesOfClause = Shape.object([
    "clause": .clause, "section": .text, "mode": .word(ClauseMode.self), "origin": .word(ClauseOrigin.self),
    "minimum": .count, "maximum": .count, "cap": Shape.integer.orNull, "thirdPartyOnly": .flag, "outletRequired": .flag,
    "assessors": .list(.role), "paraphrase": Shape.ref(.words).orNull,
  ])

  /// A version of the rules.
  static let rulebook = Shape.object(
    [("name", .text), ("title", .ref(.words)), ("sha256", .hash)] + version + [
      ("clauses", .list(rulesOfClause)), ("terms", .map(.any(of: [.integer, .list(.integer)]))),
      (
        "names",
        .object([
          "contacts": .map(.ref(.words)), "criteria": .map(.ref(.words)), "duties": .map(.ref(.words)),
          "measures": .map(.ref(.words)),
        ])
      ),
      ("ignored", .list(.object(["line": Shape.count.orNull, "key": .text, "found": Shape.text.orNull]))),
    ])

  /// What differs between two versions.
  static let rulebookChange = Shape.object([
    "path": .text, "old": Shape.text.orNull, "new": Shape.text.orNull, "part": Shape.ref(.words).orMissing,
  ])

  /// What is wrong with a draft of a version.
  static let finding = Shape.object([
    "severity": .word(["error", "warning"]), "file": .text, "line": Shape.count.orNull, "key": .text,
    "expected": .ref(.words), "found": Shape.text.orNull,
  ])
}
