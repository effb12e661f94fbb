import EventStore
import Ledger
import LedgerDomain
import LedgerFormat
import Presentation
import Programmes
import Rulebook

/// Versions of the rulebook, and what is asked of the ledger as a whole (server §6).
extension Question {
  /// The versions the ledger knows.
  private func versions() throws -> [RulebookVersion] {
    try ledger.rulebookVersions(besides: Rulebook.builtIn())
  }

  private func version(_ name: String) throws -> KnownVersion { try server.version(name, ledger, reader) }

  func rulebooks() throws -> Reply {
    try page(versions()) { version, writer in writer.value(version.json(in: zone)) }
  }

  func rulebook() throws -> Reply {
    let known = try version(asked.captures[0])
    let (file, version) = (known.file, known.version)
    if asked.media == .yaml {
      return Reply(
        media: .yaml, body: .bytes(file.source), position: head, tag: try tag(nil), fileName: "\(file.name).yaml")
    }
    switch file {
    case .daigou(let rulebook):
      return try single(RulebookListing(rulebook: rulebook, version: version).json(in: zone).text)
    case .programme(let programme, let source):
      return try single(programme.json(of: source, version, in: zone).text)
    }
  }

  func rulebookDifference() throws -> Reply {
    guard let old = query.text(.first) else { throw ServerProblem(badInput: "a", .present) }
    guard let new = query.text(.second) else { throw ServerProblem(badInput: "b", .present) }
    let (before, after) = (try version(old).file, try version(new).file)
    guard let changes = try RulebookChange.between(before, after) else {
      throw ServerProblem(badInput: "b", .sameForm)
    }
    return try single(JSON.array(changes.map(\.json)).text)
  }

  func yearReport() throws -> Reply {
    let year = try year(0)
    let report = try ledger.report(year: year, query.question(in: zone), by: Rulebook.builtIn(), now: now)
    if asked.media == .csv { return try sheet(report.closing.sheet(nil), name: "\(year)") }
    return try single(report.json.text)
  }

  func seal() throws -> Reply {
    let seal = try ledger.seal(now: now)
    let isFirst = try query.number(.seal, Parameter.sealFormats) == 1
    var reply = Reply.json((isFirst ? seal.inFirstFormat ?? seal : seal).text, position: head)
    reply.fileName = "koufen-seal-\(head).json"
    return reply
  }
}

/// A version of the rules, read: of the ledger, or one that the program carries.
struct KnownVersion: Sendable {
  /// The version as it was read.
  let file: RulesFile
  /// Its publication; nil of one that the program carries and nobody published.
  let version: RulebookVersion?
}

extension ServedLedger {
  /// A version of the ledger, the latest of its name, or one that the program carries, of either form. It is read once, until
  /// something is published: reading YAML takes longer than the page that shows it.
  ///
  /// - Throws: that there is none of that name.
  func version(_ name: String, _ ledger: Ledger, _ reader: any EventStoreReader) throws -> KnownVersion {
    let published = try reader.head(of: Publication.stream.text).version
    return try versions.value(of: name, on: .init(head: published, time: 0)) { _ in
      if let version = try ledger.rulebookVersions(besides: Rulebook.builtIn()).last(where: { $0.name == name }) {
        return KnownVersion(file: try version.file(), version: version)
      }
      guard let source = Rulebook.carriedFile(name) else { throw ServerProblem(.noSuchRulebook, found: .same(name)) }
      return KnownVersion(file: try RulesFile(bytes: source, file: name), version: nil)
    }
  }
}

extension Expectation {
  fileprivate static let sameForm = Expectation(
    zh: "与 a 同类的版本：两者均为代购服务商管理制度的版本，或均为方案的版本",
    en: "a version of the form that a has: two of the regulation of daigou providers, or two of programmes")
}
