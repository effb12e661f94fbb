import LedgerDomain
import Presentation

/// What stands first on a provider's own page: what it must do, and what it may (pages 3.12).
struct OwnDuties {
  let page: ProviderPage

  private var frame: Frame { page.frame }
  /// Charges that are looked at for whether they may still be appealed, the latest first.
  private static let mostLookedAt = 12

  var html: HTML {
    """
    <div class="two even">
    \(must)
    \(may)
    </div>
    """
  }

  private var must: HTML {
    guard let queue = try? frame.asking("queue", query: ["provider": page.provider]) else { return "" }
    let mine = queue.items.filter { $0["roles"].items.contains { $0.text == Role.provider.rawValue } }
    let items = mine.map { item -> HTML in
      "<li>\(frame.nextStep(item)) \(Deed.links(for: item, in: frame))</li>"
    }
    let list: HTML =
      items.isEmpty
      ? "<p class=\"soft\">\(frame.say(zh: "七天之内没有须办的事项。", en: "Nothing is due within seven days."))</p>"
      : "<ul class=\"plainlist\">\(HTML(items))</ul>"
    return
      "<section class=\"box\" data-of=\"\(queue.address)\"><h2>\(frame.say(zh: "须办", en: "You must"))</h2>\(list)</section>"
  }

  private var may: HTML {
    let breaches = page.standing["breaches"].items(by: "breach")
      .filter { $0["state"].text == Breach.Status.assessed.rawValue }.suffix(Self.mostLookedAt).reversed()
    let today = page.standing["asOf"].text ?? ""
    let items = breaches.compactMap { line -> HTML? in
      guard let breach = line["breach"].text,
        let reasons = try? frame.asking("providers", page.provider, "breaches", breach)
      else { return nil }
      let appeal = reasons["appeal"]
      let clause = frame.word(reasons["clause"], \Clause.words)
      let link = frame.link("providers", page.provider, "breaches", breach)
      if appeal.isThere {
        let state =
          appeal["outcome"].isThere
          ? frame.word(appeal["outcome"], \AppealOutcome.Kind.words)
          : "\(frame.say(zh: "待裁定", en: "waits to be decided"))"
        return
          "<li data-of=\"\(reasons.address)\">\(clause) <a href=\"\(link)\">\(frame.data(reasons["breach"]))</a>\(frame.say(zh: "：已申诉，", en: ": appealed, "))\(state)</li>"
      }
      let until = reasons["charge"]["appealUntil"]
      guard let last = until.text, last >= today else { return nil }
      let act: HTML =
        frame.isPresent
        ? " <a class=\"button small\" href=\"\(frame.link("providers", page.provider, "do", "AppealFiled", query: ["breach": breach]))\">\(frame.say(zh: "申诉", en: "Appeal"))</a>"
        : ""
      return
        "<li data-of=\"\(reasons.address)\">\(clause) <a href=\"\(link)\">\(frame.data(reasons["breach"]))</a> \(frame.signed(reasons["charged"]))\(frame.say(zh: " 分，可申诉至", en: " points, may be appealed until")) \(frame.date(until, named: true))\(frame.left(of: reasons["charge"]))\(act)</li>"
    }
    let list: HTML =
      items.isEmpty
      ? "<p class=\"soft\">\(frame.say(zh: "现在没有可以申诉的扣分。", en: "No charge can be appealed now."))</p>"
      : "<ul class=\"plainlist\">\(HTML(items))</ul>"
    return "<section class=\"box\"><h2>\(frame.say(zh: "可办", en: "You may"))</h2>\(list)</section>"
  }
}
