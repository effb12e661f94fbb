public import Ledger
public import LedgerDomain
public import LedgerFormat
import Programmes

extension Simulation {
  /// A subject of a programme at the end of the log, as it happened and as simulated: in both once it is swept through the day
  /// before the last recording.
  public struct Subject: Sendable {
    /// The subject.
    public var provider: Key<Provider>
    /// Its name.
    public var name: String
    /// Its programme.
    public var programme: String
    /// What happened; nil for one that only the simulation enrols.
    public var happened: SubjectAnswer?
    /// What would have; nil for one whose enrolment was refused.
    public var simulated: SubjectAnswer?

    /// Whether anything differs but the name of the version.
    public var differs: Bool { happened?.compared != simulated?.compared }

    /// The parts of a standing whose values are held against each other; the others name the subject, the version and the day, and
    /// breaches have lines of their own.
    private static let compared = [
      "closed", "attributes", "counters", "measures", "notices", "balance", "billed", "owed", "pending", "duties",
    ]

    /// The values that differ: before is what happened, after what would have; in the order of a standing.
    public var changes: [StandingDifference.Change] {
      let (was, would) = (happened?.json, simulated?.json)
      return Self.compared.flatMap { name in
        StandingDifference.changes(
          .object([.init(name, was?[name] ?? .null)]), .object([.init(name, would?[name] ?? .null)]))
      }
    }

    /// The breaches that differ, in order of date, then id; nil on the side where there is none.
    public var breaches: [(happened: JSON?, simulated: JSON?)] {
      let (was, would) = (happened?.breachLines ?? [], simulated?.breachLines ?? [])
      let gone = was.filter { line in !would.contains { $0["breach"] == line["breach"] } }
      let pairs =
        gone.map { ($0, JSON?.none) }
        + would.map { line in (was.first { $0["breach"] == line["breach"] }, JSON?.some(line)) }
      return pairs.filter { $0.0 != $0.1 }.sorted { Self.order($0) < Self.order($1) }
    }

    private static func order(_ pair: (happened: JSON?, simulated: JSON?)) -> String {
      let line = pair.simulated ?? pair.happened
      return ["on", "breach"].map { key in if case .string(let text)? = line?[key] { text } else { "" } }
        .joined(separator: " ")
    }
  }

  /// Both sides of every subject, by key.
  static func subjects(
    _ happened: [SubjectAnswer], _ simulated: [SubjectAnswer], for provider: Key<Provider>?
  ) -> [Subject] {
    let was = Dictionary(happened.map { ($0.standing.provider, $0) }) { first, _ in first }
    let would = Dictionary(simulated.map { ($0.standing.provider, $0) }) { first, _ in first }
    return Set(was.keys).union(would.keys).sorted().filter { provider ?? $0 == $0 }.map { key in
      let standing = (was[key] ?? would[key])?.standing
      return Subject(
        provider: key, name: standing?.name ?? key.text, programme: standing?.programme ?? "", happened: was[key],
        simulated: would[key])
    }
  }
}

extension SubjectAnswer {
  /// What of a standing is held against another.
  fileprivate var compared: [JSON.Field] {
    json.fields.filter { !["provider", "name", "programme", "rulebook", "asOf", "knownAt"].contains($0.name) }
  }

  fileprivate var breachLines: [JSON] { if case .array(let lines)? = json["breaches"] { lines } else { [] } }
}
