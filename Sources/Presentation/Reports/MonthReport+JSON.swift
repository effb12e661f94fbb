public import Ledger
import LedgerDomain
public import LedgerFormat

extension MonthReport {
  /// The report as JSON.
  public var json: JSON {
    .object(
      [
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
      ] + officeFields)
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

  /// A row for each provider, and no other.
  ///
  /// - Parameter language: that of headings and words; nil for those of the JSON.
  public func sheet(_ language: Language?) -> Table {
    let identity: [SheetColumn] = [
      .init("month", zh: "月份"), .init("provider", zh: "服务商"), .init("name", zh: "名称"), .init("status", zh: "状态"),
      .init("score", zh: "\(month.year) 年扣分"),
    ]
    var table = Table(sheet: identity + MonthFigures().numbers.map(\.column), language)
    table.rows = providers.map { line in
      let figures = line.figures.numbers.map { column, number in
        column.code == MonthFigures.money ? language.cell(fen: number) : String(number)
      }
      return [month.description, line.provider.text, line.name, language.cell(line.status.rawValue, line.status.words)]
        + [String(line.score)] + figures
    }
    return table
  }
}

extension MonthFigures {
  /// The one number that is money, in fen.
  fileprivate static let money = "salesFen"

  /// Each number with the column it fills, whose code is its name for programs.
  fileprivate var numbers: [(column: SheetColumn, number: Int)] {
    [
      (.init("breaches", zh: "违规"), breaches), (.init("pending", zh: "待评定"), pending.count),
      (.init("pendingMinimum", zh: "待评定最低", en: "pending, least"), pending.minimum),
      (.init("pendingMaximum", zh: "待评定最高", en: "pending, most"), pending.maximum),
      (.init("charged", zh: "现计分", en: "charged now"), charged), (.init("assessed", zh: "本月评定"), assessed),
      (.init("dismissed", zh: "不成立"), dismissed), (.init("overturned", zh: "改判"), overturned),
      (.init("deducted", zh: "本月扣分"), deducted), (.init("restored", zh: "返还"), restored),
      (.init("answersDue", zh: "应答复求助", en: "answers due"), answersDue),
      (.init("answersLate", zh: "迟答或未答", en: "late or missing"), answersLate),
      (.init("complaints", zh: "投诉"), complaints),
      (.init("outletsSigned", zh: "网点签约", en: "outlets signed"), outletsSigned),
      (.init("outletsOpened", zh: "网点开业", en: "outlets opened"), outletsOpened),
      (.init("outletsGone", zh: "网点离开", en: "outlets gone"), outletsGone),
      (.init(Self.money, zh: "成交（元）", en: "sales, yuan"), salesFen),
      (.init("salesReported", zh: "已上报成交", en: "sales reported"), salesReported),
      (.init("salesMissing", zh: "未上报成交", en: "sales missing"), salesMissing),
    ]
  }

  /// The numbers as fields of an object; what pends is an object as it is in the other reports.
  fileprivate var fields: [JSON.Field] {
    let parts: Set = ["pendingMinimum", "pendingMaximum"]
    return numbers.filter { !parts.contains($0.column.code) }.map { column, number in
      .init(column.code, column.code == "pending" ? pending.json : .integer(number))
    }
  }
}
