import Ledger
import LedgerDomain
import LedgerFormat

/// Events, as the log has them, and what is told of those that were handed in (server §6, §7, §8).
enum LogShapes {
  /// A type of event.
  static let type = Shape.word(EventFilter.types)
  /// The data of an event, whatever its type.
  static let data = Shape([.init("type", "object")])
  /// Some events of the log.
  static let events = Shape.list(Shape.ref(named: EventSchemas.event))
  /// Some events with their hashes.
  static let chained = Shape.list(.ref(.chainedEvent))
  /// That nothing was kept.
  static let dryRun = Shape.constant(.boolean(true)).orMissing

  /// By whom: `id@role`, or both; what is left out is filled in (server 2.11).
  static let submitter = Shape.any(of: [
    shortSubmitter, .object(["id": person.orMissing, "role": Shape.anyRole.orMissing]),
  ])

  /// The same where nothing is filled in.
  static let wholeSubmitter = Shape.any(of: [shortSubmitter, .object(["id": person, "role": .anyRole])])

  private static let person = Shape.text(like: #"^[^\s\u0000]([^\u0000]*[^\s\u0000])?$"#)
  private static let shortSubmitter = Shape.text(
    like: #"^[^@\s\u0000]([^@\u0000]*[^@\s\u0000])?@("# + Role.allCases.map(\.rawValue).joined(separator: "|")
      + "|[a-z0-9][a-z0-9._-]{0,63})$")

  /// What every event has, whatever its type.
  static let frame = Shape.object([
    "position": .position, "version": .position, "id": Shape.text.orNull, "type": type, "provider": .text,
    "at": .instant, "recordedAt": .instant, "by": Shape.ref(.person).orNull, "data": data, "note": Shape.text.orMissing,
    "decided": data.orMissing, "cause": Shape.position.orNull, "rulebook": .text,
  ])

  /// An event as explanations cite it.
  static let chainedEvent = Shape.object([
    "position": .position, "version": .position, "type": type, "name": .ref(.words), "at": .instant,
    "recordedAt": .instant, "by": Shape.ref(.person).orNull, "data": data, "cause": Shape.position.orNull,
    "hash": .hash,
  ])

  /// Where an event stands in its chain.
  static let proof = Shape.object(["position": .position, "version": .position, "type": type, "hash": .hash])

  /// What is doubtful about a submission that was taken, where anything is.
  private static let warnings = Shape.list(.object(["code": .text, "message": .text])).orMissing

  /// How many rows of a judging sheet had no points, where any had none.
  private static let passedOver = Shape.position.orMissing

  /// What a submission appended, or would.
  static let receipt = Shape.object([
    "events": events.with("minItems", .integer(1)), "repeat": .flag, "warnings": warnings, "head": .count,
    "dryRun": dryRun,
    "preview": Shape.text(like: "^kp1-").orMissing,
  ])

  /// What a bulk that is kept whole came to.
  static let bulkReceipt = Shape.object([
    "accepted": .count, "repeated": .count, "consequences": .count, "head": .count, "passedOver": passedOver,
    "dryRun": dryRun,
  ])

  /// A line of the answer to a bulk whose lines are kept each by itself (server 8.3).
  static let bulkLine = Shape.one(of: [
    .object([
      "line": .position, "position": .position, "id": Shape.text.orNull, "consequences": .count, "repeat": .flag,
      "warnings": warnings, "events": events.orMissing,
    ]), .object(["line": .position, "problem": .ref(.problem)]),
    .object([
      "done": .constant(.boolean(true)), "accepted": .count, "repeated": .count, "refused": .count,
      "consequences": .count, "head": .count, "passedOver": passedOver, "dryRun": dryRun,
    ]), .object(["problem": .ref(.problem)]),
  ])

  /// One event, and what followed from it.
  static let singleEvent = Shape.object([
    "event": .ref(named: EventSchemas.event), "hash": .hash, "consequences": .list(.position),
  ])
}
