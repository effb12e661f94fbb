import EventStore
import LedgerDomain
import LedgerFormat
import Programmes

/// One stream, folded by drawing again what follows from each of its facts: just that must stand in the log.
///
/// So a log cannot lack a consequence, hold one that no fact calls for, or hold another than its rulebook draws. What a
/// sweep or a year end found has no fact in front: it is taken where it stands, and the facts known before must support it.
struct DrawnFold {
  /// The state behind the last event, and behind the consequences of the last fact.
  private(set) var state: ProviderState
  /// What was drawn for other providers' streams, and what stands in this one by another's fact.
  private(set) var handedOver = HandOvers()
  private let timeline: RulesTimeline?
  private let programmes: PublishedProgrammes
  private let around: SubjectFold.Around?
  /// The fold of a subject's stream, once its enrolment has shown that it is one.
  private(set) var subject: SubjectFold?
  /// The stream so far, where some of its facts are corrected: then it is folded again at each correction.
  private var history: History?
  private var due: [Event] = []
  private var met = 0
  private var lastRulebook = ""

  /// A stream from its first event on.
  ///
  /// - Parameters:
  ///   - timeline: the rules as they were known; without them nothing is drawn, and the stream is taken as it stands.
  ///   - programmes: those that the log publishes.
  ///   - links: who of its subjects shares an attribute with whom.
  ///   - isCorrected: whether some of its facts are corrected.
  ///   - reader: the log, for what is asked of a subject besides its stream.
  init(
    _ provider: Key<Provider>, _ zone: Zone, by timeline: RulesTimeline?, programmes: PublishedProgrammes,
    links: LinkedInLog, isCorrected: Bool, _ reader: any EventStoreReader
  ) {
    state = ProviderState(provider: provider, zone: zone)
    self.timeline = timeline
    self.programmes = programmes
    around = timeline.map {
      SubjectFold.Around(timeline: $0, programmes: programmes, links: links, reader: reader)
    }
    if isCorrected { history = History(of: provider, in: zone) }
  }

  /// Takes the stream's next event.
  mutating func take(_ event: Event) throws(LogFault) {
    if state.version == 0, subject == nil, case .fact(.subject(.enrolled), _) = event.body {
      subject = try SubjectFold(beginning: event, among: programmes, around)
    }
    if let timeline, event.rulebook != lastRulebook { try name(event, in: timeline) }
    if subject != nil {
      try subject?.take(event)
      return
    }
    guard let timeline else { return evolve(event) }
    if met < due.count { return try meet(event) }
    switch event.body {
    case .publication(let publication):
      guard publication.digest.hex == publication.sha256 else {
        throw LogFault(event, "所载的 sha256 不是其文本的", "the hash it states is not that of its rulebook's text")
      }
      evolve(event)
    case .fact:
      guard history != nil || !event.isCorrection else {
        throw LogFault(event, "没有规则版本允许更正", "no version of the rulebook lets facts be corrected")
      }
      guard event.cause == nil, event.by != nil else {
        throw LogFault(event, "事实须有提交人而无起因", "a fact has somebody who submitted it, and no cause")
      }
      expectConsequences(of: event, by: timeline.rules(at: event.position))
    case .consequence(.outletReceived):
      handedOver.receive(event)
      evolve(event)
    case .consequence:
      guard event.cause == nil else {
        throw LogFault(event, "在它之前没有引出它的事实", "no fact before it calls for it")
      }
      guard state.findAgain(event, by: timeline.rules(at: event.position)) == event else {
        throw LogFault(event, "在它之前的事实不支持它", "the facts before it do not support it")
      }
      history?.take(event)
    }
  }

  private mutating func evolve(_ event: Event) {
    history?.take(event)
    if event.isCorrection, let history { state = history.fold() } else { state.evolve(event) }
  }

  /// The read models of what the stream comes to.
  var models: [ReadModel] { subject.map { ReadModel.models(of: $0.state) } ?? ReadModel.models(of: state) }

