public import Ledger
public import LedgerDomain
public import LedgerFormat

/// A row of a file of events: its cells under their columns, not yet read.
public struct CSVRecord: Sendable {
  private let columns: [CSVColumn]
  private let cells: [String]
  private let filled: [(column: CSVColumn, cell: String)]
  private let kind: FactKind?
  private let isJudgement: Bool

  /// - Parameter isJudgement: whether the row is one of a judging sheet.
  init(_ columns: [CSVColumn], _ cells: [String], isJudgement: Bool) {
    self.columns = columns
    self.cells = cells
    self.isJudgement = isJudgement
    filled = zip(columns, cells).filter { !$0.0.isHelp && !$0.1.isBlank }
    kind = filled.first { $0.column.envelope == .type }.flatMap { FactKind(called: $0.cell.trimmed) }
  }

  /// Whether it is a row of a judging sheet that is not filled in: a breach that still waits for its points, or, of a
  /// programme, for whatever its judge sets.
  public var isUnjudged: Bool {
    isJudgement && kind == .breach(.assessed) && ["points", "grade", "fen"].allSatisfy { cell($0) == nil }
  }

  /// What names the provider, where it is no key: perhaps its name. One that is only registered has none yet.
  var providerName: String? {
    guard kind != .provider(.registered) else { return nil }
    return cell("provider").map(\.trimmed).flatMap { $0.narrowed.isKey() ? nil : $0 }
  }

  /// Who submits it, in a role that is named by no key, and what else tells whose role that is; nil for any other row.
  var signature: (text: String, kind: FactKind?, provider: String?)? {
    guard let text = cell(EnvelopeField.by.rawValue), let role = text.narrowed.trimmed.split(separator: "@").last,
      !String(role).isKey()
    else { return nil }
    return (text, kind, cell(EnvelopeField.provider.rawValue)?.trimmed)
  }

  /// Whether it says who submits it.
  public var isSigned: Bool { cell(EnvelopeField.by.rawValue) != nil }

  /// Whether it is one outlet's part of a report of sales that several rows make.
  var isPartOfReport: Bool {
    kind == .service(.salesReported) && cell("sales") == nil
      && (cell("outlet") != nil || cell(YuanColumn.field) != nil)
  }

  /// What rows that follow each other have in common when they make one report of sales; nil for a row that is none. Where each
  /// lists its outlets and has an id of its own, each is a report.
  public func report(in zone: Zone) -> [String]? {
    guard kind == .service(.salesReported) else { return nil }
    let names = ["provider", "city", "month", "at", "by"] + (isPartOfReport ? [] : [EnvelopeField.id.rawValue])
    return names.map { name in
      filled.first { $0.column.field == name }.map { text($0.column, $0.cell, zone) } ?? ""
    }
  }

  /// The first cell that is filled so, with its heading.
  func heading(where isMeant: (String) -> Bool) -> (heading: String, cell: String)? {
    filled.first { $0.column.envelope == nil && isMeant($0.cell) }.map { ($0.column.heading, $0.cell) }
  }

  /// The cell of a field, with its heading; nil where it is not filled.
  func heading(of field: String) -> (heading: String, cell: String)? {
    filled.first { $0.column.field == field }.map { ($0.column.heading, $0.cell) }
  }

  private func cell(_ field: String) -> String? { filled.first { $0.column.field == field }?.cell }

  /// The event in the row.
  ///
  /// - Parameters:
  ///   - names: what providers are called; nil where they go by their keys only.
  ///   - usual: who submits it where it says nothing of that; nil where it must.
  ///   - signature: who submits it, where what it says is the name of a role that a programme declares.
  /// - Throws: what is wrong: the column by its heading, what was found, and an example of what is wanted.
  public func draft(
    in zone: Zone, calling names: ProviderNames? = nil, by usual: Person? = nil, signed signature: String? = nil
  ) throws(InputError) -> Draft {
    let unnamed = columns.indices.filter { columns[$0].isUnnamed && !columns[$0].isHelp }
    if let index = unnamed.first(where: { !cells[$0].isBlank }) {
      throw .field("row", expected: .emptyCell(index + 1, cells[index].quoted))
    }
    do throws(InputError) {
      var pairs = filled.compactMap { column, cell in column.field.map { ($0, text(column, cell, zone)) } }
      if let name = providerName, let names {
        let key = try names.provider(called: name)
        pairs = pairs.map { $0.0 == "provider" ? ($0.0, key.text) : $0 }
      }
      if let signature { pairs = pairs.map { $0.0 == EnvelopeField.by.rawValue ? ($0.0, signature) : $0 } }
      if let usual, !isSigned { pairs.append((EnvelopeField.by.rawValue, "\(usual.id)@\(usual.role.rawValue)")) }
      if isPartOfReport { pairs = Self.sales(pairs) }
      return try Draft(pairs: pairs, in: zone)
    } catch {
      guard case .field(let field, let expected) = error else { throw error }
      throw named(field, expected)
    }
  }

