import Crypto
import EventStore
import Foundation
import Ledger
import LedgerAccess
import LedgerDomain
import LedgerFormat

/// What a webhook is told at once: at most 100 events and 512 KiB (server 10.8).
struct Delivery: Sendable {
  /// Events of one delivery, at most.
  static let mostEvents = 100
  /// Bytes of one delivery, at most.
  static let mostBytes = 512 << 10

  /// `kf_` and the hash of the last event in it: made from what it tells, so the same after a restart.
  let id: String
  /// The body.
  let body: [UInt8]
  /// The position up to which the webhook has been told, once it is answered.
  let last: Int

  /// A delivery of some events, or of as many of them as there is room for.
  ///
  /// - Parameters:
  ///   - events: at least one, with the hash the store holds for each.
  ///   - through: the position up to which there is nothing else to tell, where all of them are told.
  ///   - ledger: the name of the ledger.
  init(_ events: [(event: RecordedEvent, hash: Hash)], through: Int, of ledger: String, in zone: Zone) {
    var bytes = 0
    let told = events.prefix(Self.mostEvents).prefix { event, _ in
      let isFirst = bytes == 0
      bytes += event.line.count + 1
      return isFirst || bytes <= Self.mostBytes - 512
    }
    let end = told.last ?? events[0]
    var writer = JSONWriter()
    writer.object { writer in
      writer.field("type", "koufen.events")
      writer.field("timestamp", zone.text(end.event.event.recordedAt))
      writer.name("data")
      writer.object { writer in
        writer.field("ledger", ledger)
        writer.name("events")
        writer.array { writer in for (event, _) in told { writer.written(event.line) } }
      }
    }
    body = writer.bytes
    id = "kf_" + end.hash.hex
    last = told.count == events.count ? through : end.event.event.position
  }

  /// Events looked at at once.
  private static let portion = 1_000

  /// What a webhook is to be told next, nil where there is nothing, and up to which position that was looked at; what was
  /// begun is made again, for its id is that of what it tells (server 10.8).
  static func next(
    for webhook: Webhook, _ ledger: Ledger, _ reader: any EventStoreReader, name: String
  ) throws -> (delivery: Delivery?, seen: Int) {
    let head = min(try reader.lastPosition(), webhook.begun ?? .max)
    var events: [(event: RecordedEvent, hash: Hash)] = []
    var seen = webhook.cursor
    while events.isEmpty, seen < head {
      let end = min(head, seen + portion)
      try reader.scan(EntrySelection(after: seen, through: end)) { entry in
        let event = try Event(line: entry.line, in: ledger.zone)
        if webhook.wants(event) {
          let line = Array(entry.line)
          let recorded = RecordedEvent(event: event, line: line)
          events.append((recorded, Hash(bytes: Array(entry.hash)) ?? .zero))
        }
        return true
      }
      seen = end
    }
    if events.isEmpty { return (nil, seen) }
    return (Delivery(events, through: seen, of: name, in: ledger.zone), seen)
  }

  /// The header fields of an attempt to deliver it, as Standard Webhooks 1.0 has them.
  func headers(of webhook: Webhook, _ now: Instant) throws -> [Header] {
    let signed = Array("\(id).\(now.seconds).".utf8) + body
    let signatures = try webhook.secrets(now).map { try Self.sign(signed, webhook.signature, $0) }
    return [
      Header("content-type", "application/json"), Header("webhook-id", id),
      Header("webhook-timestamp", String(now.seconds)),
      Header("webhook-signature", signatures.joined(separator: " ")),
    ]
  }

  private static func sign(_ bytes: [UInt8], _ kind: Webhook.Signature, _ secret: [UInt8]) throws -> String {
    switch kind {
    case .hmac:
      let code = HMAC<SHA256>.authenticationCode(for: bytes, using: SymmetricKey(data: secret))
      return "v1," + Data(code).base64EncodedString()
    case .ed25519:
      let key = try Curve25519.Signing.PrivateKey(rawRepresentation: secret)
      return "v1a," + (try key.signature(for: bytes)).base64EncodedString()
    }
  }
}

extension Webhook {
  /// What is shown once, when it is made: the secret, or the public key that may be shown always.
  func secretField() throws -> JSON.Field {
    switch signature {
    case .hmac: return .init("secret", .string("whsec_" + Data(secret).base64EncodedString()))
    case .ed25519: return try publicKeyField()
    }
  }

  /// The public key of one that signs by a key.
  func publicKeyField() throws -> JSON.Field {
    let key = try Curve25519.Signing.PrivateKey(rawRepresentation: secret)
    return .init("publicKey", .string("whpk_" + key.publicKey.rawRepresentation.base64EncodedString()))
  }

  /// The webhook as JSON, without its secret.
  func json(head: Int, in zone: Zone) throws -> JSON {
    var fields: [JSON.Field] = [.init("id", .string(id)), .init("url", .string(url))]
    if let types { fields.append(.init("types", .array(types.map(JSON.string)))) }
    if let providers { fields.append(.init("providers", .array(providers.map { .string($0.text) }))) }
    fields += [
      .init("signature", .string(signature.rawValue)), .init("state", .string(state.rawValue)),
      .init("position", .integer(cursor)), .init("lag", .integer(max(0, head - cursor))),
      .init("created", .string(zone.text(created))),
    ]
    if let answer {
      fields.append(
        .init(
          "lastAnswer",
          .object([
            .init("at", .string(zone.text(answer.at))), .init("status", JSON(answer.status)),
            .init("text", .string(answer.text)),
          ])))
    }
    if signature == .ed25519 { fields.append(try publicKeyField()) }
    return .object(fields)
  }
}
