import EventStore
public import Ledger
import LedgerDomain
public import LedgerFormat

extension DutyExplanation {
  /// The explanation as JSON: language-neutral fields, and the same in Chinese and in English.
  public var json: JSON {
    var fields: [JSON.Field] = [
      .init("provider", .string(provider.text)), .init("name", .string(name)), .init("duty", .string(id.text)),
      .init("row", .string(id.slug.text)), .init("subject", JSON(id.subject)), .init("clause", .string(duty.clause)),
      .init("asks", JSON(row.words)), .init("owedBy", .string(duty.owedBy.rawValue)),
      .init("owedTo", .string(duty.owedTo.rawValue)), .init("asOf", .string(asOf.description)),
      .init("knownAt", .string(zone.text(knownAt))), .init("state", .string(duty.state.rawValue)),
      .init("since", .string(duty.openedOn.description)), .init("due", JSON(duty.due?.date.description)),
      .init("provisional", .boolean(duty.due?.provisional ?? false)),
      .init("dueAtFirst", JSON(duty.dueAtFirst?.date.description)),
      .init("closedOn", JSON(duty.closedOn?.description)),
    ]
    fields += [
      .init("opening", events(opening)), .init("term", term.map { .object($0.fields(in: zone)) } ?? .null),
      .init("metBy", row.json), .init("extensions", events(extensions)), .init("course", events(course)),
      .init("earlier", events(earlier)), .init("rulebook", rulebook.json),
      .init("chain", .array(cited.map(\.proof))), .init("text", prose.json),
    ]
    return .object(fields)
  }

  private func events(_ events: [ChainedEvent]) -> JSON { .array(events.map { $0.json(in: zone) }) }
}

extension DutyRow {
  /// By what it is met, and who may put it off or let it go.
  fileprivate var json: JSON {
    var types: [String] = []
    var conditions: [JSON] = []
    for way in metBy {
      switch way {
      case .event(let trigger): types.append(trigger.event.text)
      case .when(let condition): conditions.append(condition.json(true))
      case .whenNot(let condition): conditions.append(condition.json(false))
      }
    }
    func list(_ texts: [String]) -> JSON { .array(texts.map { .string($0) }) }
    func roles(_ roles: [Role]?) -> JSON { list((roles ?? []).map(\.rawValue)) }
    return .object([
      .init("events", list(types)), .init("conditions", .array(conditions)), .init("recordedBy", roles(recordedBy)),
      .init("parts", list(parts.map(\.text))), .init("oneOf", list(oneOf.map(\.text))),
      .init("notice", .boolean(isMetByNotice)), .init("channels", channels.map(list) ?? .null),
      .init("extendedBy", roles(extendedBy)), .init("waivedBy", roles(waivedBy)),
    ])
  }
}

extension DutyRow.Condition {
  /// The condition, and whether it is met by its holding.
  fileprivate func json(_ holds: Bool) -> JSON {
    .object([.init("condition", .string(rawValue)), .init("holds", .boolean(holds))])
  }
}
