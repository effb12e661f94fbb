/// What a correction makes of the pauses of expansion (offices §10): one stands exactly while the breach of its meeting is
/// assessed and the meeting is not rectified, in a view of any day.
extension ProviderState {
  /// Lets the pauses stand that stand by what is read from a correction on.
  mutating func settlePauses(_ correction: Event) {
    for meeting in Set(pauses.keys).union(meetings.keys) { settlePause(of: meeting, correction) }
  }

  /// The same of one meeting, where the event is a correction or drawn by one.
  mutating func settlePause(of meeting: Key<Meeting>, _ event: Event) {
    guard lastCorrection > 0, lastCorrection == event.cause ?? event.position else { return }
    pauses[meeting] = isPausedByResults(meeting) ? pauses[meeting] ?? event.at : nil
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
