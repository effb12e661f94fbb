/// What a correction makes of the pauses of expansion (offices §10): one stands exactly while the breach of its meeting is
/// assessed and the meeting is not rectified, in a view of any day.
extension ProviderState {
  /// Lets the pauses stand that stand by what is read from a correction on.
  mutating func settlePauses(_ correction: Event) {
    for meeting in Set(pauses.keys).union(meetings.keys) { settlePause(of: meeting, correction) }
  }

  /// The same of one meeting, where the event is a correction or drawn by one. Where an appeal overturned the breach of a
  /// meeting that was held, the pause ended on the day of that decision, as its line says.
  mutating func settlePause(of meeting: Key<Meeting>, _ event: Event) {
    guard lastCorrection > 0, lastCorrection == event.cause ?? event.position else { return }
    let breach = breaches[BreachID(.meetingResults(meeting))]
    if meetings[meeting] != nil, breach?.status == .overturned { return }
    pauses[meeting] = isPausedByResults(meeting) ? pauses[meeting] ?? event.at : nil
  }

  /// Of the pauses that a correction lets stand as of a date, those are none yet that begin with a later charge.
  ///
  /// - Parameter stood: those that stood before it.
  mutating func dropPauses(after date: LocalDate, but stood: [Key<Meeting>: Instant]) {
    for meeting in pauses.keys where stood[meeting] == nil {
      guard let charged = breaches[BreachID(.meetingResults(meeting))]?.chargedAt, zone.date(of: charged) > date else {
        continue
      }
      pauses[meeting] = nil
    }
  }
}

extension Decision {
  /// The meetings that pause expansion by what stands in the log so far.
  var announcedPauses: Set<Key<Meeting>> {
    var announced = Set((stateBefore ?? state).pauses.keys)
    for event in drawn {
      if case .consequence(.expansionPaused(let pause)) = event.body { announced.insert(pause.meeting) }
      if case .consequence(.expansionUnpaused(let pause)) = event.body { announced.remove(pause.meeting) }
    }
    return announced
  }
}
