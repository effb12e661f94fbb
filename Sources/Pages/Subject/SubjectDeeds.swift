import LedgerDomain
import Presentation

/// What waits at a subject, and what may be done about it by whoever looks; what may not be is a line that says why (pages P10).
struct SubjectDeeds {
  let page: SubjectPage

  private var frame: Frame { page.frame }
  private var rules: ProgrammeRules { page.rules }

  /// What waits, for anybody.
  var waiting: HTML {
    guard frame.may("queue"),
      let queue = try? frame.asking(
        "queue",
        query: [
          "provider": page.subject,
          "role": frame.ownProvider == nil ? frame.allRoles.joined(separator: ",") : nil,
        ])
    else { return "" }
    let items = queue.items.map { item -> HTML in
      "<li>\(rules.nextStep(item)) <span class=\"soft\">\(rules.roles(item["roles"]))</span> \(Deed.links(for: item, in: frame))</li>"
    }
    let list: HTML =
      items.isEmpty
      ? "<p class=\"soft\">\(frame.say(zh: "七天之内没有待办。", en: "Nothing waits within seven days."))</p>"
      : "<ul class=\"plainlist\">\(HTML(items))</ul>"
    return
      "<section class=\"box\" data-of=\"\(queue.address)\"><h2>\(frame.say(zh: "接下来", en: "What comes next"))</h2>\(list)</section>"
  }

  /// What the subject itself must do, and what it may (pages 3.12).
  var own: HTML {
    """
    <div class="two even">
    \(must)
    \(may)
    </div>
    """
  }

  /// The duties that it has to meet, each with the days that are left.
  private var must: HTML {
    guard let queue = try? frame.asking("queue", query: ["provider": page.subject]) else { return "" }
    let mine = queue.items.filter { $0["roles"].items.contains { $0.text == ProgrammeRules.subjectRole } }
    let items = mine.map { item -> HTML in
      let left: HTML =
        item["daysLeft"].isThere && !item["overdue"].isTrue
        ? " <strong>\(frame.data(item["daysLeft"], "\(frame.distance(of: item))"))</strong>" : ""
      return "<li>\(rules.nextStep(item))\(left)</li>"
    }
    let list: HTML =
      items.isEmpty
      ? "<p class=\"soft\">\(frame.say(zh: "七天之内没有须办的事项。", en: "Nothing is due within seven days."))</p>"
      : "<ul class=\"plainlist\">\(HTML(items))</ul>"
    return
      "<section class=\"box\" data-of=\"\(queue.address)\"><h2>\(frame.say(zh: "须办", en: "You must"))</h2>\(list)</section>"
  }

  /// Appeals, and payments.
  private var may: HTML {
    guard frame.isPresent else { return "" }
    let today = page.standing["asOf"].text ?? ""
    let appeals = page.standing["breaches"].items(by: "breach")
      .filter { $0["state"].text == Breach.Status.assessed.rawValue }.suffix(12).reversed()
      .compactMap { line -> HTML? in
        guard let breach = line["breach"].text,
          let reasons = try? frame.asking("providers", page.subject, "breaches", breach),
          let last = reasons["appealUntil"].text, last >= today
        else { return nil }
        let clause = frame.data(reasons["clause"], "\(rules.text("clauses", "clause", reasons["clause"].text ?? ""))")
        let form = frame.link("providers", page.subject, "do", "AppealFiled", query: ["breach": breach])
        return
          "<li data-of=\"\(reasons.address)\">\(clause) <a href=\"\(frame.link("providers", page.subject, "breaches", breach))\">\(frame.data(reasons["breach"]))</a>\(frame.say(zh: "，可申诉至", en: ", may be appealed until")) \(frame.date(reasons["appealUntil"], named: true)) <a class=\"button small\" href=\"\(form)\">\(frame.say(zh: "申诉", en: "Appeal"))</a></li>"
      }
    let payments = rules.all("accounts").compactMap { account -> HTML? in
      guard let name = account["account"].text else { return nil }
      let form = frame.link("providers", page.subject, "do", "DepositPaidIn", query: ["account": name])
      return
        "<li><a href=\"\(form)\">\(frame.say(zh: "缴款：", en: "Pay into "))\(rules.text("accounts", "account", name))</a></li>"
    }
    let none: HTML =
      appeals.isEmpty
      ? "<p class=\"soft\">\(frame.say(zh: "现在没有可以申诉的扣分。", en: "No charge can be appealed now."))</p>" : ""
    return """
      <section class="box"><h2>\(frame.say(zh: "可办", en: "You may"))</h2>\(none)<ul class="plainlist">\(HTML(appeals))\(HTML(payments))</ul></section>
      """
  }

  /// What staff may record, report, set, take in and lift.
  var staff: HTML {
    guard frame.may("submit"), rules.answer != nil else { return "" }
    guard frame.isPresent else { return "" }
    let facts = rules.all("facts").map { choice($0, "fact", "FactRecorded", $0["roles"]) }
    let clauses = rules.all("clauses").filter { $0["arises"].text == "reported" }.map {
      choice($0, "clause", "BreachReported", $0["reporters"])
    }
    let attributes = rules.all("attributes").map { choice($0, "attribute", "AttributeSet", nil) }
    let accounts = rules.all("accounts").map { choice($0, "account", "DepositPaidIn", nil) }
    let running = Set(page.standing["measures"].fields.map(\.name))
    let measures = rules.all("measures").filter { running.contains($0["measure"].text ?? "") }.map {
      choice($0, "measure", "MeasureLifted", nil)
    }
    return """
      <section class="noprint"><h2>\(frame.say(zh: "办理", en: "Act"))</h2><div class="two even">
      \(group(frame.say(zh: "登记事实", en: "Record a fact"), facts))
      \(group(frame.say(zh: "上报违规", en: "Report a breach"), clauses))
      \(group(frame.say(zh: "变更属性", en: "Set an attribute"), attributes))
      \(group(frame.say(zh: "登记缴款", en: "Record a payment"), accounts))
      \(group(frame.say(zh: "解除措施", en: "Lift a measure"), measures))
      </div></section>
      """
  }

  private func group(_ title: String, _ items: [HTML]) -> HTML {
    items.isEmpty ? "" : "<div class=\"box\"><h3>\(title)</h3><ul class=\"plainlist\">\(HTML(items))</ul></div>"
  }

  private func choice(_ declared: Part, _ key: String, _ type: String, _ roles: Part?) -> HTML {
    let name = declared[key].text ?? ""
    let words = rules.text(key + "s", key, name)
    guard !rules.held(roles).isEmpty else {
      return
        "<li class=\"soft\">\(words.withoutStop)\(frame.say(zh: "：由以下角色办理：", en: ": done by "))\(rules.named(roles))</li>"
    }
    let form = frame.link("providers", page.subject, "do", type).replacing(key, name)
    return "<li><a href=\"\(form)\">\(words)</a></li>"
  }
}
