public import Ledger
import LedgerDomain
public import LedgerFormat

extension YearReport {
  /// The report as JSON: the closing report's fields, and what the year looked like.
  public var json: JSON {
    .object(
      closing.json.fields + [
        .init("asOf", .string(asOf.description)), .init("knownAt", .string(zone.text(knownAt))),
        .init("thresholds", .object(thresholds.map { .init($0.opens.rawValue, .integer($0.points)) })),
        .init("atRisk", .array(curves.map(json))), .init("restatements", .array(restatements.map(json))),
        .init("clauses", .array(clauses.map(\.json))), .init("assessors", .array(assessors.map(json))),
        .init("rulebook", rulebook.json),
      ])
  }

  private func json(_ curve: Curve) -> JSON {
    .object([
      .init("provider", .string(curve.statement.provider.text)), .init("name", .string(curve.statement.name)),
      .init("peak", .integer(curve.peak)), .init("score", .integer(curve.statement.score)),
      .init("closedScore", JSON(curve.statement.closedScore)),
      .init("curve", .array(curve.statement.entries.map(json))),
    ])
  }

  private func json(_ restatement: Restatement) -> JSON {
    .object([
      .init("provider", .string(restatement.statement.provider.text)),
      .init("closedScore", JSON(restatement.statement.closedScore)),
      .init("score", .integer(restatement.statement.score)),
      .init("movements", .array(restatement.entries.map(json))),
    ])
  }

  private func json(_ entry: YearStatement.Entry) -> JSON {
    .object([
      .init("position", .integer(entry.movement.position)),
      .init("recordedAt", .string(zone.text(entry.event.event.recordedAt))),
      .init("kind", .string(entry.movement.kind.rawValue)), .init("breach", JSON(entry.movement.breach?.text)),
      .init("clause", JSON(entry.clause?.rawValue)), .init("section", JSON(entry.section)),
      .init("points", .integer(entry.movement.points)), .init("score", .integer(entry.movement.score)),
    ])
  }

  private func json(_ line: AssessorLine) -> JSON {
    .object([
      .init("clause", .string(line.clause.rawValue)), .init("section", .string(line.terms.section)),
      .init("minimum", .integer(line.terms.points.lowerBound)),
      .init("maximum", .integer(line.terms.points.upperBound)), .init("assessor", .string(line.assessor)),
      .init("points", line.points.json),
    ])
  }
}

extension YearReport.ClauseLine {
  /// What one clause came to, as JSON.
  var json: JSON {
    .object([
      .init("clause", .string(clause.rawValue)), .init("section", .string(terms.section)),
      .init("minimum", .integer(terms.points.lowerBound)),
      .init("maximum", .integer(terms.points.upperBound)),
      .init(
        "states",
        .object(
          Breach.Status.allCases.map { JSON.Field($0.rawValue, .integer(states[$0] ?? 0)) })),
      .init("assessed", assessed.json), .init("charged", .integer(charged)),
    ])
  }
}

extension YearReport.Distribution {
  /// How many there were, the least and the most of them, and their mean.
  public var json: JSON {
    .object([
      .init("count", .integer(count)), .init("minimum", .integer(minimum)), .init("maximum", .integer(maximum)),
      .init("mean", count == 0 ? .null : .string(mean)),
    ])
  }

  /// The mean as a decimal with two places, half a hundredth rounded up, such as `15.50`; a dash for none.
  public var mean: String {
    guard count > 0 else { return "–" }
    let hundredths = (200 * sum + count) / (2 * count)
    let places = String(hundredths % 100)
    return "\(hundredths / 100)." + (places.utf8.count == 1 ? "0" + places : places)
  }
}
