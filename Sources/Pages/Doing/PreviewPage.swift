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

  var html: HTML {
    """
    <div class="preview" data-of="\(Address("v1", "providers", page.provider, "events", query: ["dryRun": "true"]))">
    <p class="nothing">\(frame.say(zh: "预览：尚未作任何记录。", en: "Preview: nothing has happened yet."))</p>
    \(moved)
    \(crossings)
    <section><h2>\(frame.say(zh: "将记入账本", en: "What will be appended"))</h2>
    <ol class="plainlist">\(HTML(events.map(line)))</ol></section>
    <section><h2>\(frame.say(zh: "之前与之后", en: "Before and after"))</h2>\(sides)</section>
    \(lasting)
    \(next)
    \(confirm)
    </div>
    """
  }

  private var events: [Part] { answer["events"].items }

  private func line(_ event: Part) -> HTML {
    let other: HTML =
      event["provider"].text == page.provider ? "" : " <span class=\"key\">\(frame.data(event["provider"]))</span>"
    return "<li><strong>\(frame.type(of: event))</strong>\(other) <span>\(frame.sentence(of: event))</span></li>"
  }

  // MARK: What came in between

  /// That the provider moved since it was seen, and by what (pages P23).
  private var moved: HTML {
    guard answer["moved"].isTrue else { return "" }
    let since = try? frame.askingOfLog(
      "providers", page.provider, "events", query: ["afterVersion": frame.posted?.fields["version"], "limit": "20"])
    let lines = (since?.items ?? []).map { event -> HTML in
      "<li>\(frame.position(event["position"])) \(frame.type(of: event)) \(frame.sentence(of: event)) <span class=\"soft\">\(frame.by(event))</span></li>"
    }
    let list: HTML =
      lines.isEmpty ? "" : "<ul class=\"plainlist\" data-of=\"\(since?.address ?? "")\">\(HTML(lines))</ul>"
    return """
      <div class="problem" role="alert"><h2>\(frame.say(zh: "其间账本有了变化，尚未记录", en: "Something came in between; nothing was recorded"))</h2>
      <p>\(frame.say(zh: "下面是现在会发生的，请再看一遍。", en: "Below is what would follow now. Please look again."))</p>\(list)</div>
      """
  }

  // MARK: Lines crossed

  private var crossings: HTML {
    let reached = events.filter { $0["type"].text == "ThresholdReached" && $0["provider"].text == page.provider }
    let (before, after) = (answer["before"], answer["after"])
    return .joined(
      reached.map { event in
        let year = event["data"]["year"].isThere ? event["data"]["year"] : after["year"]
        let from: HTML =
          before["score"].isThere
          ? "\(frame.say(zh: " 由 ", en: " from "))\(frame.data(before["score"]))\(frame.say(zh: " 分至 ", en: " to "))\(frame.data(after["score"]))"
          : ""
        return """
          <p class="crossing"><span aria-hidden="true">▲</span> \(frame.data(year))\(frame.say(zh: " 年", en: " goes"))\(from): <strong>\(frame.say(zh: "达到标准线 ", en: "it crosses "))\(frame.data(event["data"]["threshold"]))</strong>. \(consequence)</p>
          """
      })
  }

  /// What a line that is crossed opens, in words.
  private var consequence: String {
    let types = Set(events.compactMap { $0["type"].text })
    let said = [
      ("RectificationOpened", Words(zh: "开启整改", en: "a rectification opens")),
      ("TerminationOpened", Words(zh: "开启终止案件", en: "a termination opens")),
      ("ExpansionSuspended", Words(zh: "拓展中止", en: "expansion is suspended")),
    ].filter { types.contains($0.0) }.map { frame.say($0.1) }
    if said.isEmpty { return "" }
    return frame.say(
      zh: said.joined(separator: "，") + "。",
      en: (said.joined(separator: ", ").prefix(1).uppercased() + said.joined(separator: ", ").dropFirst() + "."))
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
    return """
      \(DataTable(caption: frame.say(zh: "之前与之后", en: "Before and after"), columns: [
        .init(frame.say(zh: "项目", en: "what"), .name), .init(frame.say(zh: "之前", en: "before"), .text),
        .init(frame.say(zh: "之后", en: "after"), .text),
      ], rows: rows).html)
      \(others)
      """
  }

  private func pending(_ side: Part) -> HTML {
    let exposure = side["exposure"]
    guard exposure["maximum"].number ?? 0 > 0 else { return "–" }
    return frame.range(exposure["minimum"], exposure["maximum"])
  }

  /// Everything else of the standing that changes: cases and steps, due dates, cities, outlets, files.
  private var others: HTML {
    let shown: Set = ["score", "status", "expansion", "deposit.balanceFen", "exposure"]
    let changes = answer["changes"].items.filter { change in
      guard let path = change["path"].text else { return false }
      return !shown.contains { path == $0 || path.hasPrefix($0 + ".") || path.hasPrefix("breaches") }
    }
    guard !changes.isEmpty else { return "" }
    return """
      <details class="field"><summary>\(frame.say(zh: "另有 \(changes.count) 项变化", en: changes.count == 1 ? "One more change" : "\(changes.count) more changes"))</summary>
      \(DataTable(caption: frame.say(zh: "其他变化", en: "Other changes"), columns: [
        .init(frame.say(zh: "项目", en: "field"), .name), .init(frame.say(zh: "之前", en: "before"), .text), .init(frame.say(zh: "之后", en: "after"), .text),
      ], rows: changes.map { change in
        DataTable.Row(["<code>\(frame.data(change["path"]))</code>", frame.data(change["before"]), frame.data(change["after"])])
      }).html)</details>
      """
  }

  // MARK: What stays, and who is next

  /// What this does not undo, and what does not undo this.
  private var lasting: HTML {
    let types = Set(events.compactMap { $0["type"].text })
    var said: [Words] = [
      Words(
        zh: "记录不会被删除或改动；录错的由更正或撤销记录改正，原记录仍在。",
        en: "Nothing is ever taken out of the log. What was recorded wrongly is put right by a correction, beside it.")
    ]
    if types.contains("ExpansionSuspended") {
      said.append(
        Words(zh: "此后的申诉在裁定之前不解除拓展中止。", en: "A later appeal does not undo the suspension until it is decided."))
    }
    if types.contains("DepositForfeited") || types.contains("DepositReleased") || types.contains("CompensationPaid") {
      said.append(
        Words(zh: "已付出的款项不因此后的申诉收回。", en: "Money that was paid out is not called back by a later appeal."))
    }
    if types.contains("YearClosed") {
      said.append(Words(zh: "年度结算不可重开，只可更正。", en: "A closed year is not opened again; it is restated."))
    }
    return """
      <section><h2>\(frame.say(zh: "不会因此撤销的", en: "What is not undone"))</h2><ul>\(HTML(said.map { "<li>\(frame.say($0))</li>" as HTML }))</ul></section>
      """
  }

  private var next: HTML {
    let items = answer["next"].items
    let lines = items.map { item -> HTML in
      let who = HTML.joined(item["roles"].items.map { frame.word($0, \Role.words) }, by: ", ")
      return "<li>\(frame.nextStep(item)) <span class=\"soft\">\(who)</span></li>"
    }
    let appeal: HTML =
      answer["appealUntil"].isThere
      ? "<li>\(frame.say(zh: "服务商可申诉至 ", en: "The provider may appeal until "))\(frame.date(answer["appealUntil"], named: true))</li>"
      : ""
    let none: HTML =
      items.isEmpty && !answer["appealUntil"].isThere
      ? "<li class=\"soft\">\(frame.say(zh: "七天之内没有新的待办。", en: "Nothing new waits within seven days."))</li>" : ""
    return """
      <section><h2>\(frame.say(zh: "接下来由谁办", en: "Who has to act next"))</h2>
      <ul class="plainlist">\(HTML(lines))\(appeal)\(none)</ul></section>
      """
  }

  // MARK: Confirm

  private var confirm: HTML {
    Confirmation(frame: frame, answer: answer, action: page.action, back: page.back).html
  }
}

