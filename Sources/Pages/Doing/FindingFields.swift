import LedgerDomain
import LedgerFormat
import Presentation

/// What is found of criteria, to be filled in: a row for each that the account may review, with what was found, who judged it
/// where a judgement may stand in for a number, and what shows it (offices §4).
struct FindingFields {
  let page: DoPage
  /// The findings as they are read now, where they are put right.
  let read: [Part]
  /// What stands before the names of the fields.
  let prefix: String
  /// The input on which what was sent was refused, and why; nil where it is of none of these.
  let wrong: (name: String, why: String)?

  private var frame: Frame { page.frame }

  /// A criterion, and what stands in its row.
  private struct Row {
    let criterion: String
    /// What the rules say of it; nil of one that they have no more.
    let rule: Part?
    /// What was found, who judged it, what shows it.
    var value = ""
    var judge = ""
    var evidence = ""

    var isFilled: Bool { ![value, judge, evidence].allSatisfy(\.isEmpty) }
  }

  /// The rows, those about the provider and those about an outlet apart.
  var html: HTML {
    let rows = rows
    guard !rows.isEmpty else {
      return """
        <p class="hint">\(frame.say(zh: "现行规则没有由此账户审核的准入条件。", en: "The rules in force have no criterion that this account reviews."))</p>
        """
    }
    let numbered = Array(rows.enumerated())
    let (outlets, own) = (
      numbered.filter { $0.element.rule?["about"].text == CriterionSubject.outlet.rawValue },
      numbered.filter { $0.element.rule?["about"].text != CriterionSubject.outlet.rawValue }
    )
    let isOfOutlet = frame.filled("outlet") != nil || outlets.contains { $0.element.isFilled }
    let whole = wrong.flatMap { $0.name == prefix + "findings" ? $0.why : nil }
    return """
      <div class="field" id="i-\(prefix)findings" tabindex="-1">
      \(whole.map { "<span class=\"wrong\" id=\"w-\(prefix)findings\">\($0)</span>" as HTML } ?? "")
      \(group(own, frame.say(zh: "认定：服务商", en: "What was found of the provider"), isOpen: !isOfOutlet))
      \(group(outlets, frame.say(zh: "认定：网点", en: "What was found of an outlet"), isOpen: isOfOutlet))
      </div>
      """
  }

  private func group(_ rows: [(offset: Int, element: Row)], _ name: String, isOpen: Bool) -> HTML {
    guard !rows.isEmpty else { return "" }
    return """
      <details class="wide"\(frame.when(isOpen, " open"))><summary>\(name)</summary>
      \(DataTable(caption: name, columns: [
        .init(frame.say(zh: "准入条件", en: "criterion"), .name), .init(frame.say(zh: "认定", en: "found"), .text),
        .init(frame.say(zh: "由谁判断（platform 为平台，或服务商编号）", en: "judged by: platform, or the key of a provider"), .text), .init(frame.say(zh: "依据", en: "what shows it"), .text),
      ], rows: rows.map { cells($0.element, $0.offset) }).html)</details>
      """
  }

  // MARK: Rows

  /// The criteria as they are read, then those of the rules that the account may review; with what was typed.
  private var rows: [Row] {
    let rules = (frame.own?["criteria"] ?? Part(.null)).items
    var rows = read.map { finding -> Row in
      let rule = frame.criterion(finding["criterion"].text)
      return Row(
        criterion: finding["criterion"].text ?? "", rule: rule, value: Self.typed(finding["value"], of: rule),
        judge: finding["judgedBy"].text ?? "", evidence: finding["evidence"].text ?? "")
    }
    for rule in rules where rule["roles"].items.contains(where: { page.roles.contains($0.text ?? "") }) {
      guard let name = rule["criterion"].text, !rows.contains(where: { $0.criterion == name }) else { continue }
      rows.append(Row(criterion: name, rule: rule))
    }
    guard let fields = frame.posted?.fields else { return rows }
    let names = Dictionary(
      fields.filter { $0.key.hasPrefix(prefix + "findings.") && $0.key.hasSuffix(".criterion") }
        .map { ($0.value, String($0.key.dropLast("criterion".count))) }, uniquingKeysWith: { first, _ in first })
    return rows.map { row in
      guard let name = names[row.criterion] else { return row }
      var typed = row
      typed.value = fields[name + "value"] ?? fields[name + "text"] ?? fields[name + "yuan"] ?? ""
      typed.judge = fields[name + "judgedBy"] ?? ""
      typed.evidence = fields[name + "evidence"] ?? ""
      return typed
    }
  }

