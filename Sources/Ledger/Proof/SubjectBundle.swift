public import EventStore
public import LedgerDomain
public import LedgerFormat
import Programmes

/// All that a third party needs to check where a subject of a programme stands, without the ledger: `Documentation/Bundle.md`
/// (decision 0068).
///
/// It carries the chained lines of the subject and of the published versions, a seal that both are under, and the standing, of
/// which every value follows from the lines.
public struct SubjectBundle: Sendable {
  /// The format.
  public static let version = 3

  /// The subject's chain and that of the versions, with their seal.
  public let chains: SealedChains
  /// Where the subject stands, in the view asked about.
  public let answer: SubjectAnswer

  /// The bundle as one JSON document.
  public var json: JSON {
    let standing = answer.standing
    return .object([
      .init("bundle", .integer(Self.version)), .init("provider", .string(standing.provider.text)),
      .init("programme", .string(standing.programme)), .init("asOf", .string(standing.asOf.description)),
      .init("knownAt", .string(answer.zone.text(answer.knownAt))), .init("standing", answer.json),
      .init("chain", .array(chains.chain.map(JSON.string))), .init("published", chains.published?.json ?? .null),
      .init("seal", chains.seal.json), .init("check", .string(check.hex)),
    ])
  }

  /// SHA-256 that ties the question to what was sealed, so that a slip of the pen is found; it proves nothing more.
  private var check: Hash {
    var builder = HashBuilder()
    builder.add(tag: 7)
    builder.add(answer.standing.provider.text)
    builder.add(answer.standing.asOf.description)
    builder.add(answer.zone.text(answer.knownAt))
    builder.add(number: chains.seal.member?.leaves ?? 0)
    builder.add(chains.seal.root)
    return builder.digest()
  }
}

extension Ledger {
  /// Everything needed to check offline where a subject stands, read from one state of the store.
  ///
  /// - Parameters:
  ///   - subject: the subject.
  ///   - question: the view; its year is not used.
  ///   - key: who answers for the seal in it; nil for nobody.
  ///   - now: the moment the question is asked.
  /// - Throws: `unknown-provider` when the view knows of no such subject.
  public func bundle(
    ofSubject subject: Key<Provider>, _ question: StandingQuestion, signedBy key: SigningKey? = nil, now: Instant
  ) throws -> SubjectBundle {
    try store.read { reader in
      let programmes = try source.programmes(in: reader)
      guard let answer = try answer(of: subject, question, now: now, among: programmes, from: reader) else {
        throw try reader.unknown(subject)
      }
      return SubjectBundle(
        chains: try sealedChains(of: subject, signedBy: key, now: now, from: reader), answer: answer)
    }
  }
}
