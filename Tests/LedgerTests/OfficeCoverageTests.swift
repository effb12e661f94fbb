import EventStore
import Foundation
import LedgerDomain
import LedgerTesting
import Rulebook
import Testing

@testable import Ledger
@testable import LedgerFormat
@testable import Trials

/// Whatever the whole regulation has a row for happens in some story.
@Suite("What the scenarios show of the whole regulation")
struct OfficeCoverageTests {
  /// What happens in the scenarios, all of them together.
  private struct Shown {
    var opened: Set<Key<DutyRow>> = []
    var closed: [Key<DutyRow>: Set<DutyClosed.Outcome>] = [:]
    /// Missed, waived or extended, by what was done.
    var others: [Key<DutyRow>: Set<String>] = [:]
    var findings: [Key<CriterionRow>: Set<Bool>] = [:]
    var isJudged = false
    var measures: [Key<MeasureKind>: Set<String>] = [:]
    var channels: Set<Key<NoticeChannel>> = []
    var contacts: Set<Key<ContactRow>> = []

    mutating func take(_ event: Event) {
      switch event.body {
      case .consequence(.dutyOpened(let it)): opened.insert(it.duty.slug)
      case .consequence(.dutyClosed(let it)): closed[it.duty.slug, default: []].insert(it.outcome)
      case .consequence(.dutyMissed(let it)): others[it.duty.slug, default: []].insert("missed")
      case .fact(.duty(.waived(let it)), _): others[it.duty.slug, default: []].insert("waived")
      case .fact(.duty(.extended(let it)), _): others[it.duty.slug, default: []].insert("extended")
      case .fact(.admission(.reviewed(let it)), .review(let decided)):
        for finding in it.findings {
          findings[finding.criterion, default: []].insert(!decided.unmet.contains(finding.criterion))
          if finding.judgedBy != nil { isJudged = true }
        }
      case .fact(.admission(.contactsSet(let it)), _): contacts.formUnion(it.contacts.keys)
      case .fact(.measure(.ordered(let it)), _): measures[it.kind, default: []].insert(it.measure.text)
      case .fact(.notice(.sent(let it)), _): channels.insert(it.channel)
      case .fact, .consequence, .publication: break
      }
    }
  }

  private static let shown = Result<Shown, any Error> {
    var shown = Shown()
    for file in ScenarioFiles.own {
      let ledger = Ledger(store: InMemoryEventStore(), rules: BuiltIn.rules)
      let scenario = try Scenario(yaml: Array(Data(contentsOf: file)), in: BuiltIn.terms.zone)
      _ = try ledger.run(scenario, rulebook: ScenarioFiles.rulebook)
      try ledger.events(EntrySelection()) { recorded in
        shown.take(recorded.event)
        return true
      }
    }
    return shown
  }

  private static let terms = BuiltIn.offices.terms
  private static let rows = terms.duties?.rows ?? []
  private static let criteria = terms.criteria ?? []

  @Test(
    "Every duty is opened, and each of its ends that its row allows for is met by some", arguments: rows.map(\.slug))
  func duties(_ slug: Key<DutyRow>) throws {
    let shown = try Self.shown.get()
    #expect(shown.opened.contains(slug), "no scenario opens it")
    let ends = shown.closed[slug]?.map(\.rawValue) ?? []
    #expect(!ends.isEmpty || shown.others[slug]?.contains("missed") == true, "no scenario ends it")
    let row = try #require(Self.terms.duties?[slug])
    if !row.metBy.isEmpty || row.recordedBy != nil || row.isMetByNotice {
      #expect(ends.contains("met") || ends.contains("late"), "no scenario meets it")
    }
  }

  @Test("Every way to end a duty is shown: in time, late, by lapse, by waiver, put off, missed by a sweep")
  func ends() throws {
    let shown = try Self.shown.get()
    let ends = shown.closed.values.reduce(into: Set<DutyClosed.Outcome>()) { $0.formUnion($1) }
    #expect(ends == [.met, .late, .lapsed])
    let others = shown.others.values.reduce(into: Set<String>()) { $0.formUnion($1) }
    #expect(others == ["missed", "waived", "extended"])
  }

  @Test("Every criterion is found in some scenario", arguments: criteria.map(\.slug))
  func found(_ slug: Key<CriterionRow>) throws {
    #expect(try Self.shown.get().findings[slug] != nil, "no scenario reviews it")
  }

  @Test("A criterion of every kind is met in some scenario and not in another, where it can fail at all")
  func kinds() throws {
    let shown = try Self.shown.get()
    var met: [String: Set<Bool>] = [:]
    for row in Self.criteria where !row.informs {
      met[row.test.name, default: []].formUnion(shown.findings[row.slug] ?? [])
    }
    #expect(met.keys.sorted() == ["choice", "hours", "number", "share", "yes"])
    for (kind, results) in met {
      #expect(results == (kind == "choice" ? [true] : [true, false]), "\(kind)")
    }
    #expect(shown.isJudged, "no scenario judges in the place of a number")
  }

  @Test("A measure of every kind is ordered, a notice sent by every channel, a contact of every kind named")
  func rest() throws {
    let shown = try Self.shown.get()
    let measures = try #require(Self.terms.measures).kinds.keys.filter { shown.measures[$0] == nil }
    #expect(measures == [])
    let channels = try #require(Self.terms.notices).channels.keys.filter { !shown.channels.contains($0) }
    #expect(channels == [])
    let contacts = try #require(Self.terms.contacts).keys.map(\.slug).filter { !shown.contacts.contains($0) }
    #expect(contacts == [])
  }
}

extension CriterionTest {
  /// Its kind, as a file names it.
  fileprivate var name: String {
    switch self {
    case .yes: "yes"
    case .number: "number"
    case .share: "share"
    case .choice: "choice"
    case .text: "text"
    case .hours: "hours"
    }
  }
}