  /// A value as it is typed: an amount of fen in yuan.
  private static func typed(_ value: Part, of rule: Part?) -> String {
    if rule?["unit"].text == "fen", let fen = value.number { return YuanColumn.text(fen: fen) }
    if value["part"].isThere { return "\(value["part"].value)/\(value["whole"].value)" }
    if value["weekdays"].isThere { return "\(value["weekdays"].value)/\(value["otherDays"].value)" }
    return value.value
  }

  // MARK: What is wrong

  /// What the names of the inputs begin with, behind the prefix.
  static let head = "findings."

  /// The name of the input that a path of the event was typed into, such as `data.findings[1].value`; nil for one that is no
  /// row's.
  static func input(ofPath path: String, prefix: String, in frame: Frame) -> String? {
    let typed = (frame.posted?.fields ?? [:]).compactMap { field -> (name: String, text: String)? in
      field.key.hasPrefix(prefix) ? (name: String(field.key.dropFirst(prefix.count)), text: field.value) : nil
    }
    return FindingRows.input(ofPath: path, in: typed).map { prefix + $0 }
  }

  /// What the criterion is called in whose row the input of this name stands; nil for one of no row.
  static func label(of name: String, in frame: Frame) -> String? {
    guard let mark = name.lastIndex(of: "."), name.contains(head),
      let slug = frame.posted?.fields[name[..<mark] + ".criterion"]
    else { return nil }
    return frame.criterion(slug)?["name"][frame.language.rawValue].text ?? slug
  }

  // MARK: Fields

  /// What a criterion is called; its name where the rules have it no more.
  private func words(_ row: Row) -> String { row.rule?["name"][frame.language.rawValue].text ?? row.criterion }

  private func cells(_ row: Row, _ number: Int) -> DataTable.Row {
    let name = "\(prefix)findings.\(number)."
    let section: HTML = row.rule.map { " <span class=\"soft\">§\($0["section"].text ?? "")</span>" } ?? ""
    let judge: HTML =
      row.rule?["judged"].isTrue ?? !row.judge.isEmpty
      ? input(
        "\(name)judgedBy", row, frame.say(zh: "由谁判断", en: "judged by"), row.judge,
        "placeholder=\"platform\" size=\"10\"")
      : ""
    let label = frame.say(zh: "依据", en: "what shows it")
    return DataTable.Row([
      "\(words(row))\(section)<input type=\"hidden\" name=\"\(name)criterion\" value=\"\(row.criterion)\">",
      value(row, name), judge,
      """
      \(why("\(name)evidence"))<textarea id="i-\(name)evidence" name="\(name)evidence" rows="1" aria-label="\(label)\(frame.colon)\(words(row))"\(tie("\(name)evidence"))>
      \(HTML(typed: row.evidence))</textarea>
      """,
    ])
  }

