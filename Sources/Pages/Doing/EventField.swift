import LedgerDomain
import LedgerFormat
import Presentation

/// A field of an event as a person fills it in: its name on the form, and the input that fits what it holds (pages P21).
struct EventField {
  let field: Field
  /// Whether it may be left empty.
  let isOptional: Bool
  /// The name under which people write it beside the envelope: what is written in yuan says so.
  var name: String { Self.input(of: field.heading.en) }

  /// The name of the input into which a field of the data is written, by its heading.
  static func input(of heading: String) -> String {
    switch heading {
    case "amountFen": "amountYuan"
    case "sales": SalesInput.name
    case let name: name
    }
  }

  /// Whether it is an amount, which people write in yuan.
  var isMoney: Bool { field.name.en == "amountFen" }

  /// Whether it puts right when another event happened.
  private var isMomentOfFact: Bool {
    if case .instant = field.kind { field.name.en == "at" } else { false }
  }

  /// What it is called.
  func label(in frame: Frame) -> String {
    if isMoney { return frame.say(zh: "金额（元）", en: "Amount in yuan") }
    if isMomentOfFact { return frame.say(zh: "应为何时发生", en: "When it happened") }
    if field.kind == .sales { return frame.say(zh: "各网点成交额（元）", en: "Sales of each outlet, in yuan") }
    return frame.say(zh: field.name.zh, en: field.name.en.spelt.withCapital)
  }

  /// The fields of a type of event, each once, in their order.
  static func all(of kind: FactKind) -> [EventField] {
    let shapes = kind.payload.shapes
    var fields: [EventField] = []
    for field in shapes.joined() where !fields.contains(where: { $0.field.name == field.name }) {
      // What one shape leaves out is not asked of everybody.
      let isNeeded =
        !field.kind.mayHoldNothing
        && shapes.allSatisfy { $0.contains { $0.name == field.name && !$0.isOptional } }
      fields.append(EventField(field: field, isOptional: !isNeeded))
    }
    return fields
  }

  /// The names of all fields that any form has: what may be filled in by an address (pages P20).
  static let names: [String] = {
    var names: [String] = []
    for kind in FactKind.allCases + FactKind.ofProgrammes {
      for field in all(of: kind) where !names.contains(field.name) { names.append(field.name) }
    }
    return names
  }()

