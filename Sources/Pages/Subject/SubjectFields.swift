import LedgerDomain
import LedgerFormat
import Presentation

/// The fields of a form about a subject: those of the type, and those that its programme declares for the fact, clause or attribute
/// at hand (programmes §2).
struct SubjectFields {
  let page: SubjectDoPage

  private var frame: Frame { page.frame }
  private var rules: ProgrammeRules { page.rules }

  var html: HTML {
    switch page.kind {
    case .enrolled: enrolled
    case .attributeSet: "\(chosen("attributes", "attribute"))\(attribute)"
    case .recorded: "\(chosen("facts", "fact"))\(recorded)"
    case .reported: "\(chosen("clauses", "clause"))\(reported)"
    case .assessed: "\(breach)\(assessed)\(text("reason", frame.say(zh: "理由", en: "Reason")))"
    case .dismissed: "\(breach)\(text("reason", frame.say(zh: "理由", en: "Reason")))"
    case .appealFiled: "\(breach)\(text("grounds", frame.say(zh: "申诉理由", en: "Grounds")))"
    case .appealDecided: "\(breach)\(outcome)\(text("reason", frame.say(zh: "理由", en: "Reason")))"
    case .paidIn:
      "\(chosen("accounts", "account"))\(field("amountYuan", frame.say(zh: "金额（元）", en: "Amount in yuan"), .money))"
    case .lifted:
      "\(chosen("measures", "measure"))\(text("reason", frame.say(zh: "理由", en: "Reason")))"
    }
  }

  // MARK: Of each type

  private var enrolled: HTML {
    let attributes = rules.all("attributes").map { attribute -> HTML in
      let name = attribute["attribute"].text ?? ""
      return field(
        "attributes." + name, label(rules.text("attributes", "attribute", name), attribute), Kind(attribute),
        isOptional: true)
    }
    return """
      <input type="hidden" name="programme" value="\(rules.answer?["programme"].text ?? "")">
      \(field("name", frame.say(zh: "名称", en: "Name"), .word))\(HTML(attributes))
      """
  }

  private var attribute: HTML {
    guard let form = rules.declared("attributes", "attribute", frame.filled("attribute")) else { return "" }
    return field("value", label(frame.say(zh: "值", en: "Value"), form), Kind(form))
  }

  private var recorded: HTML {
    guard let form = rules.declared("facts", "fact", frame.filled("fact")) else { return "" }
    let key = field(
      "key", frame.say(zh: "编号", en: "Key"), .key, isOptional: true,
      hint: frame.say(zh: "同类事实的编号只能用一次；可不填。", en: "Used once for its kind; may be left empty."))
    return "\(declared(form))\(key)"
  }

  private var reported: HTML {
    guard let form = page.clause else { return "" }
    return """
      \(field("breach", frame.say(zh: "违规编号", en: "Id of the breach"), .key))
      \(text("evidence", frame.say(zh: "证据", en: "Evidence")))
      \(field("on", frame.say(zh: "违规日期", en: "Day of the act"), .date, isOptional: true, hint: frame.say(zh: "留空即为报告之日。", en: "Left empty, the day of the report.")))
      \(declared(form))
      """
  }

  private func declared(_ form: Part) -> HTML {
    HTML(
      form["fields"].items.map { declared -> HTML in
        let name = declared["field"].text ?? ""
        return field("fields." + name, label(name, declared), Kind(declared), isOptional: declared["default"].isThere)
      })
  }

  /// What a value is called, with the unit of money.
  private func label(_ name: String, _ declared: Part) -> String {
    declared["type"].text == "money" ? frame.say(zh: "\(name)（元）", en: "\(name), in yuan") : name
  }

  /// What the judge of a breach sets: its grade, points within their range, money within its range.
  private var assessed: HTML {
    guard let clause = page.clause else { return "" }
    let grades = clause["grades"].items.compactMap(\.text)
    let hasGrades = !grades.isEmpty
    let asks = frame.say(zh: "仅在所选情节要求时填写。", en: "Only where the chosen grade asks for it.")
    var pieces: [HTML] = []
    if hasGrades { pieces.append(field("grade", frame.say(zh: "情节", en: "Grade"), .choice(grades))) }
    if let range = range(clause["points"]) {
      let said = frame.say(zh: "\(range.0) 至 \(range.1)。", en: "From \(range.0) to \(range.1). ")
      pieces.append(
        field(
          "points", frame.say(zh: "扣分", en: "Points"), .number(range.0, range.1), isOptional: hasGrades,
          hint: said + (hasGrades ? asks : "")))
    }
    if let range = range(clause["fen"]) {
      let said = frame.say(
        zh: "\(range.0.money) 至 \(range.1.money)。", en: "From \(range.0.money) to \(range.1.money). ")
      pieces.append(
        field(
          "fenYuan", frame.say(zh: "金额（元）", en: "Amount in yuan"), .money, isOptional: hasGrades,
          hint: said + (hasGrades ? asks : "")))
    }
    return HTML(pieces)
  }

  private func range(_ part: Part) -> (Int, Int)? {
    guard let least = part["minimum"].number, let most = part["maximum"].number else { return nil }
    return (least, most)
  }

  private var outcome: HTML {
    let words = AppealOutcome.Kind.allCases.map(\.rawValue)
    let points: HTML =
      range(page.clause?["points"] ?? Part(.null)).map { range in
        field(
          "points", frame.say(zh: "减为", en: "Lowered to"), .number(range.0, range.1), isOptional: true,
          hint: frame.say(zh: "仅在减少扣分时填写，须少于原评定。", en: "Only where it is reduced: less than was assessed."))
      } ?? ""
    let names = Dictionary(
      uniqueKeysWithValues: AppealOutcome.Kind.allCases.map { ($0.rawValue, frame.say($0.words)) })
    return
      "\(field("outcome", frame.say(zh: "裁定", en: "Outcome"), .choice(words), called: { names[$0] ?? $0 }))\(points)"
  }

