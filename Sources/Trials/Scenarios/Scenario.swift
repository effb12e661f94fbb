public import Ledger
public import LedgerDomain
public import LedgerFormat

/// A story with expectations: the steps of one file of `Scenarios/`.
public struct Scenario: Sendable {
  /// What it shows, in one sentence.
  public var title: String
  /// Which § it is about.
  public var about: String
  /// The rulebook it runs under: a carried one by its name, or a file from the folder of the scenario; nil for the
  /// default.
  public var rulebook: String?
  /// Its steps, numbered from 1.
  public var steps: [Step]

  /// One step.
  public enum Step: Sendable {
    /// An event that is to be accepted.
    case event(EventStep)
    /// An event that is to be refused with this code.
    case refuse(EventStep, code: String)
    /// A sweep through a date.
    case sweep(LocalDate)
    /// The closing of a year.
    case yearEnd(Int)
    /// A version of the rulebook that is published.
    case publish(PublishStep)
    /// A question and the answer expected.
    case expect(Expectation)
  }

  /// A version of the rulebook as a step publishes it.
  public struct PublishStep: Equatable, Sendable {
    /// The file, from the folder of the scenario.
    public var file: String
    /// The first date it is in force on.
    public var effective: LocalDate
    /// When the ledger learns of it; nil for the clock's time.
    public var recorded: Instant?
    /// The refusal expected; nil where it is to be accepted.
    public var code: String?
  }

  /// An event as a step hands it in.
  public struct EventStep: Sendable {
    /// The event's JSON, or what is wrong with its shape.
    public var draft: Result<Draft, InputError>
    /// When it happened, as far as that can be read.
    public var at: Instant?
    /// When the ledger learns of it, if that is said.
    public var recorded: Instant?
    /// Whether that is said as a local time, which is another where the subject's programme has another zone.
    var isRecordedLocal = false
  }

  /// A question to a standing and the fields expected in the answer.
  public struct Expectation: Sendable {
    /// The provider asked about.
    public var provider: Key<Provider>
    /// What is asked.
    public var question: StandingQuestion
    /// Whether the moment asked about is said as a local time.
    var isKnownAtLocal = false
    /// The last day of the duties that the queue is asked for; nil for seven days on.
    public var through: LocalDate?
    /// The fields expected.
    public var fields: [JSON.Field]
  }
}

extension Scenario.EventStep {
  /// When the ledger learns of it: local times are those of a zone, and were read in another.
  func recorded(in zone: Zone, of other: Zone) -> Instant? {
    let shift = other.offsetSeconds - zone.offsetSeconds
    if let recorded { return recorded.adding(seconds: isRecordedLocal ? shift : 0) }
    guard case .success(let draft) = draft, draft.isLocal else { return at }
    return at?.adding(seconds: shift)
  }
}

extension Scenario.Step {
  /// When the ledger learns of what the step does, where it says so, local times being those of a zone that were read in
  /// another.
  func recorded(in zone: Zone, of other: Zone) -> Instant? {
    switch self {
    case .event(let step), .refuse(let step, _): step.recorded(in: zone, of: other)
    case .sweep, .yearEnd, .publish, .expect: recorded(in: zone)
    }
  }

  /// When the ledger learns of what the step does, where it says so; nil for one that leaves the clock as it is.
  public func recorded(in zone: Zone) -> Instant? {
    switch self {
    case .event(let step), .refuse(let step, _): step.recorded ?? step.at
    case .sweep(let date): zone.instant(date.adding(days: 1))
    case .yearEnd(let year): zone.instant(Period.naturalYear(year).lastDay.adding(days: 1))
    case .publish(let step): step.recorded
    case .expect: nil
    }
  }
}

/// Why a file is not a scenario.
public struct ScenarioError: Error, Equatable, Sendable {
  /// The line, from 1, if known.
  public var line: Int?
  /// The key, as a path such as `steps[3].expect.asOf`.
  public var key: String
  /// What was expected there.
  public var expected: LedgerDomain.Expectation
}
