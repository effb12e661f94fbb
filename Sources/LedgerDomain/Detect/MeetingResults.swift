/// `meeting-results` (§1.3.1(1)): too few of those invited came, or too few of those who came signed.
extension Decision {
  /// Charged and pausing expansion at once; looked at when the meeting is held, and again when it is concluded.
  mutating func testMeetingResults(_ key: Key<Meeting>) {
    let subject = BreachSubject.meetingResults(key)
    let breach = BreachID(subject)
    guard let meeting = state.meetings[key], state.mayRaise(breach) else { return }
    let on = state.zone.date(of: meeting.heldAt)
    let terms = terms(on: on, in: meeting.city)
    let count = meeting.signedTally(of: subject, terms) ?? meeting.attendedTally(of: subject, terms)
    guard count.isBelow else { return }
    let facts = meeting.signed == nil ? [meeting.position] : [meeting.position] + (cause.map { [$0] } ?? [])
    let isCharged = chargeCounted(
      Detection(
        breach: breach, clause: .meetingResults, on: on, points: range(of: .meetingResults, on: on, in: meeting.city),
        facts: facts, count: count))
    if isCharged, state.isPausedByResults(key) { record(.expansionPaused(ExpansionPaused(meeting: key))) }
  }
}

extension Meeting {
  /// Those who signed, of those who came; nil before the meeting is concluded.
  func signedTally(of subject: BreachSubject, _ terms: Terms) -> Tally? {
    signed.map { subject.tally($0, of: attended, against: .signed, in: terms) }
  }

  /// Those who came, of those invited.
  func attendedTally(of subject: BreachSubject, _ terms: Terms) -> Tally {
    subject.tally(attended, of: invited, against: .attended, in: terms)
  }
}