  /// The whole state, where it is long enough to be saved.
  ///
  /// - Parameter hash: that of the last event.
  func saved(endingWith hash: Hash) -> ReadModel? {
    let version = subject?.state.version ?? state.version
    guard ReadModel.isSaved(from: 0, to: version) else { return nil }
    guard let subject else { return ReadModel.saved(HeldState(state: state, hash: hash)) }
    return ReadModel.saved(FoldedSubject(state: subject.state, hash: hash))
  }

  /// Whether the whole state as it was saved is the one here, behind the event with this hash; nil where none is saved.
  ///
  /// - Throws: `StoreError.damaged` when it is not what was written.
  func isSaved(in reader: any EventStoreReader, behind hash: Hash) throws -> Bool? {
    guard let subject else {
      return try reader.savedState(of: state.provider, zone: state.zone).map { $0.hash == hash && $0.state == state }
    }
    return try reader.savedSubject(state.provider, among: programmes)
      .map { $0.hash == hash && $0.state == subject.state }
  }

  /// The form that the stream has shown itself to be of.
  var form: EventForm { subject == nil ? .daigou : .programme }

  /// Sees that nothing is missing at the end.
  func finish() throws(LogFault) {
    if met < due.count { throw .lacking(due[met]) }
    try subject?.finish()
  }

  private mutating func expectConsequences(of fact: Event, by rules: Rules) {
    due.removeAll(keepingCapacity: true)
    met = 0
    for drawn in state.fold(fact, drawingBy: rules, history: history) {
      if drawn.provider == state.provider { due.append(drawn) } else { handedOver.send(drawn) }
    }
    history?.take(fact)
  }

  private mutating func meet(_ event: Event) throws(LogFault) {
    let drawn = due[met]
    guard drawn == event else {
      guard drawn.cause == event.cause, drawn.type == event.type else { throw .lacking(drawn) }
      throw LogFault(
        event, "由第 \(event.cause ?? 0) 条得出的与所载不同", "what follows from position \(event.cause ?? 0) is another")
    }
    met += 1
    history?.take(event)
  }

  private mutating func name(_ event: Event, in timeline: RulesTimeline) throws(LogFault) {
    guard timeline.knows(event.rulebook, at: event.position) else {
      throw LogFault(
        event, "所称规则 \(event.rulebook) 既未发布，亦非程序自带",
        "it names the rulebook \(event.rulebook), which is neither published before it nor carried by this program")
    }
    lastRulebook = event.rulebook
  }
}

extension LogFault {
  /// A consequence that should stand at its place and does not.
  static func lacking(_ drawn: Event) -> LogFault {
    let cause = drawn.cause ?? 0
    return LogFault(
      drawn, "第 \(cause) 条缺其后果：此处应为 \(drawn.type)",
      "position \(cause) lacks a consequence: \(drawn.type) should stand here")
  }
}

/// Outlets handed over: what a transfer puts into the receiver's stream must stand there, and nothing else.
struct HandOvers: Sendable {
  private var sent: [Int: Event] = [:]
  private var received: [Int: Event] = [:]

  /// Takes what a transfer in the sender's stream calls for.
  mutating func send(_ event: Event) { sent[event.position] = event }

  /// Takes what stands in a receiver's stream.
  mutating func receive(_ event: Event) { received[event.position] = event }

  /// Takes those of another stream.
  mutating func merge(_ other: HandOvers) {
    sent.merge(other.sent) { first, _ in first }
    received.merge(other.received) { first, _ in first }
  }

  /// What does not stand as it should, in order.
  var faults: [LogFault] {
    Set(sent.keys).union(received.keys).sorted().compactMap { position in
      switch (sent[position], received[position]) {
      case (let drawn?, let event?): drawn.moved(to: event.version) == event ? nil : .lacking(drawn)
      case (let drawn?, nil): .lacking(drawn)
      case (nil, let event?): LogFault(event, "在它之前没有引出它的事实", "no fact before it calls for it")
      case (nil, nil): nil
      }
    }
  }
}

extension Event {
  /// The same event at another place in its stream.
  func moved(to version: Int) -> Event {
    Event(
      position: position, version: version, id: id, provider: provider, at: at, recordedAt: recordedAt, by: by,
      body: body, note: note, cause: cause, rulebook: rulebook)
  }
}
