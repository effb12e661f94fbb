public import Ledger
import LedgerDomain
public import LedgerFormat
import Rulebook

extension StandingDifference {
  /// The difference as JSON: language-neutral fields, and the same in Chinese and in English.
  public var json: JSON {
    .object([
      .init("provider", .string(provider.text)), .init("asOf", .string(asOf.description)),
      .init("from", .string(zone.text(from))), .init("to", .string(zone.text(to))),
      .init("changes", .array(changes.map(\.json))),
      .init(
        "events",
        .array(
          steps.map { step in
            .object([
              .init("event", step.event.json(in: zone)), .init("changes", .array(step.changes.map(\.json))),
            ])
          })),
      .init("text", prose.json),
    ])
  }

  /// The difference, line by line in both languages.
  public var prose: Prose {
    var prose = Prose()
    let (earlier, later) = (zone.readable(from), zone.readable(to))
    prose.title(
      zh: "\(provider)  截至 \(asOf)：所知由 \(earlier) 到 \(later)",
      en: "\(provider)  as of \(asOf): from what was known at \(earlier) to \(later)")
    guard !changes.isEmpty || !steps.isEmpty else {
      prose.say(zh: "没有变化。", en: "Nothing changed.")
      return prose
    }
    prose.heading(zh: "变动", en: "What changed")
    for change in changes { change.say(in: &prose, indent: 2) }
    if changes.isEmpty { prose.say(zh: "  最终没有变化。", en: "  In the end, nothing.") }
    prose.heading(zh: "由以下事件造成", en: "The events that did it")
    for step in steps {
      prose.say(step.event, in: zone)
      for change in step.changes { change.say(in: &prose, indent: 6) }
    }
    return prose
  }
}

extension StandingDifference {
  /// The difference in a list of all that changed: how many events did it, and not which.
  var line: JSON {
    .object([
      .init("provider", .string(provider.text)), .init("name", .string(name)),
      .init("asOf", .string(asOf.description)), .init("from", .string(zone.text(from))),
      .init("to", .string(zone.text(to))), .init("changes", .array(changes.map(\.json))),
      .init("events", .integer(steps.count)),
    ])
  }
}

extension [StandingDifference] {
  /// A row for each field of each subject that changed; without a language in the words of the JSON.
  public func sheet(_ language: Language?) -> Table {
    let heading = language.heading
    var table = Table(
      (heading("provider", "对象"), .left), (heading("name", "名称"), .left), (heading("path", "项目"), .left),
      (heading("before", "原为"), .left), (heading("after", "改为"), .left))
    table.rows = flatMap { difference in
      difference.changes.map { change in
        let place = language.map { $0(change.place) } ?? change.path
        let (was, now) =
          language.map { ($0(change.shown(change.before)), $0(change.shown(change.after))) }
          ?? (change.before.bare, change.after.bare)
        return [difference.provider.text, difference.name, place, was, now]
      }
    }
    return table
  }
}

extension StandingDifference.Change {
  package var json: JSON {
    .object([.init("path", .string(path)), .init("before", before), .init("after", after)])
  }

  /// What it was and what it is, so many places in; JSON has it by the names of the standing's fields.
  fileprivate func say(in prose: inout Prose, indent: Int) {
    let (spaces, was, now) = (String(repeating: " ", count: indent), shown(before), shown(after))
    let recorded = Words.same("\(spaces)\(path)  \(Self.recorded(before)) → \(Self.recorded(after))")
    prose.say(
      Words(
        zh: "\(spaces)\(place.zh)：\(was.zh) → \(now.zh)", en: "\(spaces)\(place.en): \(was.en) → \(now.en)"),
      recorded: recorded)
  }

  /// A value as the JSON has it.
  private static func recorded(_ value: JSON) -> String {
    switch value {
    case .null: "–"
    case .string(let text): text
    case .boolean, .integer, .number, .array, .object: value.text
    }
  }
}