  private var breach: HTML { field("breach", frame.say(zh: "违规", en: "Breach"), .key) }

  /// What was chosen on the way here: a list, where nothing was.
  private func chosen(_ list: String, _ key: String) -> HTML {
    guard let name = frame.filled(key), rules.declared(list, key, name) != nil else {
      let links = rules.all(list).compactMap { $0[key].text }.map { name -> HTML in
        let address = frame.link("providers", page.subject, "do", page.type.name).replacing(key, name)
        return "<li><a href=\"\(address)\">\(rules.text(list, key, name))</a></li>"
      }
      return "<ul class=\"plainlist\">\(HTML(links))</ul>"
    }
    let words = rules.text(list, key, name)
    return
      "<p class=\"field\"><strong>\(words)</strong>\(frame.when(words != name, " <span class=\"soft\">\(name)</span>"))<input type=\"hidden\" name=\"\(key)\" value=\"\(name)\"></p>"
  }

  // MARK: Inputs

  /// What a field holds.
  enum Kind {
    case word, key, date, money, share, flag
    case number(Int, Int?)
    case choice([String])

    /// As a programme declares it.
    init(_ declared: Part) {
      switch declared["type"].text {
      case "int": self = .number(0, nil)
      case "money": self = .money
      case "date": self = .date
      case "bool": self = .flag
      case "share": self = .share
      case "choice", "levels": self = .choice(declared["choices"].items.compactMap(\.text))
      case _: self = .key
      }
    }
  }

  private func field(
    _ name: String, _ label: String, _ kind: Kind, isOptional: Bool = false, hint: String? = nil,
    called: (String) -> String = { $0 }
  ) -> HTML {
    let wrong = page.wrong.flatMap { $0.name == name ? $0.why : nil }
    let usual: String? =
      if case .share = kind { frame.say(zh: "部分/整体，如 979/1000。", en: "Part/whole, such as 979/1000.") } else { nil }
    let hint = hint ?? usual
    let ids = [hint == nil ? nil : "h-\(name)", wrong == nil ? nil : "w-\(name)"].compactMap(\.self)
    let tie: HTML = ids.isEmpty ? "" : " aria-describedby=\"\(ids.joined(separator: " "))\""
    let rest: HTML =
      "\(tie)\(frame.when(wrong != nil, " aria-invalid=\"true\""))\(frame.when(!isOptional, " required"))"
    let optional: HTML =
      isOptional ? "<span class=\"soft\">\(frame.say(zh: "（可不填）", en: " (optional)"))</span>" : ""
    return """
      <p class="field"><label for="i-\(name)">\(label)\(optional)</label>
      \(hint.map { "<span class=\"hint\" id=\"h-\(name)\">\($0)</span>" as HTML } ?? "")
      \(wrong.map { "<span class=\"wrong\" id=\"w-\(name)\">\($0)</span>" as HTML } ?? "")
      \(input(name, kind, rest, called))</p>
      """
  }

  private func input(_ name: String, _ kind: Kind, _ rest: HTML, _ called: (String) -> String) -> HTML {
    let value = frame.filled(name) ?? ""
    let id: HTML = "id=\"i-\(name)\" name=\"\(name)\""
    switch kind {
    case .word: return "<input \(id) value=\"\(value)\" autocomplete=\"off\"\(rest)>"
    case .key:
      return
        "<input \(id) value=\"\(value)\" spellcheck=\"false\" autocapitalize=\"none\" autocomplete=\"off\"\(rest)>"
    case .date: return "<input \(id) type=\"date\" value=\"\(value)\" size=\"12\"\(rest)>"
    case .money, .share:
      return "<input \(id) value=\"\(value)\" inputmode=\"decimal\" size=\"16\" autocomplete=\"off\"\(rest)>"
    case .number(let least, let most):
      let most: HTML = most.map { " max=\"\($0)\"" } ?? ""
      return
        "<input \(id) type=\"number\" min=\"\(least)\"\(most) step=\"1\" value=\"\(value)\" size=\"8\" inputmode=\"numeric\"\(rest)>"
    case .flag:
      return select(id, value, ["true", "false"], rest) {
        $0 == "true" ? frame.say(zh: "是", en: "yes") : frame.say(zh: "否", en: "no")
      }
    case .choice(let words): return select(id, value, words, rest, called)
    }
  }

  private func select(
    _ id: HTML, _ value: String, _ words: [String], _ rest: HTML, _ called: (String) -> String
  ) -> HTML {
    let options = words.map { word -> HTML in
      "<option value=\"\(word)\"\(word == value ? " selected" : "")>\(called(word))</option>"
    }
    return "<select \(id)\(rest)><option value=\"\"></option>\(HTML(options))</select>"
  }

  /// A text of any length.
  private func text(_ name: String, _ label: String) -> HTML {
    let value = frame.filled(name) ?? ""
    let wrong = page.wrong.flatMap { $0.name == name ? $0.why : nil }
    let tie: HTML = wrong == nil ? "" : " aria-describedby=\"w-\(name)\" aria-invalid=\"true\""
    return """
      <p class="field"><label for="i-\(name)">\(label)</label>
      \(wrong.map { "<span class=\"wrong\" id=\"w-\(name)\">\($0)</span>" as HTML } ?? "")
      <textarea id="i-\(name)" name="\(name)" rows="4" data-bytes="\(Limits.textBytes)" data-count="c-\(name)" required\(tie)>
      \(HTML(typed: value))</textarea><span class="hint num" id="c-\(name)">\(value.utf8.count) / \(Limits.textBytes)</span></p>
      """
  }
}
