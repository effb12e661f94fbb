import LedgerDomain
import Presentation

/// A form about a subject of a programme, of what its programme declares, and what would follow from what was filled in (pages 3.5,
/// P20 to P22).
struct SubjectDoPage {
  let frame: Frame
  let subject: String
  let type: FactKind
  /// The same as a programme has it.
  let kind: ProgrammeFact.Kind
  /// Nil of one that is about to be enrolled.
  let standing: Answered?
  let rules: ProgrammeRules

  /// The form of a type; nil for one that no programme has.
  init?(frame: Frame, subject: String, type: FactKind, standing: Answered?) {
    guard let kind = ProgrammeFact.Kind(type) else { return nil }
    (self.frame, self.subject, self.type, self.kind, self.standing) = (frame, subject, type, kind, standing)
    let programmes = standing == nil ? frame.programmes() : []
    let asked = frame.filled("programme")
    let enrolling = programmes.first { $0["programme"].text == asked } ?? (programmes.count == 1 ? programmes[0] : nil)
    rules = ProgrammeRules(standing?["rulebook"].text ?? enrolling?["name"].text, in: frame)
  }

  func content() -> Content {
    let name: HTML =
      standing.map { "<span data-of=\"\($0.address)\">\(frame.data($0["name"]))</span>" } ?? ""
    let heading: HTML =
      "<a href=\"\(frame.link("providers", subject))\"><span class=\"key\">\(subject)</span> \(name)</a>"
    let body: HTML
    if !frame.isPresent {
      body = EventForm.ofThePast(frame)
    } else if let answer = frame.posted?.answer {
      body = eventForm.html(fields, beside: SubjectPreview(page: self, answer: answer).html)
    } else if let reason = refusedAnyway {
      body = "<p class=\"lead\">\(reason)</p>"
    } else {
      let typed = EventField.all(of: type).first { $0.name == wrong?.name }
      body = eventForm.html(fields, wrong: wrong?.name, called: typed?.label(in: frame), guide: guide)
    }
    let title = frame.title(Deed.name(of: type.name, in: frame).withCapital, of: frame.filled("breach"))
    return Content(title: title, heading: heading, body: body)
  }

  /// The breach it is about, explained; nil for none.
  var breach: Answered? {
    guard standing != nil, kind != .reported else { return nil }
    return frame.filled("breach").flatMap { try? frame.asking("providers", subject, "breaches", $0) }
  }

  /// The clause it is about, as the rules declare it.
  var clause: Part? { rules.declared("clauses", "clause", breach?["clause"].text ?? frame.filled("clause")) }

  /// The account's roles in which it may be done.
  var roles: [String] {
    switch kind {
    case .recorded: rules.held(rules.declared("facts", "fact", frame.filled("fact"))?["roles"])
    case .reported: rules.held(clause?["reporters"])
    case .assessed, .dismissed: rules.held(clause?["judges"])
    case .appealFiled: frame.roles.filter { $0 == ProgrammeRules.subjectRole }
    case .appealDecided: rules.held(rules.answer?["appeal"]["by"])
    case .paidIn: rules.held(nil, orSubject: true)
    case .enrolled, .attributeSet, .lifted: rules.held(nil)
    }
  }

  /// Why the account need not try: what it would be refused with (pages P10); nil where it may.
  private var refusedAnyway: HTML? {
    guard rules.answer != nil else {
      return "\(frame.say(zh: "请先选定方案：从规则页进入。", en: "Choose a programme first, from the page of its rules."))"
    }
    if roles.isEmpty {
      return
        "\(frame.say(zh: "此账户不能办理：由 \(allowed) 办理。", en: "This is done by: \(allowed). Your account has none of these roles."))"
    }
    let me = frame.me?["account"].text
    let state = breach?["state"].text.flatMap(Breach.Status.init)
    switch kind {
    case .assessed, .dismissed:
      guard let breach else { return nil }
      if state != .pending {
        return
          "\(frame.say(zh: "这项违规不再待评定：", en: "This breach does not wait to be judged any more: "))\(frame.breachState(breach["state"]))"
      }
      guard actor(at: breach["raised"]) == me, me != nil else { return nil }
      return "\(frame.say(zh: "这项违规由你报告，须由他人评定。", en: "You reported this breach; someone else must assess it."))"
    case .appealFiled:
      guard let breach, !breach["appealUntil"].isThere else { return nil }
      return "\(frame.say(zh: "这项违规不可申诉。", en: "This breach cannot be appealed."))"
    case .appealDecided:
      guard let breach, rules.answer?["appeal"]["otherPerson"].isTrue ?? true, actor(at: breach["charged"]) == me,
        me != nil
      else { return nil }
      return
        "\(frame.say(zh: "这项违规由你评定，申诉须由他人裁定。", en: "You assessed this breach; someone else must decide the appeal."))"
    case .enrolled, .attributeSet, .recorded, .reported, .paidIn, .lifted: return nil
    }
  }

