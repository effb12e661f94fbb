public import Ledger
import EventStore
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
    prose.say(
      zh: "第 \(event.position) 条 \(event.words.zh)（\(provider)）",
      en: "#\(event.position) \(event.words.en) (\(provider))")
    prose.say(
      zh: "  原记录：\(event.saying(in: zone))，由 \(event.by?.short ?? "") 于 \(zone.text(event.recordedAt)) 录入",
      en: "  recorded: \(event.saying(in: zone)), by \(event.by?.short ?? "") at \(zone.text(event.recordedAt))")
    for correction in corrections { prose.say(contentsOf: correction.prose(in: zone)) }
    switch (read, isTakenBack) {
    case (nil, _): prose.say(zh: "  现已撤销，不再计入。", en: "  It is retracted, and counts no more.")
    case (_?, true): prose.say(zh: "  现已撤回。", en: "  It is taken back.")
    case (let read?, false):
      if corrections.isEmpty {
        prose.say(zh: "  未曾更正。", en: "  It was never corrected.")
      } else {
        prose.say(zh: "  现读作：\(read.saying(in: zone))", en: "  it is read now: \(read.saying(in: zone))")
      }
    }
    return prose
  }
}

extension FactExplanation.Correction {
  fileprivate func prose(in zone: Zone) -> Prose {
    var prose = Prose()
    let (event, who) = (event.event, event.event.by?.short ?? "")
    let when = zone.text(event.recordedAt)
    guard case .fact(.correction(let fact), _) = event.body else { return prose }
    prose.say(
      zh: "  第 \(event.position) 条 \(event.words.zh)，由 \(who) 于 \(when) 录入，理由：\(fact.reason)",
      en: "  #\(event.position) \(event.words.en), by \(who) at \(when), because: \(fact.reason)")
    for line in Event.differences(from: before, to: after, in: zone) {
      prose.say(zh: "    \(line)", en: "    \(line)")
    }
    for line in followed.compactMap(\.event.following) { prose.say(zh: "    \(line.zh)", en: "    \(line.en)") }
    return prose
  }
}

extension Event {
  /// What a fact says, and when it happened.
  fileprivate func saying(in zone: Zone) -> String { "\(zone.text(at)) \(dataText)" }

  /// The reading of a fact as JSON: when it happened, and its data.
  fileprivate func reading(in zone: Zone) -> JSON {
    .object([.init("at", .string(zone.text(at))), .init("data", (try? JSON(parsing: dataText)) ?? .null)])
  }

  /// What is otherwise in one reading of a fact than in another, a line for each field.
  public static func differences(from old: Event?, to new: Event?, in zone: Zone) -> [String] {
    let (before, after) = (old?.facets(in: zone) ?? [], new?.facets(in: zone) ?? [])
    var names: [String] = []
    for name in before.map(\.name) + after.map(\.name) where !names.contains(name) { names.append(name) }
    return names.compactMap { name in
      let was = before.first { $0.name == name }?.value.text ?? "—"
      let now = after.first { $0.name == name }?.value.text ?? "—"
      return was == now ? nil : "\(name): \(was) → \(now)"
    }
  }

  private func facets(in zone: Zone) -> [JSON.Field] {
    [.init("at", .string(zone.text(at)))] + ((try? JSON(parsing: dataText))?.fields ?? [])
  }

  /// What a correction drew, in a sentence; nil for what is no consequence.
  public var following: Words? {
    guard case .consequence(let consequence) = body else { return nil }
    let name = consequence.kind.words
    switch consequence {
    case .breachWithdrawn(let it):
      return Words(zh: "撤回违规 \(it.breach)", en: "the breach \(it.breach) is withdrawn")
    case .pointsRestored(let it):
      return Words(
        zh: "返还 \(it.restored) 分，\(it.year) 年累计为 \(it.score) 分",
        en: "\(it.restored) points are restored; the score of \(it.year) is \(it.score)")
    case .breachDetected(let it):
      return Words(
        zh: "发现违规 \(it.breach)（\(it.on)），可扣 \(it.points.lowerBound)–\(it.points.upperBound) 分",
        en: "the breach \(it.breach) of \(it.on) is found: \(it.points.lowerBound)–\(it.points.upperBound) points")
    case .pointsDeducted(let it):
      return Words(
        zh: "违规 \(it.breach) 扣 \(it.charged) 分，\(it.on.year) 年累计为 \(it.score) 分",
        en: "\(it.charged) points are charged for \(it.breach); the score of \(it.on.year) is \(it.score)")
    case .reviewDue(let it):
      return Words(
        zh: "违规 \(it.breach) 曾由人评定，不自行变动，须经复核（AppealDecided）",
        en: "the breach \(it.breach) was judged by a person and stays; it is to be reviewed (AppealDecided)")
    case .breachReopened(let it):
      return Words(zh: "违规 \(it.breach) 恢复为待评定", en: "the breach \(it.breach) is pending again")
    case .expansionPaused(let it):
      return Words(zh: "\(name.zh)（会议 \(it.meeting)）", en: "\(name.en) (meeting \(it.meeting))")
    case .expansionUnpaused(let it):
      return Words(zh: "\(name.zh)（会议 \(it.meeting)）", en: "\(name.en) (meeting \(it.meeting))")
    case .thresholdReached, .expansionSuspended, .expansionResumed, .rectificationOpened, .rectificationClosed,
      .terminationOpened, .terminationClosed, .outletReceived, .outletFrozen, .yearClosed:
      return name
    }
  }
}
