import Ledger
import LedgerDomain
import LedgerFormat

/// What a month came to besides points, as it is shown; nothing where no version has duties, measures or notices.
extension MonthReport {
  /// What stands above the providers' rows.
  static let officeHeading = Words(zh: "义务、处理措施、通知与准入", en: "Duties, measures, notices, admission")
  /// What stands above the duties met late or overdue.
  static let lateHeading = Words(zh: "逾期的义务", en: "Duties met late or overdue")

  /// What it came to in one sentence; nil where there is nothing to say.
  var officeSummary: Words? {
    guard !office.isEmpty else { return nil }
    func sum(_ count: (OfficeLine) -> Int) -> Int { office.reduce(0) { $0 + count($1) } }
    let (met, late, missed) = (sum(\.met), sum(\.metLate), sum(\.missed))
    let (waived, measures, notices) = (sum(\.waived), sum(\.measures), sum(\.notices))
    return Words(
      zh: "不涉及扣分的义务：按期履行 \(met) 项，逾期履行 \(late) 项，到期未履行 \(missed) 项，豁免 \(waived) 项；"
        + "作出处理措施 \(measures) 项，发出通知 \(notices) 份。",
      en: "Duties without points: \(met) met in time, \(late) met late, \(missed) fell overdue, \(waived) waived; "
        + "\(measures.english("measure")) ordered, \(notices.english("notice")) sent.")
  }

  /// A row for each provider.
  func byOffice(_ language: Language) -> Table {
    var table = Table(officeHeadings.enumerated().map { (language($1), (2...7).contains($0) ? .right : .left) })
    table.columns[1].alignment = .wrapped
    table.columns[8].alignment = .wrapped
    table.rank(essential: [0, 4], important: [2, 3, 8], extra: [1])
    table.rows = office.map { line in
      [line.provider.text, line.name] + line.counts.map { $0 == 0 ? "" : String($0) }
        + [line.admission.map { language($0.words) } ?? ""]
    }
    table.tint(4, office.map { $0.missed > 0 ? .danger : nil })
    return table
  }

  /// What was met late or fell overdue, by the rows of the rulebook: that first of which there is most.
  struct LateRow {
    let slug: String
    let clause: String
    var metLate = 0
    var missed = 0
    var providers: [Key<Provider>] = []
  }

  /// Those rows.
  var lateRows: [LateRow] {
    var rows: [String: LateRow] = [:]
    for line in office {
      for duty in line.late {
        let slug = duty.duty.slug.text
        var row = rows[slug] ?? LateRow(slug: slug, clause: duty.clause)
        if duty.isMet { row.metLate += 1 } else { row.missed += 1 }
        if row.providers.last != line.provider { row.providers.append(line.provider) }
        rows[slug] = row
      }
    }
    return rows.values.sorted { ($1.metLate + $1.missed, $0.slug) < ($0.metLate + $0.missed, $1.slug) }
  }

  /// A row for each of them.
  func byLateDuty(_ language: Language) -> Table {
    var table = Table(lateHeadings.map { (language($0), .wrapped) })
    table.columns[2].alignment = .right
    table.columns[3].alignment = .right
    table.rows = lateRows.map { row in
      [name(of: row, language), row.clause, Self.shown(row.metLate), Self.shown(row.missed)]
        + [language.list(row.providers.map(\.text))]
    }
    return table
  }

  private static func shown(_ number: Int) -> String { number == 0 ? "" : String(number) }

  /// What a row asks for, with its slug.
  func name(of row: LateRow, _ language: Language) -> String {
    dutyNames[row.slug].map { language(zh: "\($0.zh)（\(row.slug)）", en: "\($0.en) (\(row.slug))") } ?? row.slug
  }

  /// What stands above the columns of these rows.
  var lateHeadings: [Words] {
    [
      Words(zh: "义务", en: "duty"), Words(zh: "条", en: "§"), Words(zh: "逾期履行", en: "met late"),
      Words(zh: "到期未履行", en: "overdue"), Words(zh: "服务商", en: "providers"),
    ]
  }

  /// What stands above the columns of the providers' rows.
  var officeHeadings: [Words] {
    [
      Words(zh: "服务商", en: "provider"), Words(zh: "名称", en: "name"), Words(zh: "按期履行", en: "met"),
      Words(zh: "逾期履行", en: "met late"), Words(zh: "到期未履行", en: "overdue"), Words(zh: "豁免", en: "waived"),
      Words(zh: "处理措施", en: "measures"), Words(zh: "通知", en: "notices"), Words(zh: "准入", en: "admission"),
    ]
  }

  /// The same as fields of the report; none where there is nothing to say.
  var officeFields: [JSON.Field] {
    office.isEmpty ? [] : [.init("office", .array(office.map(\.json)))]
  }
}

extension MonthReport.OfficeLine {
  /// The numbers, in the order of their columns.
  var counts: [Int] { [met, metLate, missed, waived, measures, notices] }

  fileprivate var json: JSON {
    .object([
      .init("provider", .string(provider.text)), .init("name", .string(name)), .init("met", .integer(met)),
      .init("metLate", .integer(metLate)), .init("missed", .integer(missed)), .init("waived", .integer(waived)),
      .init(
        "late",
        .array(
          late.map { duty in
            .object([
              .init("duty", .string(duty.duty.text)), .init("clause", .string(duty.clause)),
              .init("on", .string(duty.on.description)), .init("as", .string(duty.outcome.rawValue)),
            ])
          })),
      .init("measures", .integer(measures)), .init("notices", .integer(notices)),
      .init("admission", JSON(admission?.result.state.rawValue)),
      .init("channel", JSON(admission.map { $0.isChannelOpen ? "open" : "closed" })),
    ])
  }
}

extension MonthReport.LateDuty {
  /// What became of it in the month.
  var outcome: OwedDuty.State { isMet ? .late : .missed }
}

extension Standing.AdmissionLine {
  /// How it stands, and whether the channel is open.
  var words: Words {
    let channel = isChannelOpen ? Words(zh: "渠道已开通", en: "channel open") : Words(zh: "渠道未开通", en: "channel closed")
    return Words(
      zh: "\(result.state.words.zh)，\(channel.zh)", en: "\(result.state.words.en), \(channel.en)")
  }
}