  /// The outlet and its amount as a list of sales.
  private static func sales(_ pairs: [(String, String)]) -> [(String, String)] {
    let parts = ["outlet", YuanColumn.field]
    let fields = pairs.filter { parts.contains($0.0) }.map { JSON.Field($0.0, .string($0.1)) }
    return pairs.filter { !parts.contains($0.0) } + [("sales", JSON.array([.object(fields)]).text)]
  }

  private func text(_ column: CSVColumn, _ cell: String, _ zone: Zone) -> String {
    if column.envelope == .type { return kind?.name ?? cell.trimmed }
    return CSVCell.text(cell, under: column, of: kind, in: zone)
  }
}

extension CSVRecord {
  /// What the rules found bad in a field, said of the column it comes from and of what stands there; nil for a refusal of another
  /// kind.
  public func told(_ refusal: Refusal) -> InputError? {
    guard case .badInput(let field, let expected) = refusal else { return nil }
    guard !expected.isWhole, let (heading, cell) = heading(of: field.headingOfPath) else {
      return .field(field.headingOfPath, expected: expected)
    }
    return .field(heading.printable, expected: expected.not(cell.quoted))
  }

  /// What is wrong with a field, said of the column it comes from.
  private func named(_ field: String, _ expected: Expectation) -> InputError {
    let name = isPartOfReport ? field.lastPart : field.headingOfPath
    let example = Self.example(name, kind)
    guard let column = columns.first(where: { $0.field == name }) else {
      return field.hasPrefix("data.")
        ? .field(name, expected: expected.such(as: example)) : .field(field, expected: expected)
    }
    let heading = column.heading.printable
    guard let (source, cell) = filled.first(where: { $0.column.field == name }) else {
      if column.envelope == .type { return .field(heading, expected: .unmerged) }
      return .field(heading, expected: expected.such(as: example))
    }
    let isOfReport = isPartOfReport && ["outlet", YuanColumn.field].contains(name)
    if source.envelope == nil, !isOfReport, let kind, kind.field(name) == nil {
      return .field(source.heading.printable, expected: .noCell(kind.name, cell.quoted))
    }
    guard !expected.isWhole else { return .field(field, expected: expected) }
    let wanted = wanted(source, name, cell, expected) ?? expected.such(as: example)
    return .field(source.heading.printable, expected: wanted.not(cell.quoted) + Self.why(cell, expected))
  }

  /// What types, choices, dates, times and amounts are to look like; nil for all else, of which an example says it.
  private func wanted(_ column: CSVColumn, _ name: String, _ cell: String, _ expected: Expectation) -> Expectation? {
    if column.isYuan { return .yuan }
    if column.envelope == .type { return Self.type(cell.trimmed) }
    if column.envelope == .by { return InputError.nearRole(cell.trimmed).map(expected.perhaps) }
    if expected == .instant { return .cellTime }
    return Self.choice(name, cell, kind) ?? (expected == .date ? .cellDate : nil)
  }

  /// The words of a choice, in the log and in Chinese, where a text is none of them; nil for what is no choice.
  static func choice(_ name: String, _ cell: String, _ kind: FactKind?) -> Expectation? {
    if case .choice(let words)? = kind?.field(name)?.kind, case let plain = cell.narrowed.trimmed,
      !words.contains(plain)
    {
      let known = words + (ChoiceWords.chinese(of: words).map { names in words.compactMap { names[$0] } } ?? [])
      let near = known.first { $0.contains(plain) || plain.contains($0) } ?? plain.near(among: known)
      return .oneOf(words, near: near)
    }
    return nil
  }

  /// The types that a text in the place of one may mean; nil where it resembles none.
  private static func type(_ text: String) -> Expectation? {
    if ["合计", "总计", "小计", "total", "sum"].contains(text.lowercased()) { return .noTotal }
    let near = FactKind.allCases.filter { kind in
      let name = kind.payload.about.words.zh
      return text.count > 1 && (name.contains(text) || text.contains(name) || name.sorted() == text.sorted())
    }
    if !near.isEmpty { return .type(near: near) }
    let names = FactKind.allCases.map { ($0.payload.about.words.zh, $0) }
    guard let name = text.near(among: names.map(\.0)) else { return nil }
    return .type(near: names.filter { $0.0 == name }.map(\.1))
  }

