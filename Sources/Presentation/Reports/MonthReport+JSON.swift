public import Ledger
import LedgerDomain
public import LedgerFormat

extension MonthReport {
  /// The report as JSON.
  public var json: JSON {
    .object([
      .init("month", .string(month.description)), .init("asOf", .string(asOf.description)),
      .init("knownAt", .string(zone.text(knownAt))), .init("total", .object(total.fields)),
      .init("clauses", .array(clauses.map(\.json))), .init("providers", .array(providers.map(json))),
      .init(
        "cities",
        .array(cities.map { .object([.init("city", JSON($0.city?.text))] + $0.figures.fields) })),
      .init("milestones", .array(milestones.map(json))),
      .init(
        "unreported",
        .array(
          unreported.map {
            .object([.init("provider", .string($0.provider.text)), .init("city", .string($0.city.text))])
          })),
    ])
  }

  private func json(_ line: ProviderLine) -> JSON {
    .object(
      [
        .init("provider", .string(line.provider.text)), .init("name", .string(line.name)),
        .init("status", .string(line.status.rawValue)), .init("score", .integer(line.score)),
      ] + line.figures.fields)
  }

  private func json(_ milestone: Milestone) -> JSON {
    let event = milestone.event
    return .object([
      .init("position", .integer(event.position)), .init("on", .string(zone.date(of: event.at).description)),
      .init("provider", .string(milestone.provider.text)), .init("name", .string(milestone.name)),
      .init("type", .string(event.type)), .init("year", JSON(event.milestoneYear)),
      .init("text", JSON(event.milestoneWords)),
    ])
  }

  /// A row for each provider, and no other; headings and words are those of the JSON.
  public var csv: [String] {
    let names = MonthFigures().numbers.map(\.name)
    var table = Table((["month", "provider", "name", "status", "score"] + names).map { ($0, .left) })
    table.rows = providers.map { line in
      [month.description, line.provider.text, line.name, line.status.rawValue, String(line.score)]
        + line.figures.numbers.map { String($0.number) }
    }
    return table.csv
  }
}

extension MonthFigures {
  /// Each number with the name it has for programs.
  fileprivate var numbers: [(name: String, number: Int)] {
    [
      ("breaches", breaches), ("pending", pending.count), ("pendingMinimum", pending.minimum),
      ("pendingMaximum", pending.maximum), ("charged", charged), ("assessed", assessed), ("dismissed", dismissed),
      ("overturned", overturned), ("deducted", deducted), ("restored", restored), ("answersDue", answersDue),
      ("answersLate", answersLate), ("complaints", complaints), ("outletsSigned", outletsSigned),
      ("outletsOpened", outletsOpened), ("outletsGone", outletsGone), ("salesFen", salesFen),
      ("salesReported", salesReported), ("salesMissing", salesMissing),
    ]
  }

  /// The numbers as fields of an object; what pends is an object as it is in the other reports.
  fileprivate var fields: [JSON.Field] {
    let parts: Set = ["pendingMinimum", "pendingMaximum"]
    return numbers.filter { !parts.contains($0.name) }.map { name, number in
      .init(name, name == "pending" ? pending.json : .integer(number))
    }
  }
}
