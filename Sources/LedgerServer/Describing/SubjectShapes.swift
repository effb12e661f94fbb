import LedgerDomain
import Presentation

/// Subjects of programmes: where they stand, why, and what waits (programmes §11).
enum SubjectShapes {
  /// A value that a programme declares.
  static let value = Shape.any(of: [.integer, .flag, .text, .object(["part": .count, "whole": .position])])
  private static let values = Shape.map(value)
  private static let state = Shape.word(["pending", "assessed", "dismissed", "overturned", "withdrawn"])
  private static let counted = Shape.map(.integer)

  /// A breach as a standing lists it.
  static let breach = Shape.object([
    "breach": .breach, "clause": .text, "on": .day, "state": state, "grade": Shape.text.orNull,
    "assessed": Shape.count.orNull, "fen": Shape.count.orNull, "charged": counted.orNull, "fields": values,
  ])

  /// Where a subject stands. Without `breaches=all` a list leaves `breaches` out.
  static let standing = Shape.object([
    "provider": .key, "name": .text, "programme": .text, "rulebook": .text, "asOf": .day, "knownAt": .instant,
    "closed": Shape.day.orNull, "attributes": .map(value.orNull),
    "counters": .map(.any(of: [.integer, .map(.integer)])), "measures": .map(.text), "notices": .list(.text),
    "balance": counted, "billed": counted, "owed": counted, "pending": .list(.breach),
    "breaches": Shape.list(breach).orMissing, "duties": .map(.text),
  ])

  private static let side = Shape.object([
    "rulebook": .text, "asOf": .day, "closed": Shape.day.orNull, "attributes": .map(value.orNull),
    "counters": .map(.any(of: [.integer, .map(.integer)])), "measures": .map(.text), "notices": .list(.text),
    "balance": counted, "billed": counted, "owed": counted, "pending": .list(.breach), "duties": .map(.text),
  ])

  /// A subject of a simulation: where it stands and would stand, and what differs.
  static let simulated = Shape.object([
    "provider": .key, "name": .text, "programme": .text, "differs": .flag, "happened": side.orNull,
    "simulated": side.orNull,
    "changes": .list(.object(["path": .text, "happened": .anything, "simulated": .anything])),
    "breaches": .list(.object(["breach": .breach, "happened": breach.orNull, "simulated": breach.orNull])),
  ])

  /// One step of the fold of a subject's stream.
  static let step = Shape.object([
    "event": .ref(named: EventSchemas.event), "hash": .hash, "changes": .list(.ref(.change)),
    "previous": Shape.position.orNull, "next": Shape.position.orNull,
  ])

  private static let event = Shape.ref(named: EventSchemas.event)
  private static let leaf = Shape.object([
    "leaf": .text, "found": value.orNull, "held": .flag, "window": Shape.text.orNull, "until": Shape.day.orNull,
  ])

  /// Why a breach of a subject cost what it cost.
  static let explanation = Shape.object([
    "provider": .key, "breach": .breach, "clause": .text, "on": .day, "state": state, "raised": .position,
    "charged": Shape.position.orNull,
    "choices": .list(.object(["by": .text, "row": .position, "leaves": .list(leaf)])), "effects": .list(event),
    "appeals": .list(event), "appealUntil": Shape.day.orNull,
  ])

  /// A counter's entries, and its value from day to day.
  static let counter = Shape.object([
    "provider": .key, "counter": .text,
    "entries": .list(
      .object([
        "entry": .position, "key": Shape.text.orNull, "breach": Shape.breach.orNull, "charged": .count, "from": .day,
        "until": Shape.day.orNull, "by": .text, "left": .list(.object(["on": .day, "left": .integer])),
      ])), "values": .list(.object(["on": .day, "value": .integer])),
  ])

  /// Why a measure runs, and until when.
  static let measure = Shape.object([
    "provider": .key, "measure": .text,
    "instances": .list(
      .object([
        "instance": .position, "from": .day, "until": Shape.day.orNull, "by": .text, "imposed": event.orNull,
        "leaves": .list(leaf),
      ])),
  ])

  private static let course = Shape.object([
    "counter": .text, "key": Shape.text.orNull, "value": .integer, "best": .integer, "worst": .integer,
    "nextNode": Shape.position.orNull, "distance": Shape.integer.orNull, "crossing": .flag,
    "falls": .list(.object(["on": .day, "value": .integer])),
  ])

