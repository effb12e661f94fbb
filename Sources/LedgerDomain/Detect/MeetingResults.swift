/// `meeting-results` (§1.3.1(1)): too few of those invited came, or too few of those who came signed.
extension Decision {
  /// Charged and pausing expansion at once; looked at when the meeting is held, and again when it is concluded.
  mutating func testMeetingResults(_ key: Key<Meeting>) {
    let breach = BreachID(.meetingResults(key))
    guard let meeting = state.meetings[key], state.breaches[breach] == nil else { return }
    let on = state.zone.date(of: meeting.heldAt)
    let limits = terms(on: on, in: meeting.city).meeting
    let failed: Tally?
    if let signed = meeting.signed {
      failed =
        limits.signed.isMore(than: signed, of: meeting.attended)
        ? Tally(counted: signed, of: meeting.attended, limitPercent: limits.signed.value) : nil
    } else {
      failed =
        limits.attended.isMore(than: meeting.attended, of: meeting.invited)
        ? Tally(counted: meeting.attended, of: meeting.invited, limitPercent: limits.attended.value) : nil
    }
    guard let failed else { return }
    let facts = meeting.signed == nil ? [meeting.position] : [meeting.position] + (cause.map { [$0] } ?? [])
    let isCharged = chargeCounted(
      Detection(
        breach: breach, clause: .meetingResults, on: on, points: range(of: .meetingResults, on: on, in: meeting.city),
        facts: facts, count: failed))
    if isCharged { record(.expansionPaused(ExpansionPaused(meeting: key))) }
  }
}
