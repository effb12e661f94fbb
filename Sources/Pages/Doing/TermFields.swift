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
    let rules = frame.rulebookInForce()
    let source: HTML = rules.map { " data-of=\"\($0.address)\"" } ?? ""
    let rows = Term.all.filter { maySet($0, rules) }.map { row($0, rules) }
    let isFilled = wrong != nil || Term.all.contains { frame.filled(Self.input(of: $0)) != nil }
    return """
      <details class="field"\(source)\(frame.when(isFilled, " open"))><summary>\(summary)</summary>
      \(wrong.map { "<span class=\"wrong\">\($0)</span>" as HTML } ?? "")
      \(HTML(rows))</details>
      """
  }

  /// The name of a term's input: an amount is typed in yuan, which its name says.
  private static func input(of term: Term) -> String { "terms.\(term.path)\(term.isMoney ? ".yuan" : "")" }

  /// Whether the rules leave a term to be set: a cap only where the clause has one.
  private func maySet(_ term: Term, _ rules: Answered?) -> Bool {
    switch term {
    case .cap: rules?["terms"][term.path].isThere ?? true
    case .points, .reduction, .single: true
    }
  }

  private func row(_ term: Term, _ rules: Answered?) -> HTML {
    let (id, name) = ("i-terms.\(term.path)", Self.input(of: term))
    let words = frame.called(term: term.path, inYuan: term.isMoney) ?? term.path
    let unit = term.isMoney ? frame.say(zh: "（元）", en: ", in yuan") : ""
    let example: HTML = term.isRange ? " placeholder=\"5-15\"" : ""
    return """
      <p class="term"><label for="\(id)">\(words)\(unit)</label> <input id="\(id)" name="\(name)" value="\(frame.filled(name) ?? "")" size="10"\(example)> \(rule(term, rules))</p>
      """
  }

  /// What the rules in force say of a term; nothing where they say nothing.
  private func rule(_ term: Term, _ rules: Answered?) -> HTML {
    guard let value = rules?["terms"][term.path], value.isThere else { return "" }
    return
      "<span class=\"soft\">\(frame.say(zh: "规则", en: "rule")) \(frame.value(ofTerm: term.path, value))</span>"
  }
}

extension Term {
  /// Whether it is an amount of fen, which people write in yuan.
  fileprivate var isMoney: Bool { Term.isMoney(path) }

  /// Whether the term at a path is one.
  fileprivate static func isMoney(_ path: String) -> Bool { path.hasSuffix("-fen") }
}

extension Frame {
  /// What a number of the rules is set to, by its path: an amount as money, a range from its least to its most.
  func value(ofTerm path: String, _ value: Part) -> HTML {
    if Term.isMoney(path) { return money(value) }
    return value.items.count == 2 ? range(value.items[0], value.items[1]) : long(value)
  }

  /// What an agreement sets otherwise, each number by its name.
  ///
  /// - Parameter terms: the terms in the shape of the rulebook file.
  func agreed(_ terms: Part) -> HTML {
    let lines = Term.all.compactMap { term -> HTML? in
      let value = term.path.split(separator: ".").reduce(terms) { $0[String($1)] }
      guard value.isThere else { return nil }
      let words = called(term: term.path, inYuan: term.isMoney) ?? term.path
      return "<li>\(words)\(colon)\(self.value(ofTerm: term.path, value))</li>"
    }
    return "<ul class=\"plainlist small\">\(HTML(lines))</ul>"
  }
}