  /// The input, under its label, with what is wrong with what was typed.
  ///
  /// - Parameters:
  ///   - range: the numbers it may be, where the rule that holds says so.
  ///   - known: what is offered while typing, each with its words.
  ///   - choices: all that may be chosen, each with its words; none where anything may be typed.
  ///   - prefix: what stands before its name, as for the corrected fields of another event.
  func html(
    in frame: Frame, value: String?, range: (Int, Int)?, known: [(code: String, text: String)] = [],
    choices: [(code: String, text: String)] = [], wrong: String?, prefix: String = ""
  ) -> HTML {
    let name = prefix + name
    let value = value ?? ""
    let hint = hint(in: frame, range: range)
    let described = [hint == nil ? nil : "h-\(name)", wrong == nil ? nil : "w-\(name)"].compactMap(\.self)
    let ties: HTML =
      described.isEmpty ? "" : " aria-describedby=\"\(described.joined(separator: " "))\""
    let state: HTML = "\(ties)\(frame.when(wrong != nil, " aria-invalid=\"true\""))"
    let needed: HTML = isOptional ? "" : " required"
    let control: HTML =
      choices.isEmpty
      ? input(name, value, "\(needed)\(state)", range: range, known: known, in: frame)
      : choice("id=\"i-\(name)\" name=\"\(name)\"", value, Self.kept(value, choices), "\(needed)\(state)")
    let optional: HTML =
      isOptional ? "<span class=\"soft\">\(frame.say(zh: "（可不填）", en: " (optional)"))</span>" : ""
    return """
      <p class="field"><label for="i-\(name)">\(label(in: frame))\(optional)</label>
      \(hint.map { "<span class=\"hint\" id=\"h-\(name)\">\($0)</span>" as HTML } ?? "")
      \(wrong.map { "<span class=\"wrong\" id=\"w-\(name)\">\($0)</span>" as HTML } ?? "")
      \(control)</p>
      """
  }

  /// What may be chosen, and what stands there already.
  private static func kept(
    _ value: String, _ choices: [(code: String, text: String)]
  ) -> [(code: String, text: String)] {
    if value.isEmpty || choices.contains(where: { $0.code == value }) { return choices }
    return choices + [(code: value, text: value)]
  }

  private func input(
    _ name: String, _ value: String, _ rest: HTML, range: (Int, Int)?, known: [(code: String, text: String)],
    in frame: Frame
  ) -> HTML {
    let id: HTML = "id=\"i-\(name)\" name=\"\(name)\""
    switch field.kind {
    case .text where field.name.en == "clause": return clauses(id, value, rest, in: frame)
    case .text where Self.short.contains(field.name.en):
      return "<input \(id) value=\"\(value)\"\(rest) autocomplete=\"off\">"
    case .text, .texts: return area(id, name, value, rest, rows: 4)
    case .sales, .contacts, .values, .items: return area(id, name, value, rest, rows: 6)
    case .terms: return area(id, name, value, rest, rows: 4)
    // Both have fields of their own.
    case .data, .findings: return ""
    case .count where isMoney:
      return "<input \(id) value=\"\(value)\" inputmode=\"decimal\" size=\"16\" autocomplete=\"off\"\(rest)>"
    case .count(let least):
      let most: HTML = range.map { " max=\"\($0.1)\"" } ?? ""
      return
        "<input \(id) type=\"number\" min=\"\(range?.0 ?? least)\"\(most) step=\"1\" value=\"\(value)\" size=\"8\" inputmode=\"numeric\"\(rest)>"
    case .part, .countOrNull:
      return
        "<input \(id) type=\"number\" min=\"0\" step=\"1\" value=\"\(value)\" size=\"8\" inputmode=\"numeric\"\(rest)>"
    case .flag:
      return choice(
        id, value, [("true", frame.say(zh: "是", en: "yes")), ("false", frame.say(zh: "否", en: "no"))], rest)
    case .choice(let words):
      return choice(id, value, words.map { ($0, frame.say(ChoiceWords.words(of: $0, among: words))) }, rest)
    case .date, .dateOrNull: return "<input \(id) type=\"date\" value=\"\(value)\" size=\"12\"\(rest)>"
    case .month: return "<input \(id) type=\"month\" value=\"\(value)\" size=\"10\" placeholder=\"2011-06\"\(rest)>"
    case .instant: return Self.moment(id, value, rest)
    case .key, .keys, .anyKeys, .breach, .duty, .duties, .parts, .positions, .fact, .value:
      let options = known.map { "<option value=\"\($0.code)\">\($0.text)</option>" as HTML }
      let list: HTML = known.isEmpty ? "" : "<datalist id=\"l-\(name)\">\(HTML(options))</datalist>"
      let tie: HTML = known.isEmpty ? "" : " list=\"l-\(name)\""
      return
        "<input \(id) value=\"\(value)\"\(tie) spellcheck=\"false\" autocapitalize=\"none\" autocomplete=\"off\"\(rest)>\(list)"
    }
  }

  /// Texts that are a few words.
  private static let short: Set = ["name", "issue", "reference", "contact", "address", "phone", "number", "carrier"]

  /// A date and a time of the ledger's zone.
  static func moment(_ id: HTML, _ value: String, _ rest: HTML) -> HTML {
    "<input \(id) value=\"\(value)\" size=\"22\" placeholder=\"2011-06-17 10:00\" autocomplete=\"off\"\(rest)>"
  }

  private func area(_ id: HTML, _ name: String, _ value: String, _ rest: HTML, rows: Int) -> HTML {
    // The first line break behind the tag is not of the text.
    """
    <textarea \(id) rows="\(rows)" data-bytes="\(Limits.textBytes)" data-count="c-\(name)"\(rest)>
    \(HTML(typed: value))</textarea><span class="hint num" id="c-\(name)">\(value.utf8.count) / \(Limits.textBytes)</span>
    """
  }

  private func choice(_ id: HTML, _ value: String, _ words: [(code: String, text: String)], _ rest: HTML) -> HTML {
    let options = words.map { word -> HTML in
      "<option value=\"\(word.code)\"\(word.code == value ? " selected" : "")>\(word.text)</option>"
    }
    return "<select \(id)\(rest)><option value=\"\"></option>\(HTML(options))</select>"
  }

  private func clauses(_ id: HTML, _ value: String, _ rest: HTML, in frame: Frame) -> HTML {
    choice(
      id, value, Clause.allCases.filter { $0.origin == .reported }.map { ($0.rawValue, frame.say($0.words)) }, rest)
  }

  /// What may stand there, where the input itself does not say it.
  private func hint(in frame: Frame, range: (Int, Int)?) -> String? {
    if let range {
      return frame.say(zh: "\(range.0) 至 \(range.1)", en: "from \(range.0) to \(range.1)")
    }
    switch field.kind {
    case .keys, .anyKeys, .duties, .parts, .texts, .positions:
      return frame.say(zh: "多项之间用逗号。", en: "Several with commas between them.")
    case .sales:
      return frame.say(zh: "每行一个网点：网点=成交额，如 o-1=1450.00。", en: "An outlet a line: outlet=sales, such as o-1=1450.00.")
    case .values, .items: return frame.say(zh: "每行一项：名称=值。", en: "One a line: name=value.")
    case .contacts: return frame.say(zh: "每行一项：名称=内容。", en: "One a line: name=value.")
    case .instant where isMomentOfFact:
      return frame.say(zh: "留空即不变。账本所在时区的时间。", en: "Left empty, it stays as it is. By the clock of the ledger.")
    case .instant: return frame.say(zh: "账本所在时区的时间。", en: "By the clock of the ledger.")
    case .part(let whole):
      return frame.say(zh: "不超过 \(whole)。", en: "At most \(whole.spelt).")
    case .fact: return frame.say(zh: "事件的位置或编号。", en: "The event's position or id.")
    case .text where field.name.en == "issue":
      return frame.say(
        zh: "同一年内填同一事项的服务投诉，共用一个扣分上限。", en: "Service complaints of a year with the same issue share one cap.")
    case .findings, .text, .key, .breach, .duty, .count, .flag, .date, .month, .choice, .terms, .data, .countOrNull,
      .dateOrNull,
      .value:
      return nil
    }
  }
}

extension HTML {
  /// What was typed into a field of many lines, for whoever types on: every line break is kept.
  init(typed text: String) {
    self = .joined(
      text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }.map { "\(String($0))" },
      by: "\n")
  }
}
