public import Ledger
import LedgerDomain
public import LedgerFormat

extension AdmissionReport {
  /// What it says first: whose admission, how it stands, and whether the channel is open.
  public func title(_ language: Language) -> String {
    let channel =
      isChannelOpen
      ? Words(zh: "渠道已开通", en: "the channel is open") : Words(zh: "渠道未开通", en: "the channel is closed")
    let before =
      isGrandfathered
      ? Words(zh: "（登记时的规则版本没有前置条件）", en: " (the version of its registration had no gates)") : Words(zh: "", en: "")
    return language(
      zh: "\(provider)  \(name.printable)  截至 \(asOf)，规则 \(rulebook)：准入状态\(result.state.words.zh)，"
        + "\(channel.zh)\(before.zh)。",
      en: "\(provider)  \(name.printable)  as of \(asOf), rulebook \(rulebook): \(result.state.words.en), "
        + "\(channel.en)\(before.en).")
  }

  /// That the version has nothing to review.
  public func nothing(_ language: Language) -> String {
    language(zh: "规则版本 \(rulebook) 没有准入条件。", en: "The version \(rulebook) has no criteria.")
  }

  /// A row for each criterion.
  public func table(_ language: Language) -> Table {
    var table = Table(
      (language(zh: "网点", en: "outlet"), .left), (language(zh: "准入条件", en: "criterion"), .left),
      (language(zh: "要求", en: "asks"), .wrapped), (language(zh: "依据", en: "section"), .left),
      (language(zh: "阶段", en: "stage"), .right), (language(zh: "状态", en: "state"), .left),
      (language(zh: "认定", en: "found"), .wrapped), (language(zh: "认定人", en: "by"), .wrapped),
      (language(zh: "日期", en: "on"), .left), (language(zh: "位置", en: "position"), .right))
    table.rank(essential: [1, 5], important: [6, 8], extra: [2, 3, 4, 9])
    table.whole = .json
    table.rows = lines.map { line in
      [
        line.outlet?.text ?? "", line.row.slug.text, language(line.row.words), "§" + line.row.section,
        String(line.row.stage), language(line.standing.words), line.found.map { language($0.finding.words) } ?? "",
        line.found?.by.map { language($0.words) } ?? "", line.found.map { zone.date(of: $0.at).description } ?? "",
        line.found.map { "#\($0.position)" } ?? "",
      ]
    }
    table.tint(5, lines.map(\.standing.tone))
    return table
  }

  /// A row for each criterion as a sheet; without a language headings and words are those of the JSON.
  public func sheet(_ language: Language?) -> Table {
    if let language { return table(language) }
    var table = Table(
      [
        "outlet", "criterion", "section", "stage", "when", "state", "value", "judgedBy", "evidence", "by", "at",
        "position",
      ].map { ($0, .left) })
    table.rows = lines.map { line in
      let found = line.found
      return [
        line.outlet?.text ?? "", line.row.slug.text, line.row.section, String(line.row.stage),
        line.row.season.rawValue, line.standing.rawValue, found?.finding.value.json.bare ?? "",
        found?.finding.judgedBy?.text ?? "", found?.finding.evidence ?? "", found?.by?.short ?? "",
        found.map { zone.text($0.at) } ?? "", found.map { String($0.position) } ?? "",
      ]
    }
    return table
  }

  /// The report as JSON.
  public var json: JSON {
    .object([
      .init("provider", .string(provider.text)), .init("name", .string(name)),
      .init("asOf", .string(asOf.description)), .init("knownAt", .string(zone.text(knownAt))),
      .init("rulebook", .string(rulebook)), .init("state", .string(result.state.rawValue)),
      .init("unmet", .array(result.unmet.map { .string($0.text) })),
      .init("missing", .array(result.missing.map { .string($0.text) })),
      .init("channel", .string(isChannelOpen ? "open" : "closed")),
      .init("grandfathered", .boolean(isGrandfathered)), .init("criteria", .array(lines.map(json))),
    ])
  }

  private func json(_ line: Line) -> JSON {
    let found = line.found
    return .object([
      .init("outlet", JSON(line.outlet?.text)), .init("criterion", .string(line.row.slug.text)),
      .init("section", .string(line.row.section)), .init("name", JSON(line.row.words)),
      .init("stage", .integer(line.row.stage)), .init("when", .string(line.row.season.rawValue)),
      .init("state", .string(line.standing.rawValue)), .init("value", found?.finding.value.json ?? .null),
      .init("judgedBy", JSON(found?.finding.judgedBy?.text)), .init("evidence", JSON(found?.finding.evidence)),
      .init("by", found?.by?.json ?? .null), .init("at", JSON(found.map { zone.text($0.at) })),
      .init("position", JSON(found?.position)),
    ])
  }
}

extension CriterionStanding {
  /// The tone of the state; nil where nothing is to be done.
  var tone: Tone? {
    switch self {
    case .unmet: .danger
    case .missing: .warning
    case .met, .notAsked, .notApplicable: nil
    }
  }
}
