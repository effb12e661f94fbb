/// Cities, meetings, applications, training and promotions (§1.3.1, §2.1, §2.2.1).
extension Admission {
  func expansionRow() throws(Refusal) -> Instant? {
    switch submission.fact {
    case .cityAuthorised(let city, _):
      try authorise(city)
      return nil
    case .meetingHeld(let meeting, let city, _, _):
      try refuse(.meetingExists, if: state.meetings[meeting] != nil)
      _ = try known(state.cities[city], .unknownCity)
      return nil
    case .meetingConcluded(let meeting, _):
      let held = try known(state.meetings[meeting], .unknownMeeting)
      try refuse(.meetingConcluded, if: held.signed != nil)
      return held.heldAt
    case .meetingRectified(let meeting):
      let held = try known(state.meetings[meeting], .unknownMeeting)
      try refuse(.notPaused, unless: state.pauses.contains(meeting))
      return held.heldAt
    case .applicationsSubmitted(let meeting, _):
      let held = try known(state.meetings[meeting], .unknownMeeting)
      try refuse(.applicationsExist, if: held.applicationsAt != nil)
      return held.heldAt
    case .applicationsReviewed(let meeting, _, _):
      let held = try known(state.meetings[meeting], .unknownMeeting)
      let submitted = try known(held.applicationsAt, .applicationsMissing)
      try refuse(.applicationsReviewed, if: held.isReviewed)
      return submitted
    case .trainingExamined(let training, _, _):
      try refuse(.trainingExists, if: state.trainings.contains(training))
      return nil
    case .promotionRun(let promotion):
      try refuse(.promotionExists, if: state.promotions.contains(promotion))
      return nil
    default: return nil
    }
  }

  private func authorise(_ city: Key) throws(Refusal) {
    try refuse(.cityExists, if: state.cities[city] != nil)
    try refuse(.expansionSuspended, if: state.expansion == .suspended)
    try refuse(.expansionPaused, if: state.expansion == .paused, found: state.pauses.min())
    let needed = Int128(terms.depositPerCityFen) * Int128(state.cities.count + 1)
    try refuse(
      .depositMissing, if: Int128(state.deposit.balanceFen) < needed,
      found: "\(state.deposit.balanceFen) < \(needed)")
  }
}
