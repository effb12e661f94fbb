public import LedgerDomain

/// One version of a programme: a rulebook that defines its own points, as data (programmes §7).
///
/// It is shared, for it is large and never changes.
public final class Programme: Sendable {
  /// The programme's name, without its version.
  public let programme: String
  /// Rulebook and version, such as `stall-1`.
  public let name: String
  /// The regulation's title.
  public let title: Words
  /// The zone of its dates.
  public let zone: Zone
  /// When it was published; nil where the file does not say.
  public let published: LocalDate?
  /// The working days.
  public let calendar: WorkingDayCalendar
  /// The roles, but for `subject`.
  public let roles: [RoleForm]
  /// The attributes, in the order of the file.
  public let attributes: [AttributeForm]
  /// The kinds of facts.
  public let facts: [FactForm]
  /// The listed dates.
  public let boundaries: [Boundaries]
  /// The accounts.
  public let accounts: [AccountForm]
  /// The measures.
  public let measures: [MeasureForm]
  /// The counters.
  public let counters: [CounterForm]
  /// The clauses.
  public let clauses: [ClauseForm]
  /// The duties.
  public let duties: [DutyForm]
  /// The reviews.
  public let reviews: [ReviewForm]
  /// Appeals; nil where there are none.
  public let appeal: AppealForm?
  /// Every imposing effect, by its number.
  public let imposing: [Imposing]

  /// The facts that its tests look for by more than their kind.
  let sought: [FactsSought]

  private let places: Places

  /// A version, of parts that name only one another.
  public init(
    programme: String, version: String, title: Words, zone: Zone, published: LocalDate? = nil,
    calendar: WorkingDayCalendar, roles: [RoleForm] = [], attributes: [AttributeForm] = [], facts: [FactForm] = [],
    boundaries: [Boundaries] = [], accounts: [AccountForm] = [], measures: [MeasureForm] = [],
    counters: [CounterForm] = [], clauses: [ClauseForm] = [], duties: [DutyForm] = [], reviews: [ReviewForm] = [],
    appeal: AppealForm? = nil, imposing: [Imposing] = []
  ) {
    self.programme = programme
    name = programme + "-" + version
    self.title = title
    self.zone = zone
    self.published = published
    self.calendar = calendar
    self.roles = roles
    self.attributes = attributes
    self.facts = facts
    self.boundaries = boundaries
    self.accounts = accounts
    self.measures = measures
    self.counters = counters
    self.clauses = clauses
    self.duties = duties
    self.reviews = reviews
    self.appeal = appeal
    self.imposing = imposing
    sought = FactsSought.all(by: Self.tests(clauses, counters, duties, reviews, accounts, imposing), facts)
    places = Places(
      attributes: Places.of(attributes.map(\.name)), facts: Places.of(facts.map(\.name)),
      accounts: Places.of(accounts.map(\.name)), measures: Places.of(measures.map(\.name)),
      counters: Places.of(counters.map(\.name)), clauses: Places.of(clauses.map(\.name)),
      duties: Places.of(duties.map(\.name)))
  }

  /// Where each name stands.
  private struct Places: Sendable {
    let attributes, facts, accounts, measures, counters, clauses, duties: [String: Int]

    static func of(_ names: [String]) -> [String: Int] {
      Dictionary(names.enumerated().map { ($0.element, $0.offset) }) { first, _ in first }
    }
  }

  /// The role of the subject itself, which stands beside those of the file.
  public static let subjectRole = "subject"

  /// The first field of a name that a fact or clause declares.
  func anyField(_ name: String) -> FieldForm? {
    for fact in facts { for field in fact.fields where field.name == name { return field } }
    for clause in clauses { for field in clause.fields where field.name == name { return field } }
    return nil
  }

  /// The attribute of a name.
  public func attribute(_ name: String) -> AttributeForm? { places.attributes[name].map { attributes[$0] } }
  /// The kind of fact of a name.
  public func fact(_ name: String) -> FactForm? { places.facts[name].map { facts[$0] } }
  /// The account of a name.
  public func account(_ name: String) -> AccountForm? { places.accounts[name].map { accounts[$0] } }
  /// The measure of a name.
  public func measure(_ name: String) -> MeasureForm? { places.measures[name].map { measures[$0] } }
  /// The counter of a name.
  public func counter(_ name: String) -> CounterForm? { places.counters[name].map { counters[$0] } }
  /// The clause of a name.
  public func clause(_ name: String) -> ClauseForm? { places.clauses[name].map { clauses[$0] } }
  /// The duty of a name.
  public func duty(_ name: String) -> DutyForm? { places.duties[name].map { duties[$0] } }
}

