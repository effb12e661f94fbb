import LedgerDomain
import Presentation

/// The filters above a list: a form that asks by address, folded where the screen is narrow (pages P1, P13).
struct FilterForm {
  let frame: Frame
  /// What of the address stays, besides the filters.
  let keeping: [String]

  /// The form.
  ///
  /// - Parameters:
  ///   - isOpen: whether something is filtered, so that it is not folded.
  ///   - beside: what stands behind the button.
  func html(_ fields: [HTML], isOpen: Bool, beside: HTML) -> HTML {
    let kept = frame.address.pairs.filter { keeping.contains($0.name) }.map { pair -> HTML in
      "<input type=\"hidden\" name=\"\(pair.name)\" value=\"\(pair.value)\">"
    }
    return """
      <details class="filters"\(isOpen ? " open" : "")><summary>\(frame.say(zh: "筛选与排列", en: "Filter and order"))</summary>
      <form action="\(frame.address.path)" class="row">
      \(HTML(kept))
      \(HTML(fields))
      <p><button>\(frame.say(zh: "应用", en: "Apply"))</button> \(beside)</p>
      </form></details>
      """
  }

  private func value(_ name: String) -> String { frame.address[name] ?? "" }

  private func field(_ name: String, _ label: String, _ input: HTML) -> HTML {
    "<p><label for=\"f-\(name)\">\(label)</label> \(input)</p>"
  }

  /// A part of a text that is looked for.
  func search(_ name: String, _ label: String) -> HTML {
    field(name, label, "<input id=\"f-\(name)\" name=\"\(name)\" type=\"search\" value=\"\(value(name))\" size=\"16\">")
  }

  /// A word that is typed.
  func text(_ name: String, _ label: String, size: Int = 10) -> HTML {
    field(
      name, label,
      "<input id=\"f-\(name)\" name=\"\(name)\" value=\"\(value(name))\" size=\"\(size)\" spellcheck=\"false\" autocapitalize=\"none\">"
    )
  }

  /// A date.
  func date(_ name: String, _ label: String) -> HTML {
    field(name, label, "<input id=\"f-\(name)\" name=\"\(name)\" type=\"date\" value=\"\(value(name))\">")
  }

  /// One of some words; several that an address names stay as they are.
  func choice(
    _ name: String, _ label: String, _ choices: [(code: String, words: Words)],
    usual: Words = Words(zh: "全部", en: "all")
  ) -> HTML {
    let chosen = value(name)
    var options = choices.map { (code: $0.code, text: frame.say($0.words)) }
    if !chosen.isEmpty, !options.contains(where: { $0.code == chosen }) {
      let names = chosen.split(separator: ",").map { code in options.first { $0.code == code }?.text ?? String(code) }
      options.append((chosen, frame.language.list(names)))
    }
    let all = options.map { option -> HTML in
      "<option value=\"\(option.code)\"\(option.code == chosen ? " selected" : "")>\(option.text)</option>"
    }
    return field(
      name, label,
      "<select id=\"f-\(name)\" name=\"\(name)\"><option value=\"\">\(frame.say(usual))</option>\(HTML(all))</select>")
  }
}
