import EventStore
public import Ledger
public import LedgerDomain
import LedgerFormat
import Programmes
import Rulebook

extension Ledger {
  /// Decides every fact of the log again, in memory, under other rules or with further facts, and compares.
  ///
  /// The live store is only read. Under the rules that hold, and without further facts, the log simulated is the log.
  ///
  /// - Throws: `zone-differs` for a rulebook of another zone; `unknown-programme` for a version of a programme that the log
  ///   publishes nothing of.
  public func simulate(
    _ question: SimulationQuestion, now: Instant, progress: (Int) throws -> Void = { _ in }
  ) throws -> Simulation {
    if let rulebook = question.rulebook, rulebook.terms.zone != zone {
      throw Refusal.rules(.zoneDiffers, found: .zones(rulebook.terms.zone, zone))
    }
    let held = source.rules
    let rules = question.rulebook.map { held.trying($0.terms, from: question.effective) } ?? held
    let trial = Ledger(store: InMemoryEventStore(), rules: rules)
    return try store.read { reader in
      if let programme = question.programme { try check(programme, in: reader) }
      let rulesHere = try source.rules(in: reader)
      let corrected = try reader.correctedProviders(by: rulesHere).union(question.correctedProviders)
      var replay = Replay(
        zone: zone, real: held, trying: question.programme, from: question.effective, corrected: corrected)
      let subjects = try trial.write { transaction in
        transaction.gating = .take
        transaction.sweepsSubjects = false
        try reader.scan(EntrySelection()) { entry in
          try replay.take(try Event(line: entry.line, in: zone), in: transaction)
          try progress(entry.position)
          return true
        }
        try replay.finish(in: transaction)
        for draft in question.facts { try replay.add(draft, now: now, in: transaction) }
        return try replay.lastRecording.map { try transaction.standings(ofSubjectsAt: $0) } ?? []
      }
      let happened = try replay.lastRecording.map { try standings(ofSubjectsAt: $0, in: reader) } ?? []
      let heads = try trial.store.read { try $0.heads() }
      return Simulation(
        rulebook: question.rulebook?.name ?? question.programme?.name, isSame: try reader.heads() == heads,
        facts: replay.facts,
        years: try SimulationYears(replay: replay, trial: trial, corrected: corrected).made(for: question.provider),
        subjects: Simulation.subjects(happened, subjects, for: question.provider),
        refused: replay.refused.filter { question.provider ?? $0.provider == $0.provider },
        gated: replay.gated.filter { question.provider ?? $0.provider == $0.provider },
        adjusted: replay.adjusted.filter { question.provider ?? $0.provider == $0.provider }, zone: zone)
    }
  }

  /// A programme can be tried where the log publishes one of its name, in the same zone.
  private func check(_ programme: Programme, in reader: any EventStoreReader) throws {
    guard let versions = try versions(of: programme.programme, in: reader) else {
      throw Refusal.rules(.unknownProgramme, found: .same(programme.programme))
    }
    guard versions.zone == programme.zone else {
      throw Refusal.rules(.zoneDiffers, found: .zones(programme.zone, versions.zone))
    }
  }
}

/// The two ends of a log, decided and decided again, laid beside one another.
private struct SimulationYears {
  let replay: Replay
  let trial: Ledger
  let corrected: Set<Key<Provider>>

  func made(for provider: Key<Provider>?) throws -> [Simulation.Year] {
    var simulated = CrossingLog(corrected: corrected)
    try trial.events(EntrySelection()) { recorded in
      simulated.take(recorded.event, zone: trial.zone)
      return true
    }
    return replay.log.states.keys.sorted().filter { provider ?? $0 == $0 }.flatMap { key -> [Simulation.Year] in
      let happened = replay.log.states[key]
      let would = simulated.states[key]
      let lines = differences(happened, would)
      let years = [happened, would].flatMap { state in
        (state?.years.keys.map(\.self) ?? []) + (state?.exposures.keys.map(\.self) ?? [])
      }
      return Set(years + lines.map(\.line.on.year)).sorted().map { year in
        Simulation.Year(
          provider: key, name: (happened ?? would)?.registration?.name ?? key.text, year: year,
          happened: replay.log.side(of: key, year), simulated: simulated.side(of: key, year),
          breaches: lines.filter { $0.line.on.year == year }, happenedCurve: replay.log.curve(of: key, year),
          simulatedCurve: simulated.curve(of: key, year))
      }
    }
  }