  private func actor(at position: Part) -> String? {
    position.number.flatMap { try? frame.askingOfLog("events", String($0)) }?["event"]["by"]["id"].text
  }

  private var allowed: String {
    switch kind {
    case .recorded: rules.named(rules.declared("facts", "fact", frame.filled("fact"))?["roles"])
    case .reported: rules.named(clause?["reporters"])
    case .assessed, .dismissed: rules.named(clause?["judges"])
    case .appealFiled: frame.say(zh: "对象本身", en: "the subject itself")
    case .appealDecided: rules.named(rules.answer?["appeal"]["by"])
    case .enrolled, .attributeSet, .paidIn, .lifted: rules.named(nil)
    }
  }

  /// Inputs of these forms that a refusal of the ledger may be about.
  private static let inputs: Set = ["points", "fenYuan", "grade", "key", "breach", "at", "as"]

  /// The field on which what was sent was refused, and why; nil where it is of none.
  var wrong: (name: String, why: String)? {
    guard let problem = frame.posted?.problem else { return nil }
    let detail = frame.posted?.why ?? ""
    if let path = problem["field"].text {
      let name = path.hasPrefix("data.") ? String(path.dropFirst(5)) : path
      return (["by": "as", "amountFen": "amountYuan", "fen": "fenYuan"][name] ?? name, detail)
    }
    guard let name = problem["code"].text.flatMap(RefusalCode.init)?.input(among: Self.inputs) else { return nil }
    return (name, detail)
  }

  private var fields: HTML {
    let envelope = EnvelopeFields(
      frame: frame, roles: roles, wrong: wrong, called: { rules.text("roles", "role", $0) })
    return "\(SubjectFields(page: self).html)\(envelope.html)"
  }

  private var eventForm: EventForm { EventForm(frame: frame, action: action, back: back) }

  /// Where the form is sent: here, in the same language.
  var action: Address { Address("providers", subject, "do", type.name, query: ["lang": frame.address["lang"]]) }

  /// Where whoever gives up goes back to: what it is about.
  var back: Address {
    if let breach = breach?["breach"].text { return frame.link("providers", subject, "breaches", breach) }
    return frame.link("providers", subject)
  }

  /// What it rests on: the clause, what happened, the breach.
  private var guide: HTML {
    guard let clause, let address = rules.answer?.address else { return "" }
    let quote: HTML = clause["quote"].isThere ? "<blockquote>\(frame.data(clause["quote"]))</blockquote>" : ""
    let told: HTML =
      breach.flatMap { breach in
        breach["raised"].number.flatMap { try? frame.askingOfLog("events", String($0)) }.map { event in
          let id = breach["breach"].text ?? ""
          return """
            <section class="box"><h2><a href="\(frame.link("providers", subject, "breaches", id))">\(id)</a> <span data-of="\(breach.address)">\(frame.breachState(breach["state"]))</span></h2>
            <p data-of="\(event.address)">\(frame.position(event["event"]["position"])) \(frame.moment(event["event"]["at"])) \(frame.sentence(of: event["event"])) \(frame.by(event["event"]))</p></section>
            """
        }
      } ?? ""
    return """
      <aside class="guide" aria-label="\(frame.say(zh: "依据", en: "What it rests on"))">\(told)
      <section class="box" data-of="\(address)"><h2>\(frame.data(clause["section"])) \(frame.words(clause["words"]))</h2>\(quote)<p>\(frame.words(clause["costs"]))</p></section>\(judged)</aside>
      """
  }

  /// What was judged under the clause in the year of the act, where points or a grade are chosen (pages P21).
  private var judged: HTML {
    guard kind == .assessed || kind == .appealDecided, frame.may("judgements"), let breach,
      let programme = standing?["programme"].text, let clause = breach["clause"].text,
      let year = breach["on"].text?.prefix(4),
      let judged = try? frame.askingOfLog(
        "clauses", clause, "judgements", query: ["programme": programme, "year": String(year)])
    else { return "" }
    return Distribution(frame: frame, judgements: judged, here: nil).html
  }
}
