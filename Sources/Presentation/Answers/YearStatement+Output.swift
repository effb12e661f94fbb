import EventStore
public import Ledger
import LedgerDomain
public import LedgerFormat
import Rulebook

extension YearStatement {
  /// The statement as JSON: language-neutral fields, and the same in Chinese and in English.
  public var json: JSON {
    .object([
      .init("provider", .string(provider.text)), .init("name", .string(name)), .init("year", .integer(year)),
      .init("asOf", .string(asOf.description)), .init("knownAt", .string(zone.text(knownAt))),
      .init("score", .integer(score)), .init("closedScore", JSON(closedScore)),
      .init("movements", .array(entries.map(json))),
      .init(
        "pending",
        .array(
          pending.map { waiting in
            let line = waiting.line
            return .object([
              .init("breach", .string(line.breach.text)), .init("clause", .string(line.clause.rawValue)),
              .init("section", JSON(waiting.section)), .init("on", .string(line.on.description)),
              .init("minimum", .integer(line.points.lowerBound)), .init("maximum", .integer(line.points.upperBound)),
              .init("event", waiting.event?.json(in: zone) ?? .null),
            ])
          })),
      .init("milestones", .array(milestones.map { $0.json(in: zone) })),
      .init("terms", .array(thresholds.map(\.json))),
      .init("rulebooks", .array(rulebooks.map(\.json))), .init("chain", .array(cited.map(\.proof))),
      .init("text", prose.json),
    ])
  }

  private func json(_ entry: Entry) -> JSON {
    .object([
      .init("kind", .string(entry.movement.kind.rawValue)), .init("breach", JSON(entry.movement.breach?.text)),
      .init("clause", JSON(entry.clause?.rawValue)), .init("section", JSON(entry.section)),
      .init("on", JSON(entry.on?.description)), .init("points", .integer(entry.movement.points)),
      .init("score", .integer(entry.movement.score)), .init("scoreRecorded", JSON(entry.recordedScore)),
      .init("reason", JSON(entry.reason)), .init("event", entry.event.json(in: zone)),
      .init("cause", entry.cause?.json(in: zone) ?? .null),
    ])
  }

  /// The statement, line by line in both languages.
  public var prose: Prose {
    var prose = Prose()
    prose.title(zh: "\(year) 年扣分明细  \(provider)  \(name)", en: "Points of \(year)  \(provider)  \(name)")
    prose.say(
      zh: "截至 \(asOf)，所知截至 \(zone.readable(knownAt))", en: "as of \(asOf), known at \(zone.readable(knownAt))")
    for rulebook in rulebooks {
      prose.say(
        zh: "规则 \(rulebook.name)，SHA-256 \(rulebook.digest.hex)",
        en: "rulebook \(rulebook.name), SHA-256 \(rulebook.digest.hex)")
    }
    prose.heading(zh: "逐笔变动（按入账顺序）", en: "Every movement, in the order of the log")
    if entries.isEmpty { prose.say(zh: "  无。", en: "  None.") }
    for entry in entries { prose.say(contentsOf: lines(of: entry)) }
    prose.say(zh: "  合计 \(score)", en: "  total \(score)")
    if let closedScore, closedScore != score {
      prose.say(zh: "  关账时为 \(closedScore)，其后更正", en: "  closed at \(closedScore), restated since")
    }
    if !pending.isEmpty {
      prose.heading(zh: "待评定", en: "Waiting to be assessed")
      for line in pending.map(\.line) {
        let range = "\(line.points.lowerBound)–\(line.points.upperBound)"
        prose.say(
          zh: "  \(line.on)  \(line.breach)  \(line.clause.words.zh)  \(range)",
          en: "  \(line.on)  \(line.breach)  \(line.clause.words.en)  \(range)")
      }
    }
    if !milestones.isEmpty {
      prose.heading(zh: "标准线与程序", en: "Thresholds and cases")
      for event in milestones { prose.say(event, in: zone) }
      for source in thresholds { prose.say(source.words) }
    }
    prose.heading(zh: "链上证据（位置、序号、类型、哈希）", en: "Proof in the chain (position, version, type, hash)")
    for event in cited { prose.say(event.proofWords) }
    return prose
  }

  private func lines(of entry: Entry) -> Prose {
    let movement = entry.movement
    let sign = movement.points >= 0 ? "+" : "−"
    let amount = "\(sign)\(abs(movement.points)) → \(movement.score)"
    let when = zone.readable(entry.event.event.at)
    let by = entry.event.event.by.map { "  " + $0.short } ?? ""
    let reason = entry.reason.map { "  " + $0 } ?? ""
    let place = "  #\(movement.position)  \(when)  \(amount)  "
    var prose = Prose()
    switch movement.kind {
    case .charge:
      let what = "\(movement.breach?.text ?? "")"
      let clause = entry.clause?.words ?? Words(zh: "", en: "")
      let on = entry.on?.description ?? ""
      prose.say(
        zh: place + "扣分 \(what)  §\(entry.section ?? "") \(clause.zh)（\(on)）" + by + reason,
        en: place + "charged \(what)  §\(entry.section ?? "") \(clause.en) (\(on))" + by + reason)
    case .appeal:
      prose.say(
        zh: place + "申诉 \(movement.breach?.text ?? "")" + by + reason,
        en: place + "on appeal \(movement.breach?.text ?? "")" + by + reason)
    case .correction:
      prose.say(
        zh: place + "更正 \(movement.breach?.text ?? "")" + by + reason,
        en: place + "by correction \(movement.breach?.text ?? "")" + by + reason)
    case .pass: prose.say(zh: place + "整改达标 §3.1(3)" + by, en: place + "rectification passed §3.1(3)" + by)
    }
    if let recorded = entry.recordedScore, recorded != movement.score {
      prose.say(
        zh: "      （记账时全部所知之下为 \(recorded)）", en: "      (with all that was known then: \(recorded))")
    }
    return prose
  }
}
