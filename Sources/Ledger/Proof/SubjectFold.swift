import EventStore
import LedgerDomain
import LedgerFormat
import Programmes

/// A subject's stream, folded by deciding each of its facts again: just what follows must stand in the log (programmes §10).
///
/// What a sweep found is found again, by sweeping through the day on which it stands: whenever the sweep ran, it found the same
/// (programmes §1). So a log cannot lack an event that a subject's facts and days bring, hold one more, or another.
struct SubjectFold {
  /// The state behind the last event, and behind what follows from the last fact.
  private(set) var state: SubjectState
  /// What was decided and has not been met in the stream yet.
  private var due: [SubjectEvent] = []
  private var met = 0
  /// What is asked besides the stream; nil where it is taken as it stands.
  private let around: Around?

  /// What deciding again asks besides a subject's state.
  struct Around {
    /// The rules as they were known.
    let timeline: RulesTimeline
    /// All programmes of the log.
    let programmes: PublishedProgrammes
    /// Who shares an attribute with whom.
    let links: LinkedInLog
    /// The log.
    let reader: any EventStoreReader
  }

  /// A stream that begins with an enrolment.
  ///
  /// - Throws: that its programme is not published, or is another than the one it names.
  init(
    beginning event: Event, among programmes: PublishedProgrammes, _ around: Around?
  ) throws(LogFault) {
    guard let versions = programmes.holding(version: event.rulebook) else {
      throw LogFault(
        event, "所称规则 \(event.rulebook) 未发布为方案", "the rulebook \(event.rulebook) is not published as a programme")
    }
    if let around, case .fact(.subject(.enrolled(let fact)), _) = event.body,
      fact.programme ?? around.timeline.programmes(at: event.position).only?.name != versions.name
    {
      throw LogFault(
        event, "加入的方案不是 \(versions.name)", "the programme it joins is not \(versions.name), by which it was decided")
    }
    state = SubjectState(event.provider, of: versions.name, zone: versions.zone)
    self.around = around
  }

  /// Takes the stream's next event.
  mutating func take(_ event: Event) throws(LogFault) {
    guard let next = event.ofSubject else {
      throw LogFault(event, "该类事件不属于方案的对象", "an event of this type is of no subject of a programme")
    }
    guard let around else { return state.evolve(next) }
    if met == due.count {
      met = 0
      due = try decide(next, event, around)
    }
    guard due[met] == next else { throw fault(event, insteadOf: due[met]) }
    met += 1
  }

  /// Sees that nothing is missing at the end.
  func finish() throws(LogFault) {
    if met < due.count { throw .lacking(Event(due[met], of: state.provider)) }
  }

  /// What follows from a fact, with the fact and what its days brought before it; or what the days bring up to an event of a sweep.
  private mutating func decide(
    _ next: SubjectEvent, _ event: Event, _ around: Around
  ) throws(LogFault) -> [SubjectEvent] {
    let others = SubjectsInLog(around, before: event.position)
    let versions = around.timeline.programmes(at: event.position)[state.programme]
    let events: [SubjectEvent]
    switch next.body {
    case .fact(let fact, _):
      guard event.cause == nil, let by = event.by else {
        throw LogFault(event, "事实须有提交人而无起因", "a fact has somebody who submitted it, and no cause")
      }
      let submission = SubjectSubmission(id: next.id, at: next.at, by: by, fact: fact, note: next.note)
      do throws(Refusal) {
        events = try Programmes.decide(
          submission, on: &state, by: versions, among: others, past: { others.stream(of: event.provider) },
          now: event.recordedAt, recordedAt: event.recordedAt, after: event.position - 1)
      } catch {
        throw LogFault(event, "重新裁定被拒绝：\(error.code)", "decided again, it is refused: \(error.code)")
      }
    case .drawn:
      guard event.cause == nil, let versions else {
        throw LogFault(event, "在它之前没有引出它的事实", "no fact before it calls for it")
      }
      let day = state.zone.daySwept(by: event.at)
      events = sweep(
        &state, through: day, by: versions, among: others, recordedAt: event.recordedAt, after: event.position - 1)
    }
    if let failure = others.failure {
      throw LogFault(event, "无法读取相关对象：\(failure)", "who is linked with it cannot be read: \(failure)")
    }
    guard !events.isEmpty else {
      throw LogFault(event, "在它之前的事实不支持它", "the facts before it do not support it")
    }
    return events
  }

  /// What is wrong where another event stands than the one decided again.
  private func fault(_ event: Event, insteadOf decided: SubjectEvent) -> LogFault {
    let drawn = Event(decided, of: event.provider)
    guard drawn.cause == event.cause, drawn.type == event.type else {
      guard drawn.cause == nil, decided.by == nil else { return .lacking(drawn) }
      return LogFault(event, "此处应先有期间所致的 \(drawn.type)", "\(drawn.type), which its days bring, should stand here")
    }
    guard let cause = event.cause else {
      return LogFault(event, "重新裁定所得与所载不同", "deciding again comes to another \(event.type) than this")
    }
    return LogFault(event, "由第 \(cause) 条得出的与所载不同", "what follows from position \(cause) is another")
  }
}