  private func differences(_ happened: ProviderState?, _ would: ProviderState?) -> [Simulation.BreachDifference] {
    let ids = Set((happened?.breaches.keys.map(\.self) ?? []) + (would?.breaches.keys.map(\.self) ?? []))
    let lines = ids.map { id in
      Simulation.BreachDifference(happened: happened?.breachLine(id), simulated: would?.breachLine(id))
    }
    return lines.filter { $0.happened != $0.simulated }
      .sorted { ($0.line.on, $0.line.breach) < ($1.line.on, $1.line.breach) }
  }
}

/// The states a log folds to, and the thresholds crossed on the way.
struct CrossingLog {
  private(set) var states: [Key<Provider>: ProviderState] = [:]
  /// The streams some of whose facts are corrected, to be folded again at each correction.
  private var histories: [Key<Provider>: History] = [:]
  private let corrected: Set<Key<Provider>>
  private var crossings: [Key<Provider>: [Int: [Simulation.Crossing]]] = [:]
  private var curves: [Key<Provider>: [Int: [Simulation.CurvePoint]]] = [:]
  private var reached: ThresholdReached?

  /// Nothing yet.
  ///
  /// - Parameter corrected: the providers some of whose facts are corrected.
  init(corrected: Set<Key<Provider>>) {
    self.corrected = corrected
  }

  /// Takes the next event of the log.
  mutating func take(_ event: Event, zone: Zone) {
    let provider = event.provider
    if provider == Publication.stream { return }
    if corrected.contains(provider) { histories[provider, default: History(of: provider, in: zone)].take(event) }
    if event.isCorrection, let history = histories[provider] {
      states[provider] = history.fold()
    } else {
      states[provider, default: ProviderState(provider: provider, zone: zone)].evolve(event)
    }
    if event.movesPoints { noteScores(of: provider, on: zone.date(of: event.recordedAt)) }
    if case .fact(.lateCase(.opened(let fact)), _) = event.body {
      let score = states[provider]?.score(fact.year) ?? 0
      reached = ThresholdReached(threshold: fact.threshold, year: fact.year, score: score)
    }
    guard case .consequence(let consequence) = event.body else { return }
    if case .thresholdReached(let found) = consequence { reached = found }
    guard let opens = event.openedByPoints, let reached = reached else { return }
    crossings[event.provider, default: [:]][reached.year, default: []].append(
      Simulation.Crossing(
        opens: opens, threshold: reached.threshold, score: reached.score, on: zone.date(of: event.at)))
    self.reached = nil
  }

  private mutating func noteScores(of provider: Key<Provider>, on date: LocalDate) {
    guard let state = states[provider] else { return }
    for (year, line) in state.years {
      let score = line.score
      guard score != curves[provider]?[year]?.last?.score ?? 0 else { continue }
      curves[provider, default: [:]][year, default: []].append(Simulation.CurvePoint(on: date, score: score))
    }
  }

  /// How the score of a provider's year came about.
  func curve(of provider: Key<Provider>, _ year: Int) -> [Simulation.CurvePoint] { curves[provider]?[year] ?? [] }

  /// How a provider's year stands at the end.
  func side(of provider: Key<Provider>, _ year: Int) -> Simulation.Side {
    guard let state = states[provider] else { return Simulation.Side() }
    return Simulation.Side(
      score: state.score(year), exposure: state.exposures[year] ?? Standing.Exposure(), status: state.status,
      crossings: crossings[provider]?[year] ?? [])
  }
}

extension Event {
  /// Whether a score may be another after it.
  fileprivate var movesPoints: Bool {
    switch body {
    case .consequence(.pointsDeducted), .consequence(.pointsRestored): true
    case .fact, .consequence, .publication: isCorrection
    }
  }
}
