import LedgerDomain
import Rulebook
public import Ledger
public import LedgerFormat

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
    for change in changes { prose.say(change.words) }
    if changes.isEmpty { prose.say(zh: "  最终没有变化。", en: "  In the end, nothing.") }
    prose.heading(zh: "由以下事件造成", en: "The events that did it")
    for step in steps {
      prose.say(step.event, in: zone)
      for change in step.changes { prose.say(change.indented) }
    }
    return prose
  }
}

extension StandingDifference.Change {
  var json: JSON {
    .object([.init("path", .string(path)), .init("before", before), .init("after", after)])
  }

  private var line: String { "\(path)  \(Self.shown(before)) → \(Self.shown(after))" }

  fileprivate var words: Words { Words(zh: "  " + line, en: "  " + line) }

  fileprivate var indented: Words { Words(zh: "      " + line, en: "      " + line) }

  private static func shown(_ value: JSON) -> String {
    switch value {
    case .null: "–"
    case .string(let text): text
    default: value.text
    }
  }
}
