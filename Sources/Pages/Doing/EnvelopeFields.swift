import Presentation

/// What stands on every form beside the data: when it happened, in which role it is done, a note.
struct EnvelopeFields {
  let frame: Frame
  /// The account's roles in which it may be done.
  let roles: [String]
  /// The field on which what was sent was refused, and why; nil where it is of none.
  let wrong: (name: String, why: String)?
  /// What a role is called; nil for as accounts have it.
  var called: ((String) -> String)?

  var html: HTML {
    """
    \(time)
    \(role)
    \(note)
    """
  }

  private func name(_ role: String) -> String { called?(role) ?? frame.name(role, \AccountRoleName.words) }

  /// When it happened: now, unless it is opened (pages P21).
  private var time: HTML {
    let value = frame.filled("at")
    let wrong = wrong.flatMap { $0.name == "at" ? $0.why : nil }
    let ties: HTML =
      wrong == nil ? " aria-describedby=\"h-at\"" : " aria-describedby=\"w-at h-at\" aria-invalid=\"true\""
    return """
      <details class="field"\(value == nil && wrong == nil ? "" : " open")><summary>\(frame.say(zh: "发生时间：现在", en: "Happened: now"))</summary>
      <p><label for="i-at">\(frame.say(zh: "发生时间", en: "Happened at"))</label>
      <span class="hint" id="h-at">\(frame.say(zh: "账本所在时区的时间，如 2011-06-17 10:00；留空为确认之时。", en: "By the clock of the ledger, such as 2011-06-17 10:00; left empty, the moment you confirm."))</span>
      \(wrong.map { "<span class=\"wrong\" id=\"w-at\">\($0)</span>" as HTML } ?? "")
      \(EventField.moment("id=\"i-at\" name=\"at\"", value ?? "", ties))</p></details>
      """
  }

  /// In which role it is done, where the account has several that may.
  private var role: HTML {
    guard roles.count > 1 else {
      return roles.first.map { "<input type=\"hidden\" name=\"as\" value=\"\($0)\">" } ?? ""
    }
    let acting = frame.me?["role"].text
    let chosen = frame.filled("as") ?? (acting.map(roles.contains) ?? false ? acting : roles.first)
    let choices = roles.map { role -> HTML in
      "<label class=\"choice\"><input type=\"radio\" name=\"as\" value=\"\(role)\"\(role == chosen ? " checked" : "")> \(name(role))</label>"
    }
    let wrong = wrong.flatMap { $0.name == "as" ? $0.why : nil }
    return """
      <fieldset class="field" id="i-as"><legend>\(frame.say(zh: "以何角色", en: "Acting as"))</legend>
      \(wrong.map { "<span class=\"wrong\">\($0)</span>" as HTML } ?? "")\(HTML(choices))</fieldset>
      """
  }

  private var note: HTML {
    let value = frame.filled("note")
    return """
      <details class="field"\(value == nil ? "" : " open")><summary>\(frame.say(zh: "备注", en: "Note"))</summary>
      <p><label for="i-note">\(frame.say(zh: "备注", en: "Note"))</label>
      <span class="hint" id="h-note">\(frame.say(zh: "写入记录，不影响任何规则。", en: "It stands beside the event; no rule reads it."))</span>
      <textarea id="i-note" name="note" rows="2" aria-describedby="h-note">
      \(HTML(typed: value ?? ""))</textarea></p></details>
      """
  }
}
