import LedgerDomain
import Presentation

/// The terms of a rulebook that may be set otherwise, each with what the rules in force say: by an agreement (§4.4(3)), or to see
/// what would be (pages 3.9).
struct TermFields {
  let frame: Frame
  /// What the fields are, as their fold says it.
  let summary: String
  /// What is wrong with one of them; nil for nothing.
  let wrong: String?

  /// The fields, folded until something is typed.
  var html: HTML {
    let regular = frame.rulebookInForce()
    let rows = Term.all.map { term -> HTML in
      let name = "terms.\(term.path)"
      let rule = regular?["terms"][term.path]
      let said: HTML =
        rule?.isThere ?? false
        ? "<span class=\"soft\">\(frame.say(zh: "规则", en: "rule")) \(rule?.value ?? "")</span>" : ""
      return """
        <p class="term"><label for="i-\(name)"><code>\(term.path)</code></label> <input id="i-\(name)" name="\(name)" value="\(frame.filled(name) ?? "")" size="10"\(term.isRange ? " placeholder=\"5-15\"" : "")> \(said)</p>
        """
    }
    let isFilled = wrong != nil || Term.all.contains { frame.filled("terms.\($0.path)") != nil }
    return """
      <details class="field"\(frame.when(isFilled, " open"))><summary>\(summary)</summary>
      \(wrong.map { "<span class=\"wrong\">\($0)</span>" as HTML } ?? "")
      \(HTML(rows))</details>
      """
  }
}
