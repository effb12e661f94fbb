import EventStore
public import Ledger
public import LedgerDomain
public import LedgerFormat

extension FactExplanation {
  /// The fact, its corrections and its reading as JSON.
  public var json: JSON {
    .object([
      .init("provider", .string(provider.text)), .init("recorded", recorded.json(in: zone)),
      .init(
        "corrections",
        .array(
          corrections.map { correction in
            .object([
              .init("event", correction.event.json(in: zone)),
              .init("before", correction.before?.reading(in: zone) ?? .null),
              .init("after", correction.after?.reading(in: zone) ?? .null),
              .init("followed", .array(correction.followed.map { $0.json(in: zone) })),
            ])
          })), .init("retracted", .boolean(read == nil || isTakenBack)),
      .init("read", read?.reading(in: zone) ?? .null),
      .init("text", prose.json),
    ])
  }

  /// The same for people.
  public var prose: Prose {
    var prose = Prose()
    let event = recorded.event
    prose.title(
      zh: "事实说明  \(provider)  第 \(event.position) 条", en: "A fact and its readings  \(provider)  #\(event.position)")
    prose.say(zh: "所知截至 \(zone.readable(knownAt))", en: "known at \(zone.readable(knownAt))")
    prose.heading(zh: "原记录", en: "As recorded")
    prose.say(recorded, in: zone)
    for correction in corrections { prose.say(contentsOf: correction.prose(in: zone)) }
    prose.heading(zh: "现在的读法", en: "How it is read now")
    prose.say(outcome)
    return prose
  }

  /// What a further correction would make of the fact.
  ///
  /// - Parameters:
  ///   - after: how it would be read; nil for not at all.
  ///   - following: the events that would follow.
  public func rehearsal(_ after: Event?, _ following: [Event]) -> Prose {
    var prose = Prose()
    let event = recorded.event
    prose.heading(
      zh: "第 \(event.position) 条 \(event.words.zh)（\(provider)）",
      en: "#\(event.position) \(event.words.en) (\(provider))")
    prose.say(changing: read, to: after, following, in: zone)
    return prose
  }

  private var outcome: Words {
    switch (read, isTakenBack) {
    case (nil, _): return Words(zh: "  已撤销，不再计入。", en: "  It is retracted, and counts no more.")
    case (_?, true): return Words(zh: "  已撤回。", en: "  It is taken back.")
    case (let read?, false):
      if corrections.isEmpty {
        return Words(zh: "  如原记录，未曾更正。", en: "  As it was recorded: it was never corrected.")
      }
      let (sentence, when) = (read.sentence(in: zone), zone.readable(read.at))
      return Words(zh: "  \(when)  \(sentence.zh)", en: "  \(when)  \(sentence.en)")
    }
  }
}

extension FactExplanation.Correction {
  fileprivate func prose(in zone: Zone) -> Prose {
    var prose = Prose()
    let event = event.event
    guard case .fact(.correction(let fact), _) = event.body else { return prose }
    prose.heading(zh: "第 \(event.position) 条：\(event.words.zh)", en: "#\(event.position): \(event.words.en)")
    let (who, when) = (event.by?.words ?? .same(""), zone.readable(event.recordedAt))
    prose.say(
      zh: "  由 \(who.zh)于 \(when) 录入，理由：“\(fact.reason)”", en: "  by \(who.en) at \(when), because: “\(fact.reason)”")
    prose.say(changing: before, to: after, followed.map(\.event), in: zone)
    return prose
  }
}

extension Prose {
  fileprivate mutating func say(changing old: Event?, to new: Event?, _ followed: [Event], in zone: Zone) {
    switch (old, new) {
    case (_, nil): say(zh: "  不再计入", en: "  counts no more")
    case (nil, let new?):
      let sentence = new.sentence(in: zone)
      say(zh: "  重新计入：\(sentence.zh)", en: "  counts again: \(sentence.en)")
    case (let old?, let new?):
      for line in old.differences(to: new, in: zone) { say(zh: "  \(line.zh)", en: "  \(line.en)") }
    }
    if followed.isEmpty { say(zh: "  别无影响", en: "  nothing else follows") }
    for line in followed.map({ $0.sentence(in: zone) }) { say(zh: "  → \(line.zh)", en: "  → \(line.en)") }
  }
}

extension Event {
  /// The reading of a fact as JSON: when it happened, and its data.
  fileprivate func reading(in zone: Zone) -> JSON {
    .object([.init("at", .string(zone.text(at))), .init("data", (try? JSON(parsing: dataText)) ?? .null)])
  }

  /// What is otherwise in another reading of the fact, a line for each field.
  fileprivate func differences(to new: Event, in zone: Zone) -> [Words] {
    let (before, after) = (facets(in: zone), new.facets(in: zone))
    var labels: [Words] = []
    for facet in before + after where !labels.contains(facet.label) { labels.append(facet.label) }
    let none = Words(zh: "无", en: "nothing")
    return labels.compactMap { label in
      let was = before.first { $0.label == label }?.value ?? none
      let now = after.first { $0.label == label }?.value ?? none
      return was == now
        ? nil : Words(zh: "\(label.zh)：\(was.zh) → \(now.zh)", en: "\(label.en): \(was.en) → \(now.en)")
    }
  }

  private func facets(in zone: Zone) -> [(label: Words, value: Words)] {
    guard case .fact(let fact, _) = body else { return [] }
    return [(label: EnvelopeField.at.name, value: .same(zone.readable(at)))]
      + fact.phrases(in: zone).map { ($0.label ?? Words(zh: "内容", en: "contents"), $0.value) }
  }
}
