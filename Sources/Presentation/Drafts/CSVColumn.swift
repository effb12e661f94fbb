import LedgerDomain
import LedgerFormat

/// A column of a file of events: its heading as it stands there, and the field it fills.
struct CSVColumn: Sendable {
  /// The heading, as written.
  let heading: String
  /// The field of the envelope or of the data; nil where there is no heading, or none that is known.
  let field: String?
  /// The same, where it is one of the envelope.
  let envelope: EnvelopeField?
  /// Whether it holds money in yuan.
  let isYuan: Bool
  /// Whether it only helps whoever fills in the file, and is not read back.
  let isHelp: Bool

  /// The column under a heading, in English or Chinese.
  init(_ heading: String) {
    let folded = heading.folded
    self.heading = heading.trimmed
    field = Self.fields[folded] ?? Self.former[folded]
    envelope = field.flatMap(EnvelopeField.init)
    isYuan = Self.yuan.contains(folded)
    isHelp = false
  }

  /// A column that is not read back.
  init(help heading: String) {
    self.heading = heading.trimmed
    field = nil
    envelope = nil
    isYuan = false
    isHelp = true
  }

  /// The heading that was perhaps meant by one that no event has: one of which it is a part, or that is a part of it, or
  /// that is spelled much like it.
  static func meant(by heading: String) -> String? {
    let folded = heading.folded
    if let usual = usual[folded] { return usual }
    let known = fields.filter { name, field in
      name.isPlain == folded.isPlain && (field != YuanColumn.field || name.isPlain || yuan.contains(name))
    }.map(\.key).sorted()
    if !folded.isPlain, folded.count > 1 {
      let near = known.filter { $0.count > 1 && (folded.contains($0) || $0.contains(folded)) }
      // The longest part of it; of those that it is a part of, that of the envelope, which every event has, then the shortest.
      let parts = near.filter { folded.contains($0) }
      if let part = parts.max(by: { $0.count < $1.count }) { return part }
      func rank(_ name: String) -> Int { fields[name].flatMap(EnvelopeField.init) == nil ? name.count : 0 }
      if let whole = near.min(by: { rank($0) < rank($1) }) { return whole }
    }
    return folded.isPlain && folded.count > 2 ? folded.near(among: known) : nil
  }

  /// Whether nothing stands in the heading.
  var isUnnamed: Bool { heading.isEmpty }

  private static let yuan: Set<String> = [YuanColumn.name.zh.folded, YuanColumn.name.en.folded]

  /// What offices write above the columns of their own sheets, and what such a column is called here.
  private static let usual = [
    "日期": "时间", "发生日期": "时间", "登记时间": "时间", "单位": "服务商", "公司": "服务商", "经办": "提交人",
    "经办人": "提交人", "登记人": "提交人", "填表人": "提交人", "金额": YuanColumn.name.zh, "说明": "备注",
    "date": "at", "time": "at", "who": "by", "user": "by", "event": "type", "amount": YuanColumn.name.en,
    "comment": "note", "remark": "note",
  ]

  /// Headings of former templates.
  private static let former = ["金额（分）".folded: YuanColumn.field]

  /// The fields by the headings that name them.
  private static let fields: [String: String] = {
    var fields: [String: String] = [:]
    let names =
      EnvelopeField.allCases.map(\.name) + FactKind.allCases.flatMap { $0.payload.shapes.joined().map(\.heading) }
    for name in names {
      fields[name.en.folded] = name.en
      fields[name.zh.folded] = name.en
    }
    for name in yuan { fields[name] = YuanColumn.field }
    for name in JudgingSheet.ofProgrammes {
      fields[name.en.folded] = name.en
      fields[name.zh.folded] = name.en
    }
    return fields
  }()
}

extension String {
  /// The text without white space at its ends.
  var trimmed: String {
    if let first = utf8.first, let last = utf8.last, 0x21..<0x7F ~= first, 0x21..<0x7F ~= last { return self }
    let scalars = unicodeScalars
    guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    return String(scalars[first...last])
  }

  /// The text with letters, digits and signs of full width in their plain form.
  var narrowed: String {
    guard utf8.contains(where: { $0 >= 0xE0 }),
      unicodeScalars.contains(where: { 0xFF01...0xFF5E ~= $0.value || $0.value == 0x3000 })
    else { return self }
    var scalars = UnicodeScalarView()
    for scalar in unicodeScalars {
      let value = scalar.value == 0x3000 ? 0x20 : 0xFF01...0xFF5E ~= scalar.value ? scalar.value - 0xFEE0 : scalar.value
      scalars.append(Unicode.Scalar(value) ?? scalar)
    }
    return String(scalars)
  }

  /// The text as headings are compared: without regard to width, case and white space at its ends.
  var folded: String { trimmed.narrowed.lowercased() }

  /// Whether there is nothing but white space in it.
  var isBlank: Bool {
    if let first = utf8.first, 0x21..<0x7F ~= first { return false }
    return unicodeScalars.allSatisfy(\.properties.isWhitespace)
  }
}
