public import LedgerDomain
public import LedgerFormat

extension CSVHeading {
  /// The event in a row; nil for an empty one.
  ///
  /// - Throws: what is wrong: the column by its heading, what was found, and an example of what is wanted.
  public func draft(_ row: [UInt8], in zone: Zone) throws(InputError) -> Draft? {
    guard let cells = try cells(row) else { return nil }
    let filled = zip(columns, cells).filter { !$0.1.isBlank }
    let kind = filled.first { $0.0.envelope == .type }.flatMap { FactKind(called: $0.1.trimmed) }
    if let index = columns.indices.first(where: { columns[$0].isUnnamed && !cells[$0].isBlank }) {
      throw .field("row", expected: .emptyCell(index + 1, cells[index].quoted))
    }
    let pairs = filled.compactMap { column, cell in
      column.field.map { ($0, Self.text(cell, column, kind, zone)) }
    }
    do throws(InputError) {
      return try Draft(pairs: pairs, in: zone)
    } catch {
      guard case .field(let field, let expected) = error else { throw error }
      throw named(field, expected, filled, kind)
    }
  }

  private static func text(_ cell: String, _ column: CSVColumn, _ kind: FactKind?, _ zone: Zone) -> String {
    if column.isYuan { return CSVCell.text(cell, as: .yuan, in: zone) }
    switch column.envelope {
    case .type: return kind?.name ?? cell.trimmed
    case .at: return CSVCell.text(cell, as: .instant, in: zone)
    case .by: return CSVCell.text(cell, as: .actor, in: zone)
    case .provider, .id: return CSVCell.text(cell, as: .word, in: zone)
    case .note: return cell
    case nil:
      guard let name = column.field, let kind = kind?.field(name)?.kind else { return cell }
      return CSVCell.text(cell, as: .field(kind), in: zone)
    }
  }

  /// What is wrong with a field, said of the column it comes from.
  private func named(
    _ field: String, _ expected: Expectation, _ cells: [(CSVColumn, String)], _ kind: FactKind?
  ) -> InputError {
    let name = String(field.trimmingData.prefix { $0 != "." && $0 != "[" })
    guard let column = columns.first(where: { $0.field == name }) else { return .field(field, expected: expected) }
    let heading = column.heading.printable
    let filled = cells.filter { $0.0.field == name }
    let field = kind?.field(name)
    let example = example(name, kind)
    guard let (source, cell) = filled.first else {
      return .field(heading, expected: expected.such(as: example))
    }
    if source.envelope == nil, let kind, field == nil {
      return .field(source.heading.printable, expected: .noCell(kind.name, cell.quoted))
    }
    let wanted = Self.wanted(source, expected) ?? expected.such(as: example)
    let isDated = expected == .instant || expected == .date
    return .field(source.heading.printable, expected: wanted.not(cell.quoted, isDated ? Self.why(cell) : nil))
  }

  /// What dates, times and amounts are to look like; nil for all else, of which an example says it.
  private static func wanted(_ column: CSVColumn, _ expected: Expectation) -> Expectation? {
    if column.isYuan { return .yuan }
    if expected == .instant { return .cellTime }
    return expected == .date ? .cellDate : nil
  }

  /// Why a date as spreadsheets may write it is none; nil where nothing more is to say.
  private static func why(_ cell: String) -> Words? {
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

  private func example(_ name: String, _ kind: FactKind?) -> String? {
    guard let kind else { return nil }
    let data = TypeVariant.all(of: kind).flatMap(\.data)
    return data.first { $0.name == name }?.value.cell
  }
}

extension FactKind {
  /// The fields of the data of every type, by their names: each row asks for them.
  private static let fields = Dictionary(
    uniqueKeysWithValues: allCases.map { kind in
      let fields = kind.payload.shapes.joined().map { ($0.name.en, $0) }
      return (kind, Dictionary(fields) { first, _ in first })
    })

  /// The field of the data that is called so.
  fileprivate func field(_ name: String) -> Field? { Self.fields[self]?[name] }
}

extension String {
  /// The name of a field without the `data.` before it.
  fileprivate var trimmingData: Substring { hasPrefix("data.") ? dropFirst(5) : self[...] }

  /// A value found, as messages show it.
  fileprivate var quoted: String { "“" + String(trimmed.prefix(60)).printable + "”" }
}

extension Expectation {
  fileprivate static let yuan = Expectation(zh: "金额，单位元，如 300,000.00", en: "an amount in yuan such as 300,000.00")
  fileprivate static let cellTime = Expectation(
    zh: "存在的时间，如 2011-03-04 20:30、2011/3/4、2011年3月4日 下午8:30",
    en: "a time that exists, such as 2011-03-04 20:30, 2011/3/4 or 2011年3月4日 下午8:30")
  fileprivate static let cellDate = Expectation(
    zh: "存在的日期，如 2011-03-04、2011/3/4、2011年3月4日", en: "a date that exists, such as 2011-03-04, 2011/3/4 or 2011年3月4日")

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
    return Expectation(zh: "\(zh)，如 \(example)", en: "\(en), such as \(example)")
  }

  fileprivate func not(_ found: String, _ why: Words?) -> Expectation {
    Expectation(zh: "\(zh)，而非 \(found)\(why?.zh ?? "")", en: "\(en), not \(found)\(why?.en ?? "")")
  }
}

extension Substring {
  /// Whether there are digits in it and nothing else.
  fileprivate var isNumber: Bool { !isEmpty && utf8.allSatisfy { 0x30...0x39 ~= $0 } }
}
