import LedgerAccess
import LedgerDomain
import LedgerFormat
import Presentation

/// The server itself, its accounts and followers, and why something was refused (server §2, §5, §10, §11).
enum OperationShapes {
  /// What this server is.
  static let index = Shape.object([
    "koufen": .text, "api": .constant(.integer(1)), "ledger": Shape.hash.orNull, "openapi": .text,
  ])

  /// Who asks, and what they may do.
  static let me = Shape.object([
    "account": .text, "name": Shape.text.orNull, "roles": .list(role), "role": role.orNull,
    "provider": Shape.key.orNull, "outlet": Shape.key.orNull, "lang": .word(Language.self),
    "permissions": .list(.word(Right.self)),
  ])
  private static let role = Shape.any(of: [.word(AccountRole.self), .key])

  /// What answers rest on.
  static let basis = Shape.object([
    "asOf": .day, "knownAt": .instant, "rulebook": .text, "sha256": Shape.hash.orNull, "head": .count,
    "sealedAt": Shape.instant.orNull, "sealAgeHours": Shape.count.orNull,
    "verification": Shape.object(["at": .instant, "sound": .flag]).orNull,
  ])

  /// Whether the server is well.
  static let readiness = Shape.object([
    "ready": .flag,
    "checks": .object([
      "store": .text, "writer": .text, "index": .text, "disk": .text, "webhooks": .text, "accounts": .text,
    ]),
  ])

  /// What a sweep appended.
  static let swept = Shape.object([
    "through": .day, "events": LogShapes.events, "head": .count, "dryRun": LogShapes.dryRun,
  ])

  /// An account; no secret is in it.
  static let account = Shape.object([
    "id": .text, "name": Shape.text.orNull, "roles": .list(role), "provider": Shape.key.orNull,
    "outlet": Shape.key.orNull, "lang": Shape.word(Language.self).orNull, "enabled": .flag, "created": .instant,
    "password": .flag, "secondFactor": .flag, "secondFactorRequired": .flag,
  ])

  /// A line of the access log.
  static let accessLine = Shape.object([
    "position": .position, "at": .instant, "account": Shape.text.orNull, "role": Shape.text.orNull,
    "address": Shape.text.orNull, "action": .word(AccessAction.self), "object": Shape.text.orNull, "outcome": .text,
  ])

  /// A webhook; its secret is shown when it is made.
  static let webhook = Shape.object([
    "id": .text, "url": .text, "types": Shape.list(LogShapes.type).orMissing, "providers": Shape.list(.text).orMissing,
    "signature": .word(Webhook.Signature.self), "state": .word(Webhook.State.self), "position": .count, "lag": .count,
    "created": .instant,
    "lastAnswer": Shape.object(["at": .instant, "status": Shape.integer.orNull, "text": .text]).orMissing,
    "publicKey": Shape.text(like: "^whpk_").orMissing, "secret": Shape.text(like: "^whsec_").orMissing,
  ])

  /// What came of a delivery that was a trial.
  static let trial = Shape.object(["delivered": .flag, "status": Shape.integer.orNull, "text": .text])

  /// Why something was refused (RFC 9457). More members may be added.
  static let problem = Shape([
    .init("type", "object"),
    .init(
      "properties",
      .object([
        .init("type", Shape.text.with("format", "uri-reference").json), .init("title", Shape.text.json),
        .init("status", Shape.number(400...599).json), .init("detail", Shape.text.json),
        .init("code", Shape.word(ProblemCodes.all).json), .init("found", Shape.text.json),
        .init("field", Shape.text.json), .init("line", Shape.position.json), .init("retry", Shape.flag.json),
        .init("version", Shape.count.json), .init("events", LogShapes.events.json), .init("preview", Shape.text.json),
        .init("findings", Shape.list(.ref(.finding)).json), .init("request", Shape.text.json),
      ])), .init("required", .array(["type", "title", "status", "detail", "code", "retry"])),
  ])
}
