import LedgerDomain
import LedgerFormat
import Presentation

/// What would follow, before anything has happened: a crossing first, what is appended, before beside after, what is not undone,
/// who is next (pages P22, P23).
struct PreviewPage {
  let page: DoPage
  /// What the server would append, with the standing before and after it.
  let answer: Part
  let standing: Answered?

  private var frame: Frame { page.frame }

  private var previewed: Previewed {
    Previewed(frame: frame, key: page.provider, answer: answer, action: page.action, back: page.back)
  }

  private var events: [Part] { answer["events"].items }

  var html: HTML {
    previewed.html(crossings: crossings, line: other, sides: sides, lasting: lasting, next: next)
  }

  /// The types of what would be appended.
  private var kinds: Set<EventKind> { Set(events.compactMap(\.kind)) }

  /// Whom an event would be of, where it is another.
  private func other(_ event: Part) -> HTML {
    event["provider"].text == page.provider ? "" : " <span class=\"key\">\(frame.data(event["provider"]))</span>"
  }

  // MARK: Lines crossed

  private var crossings: HTML {
    let reached = events.filter { $0.kind == .consequence(.thresholdReached) && $0["provider"].text == page.provider }
    let (before, after) = (answer["before"], answer["after"])
    return .joined(
      reached.map { event in
        let year = event["data"]["year"].isThere ? event["data"]["year"] : after["year"]
        let from: HTML =
          before["score"].isThere
          ? "\(frame.say(zh: "由 ", en: " from "))\(frame.data(before["score"]))\(frame.say(zh: " 分至 ", en: " to "))\(frame.data(after["score"]))"
          : ""
        return """
          <p class="crossing"><span aria-hidden="true">▲</span> \(frame.data(year))\(frame.say(zh: " 年", en: " goes"))\(from)\(frame.colon)<strong>\(frame.say(zh: "达到标准线 ", en: "it crosses "))\(frame.data(event["data"]["threshold"]))</strong>\(frame.stop)\(consequence)</p>
          """
      })
  }

  /// What a line that is crossed opens, in words.
  private var consequence: String {
    let said = [
      (ConsequenceKind.rectificationOpened, Words(zh: "开启整改", en: "a rectification opens")),
      (.terminationOpened, Words(zh: "开启终止案件", en: "a termination opens")),
      (.expansionSuspended, Words(zh: "拓展中止", en: "expansion is suspended")),
    ].filter { kinds.contains(.consequence($0.0)) }.map { frame.say($0.1) }
    if said.isEmpty { return "" }
    return frame.say(
      zh: said.joined(separator: "，") + "。",
      en: said.joined(separator: ", ").withCapital + ".")
  }

  // MARK: Before and after

  private var sides: HTML {
    let (before, after) = (answer["before"], answer["after"])
    let lines = Lines(frame.rulebookInForce())
    let scale =
      max(
        lines.all.last?.points ?? 100, before["score"].number ?? 0, after["score"].number ?? 0,
        (after["score"].number ?? 0) + (after["exposure"]["maximum"].number ?? 0)) * 21 / 20
    func bar(_ side: Part) -> HTML {
      guard let score = side["score"].number else { return "" }
      let exposure = side["exposure"]
      return ScoreBar(
        score: score, pending: (exposure["minimum"].number ?? 0, exposure["maximum"].number ?? 0), lines: lines,
        scale: scale
      ).html(in: frame)
    }
    func row(_ name: HTML, _ show: (Part) -> HTML, _ value: (Part) -> JSON) -> DataTable.Row {
      let same = value(before) == value(after)
      return DataTable.Row([name, show(before), show(after)], tone: same ? "same" : "changed")
    }
    let rows = [
      row(
        "\(after["year"].value) \(frame.say(zh: "扣分", en: "score"))",
        { "<strong>\(frame.data($0["score"]))</strong>\(bar($0))" }, { $0["score"].json }),
      row("\(frame.say(zh: "待评定", en: "pending"))", pending, { $0["exposure"].json }),
      row("\(frame.say(zh: "状态", en: "status"))", { frame.status($0["status"]) }, { $0["status"].json }),
      row("\(frame.say(zh: "拓展", en: "expansion"))", { frame.expansion($0["expansion"]) }, { $0["expansion"].json }),
      row(
        "\(frame.say(zh: "保证金余额", en: "deposit"))", { frame.money($0["deposit"]["balanceFen"]) },
        { $0["deposit"]["balanceFen"].json }),
    ]
    let begun = changes.filter(isOfCase).map { DataTable.Row(frame.row(of: $0).cells, tone: "changed") }
    return "\(previewed.table(rows + begun))\(others)"
  }

