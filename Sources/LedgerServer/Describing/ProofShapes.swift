import LedgerDomain
import LedgerFormat

/// Seals, bundles, and what long questions come to (server §9).
enum ProofShapes {
  private static let head = Shape.object(["provider": .text, "version": .position, "hash": .hash])

  private static let sealed: [(name: String, shape: Shape)] = [
    ("seal", .number(Parameter.sealFormats)), ("time", Shape.text.orNull), ("count", .count),
    ("rulebooks", Shape.list(.object(["name": .text, "sha256": .hash])).orMissing), ("tree", Shape.hash.orMissing),
    ("root", .hash),
  ]
  private static let signature: [(name: String, shape: Shape)] = [
    ("key", Shape.hash.orMissing), ("signature", Shape.text(like: "^[0-9a-f]{128}$").orMissing),
  ]

  /// A seal.
  static let seal = Shape.object(sealed + [("heads", Shape.list(head).orMissing)] + signature)

  private static let sealOfOne = Shape.object(
    sealed + [("head", head), ("leaf", .count), ("leaves", .count), ("path", .list(.hash))] + signature)

  private static let movement = Shape.object([
    "position": .position, "kind": .word(Movement.Kind.self), "breach": Shape.breach.orNull, "points": .integer,
    "score": .integer,
  ])
  private static let due = Shape.object([
    "date": .day, "at": Shape.instant.orNull, "provisional": .flag,
    "days": .list(.object(["date": .day, "number": Shape.count.orNull])),
  ])
  private static let breach = Shape.object([
    "breach": .breach, "clause": .clause, "section": .text, "on": .day, "state": .word(Breach.Status.self),
    "minimum": .count, "maximum": .count, "assessed": Shape.count.orNull, "charged": Shape.count.orNull,
    "due": due.orNull, "cap": Shape.object(["key": .text, "limit": .integer, "others": .integer]).orNull,
  ])
  private static let statement = Shape.object([
    "name": .text, "kind": .word(ProviderKind.self), "status": .word(ProviderStatus.self),
    "expansion": .word(ExpansionStatus.self), "score": .integer, "closedScore": Shape.integer.orNull,
    "movements": .list(movement), "breaches": .list(breach),
  ])

  private static let published = Shape.object([
    "chain": .list(.text), "leaf": .count, "path": .list(.hash),
  ]).orNull

  /// The bundle of a year: what another can check without the ledger.
  static let bundle = Shape.object([
    "bundle": .count, "provider": .key, "year": .integer, "asOf": .day, "knownAt": .instant, "statement": statement,
    "chain": .list(.text),
    "published": published,
    "rulebooks": .list(.object(["name": .text, "text": .text])), "seal": sealOfOne, "check": .hash,
  ])

  /// The bundle of a subject of a programme: the same for its standing.
  static let subjectBundle = Shape.object([
    "bundle": .count, "provider": .key, "programme": .text, "asOf": .day, "knownAt": .instant,
    "standing": .ref(.subjectStanding), "chain": .list(.text), "published": published, "seal": sealOfOne,
    "check": .hash,
  ])

  private static let crossing = Shape.object([
    "opens": .word(Procedure.self), "threshold": .integer, "score": .integer, "on": .day,
  ])
  private static let side = Shape.object([
    "score": .integer, "status": .word(ProviderStatus.self), "exposure": StandingShapes.range,
    "crossed": .list(crossing),
  ])
  private static let curve = Shape.list(.object(["on": .day, "score": .integer]))
  private static let year = Shape.object([
    "provider": .key, "name": .text, "year": .integer, "differs": .flag, "happened": side, "simulated": side,
    "breaches": .list(
      .object([
        "breach": .breach, "happened": Shape.ref(.breach).orNull, "simulated": Shape.ref(.breach).orNull,
      ])), "curves": Shape.object(["happened": curve, "simulated": curve]).orMissing,
  ])
  private static let refused = Shape.object([
    "position": Shape.position.orNull, "provider": .key, "type": LogShapes.type, "code": .text,
  ])

  /// What would have been under other rules, or with other facts.
  static let simulation = Shape.object([
    "rulebook": Shape.text.orNull, "same": .flag, "facts": .count, "differs": .flag, "years": .list(year),
    "adjusted": .list(
      .object([
        "position": Shape.position.orNull, "provider": .key, "breach": Shape.breach.orNull, "given": .integer,
        "taken": .integer, "minimum": .count, "maximum": .count,
      ])), "refused": .list(refused), "gated": Shape.list(refused).orMissing,
    "subjects": Shape.list(SubjectShapes.simulated).orMissing,
  ])

  /// Whether the ledger is sound.
  static let verification = Shape.object([
    "sound": .flag, "events": .count, "providers": .count, "logDigest": .hash, "modelDigest": .hash,
    "survives": Shape.text.orMissing,
    "seal": Shape.object([
      "time": Shape.text.orNull, "count": .count, "root": .hash, "holds": .flag, "key": Shape.hash.orNull,
      "signatureChecked": .flag,
    ]).orMissing,
    "decided": Shape.object(["facts": .count, "asRecorded": .count, "found": .count]).orMissing,
    "findings": .list(
      .object(["position": Shape.integer.orNull, "provider": Shape.text.orNull, "problem": .text])),
    "remedy": Shape.text.orMissing,
  ])

  /// A long question, and what came of it.
  static let job = Shape.object([
    "job": .text, "kind": .word(Jobs.Kind.self), "state": .word(["waiting", "running", "done", "failed"]),
    "progress": Shape([.init("type", "number")]),
    "result": Shape.any(of: [.ref(.simulation), .ref(.verification)]).orMissing,
    "problem": Shape.ref(.problem).orMissing,
  ])
}
