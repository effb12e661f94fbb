public import Ledger
import LedgerDomain
public import LedgerFormat

extension ClosingReport {
  /// The report as JSON.
  public var json: JSON {
    .object([
      .init("year", .integer(year)), .init("closed", .boolean(isClosed)),
      .init("providers", .array(lines.map(\.json))), .init("total", total.json),
    ])
  }
}

extension YearBalance {
  var json: JSON {
    .object([
      .init("provider", .string(provider.text)), .init("name", .string(name)),
      .init("status", .string(status.rawValue)),
      .init("closedScore", JSON(closedScore)), .init("score", .integer(score)),
      .init("restatements", .integer(restatements)), .init("pending", pending.json),
      .init("openCases", .array(openCases.map { .string($0.rawValue) })), .init("openAppeals", .integer(openAppeals)),
      .init("unreportedMonths", .array(unreportedMonths.map(\.json))),
    ])
  }
}

extension YearTotal {
  var json: JSON {
    .object([
      .init("closedScore", JSON(closedScore)), .init("score", .integer(score)),
      .init("restatements", .integer(restatements)), .init("pending", pending.json),
      .init("openCases", .array(openCases.map { .string($0.rawValue) })), .init("openAppeals", .integer(openAppeals)),
      .init("unreportedMonths", .array(unreportedMonths.map(\.json))),
    ])
  }
}

extension Standing.Exposure {
  var json: JSON {
    .object([
      .init("count", .integer(count)), .init("minimum", .integer(minimum)), .init("maximum", .integer(maximum)),
    ])
  }
}

extension SalesMonth {
  fileprivate var json: JSON {
    .object([.init("city", .string(city.text)), .init("month", .string(month.description))])
  }
}
