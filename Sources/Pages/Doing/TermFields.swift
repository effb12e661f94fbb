import LedgerDomain
import Presentation

/// The terms of a rulebook that may be set otherwise, each with what the rules in force say: by an agreement (§4.4(3)), or to see
/// what would be (pages 3.9).
struct TermFields {
  let frame: Frame
  /// What the fields are, as their fold says it.
  let summary: String
  /// The input on which what was sent was refused, and why; nil where it is of none of these.
  let wrong: (name: String, why: String)?
  /// What stands before the names of the inputs.
  var prefix = ""
  /// What they are set to, where that is put right; in the shape of the rulebook file.
  var now: Part?

  /// The fields, folded until something is typed.
  var html: HTML {
    let rules = frame.rulebookInForce()
    let source: HTML = rules.map { " data-of=\"\($0.address)\"" } ?? ""
    let rows = Term.all.filter { maySet($0, rules) }.map { row($0, rules) }
    let isOpen = isWrong || Term.all.contains { !value(of: $0).isEmpty }
    return """
      <details class="field" id="i-\(prefix)terms"\(source)\(frame.when(isOpen, " open"))><summary>\(summary)</summary>
      \(HTML(rows))</details>
      """
  }

  /// What the names of the inputs begin with, behind the prefix.
  static let head = "terms."

  private var isWrong: Bool { wrong.map { $0.name.hasPrefix(prefix + Self.head) } ?? false }

  /// The name of a term's input: an amount is typed in yuan, which its name says.
  private func input(of term: Term) -> String { prefix + Self.input(of: term) }

  private static func input(of term: Term) -> String { "\(head)\(term.path)\(term.isMoney ? ".yuan" : "")" }

  /// The term that a path of the event is of, such as `data.terms.appeal.working-days`; nil for any other.
  private static func term(ofPath path: String) -> Term? { Term.all.first { path == "data.terms.\($0.path)" } }

  /// The name of the input that a path of the event is typed into; nil for one that is no term's.
  static func input(ofPath path: String) -> String? { term(ofPath: path).map { input(of: $0) } }

  /// What the input of this name is called; nil for one that is no term's.
  static func label(of name: String, in frame: Frame) -> String? {
    Term.all.first { input(of: $0) == name }.map { label(of: $0, in: frame) }
  }

  private static func label(of term: Term, in frame: Frame) -> String {
    frame.say(term.name) + (term.isMoney ? frame.say(zh: "（元）", en: ", in yuan") : "")
  }

  /// Whether the rules leave a term to be set: a cap only where the clause has one.
  private func maySet(_ term: Term, _ rules: Answered?) -> Bool {
    if given(term)?.isThere ?? false { return true }
    switch term {
    case .cap: return rules?["terms"][term.path].isThere ?? true
    case .points, .reduction, .single: return true
    }
  }

  /// What a term is set to, where that is put right.
  private func given(_ term: Term) -> Part? { now.map { frame.part(ofTerm: term, in: $0) } }

  /// What stands in the input of a term: what was typed, else what it is set to.
  private func value(of term: Term) -> String {
    let name = input(of: term)
    if let typed = frame.posted?.fields[name] { return typed }
    guard let set = given(term), set.isThere else { return frame.filled(name) ?? "" }
    if term.isMoney, let fen = set.number { return YuanColumn.text(fen: fen) }
    return set.items.isEmpty ? set.value : set.items.map(\.value).joined(separator: "-")
  }

  private func row(_ term: Term, _ rules: Answered?) -> HTML {
    let name = input(of: term)
    let example: HTML = term.isRange ? " placeholder=\"5-15\"" : ""
    let why = wrong.flatMap { $0.name == name ? $0.why : nil }
    let tie: HTML = why == nil ? "" : " aria-describedby=\"w-\(name)\" aria-invalid=\"true\""
    return """
      <p class="term"><label for="i-\(name)">\(Self.label(of: term, in: frame))</label> \(why.map { "<span class=\"wrong\" id=\"w-\(name)\">\($0)</span>" as HTML } ?? "")<input id="i-\(name)" name="\(name)" value="\(value(of: term))" size="10"\(example)\(tie)> \(rule(term, rules))</p>
      """
  }

  /// What the rules in force say of a term; nothing where they say nothing.
  private func rule(_ term: Term, _ rules: Answered?) -> HTML {
    guard let value = rules?["terms"][term.path], value.isThere else { return "" }
    return
      "<span class=\"soft\">\(frame.say(zh: "规则", en: "rule")) \(frame.value(ofTerm: term.path, value))</span>"
  }
}

extension Frame {
  /// What a number of the rules is set to, by its path: an amount as money, a range from its least to its most.
  func value(ofTerm path: String, _ value: Part) -> HTML {
    if Term.all.contains(where: { $0.path == path && $0.isMoney }) { return money(value) }
    return value.items.count == 2 ? range(value.items[0], value.items[1]) : long(value)
  }

  /// What a term is set to in the shape of the rulebook file.
  fileprivate func part(ofTerm term: Term, in terms: Part) -> Part {
    term.path.split(separator: ".").reduce(terms) { $0[String($1)] }
  }

  /// What an agreement sets otherwise, each number by its name.
  ///
  /// - Parameter terms: the terms in the shape of the rulebook file.
  func agreed(_ terms: Part) -> HTML {
    let lines = Term.all.compactMap { term -> HTML? in
      let value = part(ofTerm: term, in: terms)
      guard value.isThere else { return nil }
      return "<li>\(say(term.name))\(colon)\(self.value(ofTerm: term.path, value))</li>"
    }
    return "<ul class=\"plainlist small\">\(HTML(lines))</ul>"
  }
}
