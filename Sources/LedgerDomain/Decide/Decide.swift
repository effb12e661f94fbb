/// Decides one submission: the fact and its consequences, or a refusal that changes nothing (§4, §5).
///
/// - Parameters:
///   - submission: the event as handed in.
///   - state: the provider it is about; evolved by what is decided, untouched when it is refused.
///   - receiver: the provider an outlet is transferred to, when the submission names one.
///   - rules: the rulebook.
///   - now: the clock; an event may not be later.
///   - recordedAt: when the ledger learns of it: the clock, but never before what it learnt last.
///   - head: the position of the last event in the log.
///   - past: the stream so far, for a correction, which is decided by all of it; nil for any other fact.
///   - gating: what is done at gates that are shut.
/// - Returns: the events to append, in order: the fact first, then its consequences in every stream it touches.
/// - Throws: the `Refusal`, by the order of checks of §4.
public func decide(
  _ submission: Submission, on state: inout ProviderState, receiver: inout ProviderState?, by rules: Rules,
  now: Instant, recordedAt: Instant, after head: Int, past: consuming Past? = nil, gating: Gating = .refuse
) throws(Refusal) -> [Event] {
  let admission = Admission(
    submission, on: consume state, receiver: receiver.take(), by: rules, now: now, past: consume past, gating: gating)
  do {
    try admission.check()
  } catch {
    (state, receiver) = admission.end()
    throw error
  }
  let reading = admission.reading
  var decision = admission.decision(recordedAt: recordedAt, after: head)
  decision.record(submission.fact, id: submission.id, note: submission.note, reading: reading)
  decision.conclude(from: submission.fact)
  decision.crossThresholds()
  decision.followDuties()
  let decided = decision.end()
  (state, receiver) = (decided.state, decided.receiver)
  return decided.events
}