/// The versions of one programme that a ledger knows, each in force from its date.
public struct ProgrammeVersions: Sendable {
  /// One version.
  public struct Version: Sendable {
    /// The first day it is in force.
    public let effective: LocalDate
    /// The place of its publication in the log; 0 for one that is in force by itself.
    public let position: Int
    /// What it says.
    public let programme: Programme

    /// A version in force from a day.
    public init(effective: LocalDate, position: Int, programme: Programme) {
      self.effective = effective
      self.position = position
      self.programme = programme
    }
  }

  /// By date, then in the order of their publication; at least one.
  public private(set) var versions: [Version]

  /// One version, in force from the beginning.
  public init(_ programme: Programme) {
    versions = [Version(effective: LocalDate(daysSinceEpoch: .min), position: 0, programme: programme)]
  }

  /// The first version that was published.
  public init(_ version: Version) {
    versions = [version]
  }

  /// Adds a version published after all others.
  public mutating func publish(_ version: Version) {
    let index = versions.firstIndex { $0.effective > version.effective } ?? versions.endIndex
    versions.insert(version, at: index)
  }

  /// The same with another version in the place of whatever is in force from a day on; with nil, from the beginning.
  public func trying(_ programme: Programme, from date: LocalDate?) -> ProgrammeVersions {
    guard let date else { return ProgrammeVersions(programme) }
    var copy = self
    copy.versions.removeAll { $0.effective >= date }
    copy.versions.append(Version(effective: date, position: 0, programme: programme))
    return copy
  }

  /// The programme's name.
  public var name: String { versions[0].programme.programme }

  /// The zone of its dates, which no version changes.
  public var zone: Zone { versions[0].programme.zone }

  /// The version in force on a day; before the first, that one.
  public func on(_ date: LocalDate) -> Programme {
    if versions.count == 1 { return versions[0].programme }
    return (versions.last { $0.effective <= date } ?? versions[0]).programme
  }

  /// The version of a name; nil for one that is not known.
  public func named(_ name: String) -> Programme? { versions.last { $0.programme.name == name }?.programme }

  /// Those that were known when an event was recorded; the first, where none was.
  public func known(before position: Int) -> ProgrammeVersions {
    guard versions.contains(where: { $0.position >= position }) else { return self }
    var copy = self
    copy.versions.removeAll { $0.position >= position }
    if copy.versions.isEmpty { copy.versions = [versions[0]] }
    return copy
  }

  /// The first day after another on which another version comes into force; nil for none.
  func change(after date: LocalDate) -> LocalDate? { versions.first { $0.effective > date }?.effective }
}

extension Programme {
  /// The counters that some rule charges.
  public var chargedCounters: Set<String> {
    var effects = clauses.flatMap(\.cost) + counters.flatMap(\.nodes).flatMap(\.effects)
    effects += duties.flatMap(\.missed) + reviews.map { Effect.choose($0.choice) }
    effects += accounts.flatMap { $0.topUp?.missed ?? [] } + imposing.flatMap(\.then)
    var charged: Set<String> = []
    for case .charge(let counters, _) in effects.all { charged.formUnion(counters) }
    return charged
  }
}

extension Programme {
  /// The clauses whose breaches the cost of one raises, the nodes of what it charges included.
  public func raised(by clause: ClauseForm) -> [String] {
    var raised: [String] = []
    var counters: Set<String> = []
    func collect(_ effects: [Effect]) {
      for effect in effects.all {
        if case .raise(let clause) = effect { raised.append(clause) }
        guard case .charge(let names, _) = effect else { continue }
        for name in names where counters.insert(name).inserted {
          for node in counter(name)?.nodes ?? [] { collect(node.effects) }
        }
      }
    }
    collect(clause.cost)
    return raised
  }
}
