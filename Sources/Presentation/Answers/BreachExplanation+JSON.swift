public import Ledger
import LedgerDomain
public import LedgerFormat

extension BreachExplanation {
  /// The explanation as JSON: language-neutral fields, and the same in Chinese and in English.
  public var json: JSON {
    var fields: [JSON.Field] = [
      .init("provider", .string(provider.text)), .init("name", .string(name)),
      .init("breach", .string(line.breach.text)),
      .init("clause", .string(line.clause.rawValue)), .init("section", .string(terms.section)),
      .init("paraphrase", JSON(paraphrase)), .init("mode", .string(line.clause.mode.rawValue)),
      .init("asOf", .string(asOf.description)), .init("knownAt", .string(zone.text(knownAt))),
      .init("on", .string(line.on.description)), .init("year", .integer(line.on.year)),
      .init("state", .string(line.state.rawValue)), .init("minimum", .integer(line.points.lowerBound)),
      .init("maximum", .integer(line.points.upperBound)), .init("assessed", JSON(line.assessed)),
      .init("charged", JSON(line.charged)),
    ]
    fields += [
      .init("raised", raising.json(in: zone)), .init("facts", events(facts)),
      .init("due", due?.json(in: zone) ?? .null), .init("provisional", .boolean(due?.term.isProvisional ?? false)),
      .init("count", tally?.json ?? .null),
      .init("countedOutlets", countedOutlets.map { .array($0.map { .string($0.text) }) } ?? .null),
      .init("findings", events(findings)),
      .init("charge", charge.map(json) ?? .null), .init("consequences", events(consequences)),
      .init("appeal", appeal.map(json) ?? .null), .init("deposit", events(deposit)),
    ]
    if !outages.isEmpty { fields.append(.init("outages", events(outages))) }
    fields += [
      .init("terms", .array(sources.map(\.json))),
      .init("rulebook", rulebook.json), .init("chain", .array(cited.map(\.proof))), .init("text", prose.json),
    ]
    return .object(fields)
  }

  private func events(_ events: [ChainedEvent]) -> JSON { .array(events.map { $0.json(in: zone) }) }

  private func json(_ charge: Charge) -> JSON {
    let deduction = charge.deduction
    return .object([
      .init("event", charge.event.json(in: zone)), .init("cause", charge.cause?.json(in: zone) ?? .null),
      .init("by", charge.event.event.by?.json ?? .null), .init("reason", JSON(charge.reason)),
      .init("assessed", .integer(deduction.assessed)), .init("charged", .integer(deduction.charged)),
      .init(
        "cap",
        charge.cap.map {
          .object([
            .init("key", .string($0.key.text)), .init("limit", .integer($0.limit)),
            .init("others", .integer($0.others)),
            .init("room", .integer($0.room)),
          ])
        } ?? .null),
      .init("scoreBefore", JSON(charge.movement.map { $0.score - $0.points })),
      .init("scoreAfter", JSON(charge.movement?.score)), .init("scoreRecorded", .integer(deduction.score)),
      .init("appealUntil", JSON(charge.appealUntil?.date.description)),
      .init("appealProvisional", .boolean(charge.appealUntil?.provisional ?? false)),
      .init("appealDays", .array((charge.appealCount?.days ?? []).map { .object($0.fields(book)) })),
      .init("appealDaysLeft", JSON(charge.appealCount.map { $0.days.count { $0.number != nil && $0.date > asOf } })),
    ])
  }

  private func json(_ appeal: Appeal) -> JSON {
    .object([
      .init("filed", appeal.filed.json(in: zone)), .init("decided", appeal.decided?.json(in: zone) ?? .null),
      .init("outcome", JSON(appeal.outcome?.rawValue)), .init("restored", .integer(-(appeal.movement?.points ?? 0))),
      .init("scoreAfter", JSON(appeal.movement?.score)), .init("consequences", events(appeal.consequences)),
    ])
  }
}

extension BreachExplanation.Appeal {
  /// How it was decided; nil while it is open.
  var outcome: AppealOutcome.Kind? {
    guard case .fact(.appeal(.decided(let appeal)), _)? = decided?.event.body else { return nil }
    return appeal.outcome.kind
  }
}

extension Tally {
  /// How the count compares with the limit, in whole numbers: counted × 100 against limit × whole.
  var json: JSON {
    .object([
      .init("counted", .integer(counted)), .init("of", .integer(of)), .init("limitPercent", .integer(limitPercent)),
      .init("allowed", .integer(allowed)),
    ])
  }
}
