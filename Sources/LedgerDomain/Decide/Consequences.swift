/// What follows from a fact once it is recorded (§5).
extension Decision {
  mutating func draw(from fact: Fact) {
    switch fact {
    case .meetingHeld(let meeting, _, _, _), .meetingConcluded(let meeting, _): testMeetingResults(meeting)
    case .meetingRectified(let meeting): record(.expansionUnpaused(meeting: meeting))
    case .applicationsSubmitted(let meeting, _): raiseIfLate(.applications(meeting))
    case .applicationsReviewed(let meeting, let entries, let errors): testEntries(of: meeting, entries, errors)
    case .trainingExamined(let training, let examined, let failed): testTraining(training, examined, failed)
    case .outletExitAnswered(let outlet): raiseIfLate(.exitResponse(outlet))
    case .outletExited(let outlet, _):
      raiseIfLate(.exitResponse(outlet))
      testEarlyExits(tippedBy: outlet)
    case .outletTransferred(let outlet, _):
      raiseIfLate(.exitResponse(outlet))
      handOver(outlet)
    case .helpAnswered(let ticket): raiseIfLate(.answer(ticket))
    case .complaintUpheld(let complaint, let fault): testUpheld(complaint, providerAtFault: fault ?? false)
    case .salesReported(let city, let month, _): testDormancy(in: city, month)
    case .breachAssessed(let breach, let points, _, let issue): charge(breach, points, issue: issue)
    case .appealDecided(let breach, let outcome, _): settleAppeal(breach, outcome)
    case .rectificationPassed(let reduction, _): passRectification(reduction)
    case .rectificationFailed(let points, _): failRectification(points)
    case .terminationRequested(let ground, _): openTermination(ground, year: nil)
    case .terminationWaived: closeTermination(.waived)
    case .channelFrozen: freezeOutlets()
    default: break
    }
    withdrawUnsupported(after: fact)
  }
}
