/// `meeting-results` (§1.3.1(1)): too few of those invited came, or too few of those who came signed.
extension Decision {
  /// Charged and pausing expansion at once; looked at when the meeting is held, and again when it is concluded.
  mutating func testMeetingResults(_ key: Key<Meeting>) {
    let subject = BreachSubject.meetingResults(key)
    let breach = BreachID(subject)
    guard let meeting = state.meetings[key], state.breaches[breach] == nil else { return }
    let on = state.zone.date(of: meeting.heldAt)
    let terms = terms(on: on, in: meeting.city)
    let count =
      meeting.signed.map { subject.tally($0, of: meeting.attended, against: .signed, in: terms) }
      ?? subject.tally(meeting.attended, of: meeting.invited, against: .attended, in: terms)
    guard count.isBelow else { return }
    let facts = meeting.signed == nil ? [meeting.position] : [meeting.position] + (cause.map { [$0] } ?? [])
    let isCharged = chargeCounted(
      Detection(
        breach: breach, clause: .meetingResults, on: on, points: range(of: .meetingResults, on: on, in: meeting.city),
        facts: facts, count: count))
    if isCharged { record(.expansionPaused(ExpansionPaused(meeting: key))) }
  }
}
