public import LedgerDomain

/// Why a breach of a subject cost what it cost (programmes §11).
public struct SubjectBreachExplanation: Equatable, Sendable {
  /// The breach, as known.
  public let breach: SubjectBreach
  /// The event that reported or raised it.
  public let raised: SubjectEvent
  /// The event that charged it; nil while it is pending, or where it was dismissed.
  public let charging: SubjectEvent?
  /// What was chosen as it was charged, with the value found for each leaf looked at.
  public let choices: [ChoiceMade]
  /// What the ledger drew for it, in log order: each effect with what it did.
  public let drawn: [SubjectEvent]
  /// The appeals against it and what was decided of them, in log order.
  public let appeals: [SubjectEvent]
  /// By when it may be appealed against; nil where it may not.
  public let appealUntil: LocalDate?
}

/// How a counter comes to its value (programmes §11).
public struct SubjectCounterExplanation: Equatable, Sendable {
  /// What is left of an entry from a day on.
  public struct Step: Equatable, Sendable {
    /// The day.
    public let on: LocalDate
    /// What is left.
    public let left: Int
  }

  /// An entry, and what is left of it on every day: from each step's day until the next.
  public struct Line: Equatable, Sendable {
    /// The entry.
    public let entry: SubjectEntry
    /// From its first day, ascending; nothing is left from the day after its last.
    public let steps: [Step]
  }

  /// The counter.
  public let counter: String
  /// Its entries, in log order.
  public let entries: [Line]
  /// Its value, from each step's day until the next.
  public let values: [Step]
}

/// Why a measure runs, and until when (programmes §11).
public struct SubjectMeasureExplanation: Equatable, Sendable {
  /// The instance.
  public let measure: SubjectMeasure
  /// The event by which it began.
  public let imposed: SubjectEvent?
  /// What was found of the leaves of the test that ends it, on the day asked; none where no test does.
  public let leaves: [LeafExplained]
  /// Its last day, where that is known.
  public let lastDay: LocalDate?
}

extension SubjectState {
  /// Why a breach cost what it cost; nil for one never raised.
  ///
  /// - Parameter stream: the subject's whole stream: the record is folded to the charge, and that is drawn once more.
  public func explanation(
    of id: BreachID, in stream: [SubjectEvent], by versions: ProgrammeVersions,
    among others: any OtherSubjects = NoOthers()
  ) -> SubjectBreachExplanation? {
    guard let breach = breach(id), let raised = stream.last(where: { $0.raises(id) }) else { return nil }
    let cause = GroundCause.breach(id).description
    let charging =
      stream.last { event in
        if case .fact(.assessed(let fact), _) = event.body { return fact.breach == id }
        return false
      } ?? (breach.judgement == nil && breach.chargedAt != nil ? raised : nil)
    let drawn = stream.filter { event in
      if case .drawn(_, let ground) = event.body { return ground.cause == cause }
      return false
    }
    var choices: [ChoiceMade] = []
    if let charging, versions.mayChoose {
      choices = self.choices(of: id, charging, in: stream, by: versions, among: others)
    }
    let programme = versions.on(breach.on)
    var until: LocalDate?
    if programme.clause(breach.clause)?.isAppealable ?? false, let appeal = programme.appeal,
      let charged = breach.chargedAt
    {
      until = appeal.due(after: charged, by: programme).date.date
    }
    return SubjectBreachExplanation(
      breach: breach, raised: raised, charging: charging, choices: choices, drawn: drawn,
      appeals: stream.filter { $0.appeals(id) }, appealUntil: until)
  }

  /// What was chosen as a breach was charged: the record is folded to there.
  private func choices(
    of id: BreachID, _ charging: SubjectEvent, in stream: [SubjectEvent], by versions: ProgrammeVersions,
    among others: any OtherSubjects
  ) -> [ChoiceMade] {
    var then = SubjectState(provider, of: programme, zone: zone)
    for event in stream where event.position <= charging.position { then.evolve(event) }
    var deciding = Deciding(
      on: then, by: versions.known(before: charging.position),
      Surroundings(others: others, before: charging.position), at: charging.at, recordedAt: charging.recordedAt,
      after: charging.position, again: FoldedAgain(without: [], lowered: [:]))
    deciding.choices = []
    let programme = versions.named(charging.rulebook) ?? versions.on(zone.date(of: charging.at))
    do throws(Stop) {
      try deciding.charge(id, by: programme)
      try deciding.crossNodes()
    } catch {
      return deciding.choices ?? []
    }
    return deciding.choices ?? []
  }

