import LedgerDomain

/// The calendar of a rulebook file: `off` and `work` days of each year, by holiday.
extension Rulebook {
  /// The calendar; every year after the one before, every day at most once, `work` days on weekends.
  static func calendar(
    _ node: RulebookNode, holidays: [String: Words]
  ) throws(RulebookError) -> WorkingDayCalendar {
    var off: [LocalDate: String] = [:]
    var work: [LocalDate: String] = [:]
    let years = try years(of: node)
    for (year, entry) in years {
      try entry.allow(["off", "work"])
      for (item, run, slug) in try runs(entry["off"], of: year, holidays) {
        if run.contains(where: { off[$0] != nil }) { try item.refuse("days that stand once", zh: "只列出一次的日子") }
        for day in run { off[day] = slug }
      }
      for (item, run, slug) in try runs(entry["work"], of: year, holidays) {
        if run.contains(where: { work[$0] != nil || off[$0] != nil }) {
          try item.refuse("days that stand once, off or worked", zh: "只列出一次的日子，或休或班")
        } else if run.contains(where: { $0.weekday < 6 }) {
          try item.refuse("Saturdays and Sundays: other days are worked anyway", zh: "周六、周日：其余的日子本来上班")
        }
        for day in run { work[day] = slug }
      }
    }
    let range = years.first.flatMap { first in years.last.map { first.year...$0.year } }
    return WorkingDayCalendar(years: range, holidays: off, makeUps: work)
  }

  /// The years, each the one after the one before.
  private static func years(
    of node: RulebookNode
  ) throws(RulebookError) -> [(year: Int, entry: RulebookNode)] {
    var years: [(year: Int, entry: RulebookNode)] = []
    for (label, entry) in try node.entries() {
      guard let year = Int(label), (1900...9000).contains(year) else {
        try entry.fail("a year", zh: "年份", ())
        continue
      }
      if label != String(year) { try entry.refuse("a year of four digits", zh: "四位数字的年份") }
      guard years.last.map({ $0.year + 1 == year }) ?? true else {
        let last = years.last?.year ?? 0
        try entry.fail("the year after \(last)", zh: "\(last) 的下一年", ())
        continue
      }
      years.append((year, entry))
    }
    return years
  }

  /// The runs of days under `off` or `work` of one year, each with its holiday.
  private static func runs(
    _ node: RulebookNode, of year: Int, _ holidays: [String: Words]
  ) throws(RulebookError) -> [(item: RulebookNode, days: [LocalDate], holiday: String)] {
    var runs: [(RulebookNode, [LocalDate], String)] = []
    for (slug, entry) in try node.entries() {
      if holidays[slug] == nil { try entry.fail("a holiday named under `holidays`", zh: "在 holidays 中有名称的节日", ()) }
      for item in try entry.items() {
        let text = try item.text()
        let ends = text.split(separator: ".", omittingEmptySubsequences: true)
        guard let start = ends.first.flatMap({ LocalDate("\(year)-\($0)") }),
          let end = ends.last.flatMap({ LocalDate("\(year)-\($0)") }), ends.count <= 2, start <= end
        else {
          try item.fail("a day MM-DD or a run MM-DD..MM-DD", zh: "日期 MM-DD 或连续的 MM-DD..MM-DD", ())
          continue
        }
        if text != ends.joined(separator: "..") {
          try item.refuse("a day MM-DD or a run MM-DD..MM-DD", zh: "日期 MM-DD 或连续的 MM-DD..MM-DD")
        }
        runs.append((item, (start.daysSinceEpoch...end.daysSinceEpoch).map(LocalDate.init(daysSinceEpoch:)), slug))
      }
    }
    return runs
  }
}