/// The form by which what was previewed is confirmed, changed or given up (pages P23).
struct Confirmation {
  let frame: Frame
  /// What the server would append.
  let answer: Part
  /// Where the form is sent.
  let action: Address
  /// Where whoever gives up goes back to.
  let back: Address

  var html: HTML {
    let own: Set = ["id", "version", "preview", "do"]
    let fields = (frame.posted?.fields ?? [:]).filter { !own.contains($0.key) }
      .sorted { $0.key < $1.key }
    let hidden = fields.map { field -> HTML in
      field.value.contains(where: \.isNewline)
        ? "<textarea name=\"\(field.key)\" hidden>\n\(HTML(typed: field.value))</textarea>"
        : "<input type=\"hidden\" name=\"\(field.key)\" value=\"\(field.value)\">"
    }
    return """
      <form method="post" action="\(action)" class="acts">
      \(HTML(hidden))
      <input type="hidden" name="id" value="\(answer["id"].text ?? "")">
      <input type="hidden" name="version" value="\(answer["version"].value)">
      <input type="hidden" name="preview" value="\(answer["preview"].text ?? "")">
      <button class="main" name="do" value="confirm">\(frame.say(zh: "确认", en: "Confirm"))</button>
      <button name="do" value="change">\(frame.say(zh: "修改", en: "Change"))</button>
      <a class="button" href="\(back)">\(frame.say(zh: "取消", en: "Cancel"))</a>
      </form>
      """
  }
}
