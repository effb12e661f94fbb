import LedgerDomain
import LedgerFormat
import Presentation

/// A form for one type of event, and what would follow from what was filled in (pages 3.5, P20 to P22).
struct DoPage {
  let frame: Frame
  let provider: String
  let kind: FactKind

  /// The form of a type, by its name; nil where no event is called so.
  init?(frame: Frame, provider: String, type: String) {
    guard let kind = FactKind(type) else { return nil }
    (self.frame, self.provider, self.kind) = (frame, provider, kind)
  }

  func content() throws -> Content {
    if kind == .subject(.enrolled) {
      return SubjectDoPage(frame: frame, subject: provider, type: kind, standing: nil)?.content() ?? .nothing(in: frame)
    }
    let standing = try standing()
    if kind != .provider(.registered), let standing, standing["programme"].isThere {
      return SubjectDoPage(frame: frame, subject: provider, type: kind, standing: standing)?.content()
        ?? .nothing(in: frame)
    }
    let heading: HTML = """
      <a href="\(frame.link("providers", provider))"><span class="key">\(provider)</span> \(standing.map { frame.data($0["name"]) } ?? "")</a>
      """
    let body: HTML
    if !frame.isPresent {
      body = EventForm.ofThePast(frame)
    } else if let answer = frame.posted?.answer {
      let preview = PreviewPage(page: self, answer: answer, standing: standing)
      body = eventForm.html(FormFields(page: self).html, beside: preview.html)
    } else {
      body = try form(standing)
    }
    let deed = isReview(standing) ? frame.say(Deed.review) : Deed.name(of: kind.name, in: frame)
    return Content(title: frame.title(deed.withCapital, of: frame.filled("breach")), heading: heading, body: body)
  }

  /// Whether a judgement is reviewed by it, with no appeal that waits.
  private func isReview(_ standing: Answered?) -> Bool {
    guard kind == .appeal(.decided), let breach = frame.filled("breach"),
      standing?["reviews"].items.contains(where: { $0.text == breach }) ?? false
    else { return false }
    let appeal = self.breach?["appeal"]
    return !(appeal?["filed"].isThere ?? false) || appeal?["decided"].isThere ?? false
  }

  /// The standing of the provider; nil of one that is about to be registered.
  private func standing() throws -> Answered? {
    guard frame.may("providers") else { return nil }
    if kind == .provider(.registered) { return try? frame.asking("providers", provider) }
    return try frame.asking("providers", provider)
  }

  /// The breach it is about, explained; nil for none, or none that is there.
  var breach: Answered? {
    frame.filled("breach").flatMap { try? frame.asking("providers", provider, "breaches", $0) }
  }

  /// The fact that a correction names, with its readings.
  var corrected: Answered? {
    guard kind == .correction(.corrected) || kind == .correction(.retracted) else { return nil }
    return frame.filled("fact").flatMap { try? frame.asking("providers", provider, "facts", $0) }
  }

  /// The type of that fact; nil where none is named yet.
  var correctedKind: FactKind? { corrected?["recorded"]["type"].text.flatMap { FactKind($0) } }

  private func form(_ standing: Answered?) throws -> HTML {
    let guide = FormGuide(page: self, standing: standing)
    if frame.posted == nil, let reason = guide.refusedAnyway { return "<p class=\"lead\">\(reason)</p>\(guide.html)" }
    let entry = FormFields(page: self)
    return eventForm.html(entry.html, wrong: entry.wrong?.name, called: entry.wrongLabel, guide: guide.html)
  }

  private var eventForm: EventForm { EventForm(frame: frame, action: action, back: back) }

  /// Where the form is sent: here, in the same language.
  var action: Address {
    Address("providers", provider, "do", kind.name, query: ["lang": frame.address["lang"]])
  }

  /// Where whoever gives up goes back to: what it is about.
  var back: Address {
    if let breach = frame.filled("breach") { return frame.link("providers", provider, "breaches", breach) }
    return frame.link("providers", provider)
  }

  /// The account's roles in which it may be submitted, by the rules in force.
  var roles: [String] { frame.open[kind]?.map(\.rawValue) ?? [] }
}

/// The fields of a form, with what was typed and what is wrong with it.
struct FormFields {
  let page: DoPage

  private var frame: Frame { page.frame }

  /// The field on which what was sent was refused, and why; nil where it is of none.
  var wrong: (name: String, why: String)? {
    guard let problem = frame.posted?.problem else { return nil }
    let detail = frame.posted?.why ?? ""
    if let path = problem["field"].text { return (inputName(ofPath: path), detail) }
    guard let name = problem["code"].text.flatMap(RefusalCode.init)?.input(among: names) else { return nil }
    return (name, detail)
  }