  /// The input that fits what the criterion asks.
  private func value(_ row: Row, _ name: String) -> HTML {
    let unit = frame.unit(of: row.rule)
    let label = frame.say(zh: "认定", en: "found") + (unit.map { frame.say(zh: "（\($0)）", en: " (\($0))") } ?? "")
    let counted: HTML = unit.map { " \($0)" } ?? ""
    switch row.rule?["kind"].text {
    case "yes":
      return choice(
        "\(name)value", row, label,
        [("true", frame.say(zh: "是", en: "yes")), ("false", frame.say(zh: "否", en: "no"))])
    case "choice":
      let choices = row.rule?["choices"].items ?? []
      return choice("\(name)text", row, label, choices.map { ($0.value, frame.name(ofChoice: $0.value)) })
    case "number" where row.rule?["unit"].text == "fen":
      let field = input("\(name)yuan", row, label, row.value, "inputmode=\"decimal\" size=\"14\"")
      return "\(field)\(counted)"
    case "number":
      let field = input("\(name)value", row, label, row.value, "type=\"number\" min=\"0\" step=\"1\" size=\"8\"")
      return "\(field)\(counted)"
    case "share": return input("\(name)value", row, label, row.value, "placeholder=\"99/100\" size=\"10\"")
    case "hours":
      return input("\(name)value", row, label, row.value, "placeholder=\"09:00-22:00/10:00-18:00\" size=\"24\"")
    case "text": return input("\(name)text", row, label, row.value, "size=\"24\"")
    case _: return input("\(name)value", row, label, row.value, "size=\"16\"")
    }
  }

  private func input(_ name: String, _ row: Row, _ label: String, _ value: String, _ rest: HTML) -> HTML {
    "\(why(name))<input id=\"i-\(name)\" name=\"\(name)\" value=\"\(value)\" aria-label=\"\(label)\(frame.colon)\(words(row))\" autocomplete=\"off\"\(tie(name)) \(rest)>"
  }

  /// Why what was typed into an input was refused; nothing where it was not.
  private func why(_ name: String) -> HTML {
    guard let wrong, wrong.name == name else { return "" }
    return "<span class=\"wrong\" id=\"w-\(name)\">\(wrong.why)</span>"
  }

  private func tie(_ name: String) -> HTML {
    frame.when(wrong?.name == name, " aria-describedby=\"w-\(name)\" aria-invalid=\"true\"")
  }

  private func choice(_ name: String, _ row: Row, _ label: String, _ words: [(code: String, text: String)]) -> HTML {
    let options = words.map { word -> HTML in
      "<option value=\"\(word.code)\"\(frame.when(word.code == row.value, " selected"))>\(word.text)</option>"
    }
    return
      "\(why(name))<select id=\"i-\(name)\" name=\"\(name)\" aria-label=\"\(label)\(frame.colon)\(self.words(row))\"\(tie(name))><option value=\"\"></option>\(HTML(options))</select>"
  }
}

/// Criteria of admission as the rules in force have them, on pages that are told them.
extension Frame {
  /// What the rules ask of a criterion; nil on other pages, and of one that they have no more.
  func criterion(_ name: String?) -> Part? { own?["criteria"].items.first { $0["criterion"].text == name } }

  /// A criterion that has to be mended, by what it asks, with its key beside it; by its key where the rules have no words for it.
  func criterion(of part: Part) -> HTML {
    let slug = part.text?.split(separator: ":").last.map(String.init)
    guard let words = slug.flatMap({ called($0, in: "criteria") }) else {
      return "<span class=\"key\">\(data(part))</span>"
    }
    return "\(words) <span class=\"small soft\">\(data(part))</span>"
  }

  /// What the number of a criterion counts, in words; nil where the rules do not say it.
  func unit(of rule: Part?) -> String? {
    guard let unit = rule?["unit"].text else { return nil }
    return Self.units[unit].map { say($0) } ?? unit
  }

  /// What may be chosen for a criterion, in words; as the rules have it where there are none.
  func name(ofChoice word: String) -> String { RulebookKeys.words(word).map { say($0) } ?? word }

  /// Units by their names in a rulebook file; an amount is written in yuan.
  private static let units = [
    "fen": Words(zh: "元", en: "yuan"), "years": Words(zh: "年", en: "years"), "months": Words(zh: "个月", en: "months"),
    "days": Words(zh: "天", en: "days"), "hours": Words(zh: "小时", en: "hours"),
    "percent": Words(zh: "%", en: "per cent"), "people": Words(zh: "人", en: "people"),
  ]
}
