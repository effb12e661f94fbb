import EventStore
public import LedgerDomain
import LedgerFormat
import Programmes
public import Rulebook

extension LedgerTransaction {
  /// Publishes a version of the rulebook; acts dated from `effective` on are judged by it from now on.
  ///
  /// The same file for the same date again appends nothing and gives the first result. What is charged already stays.
  /// A version under whose name the log ignores what the file states is not published again for another date.
  ///
  /// - Parameters:
  ///   - rulebook: the version, as read from its file.
  ///   - effective: the first date it is in force on; it may lie in the past.
  ///   - by: who publishes it, if that is said.
  ///   - now: when the ledger learns of it.
  /// - Throws: `role-not-allowed`, `zone-differs`, `rulebook-exists`; or bad input when the file is too long.
  public func publish(_ rulebook: Rulebook, effective: LocalDate, by: Person?, now: Instant) throws -> Receipt {
    try publish(.daigou(rulebook), effective: effective, by: by, now: now)
  }

  /// Publishes a version of whichever form: the regulation's, or a programme's (programmes §10).
  ///
  /// - Parameter id: the submission's own id, a UUID, under which it can be sent again; nil for none.
  /// - Throws: as for the regulation's; a programme keeps its own zone, which none of its versions changes; `id-conflict` where
  ///   the id stands in the log for something else.
  public func publish(
    _ file: RulesFile, effective: LocalDate, id: String? = nil, by: Person?, now: Instant
  ) throws -> Receipt {
    if let by, !Publication.roles.contains(by.role) {
      throw Refusal.rules(.roleNotAllowed, found: .role(by.role, among: Publication.roles))
    }
    try checkZone(of: file)
    let text = String(decoding: file.source, as: UTF8.self)
    guard file.source.count <= Limits.rulebookBytes, !text.utf8.contains(0) else {
      throw InputError.field("rulebook", expected: .rulebookText)
    }
    let digest = file.digest.hex
    try demandFree(id, for: digest, effective)
    if let first = try sameName(file, digest, effective) { return Receipt(events: [first], isRepeat: true) }
    let last = try writer.head(of: Publication.stream)
    let recordedAt = recordingTime(now)
    let publication = Publication(
      name: file.name, effective: effective, sha256: digest, obeysEveryField: file.statesWhatWasIgnored, text: text)
    let event = Event(
      position: position + 1, version: last.version + 1, id: id, provider: Publication.stream, at: now,
      recordedAt: recordedAt, by: by, body: .publication(publication), cause: nil, rulebook: file.name)
    let recorded = try append([event])
    know(file, from: effective, recordedAt: recordedAt)
    return Receipt(events: recorded, isRepeat: false)
  }

  /// Refuses an id that stands in the log for something else than the version of this text for this date.
  private func demandFree(_ id: String?, for digest: String, _ effective: LocalDate) throws {
    guard let id, let position = try writer.position(ofID: id) else { return }
    let isTheSame = try writer.publications(in: rules.zone).contains {
      $0.event.position == position && $0.publication.sha256 == digest && $0.publication.effective == effective
    }
    guard !isTheSame else { return }
    throw Refusal.rules(.idConflict, found: Words(zh: "第 \(position) 条", en: "position \(position)"))
  }

  private func checkZone(of file: RulesFile) throws(Refusal) {
    let known =
      switch file {
      case .daigou: rules.zone
      case .programme(let programme, _): programmes[programme.programme]?.zone ?? programme.zone
      }
    guard file.zone == known else { throw Refusal.rules(.zoneDiffers, found: .zones(file.zone, known)) }
  }

  /// Decides by a version from now on: that of the last publication appended.
  package func know(_ file: RulesFile, from effective: LocalDate, recordedAt: Instant) {
    switch file {
    case .daigou(let rulebook): rules.publish(rulebook.terms, from: effective, at: recordedAt)
    case .programme(let programme, _):
      programmes.publish(programme, from: effective, at: position, recordedAt: recordedAt)
    }
  }

  /// The publication of the same file for the same date.
  ///
  /// - Throws: `rulebook-exists` when the name stands for another file, or for the same read otherwise.
  private func sameName(_ file: RulesFile, _ digest: String, _ effective: LocalDate) throws -> RecordedEvent? {
    let name = file.name
    if name == Rulebook.builtInName, digest != Rulebook.builtInDigest.hex {
      throw Refusal.rules(.rulebookExists, found: .same(name))
    }
    for version in try writer.publications(in: rules.zone) where version.publication.name == name {
      let position = version.event.position
      let found = Words(zh: "\(name)，第 \(position) 条", en: "\(name), position \(position)")
      guard version.publication.sha256 == digest else {
        throw Refusal.rules(.rulebookExists, found: found)
      }
      guard version.publication.effective == effective else {
        if version.publication.obeysEveryField == file.statesWhatWasIgnored { continue }
        throw Refusal.rules(.rulebookExists, found: found)
      }
      let zone = rules.zone
      return RecordedEvent(event: version.event, line: version.event.line(in: zone))
    }
    return nil
  }
}

extension RulesFile {
  /// SHA-256 of the file's bytes.
  var digest: Hash {
    var builder = HashBuilder()
    builder.add(fixed: source)
    return builder.digest()
  }

  /// Whether the file states something that ledgers used to ignore.
  fileprivate var statesWhatWasIgnored: Bool { daigou?.statesWhatWasIgnored ?? false }
}

extension Rulebook {
  /// SHA-256 of the file this build carries.
  static let builtInDigest: Hash = {
    var builder = HashBuilder()
    builder.add(fixed: builtInSource)
    return builder.digest()
  }()
}

/// A version of the rulebook that a ledger knows.
public struct RulebookVersion: Sendable {
  /// Rulebook and version.
  public var name: String
  /// The first date it is in force on; nil for the beginning.
  public var effective: LocalDate?
  /// When it was published; nil for the version the program carries.
  public var publishedAt: Instant?
  /// The position of its publication; nil for the version the program carries.
  public var position: Int?
  /// Who published it, if that is known.
  public var by: Person?
  /// SHA-256 of the file's bytes.
  public var sha256: String
  /// Whether it holds in every field; without that, what ledgers used to ignore stays ignored.
  public var obeysEveryField: Bool
  /// The file's bytes.
  public var source: [UInt8]

  /// Whether it is a programme.
  public var isProgramme: Bool { Programme.isOne(source) }

  /// The version, of whichever form.
  public func file() throws(RulebookError) -> RulesFile {
    guard isProgramme else { return .daigou(try rulebook()) }
    return .programme(try Programme.read(source, file: name), source: source)
  }

  /// The rulebook of the daigou form, as the ledger decides by it.
  public func rulebook() throws(RulebookError) -> Rulebook {
    try Rulebook.published(source, file: name, obeysEveryField: obeysEveryField)
  }
}

extension Ledger {
  /// Every version the ledger knows, the one the program carries first, then in the order of their publication.
  public func rulebookVersions(besides builtIn: Rulebook) throws -> [RulebookVersion] {
    let first = RulebookVersion(
      name: builtIn.name, sha256: RulebookCitation(builtIn).digest.hex, obeysEveryField: true,
      source: builtIn.source)
    let published = try store.read { try $0.publications(in: zone) }
    return [first]
      + published.map { version in
        RulebookVersion(
          name: version.publication.name, effective: version.publication.effective,
          publishedAt: version.event.recordedAt, position: version.event.position, by: version.event.by,
          sha256: version.publication.sha256, obeysEveryField: version.publication.obeysEveryField,
          source: Array(version.publication.text.utf8))
      }
  }
}
