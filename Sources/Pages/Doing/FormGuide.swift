import LedgerDomain
import Presentation

/// What stands beside a form: the clause, what happened, what was judged in such cases, where the provider stands, who did which
/// step (pages P21, P25, 3.12).
struct FormGuide {
  let page: DoPage
  let standing: Answered?

  private var frame: Frame { page.frame }

  /// Why the account need not try: what it would be refused with (pages P10); nil where it may.
  var refusedAnyway: HTML? {
    if page.roles.isEmpty {
      let named = page.kind.payload.about.roles ?? []
      let list = named.map { frame.say($0.words) }.joined(separator: frame.say(zh: "、", en: ", "))
      return named.isEmpty
        ? "\(frame.say(zh: "现行规则没有将此事交给此账户的角色。", en: "The rules in force give this to none of your account's roles."))"
        : "\(frame.say(zh: "由以下角色办理：\(list)。", en: "This is done by: \(list). Your account has none of these roles."))"
    }
    guard let breach = page.breach else { return nil }
    let me = frame.me?["account"].text
    let state = breach["state"].text.flatMap(Breach.Status.init)
    switch page.kind {
    case .breach(.assessed), .breach(.dismissed):
      if state != .pending {
        return
          "\(frame.say(zh: "这项违规不再待评定：", en: "This breach does not wait to be judged any more: "))\(frame.breachState(breach["state"]))"
      }
      guard breach["raised"]["by"]["id"].text == me, me != nil else { return nil }
      return "\(frame.say(zh: "这项违规由你报告，须由他人评定。", en: "You reported this breach; someone else must assess it."))"
    case .appeal(.filed):
      if breach["appeal"].isThere {
        return "\(frame.say(zh: "已对这项扣分申诉。", en: "An appeal against this charge was filed already."))"
      }
      if state == .pending {
        return
          "\(frame.say(zh: "这项违规尚未评定，扣分之后才可申诉。", en: "This breach is not judged yet; only a charge can be appealed."))"
      }
      guard frame.isAppealOver(breach["charge"], on: breach["asOf"]) else { return nil }
      return
        "\(frame.say(zh: "申诉期限已过，截止", en: "The time to appeal is over; it ended on")) \(frame.date(breach["charge"]["appealUntil"], named: true))"
    case .appeal(.decided):
      guard breach["charge"]["by"]["id"].text == me, me != nil else { return nil }
      return
        "\(frame.say(zh: "这项违规由你评定，申诉须由他人裁定。", en: "You assessed this breach; someone else must decide the appeal."))"
    case .breach(.reported), .breach(.investigated), .breach(.demandsSet), .breach(.demandsJudged), .provider, .deposit,
      .expansion, .meeting, .outlet, .service, .rectification, .termination, .outletDeposit, .duty, .outage,
      .reinstatement, .lateCase, .admission, .measure, .notice, .correction, .subject:
      return nil
    }
  }

  var html: HTML {
    """
    <aside class="guide" aria-label="\(frame.say(zh: "依据", en: "What it rests on"))">
    \(page.breach.map(about) ?? "")
    \(page.corrected.map(readings) ?? "")
    \(duty)
    \(clauses)
    \(standing.map(position) ?? "")
    \(steps)
    </aside>
    """
  }

  /// The duty that is marked fulfilled: what it asks, by when, of which parts it consists.
  private var duty: HTML {
    guard page.kind == .duty(.fulfilled), let key = frame.filled("duty"),
      let duty = try? frame.asking("providers", page.provider, "duties", key)
    else { return "" }
    return """
      <section class="box" data-of="\(duty.address)"><h2><a href="\(frame.link("providers", page.provider, "duties", key))">\(frame.words(duty["asks"]))</a></h2>
      <dl class="facts">
      <dt>\(frame.say(zh: "期限", en: "due"))</dt><dd>\(frame.date(duty["due"], named: true))</dd>
      \(frame.parts(ofDuty: duty["metBy"]))
      </dl></section>
      """
  }

  /// The clauses that are reported, each in its words with what it may cost; the one that is filled in stands first (pages P21).
  private var clauses: HTML {
    guard page.kind == .breach(.reported), let rules = frame.rulebookInForce() else { return "" }
    let chosen = frame.filled("clause")
    let reported = rules["clauses"].items(by: "clause").filter { $0["origin"].text == ClauseOrigin.reported.rawValue }
    let ordered = reported.filter { $0["clause"].text == chosen } + reported.filter { $0["clause"].text != chosen }
    let lines = ordered.map { clause -> HTML in
      let points = frame.range(clause["minimum"], clause["maximum"])
      return
        "<li><strong>§\(frame.data(clause["section"])) \(frame.word(clause["clause"], \Clause.words))</strong> \(points) \(frame.say(zh: "分", en: "points"))\(frame.colon)\(frame.words(clause["paraphrase"]))</li>"
    }
    return """
      <section class="box" data-of="\(rules.address)"><h2>\(frame.say(zh: "可上报的条款", en: "Clauses that are reported"))</h2>
      <ul class="plainlist small">\(HTML(lines))</ul></section>
      """
  }

  /// The breach: the clause in its words, the range, what happened, what others were given, the appeal and its days.
  private func about(_ breach: Answered) -> HTML {
    let reasons = Reasons(frame: frame, answer: breach)
    let id = breach["breach"].text ?? frame.filled("breach") ?? ""
    return """
      <section class="box" data-of="\(breach.address)"><h2><a href="\(frame.link("providers", page.provider, "breaches", id))">\(id)</a> \(frame.breachState(breach["state"]))</h2>
      <p>§\(frame.data(breach["section"])) \(frame.word(breach["clause"], \Clause.words))\(frame.colon)\(frame.words(breach["paraphrase"]))</p>
      <p>\(frame.say(zh: "规则允许", en: "The rule allows")) <strong>\(frame.range(breach["minimum"], breach["maximum"]))</strong> \(frame.say(zh: "分", en: "points"))</p>
      <h3>\(frame.say(zh: "发生了什么", en: "What happened"))</h3>\(reasons.facts)
      \(charge(breach))
      \(judged(breach))
      \(appeal(breach))
      </section>
      """
  }

