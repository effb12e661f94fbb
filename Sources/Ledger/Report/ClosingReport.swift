public import LedgerDomain
public import Rulebook

/// What a closed year came to, provider by provider.
public struct ClosingReport: Sendable {
  /// The year.
  public var year: Int
  /// The providers whose year is closed, by key.
  public var lines: [Line]

  /// One provider's closed year.
  public struct Line: Sendable {
    /// Where the provider stands now.
    public var standing: Standing
    /// The score at which the year was closed.
    public var closed: Int
    /// The year's score now.
    public var score: Int

    /// What has come to the year since it was closed.
    public var difference: Int { score - closed }
  }

  /// The closed year in these standings.
  public init(year: Int, standings: [Standing]) {
    self.year = year
    lines = standings.compactMap { standing in
      guard let line = standing.summary.years.first(where: { $0.year == year }), let closed = line.closedScore else {
        return nil
      }
      return Line(standing: standing, closed: closed, score: line.score)
    }
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
      .init("provider", .string(standing.provider)), .init("name", .string(standing.summary.name)),
      .init("status", .string(standing.summary.status.rawValue)), .init("closedScore", .integer(closed)),
      .init("score", .integer(score)),
    ])
  }
}