  /// Why a date or time as spreadsheets may write it is none; nil where nothing more is to say.
  static func why(_ cell: String, _ expected: Expectation) -> Words? {
    guard expected == .instant || expected == .date else { return nil }
    let date = cell.narrowed.trimmed.prefix { $0 != " " }
    let parts = date.split(separator: "/", omittingEmptySubsequences: false)
    if parts.count == 3, parts[0].utf8.count < 4, parts.allSatisfy(\.isNumber) {
      return Words(zh: "（月、日先后不明）", en: ", of which nobody can tell day from month")
    }
    let sides = date.split(separator: ".", omittingEmptySubsequences: false)
    if (1...2).contains(sides.count), (4...6).contains(sides[0].utf8.count), sides.allSatisfy(\.isNumber) {
      return Words(
        zh: "（电子表格的序列号，请将该列设为日期或文本格式）",
        en: ", the serial number of a spreadsheet: format the column as dates or as text")
    }
    return nil
  }

  private static func example(_ name: String, _ kind: FactKind?) -> String? {
    if name == EnvelopeField.provider.rawValue { return "hz-01" }
    guard let kind else { return nil }
    return TypeVariant.all(of: kind).lazy.compactMap { variant in
      variant.data.first { $0.name.headingOfData == name }.flatMap { variant.cell(of: $0.name) }
    }.first
  }
}

extension String {
  /// The name behind the last place.
  fileprivate var lastPart: String { split(separator: ".").last.map(String.init) ?? self }

  /// A value found, as messages show it.
  fileprivate var quoted: String { "“" + String(trimmed.prefix(60)).printable + "”" }
}

extension Expectation {
  static let yuan = Expectation(zh: "金额，单位元，如 300,000.00", en: "an amount in yuan such as 300,000.00")
  fileprivate static let cellTime = Expectation(
    zh: "存在的时间，如 2011-03-04 20:30、2011/3/4、2011年3月4日 下午8:30",
    en: "a time that exists, such as 2011-03-04 20:30, 2011/3/4 or 2011年3月4日 下午8:30")
  fileprivate static let cellDate = Expectation(
    zh: "存在的日期，如 2011-03-04、2011/3/4、2011年3月4日", en: "a date that exists, such as 2011-03-04, 2011/3/4 or 2011年3月4日")

  fileprivate static func oneOf(_ words: [String], near: String?) -> Expectation {
    let names = ChoiceWords.chinese(of: words)
    let list = words.map { word in names?[word].map { "\($0)（\(word)）" } ?? word }.joined(separator: "、")
    return Expectation(
      zh: "\(list)之一" + (near.map { "（是否指 \($0)？）" } ?? ""),
      en: "one of " + words.joined(separator: ", ") + (near.map { " (did you mean \($0)?)" } ?? ""))
  }

  fileprivate static func type(near kinds: [FactKind]) -> Expectation {
    let zh = kinds.map { "\($0.payload.about.words.zh)（\($0.name)）" }.joined(separator: "、")
    let en = kinds.map(\.name).joined(separator: ", ")
    return Expectation(zh: "事件类型（是否指 \(zh)？）", en: "a type of event (did you mean \(en)?)")
  }

  fileprivate static let unmerged = Expectation(
    zh: "缺少该字段（合并的单元格只有第一行有值：请取消合并，逐行填写）",
    en: "the field is missing (of merged cells only the first row has a value: take them apart and fill in each row)",
    isWhole: true)

  fileprivate static let noTotal = Expectation(
    zh: "事件类型（合计行不是事件，请删去）", en: "a type of event; a row of sums is none, take it out")

  fileprivate static func emptyCell(_ column: Int, _ found: String) -> Expectation {
    Expectation(
      zh: "第 \(column) 列为空（该列没有表头），而非 \(found)", en: "nothing in column \(column), which has no heading, not \(found)")
  }

  fileprivate static func noCell(_ type: String, _ found: String) -> Expectation {
    Expectation(
      zh: "空单元格（\(type) 没有这个字段），而非 \(found)", en: "an empty cell, for \(type) has no such field, not \(found)")
  }

  fileprivate func such(as example: String?) -> Expectation {
    guard let example else { return self }
    if isWhole { return Self(zh: "\(zh)（如 \(example)）", en: "\(en) (such as \(example))", isWhole: true) }
    return Expectation(zh: "\(zh)，如 \(example)", en: "\(en), such as \(example)")
  }
}

extension Substring {
  /// Whether there are digits in it and nothing else.
  fileprivate var isNumber: Bool { !isEmpty && utf8.allSatisfy { 0x30...0x39 ~= $0 } }
}