  private func pending(_ side: Part) -> HTML {
    let exposure = side["exposure"]
    guard exposure["maximum"].number ?? 0 > 0 else { return "–" }
    return frame.range(exposure["minimum"], exposure["maximum"])
  }

  /// What changes besides the rows that are always there, and the breaches, which the events tell of.
  private var changes: [Part] {
    let told = ["score", "status", "expansion", "deposit/balanceFen", "exposure", "breaches"]
    return answer["changes"].items.filter { change in
      guard let path = change["path"].text else { return false }
      return !told.contains { path == $0 || path.hasPrefix($0 + "/") }
    }
  }

  /// Whether a change is of a case and its step, or of a due date, which are not folded (pages P22).
  private func isOfCase(_ change: Part) -> Bool {
    let path = change["path"].text ?? ""
    return ["rectification", "termination"].contains { path.hasPrefix($0) } || StandingField(path).isDue
  }

  /// Everything else of the standing that changes: cities, outlets, files.
  private var others: HTML {
    let changes = changes.filter { !isOfCase($0) }
    guard !changes.isEmpty else { return "" }
    return """
      <details class="field"><summary>\(frame.say(zh: "另有 \(changes.count) 项变化", en: changes.count == 1 ? "One more change" : "\(changes.count) more changes"))</summary>
      \(DataTable(caption: frame.say(zh: "其他变化", en: "Other changes"), columns: [
        .init(frame.say(zh: "项目", en: "field"), .name), .init(frame.say(zh: "之前", en: "before"), .text), .init(frame.say(zh: "之后", en: "after"), .text),
      ], rows: changes.map { frame.row(of: $0) }).html)</details>
      """
  }

  // MARK: What stays, and who is next

  /// What this does not undo, and what does not undo this.
  private var lasting: [HTML] {
    var said: [Words] = [
      Words(
        zh: "记录不会被删除或改动；录错的由更正或撤销记录改正，原记录仍在。",
        en: "Nothing is ever taken out of the log. What was recorded wrongly is put right by a correction, beside it.")
    ]
    if kinds.contains(.consequence(.expansionSuspended)) {
      said.append(
        Words(zh: "此后的申诉在裁定之前不解除拓展中止。", en: "A later appeal does not undo the suspension until it is decided."))
    }
    let paying: [DepositFact.Kind] = [.forfeited, .compensated, .released]
    if paying.contains(where: { kinds.contains(.fact(.deposit($0))) }) {
      said.append(
        Words(zh: "已付出的款项不因此后的申诉收回。", en: "Money that was paid out is not called back by a later appeal."))
    }
    if kinds.contains(.consequence(.yearClosed)) {
      said.append(Words(zh: "年度结算不可重开，只可更正。", en: "A closed year is not opened again; it is restated."))
    }
    return said.map { "\(frame.say($0))" }
  }

  private var next: [HTML] {
    let items = answer["next"].items
    let lines = items.map { item -> HTML in
      let who = frame.list(item["roles"].items.map { frame.word($0, \Role.words) })
      return "<li>\(frame.nextStep(item)) <span class=\"soft\">\(who)</span></li>"
    }
    let appeal: HTML =
      answer["appealUntil"].isThere
      ? "<li>\(frame.say(zh: "服务商可申诉至 ", en: "The provider may appeal until "))\(frame.date(answer["appealUntil"], named: true))</li>"
      : ""
    let none: HTML =
      items.isEmpty && !answer["appealUntil"].isThere
      ? "<li class=\"soft\">\(frame.say(zh: "七天之内没有新的待办。", en: "Nothing new waits within seven days."))</li>" : ""
    return lines + [appeal, none]
  }
}
