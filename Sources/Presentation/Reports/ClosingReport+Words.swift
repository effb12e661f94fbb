public import Ledger
public import LedgerDomain
import LedgerFormat

extension ClosingReport {
  /// The report's heading; a year that is not closed says so.
  public var title: Words {
    isClosed
      ? Words(zh: "\(year) 年度关账报告", en: "Closing report \(year)")
      : Words(zh: "\(year) 年度报告（尚未关账）", en: "Report \(year), not closed")
  }

  /// What it comes to in all, and what is still open.
  public var summary: Words {
    let sum = total
    let (pending, months) = (sum.pending, sum.unreportedMonths.count)
    let range = Words(
      zh: pending.count == 0 ? "" : "（\(pending.range) 分）", en: pending.count == 0 ? "" : " (\(pending.range) points)")
    let rectifications = sum.openCases.count { $0 == .rectification }
    let terminations = sum.openCases.count { $0 == .termination }
    return Words(
      zh: "共 \(sum.providers) 家服务商，合计扣分 \(sum.score)；待评定 \(pending.count) 项\(range.zh)，"
        + "未结整改 \(rectifications) 件、终止 \(terminations) 件，未决申诉 \(sum.openAppeals) 件，"
        + "未上报成交数据 \(months) 个月；关账后更正 \(sum.restated) 家。",
      en: "\(sum.providers.english("provider")), \(sum.score.english("point")) in all; "
        + "\(pending.count.english("breach", "breaches")) pending\(range.en), "
        + "\(rectifications.english("rectification")), \(terminations.english("termination")) and "
        + "\(sum.openAppeals.english("appeal")) open, \(months.english("month")) of sales not reported; "
        + "\(sum.restated) restated since the closing.")
  }
}

extension Standing.Exposure {
  /// The points they may cost together, such as `10–40`.
  public var range: String { "\(minimum)–\(maximum)" }
}

extension Procedure {
  /// The name shown to people.
  public var words: Words {
    switch self {
    case .rectification: Words(zh: "整改", en: "rectification")
    case .termination: Words(zh: "终止", en: "termination")
    }
  }
}

extension [SalesMonth] {
  /// The months by city, those that follow each other as one: `hangzhou 2011-04–2011-06, 2011-09; ningbo 2011-05`.
  public var shortened: String {
    var cities: [(city: Key<City>, runs: [ClosedRange<Month>])] = []
    for item in self {
      if cities.last?.city != item.city { cities.append((item.city, [])) }
      let runs = cities[cities.count - 1].runs
      if let last = runs.last, last.upperBound.adding(1) == item.month {
        cities[cities.count - 1].runs[runs.count - 1] = last.lowerBound...item.month
      } else {
        cities[cities.count - 1].runs.append(item.month...item.month)
      }
    }
    return cities.map { city, runs in
      city.text + " "
        + runs.map { $0.lowerBound == $0.upperBound ? "\($0.lowerBound)" : "\($0.lowerBound)–\($0.upperBound)" }
        .joined(separator: ", ")
    }.joined(separator: "; ")
  }
}
