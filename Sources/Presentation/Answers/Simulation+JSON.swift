import Ledger
import LedgerDomain
public import LedgerFormat
public import Trials

extension Simulation {
  /// The simulation as JSON.
  public var json: JSON {
    .object(
      fields + (gated.isEmpty ? [] : [.init("gated", Self.json(gated))])
        + (subjects.isEmpty ? [] : [.init("subjects", .array(subjects.map(\.json)))]))
  }

  private var fields: [JSON.Field] {
    [
      .init("rulebook", JSON(rulebook)), .init("same", .boolean(isSame)), .init("facts", .integer(facts)),
      .init("differs", .boolean(years.contains(where: \.differs) || subjects.contains(where: \.differs))),
      .init("years", .array(years.map(json))),
      .init(
        "adjusted",
        .array(
          adjusted.map { line in
            .object([
              .init("position", JSON(line.position)), .init("provider", .string(line.provider.text)),
              .init("breach", JSON(line.breach?.text)), .init("given", .integer(line.given)),
              .init("taken", .integer(line.taken)), .init("minimum", .integer(line.range.lowerBound)),
              .init("maximum", .integer(line.range.upperBound)),
            ])
          })),
      .init("refused", Self.json(refused)),
    ]
  }

  private static func json(_ lines: [RefusedFact]) -> JSON {
    .array(
      lines.map { line in
        .object([
          .init("position", JSON(line.position)), .init("provider", .string(line.provider.text)),
          .init("type", .string(line.fact.kind.name)), .init("code", .string(line.refusal.code)),
        ])
      })
  }

  private func json(_ year: Year) -> JSON {
    let curves: [JSON.Field] =
      year.differs
      ? [
        .init(
          "curves",
          .object([
            .init("happened", json(year.happenedCurve)), .init("simulated", json(year.simulatedCurve)),
          ]))
      ] : []
    return .object(
      [
        .init("provider", .string(year.provider.text)), .init("name", .string(year.name)),
        .init("year", .integer(year.year)), .init("differs", .boolean(year.differs)),
        .init("happened", json(year.happened)), .init("simulated", json(year.simulated)),
        .init(
          "breaches",
          .array(
            year.breaches.map { difference in
              .object([
                .init("breach", .string(difference.line.breach.text)),
                .init("happened", difference.happened.map(json) ?? .null),
                .init("simulated", difference.simulated.map(json) ?? .null),
              ])
            })),
      ] + curves)
  }

  private func json(_ curve: [CurvePoint]) -> JSON {
    .array(curve.map { .object([.init("on", .string($0.on.description)), .init("score", .integer($0.score))]) })
  }

  private func json(_ side: Side) -> JSON {
    .object([
      .init("score", .integer(side.score)), .init("status", .string(side.status.rawValue)),
      .init(
        "exposure",
        .object([
          .init("minimum", .integer(side.exposure.minimum)), .init("maximum", .integer(side.exposure.maximum)),
        ])),
      .init(
        "crossed",
        .array(
          side.crossings.map { crossing in
            .object([
              .init("opens", .string(crossing.opens.rawValue)),
              .init("threshold", .integer(crossing.threshold)), .init("score", .integer(crossing.score)),
              .init("on", .string(crossing.on.description)),
            ])
          })),
    ])
  }

  private func json(_ line: Standing.BreachLine) -> JSON {
    var writer = JSONWriter()
    line.write(to: &writer)
    return (try? JSON(parsing: writer.text)) ?? .null
  }
}

extension Simulation.Subject {
  /// Both sides as standings have them, the values and the breaches that differ.
  var json: JSON {
    .object([
      .init("provider", .string(provider.text)), .init("name", .string(name)), .init("programme", .string(programme)),
      .init("differs", .boolean(differs)), .init("happened", Self.side(happened)),
      .init("simulated", Self.side(simulated)),
      .init(
        "changes",
        .array(
          changes.map { change in
            .object([
              .init("path", .string(change.path)), .init("happened", change.before),
              .init("simulated", change.after),
            ])
          })),
      .init(
        "breaches",
        .array(
          breaches.map { pair in
            .object([
              .init("breach", (pair.simulated ?? pair.happened)?["breach"] ?? .null),
              .init("happened", pair.happened ?? .null), .init("simulated", pair.simulated ?? .null),
            ])
          })),
    ])
  }

  private static func side(_ answer: SubjectAnswer?) -> JSON {
    guard let answer else { return .null }
    return .object(
      answer.json.fields.filter { !["provider", "name", "programme", "knownAt", "breaches"].contains($0.name) })
  }
}
