/// Recruiting meetings and the applications that follow them (§1.3.1(1), §2.1.1(4)).
extension Admission {
  func row(_ fact: MeetingFact) throws(Refusal) -> Instant? {
    switch fact {
    case .held(let fact):
      try refuse(.meetingExists, if: state.meetings[fact.meeting] != nil, found: .same(fact.meeting.text))
      _ = try known(fact.city, in: state.cities, .unknownCity)
      return nil
    case .concluded(let fact):
      let held = try known(state.meetings[fact.meeting], .unknownMeeting, named: fact.meeting.text)
      try refuse(.meetingConcluded, if: held.signed != nil, found: .same(fact.meeting.text))
      return held.heldAt
    case .rectified(let fact):
      let held = try known(state.meetings[fact.meeting], .unknownMeeting, named: fact.meeting.text)
      try refuse(.notPaused, unless: state.pauses[fact.meeting] != nil, found: .same(fact.meeting.text))
      return held.heldAt
    case .applicationsSubmitted(let fact):
      let held = try known(state.meetings[fact.meeting], .unknownMeeting, named: fact.meeting.text)
      try refuse(.applicationsExist, if: held.applicationsAt != nil, found: .same(fact.meeting.text))
      return held.heldAt
    case .applicationsReviewed(let fact):
      let held = try known(state.meetings[fact.meeting], .unknownMeeting, named: fact.meeting.text)
      let submitted = try known(held.applicationsAt, .applicationsMissing, found: .same(fact.meeting.text))
      try refuse(.applicationsReviewed, if: held.isReviewed, found: .same(fact.meeting.text))
      return submitted
    }
  }
}

extension Decision {
  mutating func conclude(from fact: MeetingFact) {
    switch fact {
    case .held(let fact): testMeetingResults(fact.meeting)
    case .concluded(let fact): testMeetingResults(fact.meeting)
    case .rectified(let fact): record(.expansionUnpaused(ExpansionUnpaused(meeting: fact.meeting)))
    case .applicationsReviewed(let fact): testEntries(of: fact.meeting, fact.entries, fact.errors)
    case .applicationsSubmitted: break
    }
  }
}