  private func charge(_ breach: Answered) -> HTML {
    let charge = breach["charge"]
    guard charge.isThere else { return "" }
    let reason: HTML = charge["reason"].isThere ? "<blockquote>\(frame.data(charge["reason"]))</blockquote>" : ""
    return """
      <h3>\(frame.say(zh: "如何裁定", en: "What was decided"))</h3>
      <p><strong>\(frame.data(charge["assessed"]))</strong> \(frame.say(zh: "分，", en: "points, "))\(frame.moment(charge["event"]["recordedAt"]))</p>\(reason)
      """
  }

  /// What was judged under the clause in the year, where points are chosen.
  private func judged(_ breach: Answered) -> HTML {
    guard page.kind == .breach(.assessed) || page.kind == .appeal(.decided), frame.may("judgements"),
      let judged = try? frame.askingOfLog(
        "clauses", breach["clause"].text ?? "", "judgements", query: ["year": breach["year"].number.map(String.init)])
    else { return "" }
    return Distribution(frame: frame, judgements: judged, here: breach["assessed"].number).html
  }

  private func appeal(_ breach: Answered) -> HTML {
    let filed = breach["appeal"]["filed"]
    if filed.isThere {
      return """
        <h3>\(frame.say(zh: "申诉", en: "The appeal"))</h3><p>\(frame.position(filed["position"])) \(frame.moment(filed["recordedAt"])) \(frame.by(filed))</p>
        <blockquote>\(frame.data(filed["data"]["grounds"]))</blockquote>
        """
    }
    let until = breach["charge"]["appealUntil"]
    guard page.kind == .appeal(.filed), until.isThere else { return "" }
    return """
      <h3>\(frame.say(zh: "申诉期限", en: "By when"))</h3><p>\(frame.say(zh: "至", en: "until")) \(frame.date(until, named: true))\(frame.left(of: breach["charge"]))</p>
      \(DayStrip.folded(breach["charge"]["appealDays"], in: frame))
      """
  }

  /// A fact that is put right: how it was recorded, and how it is read now.
  private func readings(_ fact: Answered) -> HTML {
    let lines = fact["text"].items.map { "<li>\(frame.words($0))</li>" as HTML }
    let event = fact["recorded"]
    return """
      <section class="box" data-of="\(fact.address)"><h2>\(frame.name(ofType: event["type"].text ?? "")) \(frame.position(event["position"]))</h2>
      <p>\(frame.moment(event["at"]))\(frame.comma)\(frame.by(event))</p><ul class="plainlist small">\(HTML(lines))</ul></section>
      """
  }

  private func position(_ standing: Answered) -> HTML {
    """
    <section class="box" data-of="\(standing.address)"><h2>\(frame.say(zh: "现状", en: "Where it stands"))</h2>
    <dl class="facts">
    <dt>\(frame.data(standing["year"]))</dt><dd><strong>\(frame.data(standing["score"]))</strong> \(frame.say(zh: "分", en: "points"))</dd>
    <dt>\(frame.say(zh: "状态", en: "status"))</dt><dd>\(frame.status(standing["status"]))</dd>
    <dt>\(frame.say(zh: "拓展", en: "expansion"))</dt><dd>\(frame.expansion(standing["expansion"]))</dd>
    <dt>\(frame.say(zh: "保证金余额", en: "deposit"))</dt><dd>\(frame.money(standing["deposit"]["balanceFen"]))</dd>
    </dl></section>
    """
  }

  /// The steps of a case that were taken, by whom and when: the second signer sees what the first signed (pages P25).
  private var steps: HTML {
    let types: String
    switch page.kind {
    case .termination: types = FactKind.allCases.filter(\.isOfTermination).map(\.name).joined(separator: ",")
    case .rectification: types = FactKind.allCases.filter(\.isOfRectification).map(\.name).joined(separator: ",")
    case .reinstatement: types = FactKind.allCases.filter(\.isOfReinstatement).map(\.name).joined(separator: ",")
    case .provider, .deposit, .expansion, .meeting, .outlet, .service, .breach, .appeal, .outletDeposit, .duty, .outage,
      .lateCase, .admission, .measure, .notice, .correction, .subject:
      return ""
    }
    guard
      let events = try? frame.askingOfLog(
        "providers", page.provider, "events", query: ["type": types, "order": "desc", "limit": "12"])
    else { return "" }
    let lines = events.items.reversed().map { event -> HTML in
      "<li>\(frame.position(event["position"])) \(frame.moment(event["recordedAt"])) \(frame.type(of: event)) \(frame.sentence(of: event)) <span class=\"soft\">\(frame.by(event))</span></li>"
    }
    let list: HTML =
      lines.isEmpty
      ? "<p class=\"soft\">\(frame.say(zh: "尚未办理任何一步。", en: "No step was taken yet."))</p>"
      : "<ol class=\"plainlist\">\(HTML(lines))</ol>"
    return """
      <section class="box" data-of="\(events.address)"><h2>\(frame.say(zh: "已办的步骤", en: "Who did which step"))</h2>\(list)</section>
      """
  }
}

extension FactKind {
  fileprivate var isOfTermination: Bool { if case .termination = self { true } else { false } }
  fileprivate var isOfRectification: Bool { if case .rectification = self { true } else { false } }
  fileprivate var isOfReinstatement: Bool { if case .reinstatement = self { true } else { false } }
}
