import Ledger
import LedgerAccess
import LedgerDomain
import LedgerFormat
import Programmes
import Rulebook
import Synchronization

/// What answers rest on, as the foot of every page says it (pages P6).
extension Question {
  func basis() throws -> Reply {
    let subject = try subjectOfBasis()
    let zone = try subject.map { try ledger.zone(of: $0) } ?? zone
    let question = try query.question(in: zone)
    let asOf = question.asOf ?? zone.date(of: now)
    let knownAt = try question.knownAt ?? max(now, ledger.lastRecordedAt() ?? now)
    let name =
      try subject.map { try ledger.programme(of: $0, on: asOf).name } ?? ledger.rulebookName(question, now: now)
    let versions = try ledger.rulebookVersions(besides: Rulebook.builtIn())
    let version = versions.last { $0.name == name && ($0.publishedAt.map { $0 <= knownAt } ?? true) }
    let sealed = try server.access.log(AccessQuestion(action: .seal, limit: 1)).lines.first {
      $0.entry.outcome == .done
    }
    let verification = server.verified.withLock { $0 }
    var writer = JSONWriter()
    writer.object { writer in
      writer.field("asOf", asOf.description)
      writer.field("knownAt", zone.text(knownAt))
      writer.field("rulebook", name)
      writer.field("sha256", orNull: version?.sha256)
      writer.field("head", head)
      writer.field("sealedAt", orNull: sealed.map { zone.text($0.entry.at) })
      writer.field("sealAgeHours", orNull: sealed.map { max(0, now.seconds - $0.entry.at.seconds) / 3600 })
      writer.name("verification")
      if let verification {
        writer.object { writer in
          writer.field("at", zone.text(verification.at))
          writer.field("sound", verification.isSound)
        }
      } else {
        writer.null()
      }
    }
    var reply = Reply.json(writer.bytes, position: head)
    // It tells of more than the log: seals and verifications.
    reply.tag = .weak("b\(head).\(zone.text(now)).\(server.fingerprint(of: asked))")
    return reply
  }

  /// The subject whose rules are meant; nil for those of the regulation.
  private func subjectOfBasis() throws -> Key<Provider>? {
    guard let provider: Key<Provider> = try query.key(.provider) else { return nil }
    if let own = asked.caller?.kind.provider, own != provider {
      throw Refusal.rules(.unknownProvider, found: .same(provider.text))
    }
    return try ledger.isSubject(provider) ? provider : nil
  }
}

/// That the log was verified, and what came of it.
struct Verified: Sendable {
  /// When.
  var at: Instant
  /// Whether it was sound.
  var isSound: Bool
  /// How many seconds it took.
  var seconds: Int
  /// The account that asked for it.
  var account: String
  /// The digest of the log.
  var logDigest: String
  /// The digest of what is read.
  var modelDigest: String
}