  /// What the field is called on which what was sent was refused; nil where it is of none.
  var wrongLabel: String? {
    guard let wrong = wrong?.name else { return nil }
    if let own = EventField.all(of: page.kind).first(where: { $0.name == wrong }) { return own.label(in: frame) }
    let name = wrong.hasPrefix(Self.new) ? String(wrong.dropFirst(Self.new.count)) : wrong
    return TermFields.label(of: name, in: frame) ?? FindingFields.label(of: wrong, in: frame)
      ?? page.correctedKind.flatMap { kind in
        EventField.all(of: kind).first { $0.name == name }?.label(in: frame)
      }
  }

  private var names: [String] { EventField.all(of: page.kind).map(\.name) + ["at", "as", "note"] }

  /// What stands before the names of the fields of the fact that a correction puts right.
  private static let new = "new."

  /// The input that a path of the event is typed into; of a correction, what is not its own is of the fact it puts right.
  private func inputName(ofPath path: String) -> String {
    let prefix = page.kind == .correction(.corrected) ? Self.new : ""
    if let term = TermFields.input(ofPath: path) { return prefix + term }
    if let finding = FindingFields.input(ofPath: path, prefix: prefix, in: frame) { return finding }
    if path.hasPrefix(FindingFields.head) || path.hasPrefix(TermFields.head) { return prefix + path }
    if path == SalesInput.name { return prefix + path }
    let name = path.headingOfPath
    if name == "by" { return "as" }
    let typed = EventField.input(of: name)
    return names.contains(typed) ? typed : prefix + typed
  }

  var html: HTML {
    let fields = EventField.all(of: page.kind).filter { $0.field.kind != .data && !isRefused($0) }
    let inputs = fields.map(input)
    return """
      \(HTML(inputs))
      \(page.kind == .correction(.corrected) ? corrected : "")
      \(EnvelopeFields(frame: frame, roles: page.roles, wrong: wrong).html)
      """
  }

  /// Whether what is typed there would be refused whatever it is: breaches of one clause alone share an issue (§2.2.2), and below
  /// the least that the rule allows nothing is left to reduce.
  private func isRefused(_ field: EventField) -> Bool {
    if field.name == "points" { return isLeast }
    guard field.name == "issue", let clause = page.breach?["clause"].text else { return false }
    return clause != Clause.serviceComplaint.rawValue
  }

  /// Whether what is appealed against is the least that the rule allows, so that it is confirmed or overturned.
  private var isLeast: Bool {
    guard page.kind == .appeal(.decided), let charged = page.breach?["assessed"].number,
      let least = page.breach?["minimum"].number
    else { return false }
    return charged <= least
  }

  private func input(_ field: EventField) -> HTML {
    if field.field.kind == .terms { return terms() }
    let wrong = wrong.flatMap { $0.name == field.name ? $0.why : nil }
    if field.field.kind == .findings {
      return FindingFields(page: page, read: [], prefix: "", wrong: self.wrong).html
    }
    return field.html(
      in: frame, value: frame.filled(field.name) ?? expected(field), range: range(of: field), known: known(for: field),
      choices: choices(for: field, of: page.kind), wrong: wrong)
  }

  /// What the rules expect in a field, where nothing was typed yet.
  private func expected(_ field: EventField) -> String? { frame.posted == nil ? frame.own?[field.name].text : nil }

  /// The range within which points may be chosen for this breach.
  private func range(of field: EventField) -> (Int, Int)? {
    guard field.name == "points", let breach = page.breach, let least = breach["minimum"].number,
      let most = breach["maximum"].number
    else { return nil }
    if page.kind == .appeal(.decided), let charged = breach["assessed"].number {
      return (least, charged - 1)
    }
    return (least, most)
  }

  /// What is offered while a key is typed: what the provider has of the kind.
  private func known(for field: EventField) -> [(code: String, text: String)] {
    func keys(_ question: [String], _ name: String) -> [(code: String, text: String)] {
      let address = Address(segments: ["v1", "providers", page.provider] + question, pairs: [.init("limit", "200")])
      let keys = ((try? frame.questions.ask(address))?.items ?? []).compactMap { $0[name].text }
      return keys.map { (code: $0, text: "") }
    }
    switch field.name {
    case "breach" where page.kind != .breach(.reported): return keys(["breaches"], "breach")
    case "outlet" where page.kind != .outlet(.opened): return keys(["outlets"], "outlet")
    case "duty", "about": return standing("duties", "duty", in: OwedDuty.State.inForce, called: "duties")
    case "measure" where page.kind != .measure(.ordered):
      return standing("measures", "measure", in: [Measure.Status.open.rawValue], called: "measures", by: "kind")
    case "notice" where page.kind != .notice(.sent):
      return standing("notices", "notice", in: Notice.Status.inForce, called: nil)
    case _: return []
    }
  }

