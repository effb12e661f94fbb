import LedgerDomain
import Programmes

/// A subject's stream, folded from its enrolment (programmes §10).
///
/// That what a ledger drew follows from what was submitted is found by deciding the whole log again (`verify --decide`), for tests
/// may ask about other subjects; here each event must be one of a programme, and rest on what stands before it.
struct SubjectFold {
  /// The state behind the last event.
  private(set) var state: SubjectState
  /// The position of the last submitted event; nil behind what a sweep found.
  private var cause: Int?

  /// A stream that begins with an enrolment.
  ///
  /// - Throws: that its programme is not published.
  init(beginning event: Event, among programmes: PublishedProgrammes) throws(LogFault) {
    guard let versions = programmes.holding(version: event.rulebook) else {
      throw LogFault(
        event, "所称规则 \(event.rulebook) 未发布为方案", "the rulebook \(event.rulebook) is not published as a programme")
    }
    state = SubjectState(event.provider, of: versions.name, zone: versions.zone)
  }

  /// Takes the stream's next event.
  mutating func take(_ event: Event) throws(LogFault) {
    guard let next = event.ofSubject else {
      throw LogFault(event, "该类事件不属于方案的对象", "an event of this type is of no subject of a programme")
    }
    switch next.body {
    case .fact:
      guard event.cause == nil, event.by != nil else {
        throw LogFault(event, "事实须有提交人而无起因", "a fact has somebody who submitted it, and no cause")
      }
      cause = event.position
    case .drawn:
      guard event.cause == nil || event.cause == cause else {
        throw LogFault(event, "在它之前没有引出它的事实", "no fact before it calls for it")
      }
      if event.cause == nil { cause = nil }
    }
    state.evolve(next)
  }
}