  /// What may become of a subject: its counters and what they come to, its measures, what is pending and owed.
  static let forecast = Shape.object([
    "provider": .key, "name": .text, "programme": .text, "asOf": .day, "closed": Shape.day.orNull,
    "counters": .list(course), "measures": .map(.text),
    "pending": .list(
      .object([
        "breach": .breach, "clause": .text, "on": .day, "minimum": Shape.count.orNull, "maximum": Shape.count.orNull,
      ])), "appeals": .list(.object(["breach": .breach, "clause": .text])),
    "duties": .list(
      .object([
        "duty": .text, "due": .day, "dueAt": Shape.instant.orNull, "provisional": .flag, "overdue": .flag,
      ])), "assumptions": .list(.ref(.words)), "text": .ref(.prose),
  ])

  private static let range = Shape.object(["minimum": .count, "maximum": .count]).orNull

  /// What waits for somebody about a subject.
  static let queueItem = Shape.object([
    "provider": .key, "work": .word([QueueItem.Work.assess, .decideAppeal, .meetDuty].map(\.rawValue)),
    "subject": .text,
    "roles": .list(.anyRole), "since": .day, "due": Shape.day.orNull, "clause": Shape.text.orMissing,
    "on": Shape.day.orMissing, "grades": Shape.list(.text).orMissing, "points": range.orMissing,
    "fen": range.orMissing, "name": .text, "programme": .text, "provisional": .flag, "dueAt": Shape.instant.orNull,
    "overdue": .flag, "daysLeft": Shape.integer.orNull,
  ])
}

/// A version of a programme (programmes §7).
enum ProgrammeShapes {
  private static let words = Shape.ref(.words)
  private static let roles = Shape.list(.text).orNull
  private static let range = Shape.object(["minimum": .count, "maximum": .count]).orNull
  private static let type = Shape.word([
    "int", "money", "date", "bool", "key", "share", "breach", "choice", "levels",
  ])

  private static let field: [(name: String, shape: Shape)] = [
    ("type", type), ("choices", Shape.list(.text).orNull), ("default", SubjectShapes.value.orNull),
  ]
  private static let fields = Shape.list(.object([("field", .text)] + field))

  private static let counter = Shape.object([
    "counter": .text, "words": words, "window": words, "by": Shape.text.orNull, "cap": Shape.count.orNull,
    "capped": words.orNull,
    "nodes": .list(.object(["at": .position, "every": Shape.position.orNull, "does": words])),
  ])
  private static let clause = Shape.object([
    "clause": .text, "section": .text, "words": words, "quote": Shape.text.orNull, "fields": fields,
    "arises": .word(["reported", "raised"]), "reporters": roles, "dated": .word(["act", "report", "decision"]),
    "atOnce": .flag, "judges": roles, "grades": .list(.text), "points": range, "fen": range, "costs": words,
    "appeal": .flag,
  ])

  /// What a programme says, with all that can be recorded of its subjects.
  static let programme = Shape.object([
    ("name", .text), ("programme", .text), ("title", words), ("sha256", .hash), ("effective", Shape.day.orNull),
    ("published", Shape.instant.orNull), ("position", Shape.position.orNull), ("zone", .text),
    ("roles", .list(.object(["role": .text, "words": words.orNull]))),
    ("attributes", .list(.object([("attribute", .text), ("words", words)] + field))),
    ("facts", .list(.object(["fact": .text, "words": words, "roles": roles, "fields": fields]))),
    (
      "accounts",
      .list(
        .object([
          "account": .text, "words": words, "kind": .word(["deposit", "bill"]), "required": Shape.count.orNull,
          "topUpDays": Shape.count.orNull, "minimum": words.orNull, "missed": words.orNull,
        ]))
    ),
    ("measures", .list(.object(["measure": .text, "words": words, "kind": .word(["plain", "notice", "closes"])]))),
    ("counters", .list(counter)), ("clauses", .list(clause)),
    ("duties", .list(.object(["duty": .text, "words": words, "owed": words, "met": .list(.text), "missed": words]))),
    (
      "reviews",
      .list(.object(["review": .text, "words": words.orNull, "when": words, "chooses": words]))
    ),
    ("conditions", .list(.object(["leaf": .text, "words": words, "money": .flag]))),
    (
      "appeal",
      Shape.object(["within": words, "times": .count, "by": roles, "otherPerson": .flag]).orNull
    ),
  ])
}
