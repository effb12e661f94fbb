public import LedgerDomain
public import LedgerFormat
public import Programmes
public import Rulebook

/// What a simulation asks: the same facts again, under other rules, or with facts that never happened.
public struct SimulationQuestion: Sendable {
  /// The rules to try; nil for those that hold.
  public var rulebook: Rulebook?
  /// The version of a programme to try, in the place of those of the same name; nil for those that hold.
  public var programme: Programme?
  /// The first date they are tried for; nil for the beginning.
  public var effective: LocalDate?
  /// Facts that never happened, submitted after all that did.
  public var facts: [Draft]
  /// Only this provider in the answer; everybody's facts are decided all the same.
  public var provider: Key<Provider>?

  /// A question.
  public init(
    rulebook: Rulebook? = nil, programme: Programme? = nil, effective: LocalDate? = nil, facts: [Draft] = [],
    provider: Key<Provider>? = nil
  ) {
    self.rulebook = rulebook
    self.programme = programme
    self.effective = effective
    self.facts = facts
    self.provider = provider
  }
}

/// What a ledger's facts would have come to, beside what they came to.
public struct Simulation: Sendable {
  /// What was tried: the rulebook's name; nil for the rules that hold.
  public var rulebook: String?
  /// Whether the simulated log is the real one, byte for byte.
  public var isSame: Bool
  /// Facts decided again.
  public var facts: Int
  /// Every year of every provider that has points, or anything pending, in either; by provider, then year.
  public var years: [Year]
  /// Every subject of a programme in either, by key.
  public var subjects: [Subject] = []
  /// Facts that were not accepted in the simulation, in the order of the log.
  public var refused: [RefusedFact]
  /// Facts that were accepted though a gate was shut, and what it would have refused them with, in the order of the log.
  public var gated: [RefusedFact]
  /// Judgements taken at the nearest value allowed, which a person would have to make anew.
  public var adjusted: [AdjustedJudgement]
  /// The ledger's zone.
  public var zone: Zone

  /// One year of one provider, as it happened and as simulated.
  public struct Year: Equatable, Sendable {
    /// The provider.
    public var provider: Key<Provider>
    /// Its name.
    public var name: String
    /// The year.
    public var year: Int
    /// What happened.
    public var happened: Side
    /// What would have.
    public var simulated: Side
    /// Breaches of the year that differ, in order of date, then id.
    public var breaches: [BreachDifference]
    /// The score after each change of it, as it happened.
    public var happenedCurve: [CurvePoint]
    /// The same as it would have been.
    public var simulatedCurve: [CurvePoint]

    /// Whether anything differs.
    public var differs: Bool { happened != simulated || !breaches.isEmpty }
  }

  /// How a year stands at the end of the log.
  public struct Side: Equatable, Sendable {
    /// Its points.
    public var score = 0
    /// What waits to be assessed may still cost.
    public var exposure = Standing.Exposure()
    /// Where the provider stands at the end.
    public var status = ProviderStatus.active
    /// Thresholds crossed, in order.
    public var crossings: [Crossing] = []
  }

  /// What a score came to on the day it was learnt.
  public struct CurvePoint: Equatable, Sendable {
    /// The day.
    public var on: LocalDate
    /// The points then.
    public var score: Int
  }

  /// A threshold crossed.
  public struct Crossing: Equatable, Sendable {
    /// What it opened.
    public var opens: Procedure
    /// The points it takes.
    public var threshold: Int
    /// The points there were.
    public var score: Int
    /// The date of the event that crossed it.
    public var on: LocalDate
  }

  /// A breach that differs; nil on the side where there is none.
  public struct BreachDifference: Equatable, Sendable {
    /// As it happened.
    public var happened: Standing.BreachLine?
    /// As simulated.
    public var simulated: Standing.BreachLine?

    /// The breach, wherever it is.
    public var line: Standing.BreachLine { (simulated ?? happened)! }
  }

  /// A fact that was not accepted, or would not be where gates refuse.
  public struct RefusedFact: Sendable {
    /// Its position in the real log; nil for one that never happened.
    public var position: Int?
    /// The provider.
    public var provider: Key<Provider>
    /// What it says.
    public var fact: Fact
    /// Why not.
    public var refusal: Refusal
  }

  /// A judgement outside the range it would have had.
  public struct AdjustedJudgement: Equatable, Sendable {
    /// The position of the judgement in the real log; nil for one that never happened.
    public var position: Int?
    /// The provider.
    public var provider: Key<Provider>
    /// The breach judged; nil for what comes off when a rectification is passed.
    public var breach: BreachID?
    /// The points that were given.
    public var given: Int
    /// The points taken in their place.
    public var taken: Int
    /// The range they must lie in.
    public var range: ClosedRange<Int>
  }
}

extension SimulationQuestion {
  /// The providers that one of the further facts corrects something of.
  var correctedProviders: [Key<Provider>] {
    facts.compactMap { if case .correction = $0.fact { $0.provider } else { nil } }
  }
}
