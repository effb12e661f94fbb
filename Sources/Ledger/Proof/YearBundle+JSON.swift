import EventStore
import LedgerDomain
public import LedgerFormat
import Rulebook

extension YearBundle {
  /// The bundle as one JSON document.
  public var json: JSON {
    .object([
      .init("bundle", .integer(Self.version)), .init("provider", .string(statement.provider.text)),
      .init("year", .integer(statement.year)), .init("asOf", .string(statement.asOf.description)),
      .init("knownAt", .string(statement.zone.text(statement.knownAt))), .init("statement", stated),
      .init("chain", .array(chain.map(JSON.string))), .init("published", published?.json ?? .null),
      .init("rulebooks", .array(carried.map(Self.json))), .init("seal", seal.json),
      .init("check", .string(check.hex)),
    ])
  }

  /// SHA-256 that ties the question to what was sealed, so that a slip of the pen is found; it proves nothing more.
  private var check: Hash {
    var builder = HashBuilder()
    builder.add(tag: 6)
    builder.add(statement.provider.text)
    builder.add(number: statement.year)
    builder.add(statement.asOf.description)
    builder.add(statement.zone.text(statement.knownAt))
    builder.add(number: seal.member?.leaves ?? 0)
    builder.add(seal.root)
    return builder.digest()
  }

  /// What follows from the chain and the rulebooks, and is derived again by whoever checks.
  private var stated: JSON {
    .object([
      .init("name", .string(standing.name)), .init("kind", .string(standing.kind.rawValue)),
      .init("status", .string(standing.status.rawValue)), .init("expansion", .string(standing.expansion.rawValue)),
      .init("score", .integer(statement.score)), .init("closedScore", JSON(statement.closedScore)),
      .init("movements", .array(statement.entries.map { Self.json($0.movement) })),
      .init("breaches", .array(breaches.map(\.stated))),
    ])
  }

  private static func json(_ movement: Movement) -> JSON {
    .object([
      .init("position", .integer(movement.position)), .init("kind", .string(movement.kind.rawValue)),
      .init("breach", JSON(movement.breach?.text)), .init("points", .integer(movement.points)),
      .init("score", .integer(movement.score)),
    ])
  }

  private static func json(_ rulebook: Rulebook) -> JSON {
    .object([
      .init("name", .string(rulebook.name)), .init("text", .string(String(decoding: rulebook.source, as: UTF8.self))),
    ])
  }
}

extension BreachExplanation {
  /// What a bundle states of a breach.
  fileprivate var stated: JSON {
    .object([
      .init("breach", .string(line.breach.text)), .init("clause", .string(line.clause.rawValue)),
      .init("section", .string(terms.section)), .init("on", .string(line.on.description)),
      .init("state", .string(line.state.rawValue)), .init("minimum", .integer(line.points.lowerBound)),
      .init("maximum", .integer(line.points.upperBound)), .init("assessed", JSON(line.assessed)),
      .init("charged", JSON(line.charged)), .init("due", due?.stated(in: zone) ?? .null),
      .init("cap", charge?.cap?.stated ?? .null),
    ])
  }
}

extension BreachExplanation.Cap {
  fileprivate var stated: JSON {
    .object([
      .init("key", .string(key.text)), .init("limit", .integer(limit)), .init("others", .integer(others)),
    ])
  }
}

extension DueExplanation {
  fileprivate func stated(in zone: Zone) -> JSON {
    .object([
      .init("date", .string(term.due.date.description)), .init("at", JSON(term.count.dueAt.map(zone.text))),
      .init("provisional", .boolean(term.isProvisional)),
      .init(
        "days",
        .array(
          term.count.days.map {
            .object([.init("date", .string($0.date.description)), .init("number", JSON($0.number))])
          })),
    ])
  }
}
