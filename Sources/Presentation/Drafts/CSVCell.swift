import LedgerDomain
import LedgerFormat

/// What people write into cells, in the form that an event has it.
///
/// What is no such form stays as it is: the reader of the event refuses it, with its expectation.
enum CSVCell {
  /// How a cell is read.
  enum Kind {
    /// A moment.
    case instant
    /// An amount in yuan, for a field in fen.
    case yuan
    /// A field of the data.
    case field(Field.Kind)
    /// Who and in which role, this perhaps in Chinese.
    case actor
    /// A text without white space at its ends, such as a key.
    case word
  }

  /// The text of a cell, as an event has it.
  static func text(_ cell: String, as kind: Kind, in zone: Zone) -> String {
    let plain = cell.narrowed.trimmed
    switch kind {
    case .instant: return instant(plain, in: zone) ?? plain
    case .yuan: return YuanColumn.fen(plain).map(String.init) ?? plain
    case .actor: return actor(plain) ?? cell.trimmed
    case .word: return cell.trimmed
    case .field(let kind):
      switch kind {
      case .text, .texts, .sales, .terms, .findings, .contacts, .data, .value, .values, .items: return cell
      case .instant: return instant(plain, in: zone) ?? plain
      case .date: return date(plain) ?? plain
      case .month: return month(plain) ?? plain
      case .flag: return flags[plain.lowercased()] ?? plain
      case .choice(let words): return choice(plain, of: words) ?? plain
      case .key, .keys, .anyKeys, .breach, .duty, .duties, .parts, .count, .part, .countOrNull, .positions, .dateOrNull,
        .fact:
        return plain
      }
    }
  }

  private static let flags = ["是": "true", "否": "false", "true": "true", "false": "false"]

  /// The word of a choice that is called so in Chinese.
  static func choice(_ text: String, of words: [String]) -> String? {
    ChoiceWords.chinese(of: words)?.first { $0.value == text && words.contains($0.key) }?.key
  }

  /// Who, in a role that is named in Chinese; nil for anything else.
  static func actor(_ text: String) -> String? {
    let sides = text.split(separator: "@", omittingEmptySubsequences: false).map(String.init)
    guard sides.count == 2, let role = rolesInChinese[sides[1]] else { return nil }
    return Person(id: sides[0], role: role).short
  }

  /// Whether a role of the regulation is called so in Chinese.
  static func isRole(inChinese name: String) -> Bool { rolesInChinese[name] != nil }

  private static let rolesInChinese = Dictionary(uniqueKeysWithValues: Role.allCases.map { ($0.words.zh, $0) })

  /// The text of what stands under a column, for an event of a type.
  static func text(_ cell: String, under column: CSVColumn, of kind: FactKind?, in zone: Zone) -> String {
    if column.isYuan { return text(cell, as: .yuan, in: zone) }
    switch column.envelope {
    case .type, .id: return text(cell, as: .word, in: zone)
    // A key as an input method of full width writes it is that key; a name stays as it is written.
    case .provider:
      let word = text(cell, as: .word, in: zone)
      return word.narrowed.isKey() ? word.narrowed : word
    case .at: return text(cell, as: .instant, in: zone)
    case .by: return text(cell, as: .actor, in: zone)
    case .note: return cell
    case nil:
      if column.field == "clause", let clause = clauses[cell.trimmed] { return clause.rawValue }
      if column.field == YuanColumn.field { return cell.narrowed.trimmed }
      guard let name = column.field, let kind = kind?.field(name)?.kind else { return cell }
      return text(cell, as: .field(kind), in: zone)
    }
  }

  /// A clause by its Chinese name: a report holds the slug as a text.
  private static let clauses = Dictionary(uniqueKeysWithValues: Clause.allCases.map { ($0.words.zh, $0) })

  private static func instant(_ text: String, in zone: Zone) -> String? {
    if zone.instant(reading: text) != nil { return text }
    var reader = CellReader(text)
    guard let date = reader.date() else { return nil }
    if reader.isAtEnd { return date }
    guard let time = reader.time(), reader.isAtEnd else { return nil }
    return "\(date)T\(time)"
  }

  private static func date(_ text: String) -> String? {
    var reader = CellReader(text)
    guard let date = reader.date(), reader.isAtEnd else { return nil }
    return date
  }

  private static func month(_ text: String) -> String? {
    var reader = CellReader(text)
    guard let month = reader.month(), reader.isAtEnd else { return nil }
    return month
  }
}

/// Reads dates and times as people write them off the front of a text.
private struct CellReader {
  private var rest: Substring

  init(_ text: String) { rest = text[...] }

  var isAtEnd: Bool { rest.isEmpty }

  /// `2011/3/4`, `2011-3-4` or `2011年3月4日`, as `YYYY-MM-DD`.
  mutating func date() -> String? {
    guard let year = number(4...4), let sign = sign(["/", "-", "年"]), let month = number(1...2),
      skip(sign == "年" ? "月" : sign), let day = number(1...2), sign != "年" || skip("日")
    else { return nil }
    return "\(year)-\(Self.two(month))-\(Self.two(day))"
  }

  /// `2011/3`, `2011-3` or `2011年3月`, as `YYYY-MM`.
  mutating func month() -> String? {
    guard let year = number(4...4), let sign = sign(["/", "-", "年"]), let month = number(1...2),
      sign != "年" || skip("月")
    else { return nil }
    return "\(year)-\(Self.two(month))"
  }

  /// `20:30`, `8:30`, `下午8:30` or `20:30:00`, behind a space, a `T` or nothing, as `HH:MM:SS`.
  mutating func time() -> String? {
    if !skip("T") { while skip(" ") {} }
    let isMorning = skip("上午")
    let isAfternoon = !isMorning && skip("下午")
    while skip(" ") {}
    guard let text = number(1...2), var hour = Int(text), skip(":"), let minute = number(2...2) else { return nil }
    var second = "00"
    if skip(":") {
      guard let number = number(2...2) else { return nil }
      second = number
    }
    if isMorning || isAfternoon {
      guard (isMorning ? 0...12 : 1...12).contains(hour) else { return nil }
      hour = hour % 12 + (isAfternoon ? 12 : 0)
    }
    return "\(Self.two(String(hour))):\(minute):\(second)"
  }

  private mutating func number(_ counts: ClosedRange<Int>) -> String? {
    let digits = rest.prefix { "0"..."9" ~= $0 }
    guard counts.contains(digits.count) else { return nil }
    rest = rest[digits.endIndex...]
    return String(digits)
  }

  private mutating func sign(_ signs: [String]) -> String? { signs.first { skip($0) } }

  private mutating func skip(_ text: String) -> Bool {
    guard rest.hasPrefix(text) else { return false }
    rest = rest.dropFirst(text.count)
    return true
  }

  private static func two(_ digits: String) -> String { digits.count == 1 ? "0" + digits : digits }
}
