public import Ledger
public import LedgerDomain
import LedgerFormat

extension Table {
  /// Events told in sentences, a row for each.
  ///
  /// - Parameters:
  ///   - zone: the ledger's zone.
  ///   - marks: what stands behind the sentence of the event at a position: that it is corrected or retracted.
  ///   - names: what the programme that an event rests on calls what it tells of.
  public init(
    telling events: [RecordedEvent], in zone: Zone, marks: [Int: String] = [:], _ language: Language,
    by names: (Event) -> ProgrammeNames = { _ in .byName }
  ) {
    self.init(
      Column("#", .right, .essential), Column(language(zh: "时间", en: "at"), .left, .important),
      Column(language(zh: "服务商", en: "provider"), .left, .important),
      Column(language(zh: "内容", en: "what"), .wrapped, .essential),
      Column(language(zh: "类型", en: "type"), .left, .usual), Column(language(zh: "起因", en: "cause"), .right, .extra))
    rows = events.map(\.event).map { event in
      [
        String(event.position), zone.readable(event.at), event.provider.text,
        event.told(in: zone, language, by: names(event)) + marks[event.position, default: ""],
        event.type, event.cause.map { "#\($0)" } ?? "",
      ]
    }
    tint(3, events.map(\.event.tone))
  }

  /// Events as a sheet: as the log has them for programs, in sentences for people.
  ///
  /// - Parameters:
  ///   - zone: the ledger's zone.
  ///   - language: that of headings and words, and of what the events say; nil for what programs read.
  ///   - names: what the programme that an event rests on calls what it tells of.
  public init(
    of events: [RecordedEvent], in zone: Zone, _ language: Language? = nil,
    by names: (Event) -> ProgrammeNames = { _ in .byName }
  ) {
    self.init(
      sheet: [
        .init("position", zh: "位置"), .init("version", zh: "序号"), .init("provider", zh: "服务商"),
        .init("type", zh: "类型"), .init("at", zh: "时间"), .init("by", zh: "提交人"),
        .init("data", zh: "内容", en: "what"), .init("cause", zh: "起因"),
      ], language)
    // The log's lines as programs read them have no note of their own.
    if let language { columns.append(Column(language(EnvelopeField.note.name), .left, .usual)) }
    columns.append(Column(language?(zh: "记录时间", en: "recordedAt") ?? "recordedAt", .left, .usual))
    rows = events.map { Self.row($0.event, in: zone, language, by: names($0.event)) }
  }

  private static func row(
    _ event: Event, in zone: Zone, _ language: Language?, by names: ProgrammeNames
  ) -> [String] {
    let cause = event.cause.map(String.init) ?? ""
    let place = [String(event.position), String(event.version), event.provider.text]
    guard let language else {
      return place + [
        event.type, zone.text(event.at), event.by?.short ?? "", event.dataText, cause, zone.text(event.recordedAt),
      ]
    }
    let by = event.by.map { by in
      let role = names.words(.role, by.role.rawValue) ?? by.role.words
      return "\(by.id)@\(language(zh: role.zh, en: by.role.rawValue))"
    }
    let said = language(event.sentence(in: zone, by: names))
    return place + [language(event.words), zone.readable(event.at), by ?? "", said, cause]
      + [event.note ?? "", zone.readable(event.recordedAt)]
  }
}

extension Event {
  /// What the event says, and of a fact who submitted it.
  fileprivate func told(in zone: Zone, _ language: Language, by names: ProgrammeNames) -> String {
    let remark = note.map { Words(zh: "；备注“\($0)”", en: "; note “\($0)”") } ?? Words(zh: "", en: "")
    let sentence = language(sentence(in: zone, by: names)) + language(remark)
    guard let by, cause == nil else { return sentence }
    let role = names.words(.role, by.role.rawValue) ?? by.role.words
    return sentence + language(zh: "（\(by.id)，\(role.zh)）", en: " (\(by.id), \(role.en))")
  }

  /// Bad news and what leads to it.
  fileprivate var tone: Tone? {
    guard case .consequence(let consequence) = body else { return nil }
    return consequence.tone
  }
}

extension Consequence {
  fileprivate var tone: Tone? {
    switch self {
    case .breachDetected, .pointsDeducted, .expansionPaused, .rectificationOpened, .reviewDue, .dutyMissed: .warning
    case .thresholdReached, .expansionSuspended, .terminationOpened, .outletFrozen: .danger
    case .pointsRestored, .breachWithdrawn, .expansionUnpaused, .expansionResumed, .terminationClosed: .good
    case .rectificationClosed(let closed): closed.outcome == .passed ? .good : nil
    case .dutyClosed(let closed): closed.outcome == .late ? .warning : nil
    case .admissionChanged(let changed): changed.result.state.tone ?? .good
    case .programme(let drawn): drawn.consequence.tone
    case .answerDueMoved, .dueMoved, .breachReopened, .outletReceived, .yearClosed, .dutyOpened: nil
    }
  }
}