  /// How a counter comes to its value, for one key or, with nil, all; nil for one that was never charged.
  public func explanation(ofCounter counter: String, key: String? = nil) -> SubjectCounterExplanation? {
    let places = places(of: counter, key: key).sorted()
    guard !places.isEmpty else { return nil }
    let lines = places.map { SubjectCounterExplanation.Line(entry: entries[$0], steps: entries[$0].steps) }
    let days = Set(lines.flatMap { $0.steps.map(\.on) }).sorted()
    let values = days.map { day in
      SubjectCounterExplanation.Step(on: day, left: value(of: counter, key: key, on: day))
    }
    return SubjectCounterExplanation(counter: counter, entries: lines, values: values)
  }

  /// Why the instances of a measure run that are in force on a day, and until when; of none that is, the last one.
  public func explanations(
    ofMeasure measure: String, on day: LocalDate, in stream: [SubjectEvent], by versions: ProgrammeVersions,
    among others: any OtherSubjects = NoOthers()
  ) -> [SubjectMeasureExplanation] {
    let all = measures.filter { $0.measure == measure && $0.from <= day }
    let running = all.filter { $0.isInForce(on: day) }
    return (running.isEmpty ? Array(all.suffix(1)) : running).map { instance in
      var leaves: [LeafExplained] = []
      if instance.isOpen, let programme = versions.named(instance.rulebook),
        programme.imposing.indices.contains(instance.effect), let test = programme.imposing[instance.effect].until
      {
        var hand = Hand(programme: programme, rule: .measure(measure), cause: nil, day: day, isAttended: false)
        putAtHand(of: instance, &hand)
        hand.factsFrom = instance.began
        var asking = Asking(on: day, Surroundings(others: others))
        asking.explained = []
        _ = try? asking.holds(test, of: self, hand)
        leaves = asking.explained ?? []
      }
      return SubjectMeasureExplanation(
        measure: instance, imposed: stream.last { $0.imposes(instance) }, leaves: leaves,
        lastDay: instance.end.map { $0.adding(days: -1) })
    }
  }
}

extension SubjectEntry {
  /// What is left of it on every day.
  var steps: [SubjectCounterExplanation.Step] {
    let first = max(from, shownFrom ?? from)
    var days = Set([first])
    for part in taken where part.on > first { days.insert(part.on) }
    if let until { days.insert(until.adding(days: 1)) }
    let steps = days.sorted().map { day in
      SubjectCounterExplanation.Step(on: day, left: counts(on: day) ? left(on: day) : 0)
    }
    // What a reversal takes from an entry that is over changes nothing.
    return steps.enumerated().filter { $0.offset == 0 || steps[$0.offset - 1].left != $0.element.left }.map(\.element)
  }
}

extension SubjectEvent {
  /// Whether it reports or raises a breach.
  fileprivate func raises(_ id: BreachID) -> Bool {
    switch body {
    case .fact(.reported(let fact), _): fact.breach == id
    case .drawn(.breachDetected(let raised), _): raised.breach == id
    case .fact, .drawn: false
    }
  }

  /// Whether it is an appeal against a breach, or decides one.
  fileprivate func appeals(_ id: BreachID) -> Bool {
    switch body {
    case .fact(.appealFiled(let fact), _): fact.breach == id
    case .fact(.appealDecided(let fact), _): fact.breach == id
    case .fact, .drawn: false
    }
  }

  /// Whether an instance of a measure begins by it.
  fileprivate func imposes(_ instance: SubjectMeasure) -> Bool {
    guard case .drawn(.measureImposed(let imposed), _) = body else { return false }
    return imposed.measure == instance.measure && imposed.instance == instance.instance
  }
}

extension ProgrammeVersions {
  /// Whether what a breach costs, or a node that it crosses, chooses anything in some version.
  fileprivate var mayChoose: Bool {
    versions.contains { version in
      let (clauses, counters) = (version.programme.clauses, version.programme.counters)
      let effects = clauses.flatMap(\.cost) + counters.flatMap(\.nodes).flatMap(\.effects)
      return effects.contains { if case .choose = $0 { true } else { false } }
    }
  }
}
