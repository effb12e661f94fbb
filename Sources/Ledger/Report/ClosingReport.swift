public import LedgerDomain
public import Rulebook

/// What a closed year came to, provider by provider.
public struct ClosingReport: Sendable {
  /// The year.
  public var year: Int
  /// The providers whose year is closed, by key.
  public private(set) var lines: [Line] = []

  /// One provider's closed year.
  public struct Line: Sendable {
    /// The provider.
    public var provider: Key
    /// Where it stands now.
    public var summary: Standing.Summary
    /// The score at which the year was closed.
    public var closed: Int
    /// The year's score now.
    public var score: Int

    /// What has come to the year since it was closed.
    public var difference: Int { score - closed }
  }

  /// The report of a year, with no provider yet.
  public init(year: Int) {
    self.year = year
  }

  /// The closed year in these standings.
  public init(year: Int, standings: [Standing]) {
    self.init(year: year)
    for standing in standings { add(standing.provider, standing.summary) }
  }

  /// Adds the provider that comes next by key, if its year is closed.
  public mutating func add(_ provider: Key, _ summary: Standing.Summary) {
    guard let line = summary.years.first(where: { $0.year == year }), let closed = line.closedScore else { return }
    lines.append(Line(provider: provider, summary: summary, closed: closed, score: line.score))
  }

  /// The report's heading.
  public var title: Words { Words(zh: "\(year) 年度关账报告", en: "Closing report \(year)") }

  /// What it comes to in all.
  public var summary: Words {
    let points = lines.map(\.score).reduce(0, +)
    let restated = lines.count { $0.difference != 0 }
    return Words(
      zh: "共 \(lines.count) 家服务商，合计扣分 \(points)，关账后更正 \(restated) 家。",
      en: "\(lines.count.english("provider")), \(points.english("point")) in all, "
        + "\(restated) restated since the closing.")
  }

  /// The report as JSON.
  public var json: JSON {
    .object([.init("year", .integer(year)), .init("providers", .array(lines.map(\.json)))])
  }
}

extension ClosingReport.Line {
  var json: JSON {
    .object([
      .init("provider", .string(provider)), .init("name", .string(summary.name)),
      .init("status", .string(summary.status.rawValue)), .init("closedScore", .integer(closed)),
      .init("score", .integer(score)),
    ])
  }
}
