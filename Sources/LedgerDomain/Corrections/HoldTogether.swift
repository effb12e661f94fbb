/// A corrected history must hold together (offices §10).
extension History {
  /// The first fact that could not stand where it stands if a fact were read so, and what refuses it there.
  ///
  /// What was about the day it was decided on is not asked again: `RefusalCode.isOfTheDay`.
  func firstBreak(reading: FactReading, by rules: Rules) -> (position: Int, refusal: Refusal)? {
    var readings = readings
    readings.take(reading, at: .max)
    var state = ProviderState(provider: provider, zone: zone)
    for event in events {
      if event.position >= reading.position, let held = state.outletHeldAlready(event) {
        return (event.position, .rules(.outletExists, found: .same(held.text)))
      }
      if event.position >= reading.position, !readings.isTakenBack(event.position),
        let read = readings.asRead(event), let held = read.held(isCorrected: event.position == reading.position)
      {
        let admission = Admission(held, on: consume state, by: rules)
        let refusal = admission.checkAgain()
        state = admission.end().state
        if let refusal { return (event.position, refusal) }
      }
      state.evolve(event, as: readings)
      if event.position >= reading.position, let balance = state.balanceBelowZero {
        return (event.position, .rules(.depositInsufficient, found: .same(String(balance))))
      }
    }
    return nil
  }

  /// What stands in the way of correcting or retracting the order of a rectification, or its extension: a later step of a
  /// person, or the closing of the case.
  func firstStep(after order: Event) -> Int? {
    let later = events.first { event in
      guard event.position > order.position else { return false }
      switch event.body {
      case .fact(.rectification, _): return readings.asRead(event) != nil
      case .consequence(.rectificationClosed): return true
      case .fact, .consequence, .publication: return false
      }
    }
    return later?.position
  }

  /// What has been said of a breach after a judgement of it: while there is something, that is the last word.
  func firstWord(on breach: BreachID, after judgement: Event) -> Int? {
    let later = events.first { event in
      guard event.position > judgement.position, event.breach == breach else { return false }
      switch event.body {
      case .fact(.breach, _), .fact(.appeal, _): return !readings.takenBack.contains(event.position)
      case .consequence(.breachWithdrawn), .consequence(.breachDetected): return true
      case .fact, .consequence, .publication: return false
      }
    }
    return later?.position
  }
}

extension Event {
  /// The fact as it is held against its row again; nil for one that is not.
  ///
  /// - Parameter isCorrected: whether it is the fact corrected, and not a later one.
  fileprivate func held(isCorrected: Bool) -> Submission? {
    guard let fact, let by else { return nil }
    switch fact.kind.correctable {
    case .registration, .order, .retractedOnly, .report: break
    case .world:
      if !isCorrected {
        switch fact {
        case .provider, .duty: return nil
        case .deposit, .expansion, .meeting, .outlet, .service, .breach, .appeal, .rectification, .termination,
          .outletDeposit, .admission, .outage, .reinstatement, .lateCase, .measure, .notice, .correction,
          .subject:
          break
        }
      }
    case .judgement: return nil
    case .never: guard case .outlet(.transferred) = fact else { return nil }
    }
    return Submission(provider: provider, at: at, by: by, fact: fact)
  }
}

extension ProviderState {
  /// The outlet an event says was received, where one is held under its key already.
  fileprivate func outletHeldAlready(_ event: Event) -> Key<Outlet>? {
    guard case .consequence(.outletReceived(let received)) = event.body, received.from != provider,
      outlets[received.outlet] != nil
    else { return nil }
    return received.outlet
  }

  /// The balance of a deposit, its own or an outlet's, that is less than nothing; nil for none.
  fileprivate var balanceBelowZero: Int? {
    if deposit.balanceFen < 0 { return deposit.balanceFen }
    return outletDeposits.values.first { $0.balanceFen < 0 }?.balanceFen
  }
}

extension RefusalCode {
  /// Whether it was about the day on which a fact was decided, and is not asked again when an earlier one is corrected.
  var isOfTheDay: Bool { Self.ofTheDay.contains(self) }

  private static let ofTheDay: Set<RefusalCode> = [
    .expansionSuspended, .expansionPaused, .notPaused, .depositMissing, .outletsMissing, .roleNotAllowed,
    .criterionNotApplicable, .stageOutOfOrder,
  ]
}

extension Admission {
  /// A fact that stands in the log, held against its row again.
  init(_ fact: Submission, on state: consuming ProviderState, by rules: Rules) {
    self.init(fact, on: state, receiver: nil, by: rules, now: fact.at, isHeldAgain: true)
  }

  /// What refuses it; nil for nothing.
  func checkAgain() -> Refusal? {
    do throws(Refusal) {
      try checkRow()
      return nil
    } catch {
      return error
    }
  }
}
