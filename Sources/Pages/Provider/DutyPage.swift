import LedgerDomain
import Presentation

/// Why a duty is owed, by when, and what became of it.
struct DutyPage {
  let frame: Frame
  let provider: String
  let duty: String

  func content() throws -> Content {
    let answer = try frame.asking("providers", provider, "duties", duty)
    let reasons = Reasons(frame: frame, answer: answer)
    let term = answer["term"]
    let strip: HTML =
      term.isThere
      ? DayStrip(frame: frame, term: term, days: term["days"], facts: []).html
      : answer["due"].isThere
        ? "" : "<p>\(frame.say(zh: "该项义务不定期限。", en: "It has no due date: it is owed until it is met."))</p>"
    let byWhen: HTML =
      strip.markup.isEmpty ? "" : "<section><h2>\(frame.say(zh: "期限", en: "By when"))</h2>\(strip)</section>"
    func part(_ title: String, _ events: Part) -> HTML {
      events.items.isEmpty ? "" : "<section><h2>\(title)</h2>\(reasons.lines(events.items))</section>"
    }
    let body: HTML = """
      \(acts(answer))
      <dl class="facts">
      <dt>\(frame.say(zh: "内容", en: "what it asks"))</dt><dd>\(frame.words(answer["asks"]))</dd>
      <dt>\(frame.say(zh: "编号", en: "key"))</dt><dd>\(frame.data(answer["duty"]))</dd>
      <dt>\(frame.say(zh: "状态", en: "state"))</dt><dd>\(frame.word(answer["state"], \OwedDuty.State.words))</dd>
      <dt>\(frame.say(zh: "由谁", en: "owed by"))</dt><dd>\(frame.word(answer["owedBy"], \Role.words)) → \(frame.word(answer["owedTo"], \Role.words))</dd>
      <dt>\(frame.say(zh: "条款", en: "clause"))</dt><dd>\(frame.data(answer["clause"]))</dd>
      <dt>\(frame.say(zh: "自", en: "since"))</dt><dd>\(frame.date(answer["since"]))</dd>
      <dt>\(frame.say(zh: "期限", en: "due"))</dt><dd>\(frame.date(answer["due"], named: true))</dd>
      \(frame.parts(ofDuty: answer["metBy"]))
      </dl>
      \(part(frame.say(zh: "由来", en: "What opened it"), answer["opening"]))
      \(byWhen)
      \(part(frame.say(zh: "延期", en: "Put off"), answer["extensions"]))
      \(part(frame.say(zh: "经过", en: "What became of it"), answer["course"]))
      """
    let heading: HTML = """
      <a href="\(frame.link("providers", provider))"><span class="key">\(frame.data(answer["provider"]))</span> \(frame.data(answer["name"]))</a>
      """
    let asked = answer["asks"][frame.language.rawValue].text ?? duty
    return Content(title: frame.say(zh: "义务：\(asked)", en: "Duty: \(asked)"), heading: heading, body: body)
  }

  /// What may be done about it while it is owed, as far as its row leaves that to a role of whoever looks (pages P10, P20).
  private func acts(_ answer: Answered) -> HTML {
    guard answer["state"].text.flatMap(OwedDuty.State.init)?.isOwed ?? false else { return "" }
    let (row, key) = (answer["metBy"], answer["duty"].text ?? duty)
    let ways: [(kind: FactKind, roles: Part)] = [
      (.duty(.extended), row["extendedBy"]), (.duty(.waived), row["waivedBy"]),
    ]
    let kinds = ways.filter { $0.roles.items.contains { frame.roles.contains($0.text ?? "") } }.map(\.kind)
    let links: [HTML] = [
      Deed.links(meeting: DutyID(key), of: provider, in: frame),
      Deed.links(to: kinds, of: provider, "duty", key, in: frame),
    ]
    return links.allSatisfy(\.markup.isEmpty) ? "" : "<p class=\"acts noprint\">\(HTML(links))</p>"
  }
}

extension Frame {
  /// The parts of which a duty consists, and those of which one is enough, in words with their codes beside, as items of a list
  /// of facts; nothing where it has none.
  ///
  /// - Parameter row: by what the duty is met.
  func parts(ofDuty row: Part) -> HTML {
    func item(_ name: String, _ parts: Part) -> HTML {
      let told = parts.items.map { part -> HTML in
        guard let words = part.text.flatMap(RulebookKeys.part) else { return data(part) }
        return "\(say(words)) <span class=\"small soft\">\(data(part))</span>"
      }
      return told.isEmpty ? "" : "<dt>\(name)</dt><dd>\(list(told))</dd>"
    }
    return """
      \(item(say(zh: "须具备", en: "all of"), row["parts"]))
      \(item(say(zh: "其一即可", en: "one of"), row["oneOf"]))
      """
  }
}
