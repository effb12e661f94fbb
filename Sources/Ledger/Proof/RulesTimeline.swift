import EventStore
import LedgerDomain
import LedgerFormat
import Rulebook

/// The rules as they were known at each place of a log: what it publishes counts from its publication on.
struct RulesTimeline: Sendable {
  private struct Step: Sendable {
    let position: Int
    let rules: Rules
    let programmes: PublishedProgrammes
    let rulebook: String
    let digest: Hash
  }

  private let base: Rules
  private let carried: String
  private var steps: [Step] = []

  /// What a log publishes, on top of the rules in force from the beginning.
  ///
  /// - Throws: `LogFault` for a publication that cannot be read.
  init(_ source: RuleSource, in reader: any EventStoreReader) throws {
    base = source.rules
    carried = source.name
    var rules = base
    var programmes = PublishedProgrammes()
    for version in try reader.publications(in: source.zone) {
      let publication = version.publication
      try Self.check(version.event, publication, among: steps)
      do {
        switch try publication.file() {
        case .daigou(let rulebook):
          rules.publish(rulebook.terms, from: publication.effective, at: version.event.recordedAt)
        case .programme(let programme, _):
          programmes.publish(
            programme, from: publication.effective, at: version.event.position, recordedAt: version.event.recordedAt)
        }
      } catch {
        throw LogFault(version.event, "其中的规则无法读取：\(error.words.zh)", "its rulebook cannot be read: \(error.words.en)")
      }
      steps.append(
        Step(
          position: version.event.position, rules: rules, programmes: programmes, rulebook: publication.name,
          digest: publication.digest))
    }
  }

  /// What publishing refuses: whoever may not publish, and a name that stands for another file already.
  private static func check(_ event: Event, _ publication: Publication, among steps: [Step]) throws(LogFault) {
    if let by = event.by, !Publication.roles.contains(by.role) {
      throw LogFault(event, "角色 \(by.role.rawValue) 无权发布规则", "the role \(by.role.rawValue) may not publish rules")
    }
    let first = steps.first { $0.rulebook == publication.name }?.digest
    let known = first ?? (publication.name == Rulebook.builtInName ? Rulebook.builtInDigest : nil)
    guard known == nil || known == publication.digest else {
      throw LogFault(
        event, "名称 \(publication.name) 已属于另一份规则", "the name \(publication.name) stands for another rulebook already")
    }
  }

  /// The rules by which the event at `position` was decided.
  func rules(at position: Int) -> Rules {
    steps.last { $0.position < position }?.rules ?? base
  }

  /// The programmes by which the event at `position` was decided.
  func programmes(at position: Int) -> PublishedProgrammes {
    steps.last { $0.position < position }?.programmes ?? PublishedProgrammes()
  }

  /// Whether an event at `position` may name this rulebook: the program carries it, or it is published by then.
  func knows(_ rulebook: String, at position: Int) -> Bool {
    rulebook == carried || steps.contains { $0.position <= position && $0.rulebook == rulebook }
  }

  /// The hash of a rulebook's text; nil for one that is neither published nor carried.
  func digest(of rulebook: String) -> Hash? {
    steps.first { $0.rulebook == rulebook }?.digest ?? (rulebook == Rulebook.builtInName ? Rulebook.builtInDigest : nil)
  }
}

/// An event that cannot stand where it stands in a log.
struct LogFault: Error, Equatable, Sendable {
  /// Its position.
  let position: Int
  /// Its provider.
  let provider: Key<Provider>
  /// What is wrong, in Chinese.
  let zh: String
  /// What is wrong, in English.
  let en: String

  /// What is wrong.
  var words: Words { Words(zh: zh, en: en) }

  init(_ event: Event, _ zh: String, _ en: String) {
    position = event.position
    provider = event.provider
    self.zh = zh
    self.en = en
  }
}