  /// What the provider's standing lists and is not done with, by its key and what the rules call it.
  ///
  /// - Parameters:
  ///   - list: the list of the standing.
  ///   - key: the name of the key in it.
  ///   - states: the states in which it is not done with.
  ///   - section: the section of the rules that has the words; nil for none.
  ///   - name: under which name in the list what it is called by stands; nil for the key, before its colon.
  private func standing(
    _ list: String, _ key: String, in states: Set<String>, called section: String?, by name: String? = nil
  ) -> [(code: String, text: String)] {
    guard frame.may("providers"), let standing = try? frame.asking("providers", page.provider) else { return [] }
    return standing[list].items.compactMap { item -> (code: String, text: String)? in
      guard let code = item[key].text, states.contains(item["state"].text ?? "") else { return nil }
      let row = name.flatMap { item[$0].text } ?? String(code.prefix { $0 != ":" })
      return (code: code, text: section.flatMap { frame.called(row, in: $0) } ?? "")
    }
  }

  /// What may be chosen in a field because the rules in force list it all: the kinds of measures that the account may order, the channels of
  /// notices; or because the case leaves no more.
  private func choices(for field: EventField, of kind: FactKind) -> [(code: String, text: String)] {
    if kind == .appeal(.decided), field.name == "outcome", isLeast {
      return [AppealOutcome.Kind.confirmed, .overturned].map { ($0.rawValue, frame.say($0.words)) }
    }
    if kind == .measure(.ordered), field.name == "kind" {
      let rows = frame.rulebookInForce()?["names"]["measures"].fields ?? []
      // Whoever puts an order right need not be one who may give it.
      let own = page.kind == kind ? frame.own?["measures"] : nil
      let open = own.flatMap { $0.isThere ? Set($0.items.map(\.value)) : nil }
      return rows.filter { open?.contains($0.name) ?? true }.map { row in
        (code: row.name, text: row.part[frame.language.rawValue].text ?? row.name)
      }
    }
    if kind == .notice(.sent), field.name == "channel" {
      return (frame.own?["channels"].items ?? []).map { (code: $0.value, text: frame.name(ofChoice: $0.value)) }
    }
    return []
  }

  /// What an agreement may set, each number with what the rules in force say (§4.4(3)).
  private func terms(_ now: Part? = nil, prefix: String = "") -> HTML {
    TermFields(
      frame: frame,
      summary: frame.say(zh: "约定的数值（未填的依规则）", en: "Terms agreed on (what is left empty stays as the rules say)"),
      wrong: wrong, prefix: prefix, now: now
    ).html
  }

  /// What stands in a field as it is typed: an amount in yuan, a contact a line.
  private func shown(_ now: Part, in field: EventField) -> String? {
    if field.isMoney { return now.number.map { YuanColumn.text(fen: $0) } }
    if field.field.kind == .sales { return SalesInput.text(now.json) }
    if field.field.kind == .contacts { return now.fields.map { "\($0.name)=\($0.part.value)" }.joined(separator: "\n") }
    return now.isThere ? now.json.cell : nil
  }

  /// The data of the fact that is put right, as it is read now.
  private var corrected: HTML {
    guard let answer = page.corrected, let type = answer["recorded"]["type"].text, let kind = page.correctedKind else {
      return """
        <p class="hint">\(frame.say(zh: "先填事件的位置并预览，再改各项。", en: "Give the event's position and preview: its fields are then shown, to be put right."))</p>
        """
    }
    let read = answer["read"].isThere ? answer["read"] : answer["recorded"]
    let inputs = EventField.all(of: kind).map { field -> HTML in
      let now = read["data"][field.field.name.en]
      let shown = shown(now, in: field)
      let name = Self.new + field.name
      if field.field.kind == .findings {
        return FindingFields(page: page, read: now.items, prefix: Self.new, wrong: wrong).html
      }
      if field.field.kind == .terms { return terms(now, prefix: Self.new) }
      let wrong = wrong.flatMap { $0.name == name ? $0.why : nil }
      return field.html(
        in: frame, value: frame.posted?.fields[name] ?? shown, range: nil, choices: choices(for: field, of: kind),
        wrong: wrong, prefix: Self.new)
    }
    return """
      <fieldset class="field"><legend>\(frame.name(ofType: type)) #\(frame.filled("fact") ?? "")\(frame.colon)\(frame.say(zh: "应为", en: "as it should read"))</legend>
      \(HTML(inputs))</fieldset>
      """
  }
}

extension OwedDuty.State {
  /// The states in which something is still to be done about a duty.
  fileprivate static let inForce = Set(OwedDuty.State.allCases.filter(\.isOwed).map(\.rawValue))
}

extension Notice.Status {
  /// The states in which a notice still counts.
  fileprivate static let inForce = Set([Notice.Status.sent, .delivered].map(\.rawValue))
}
