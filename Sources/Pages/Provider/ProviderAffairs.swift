import LedgerDomain
import LedgerFormat
import Presentation

/// What else there is of a provider: its case, deposit, cities, outlets, agreements, admission, duties, notices, measures.
struct ProviderAffairs {
  let page: ProviderPage
  let statement: Answered

  private var frame: Frame { page.frame }
  private var standing: Answered { page.standing }

  /// Its deposit, and what else is agreed with it.
  var money: HTML {
    """
    <div class="two even">
    \(deposit)
    \(agreements)
    </div>
    """
  }

  /// Its cities, its file of admission, its duties, measures and notices.
  var rest: HTML {
    """
    \(cities)
    \(admission)
    \(duties)
    \(measures)
    \(notices)
    """
  }

  /// The year's thresholds and cases, in their order.
  var course: HTML {
    let events = statement["milestones"].items
    guard !events.isEmpty else { return "" }
    let items = events.map { event -> HTML in
      "<li>\(frame.date(event["at"], beside: page.year)) \(frame.words(event["name"])) <span class=\"soft\">\(frame.position(event["position"]))</span></li>"
    }
    let deadline: HTML =
      standing["rectification"]["deadline"].isThere
      ? "<li data-of=\"\(standing.address)\">\(frame.date(standing["rectification"]["deadline"], named: true, beside: page.year)) \(frame.say(zh: "整改截止", en: "deadline of the rectification"))</li>"
      : ""
    return """
      <section><h2>\(frame.say(zh: "标准线与程序", en: "Lines and cases"))</h2>
      <ol class="course" data-of="\(statement.address)">\(HTML(items))\(deadline)</ol></section>
      """
  }

  private var deposit: HTML {
    let deposit = standing["deposit"]
    func line(_ name: String, _ field: String) -> HTML { "<dt>\(name)</dt><dd>\(frame.money(deposit[field]))</dd>" }
    let own = standing["outletDeposits"]
    let outlets: HTML =
      own.isThere
      ? "<dt>\(frame.say(zh: "网点保证金结余", en: "deposits of outlets"))</dt><dd>\(frame.money(own["balanceFen"]))</dd>" : ""
    return """
      <section class="box"><h2>\(frame.say(zh: "保证金", en: "Deposit"))</h2><dl class="facts">
      \(line(frame.say(zh: "冻结", en: "frozen"), "frozenFen"))
      \(line(frame.say(zh: "罚没", en: "forfeited"), "forfeitedFen"))
      \(line(frame.say(zh: "退还", en: "returned"), "returnedFen"))
      \(line(frame.say(zh: "赔付", en: "compensated"), "compensatedFen"))
      \(line(frame.say(zh: "解冻", en: "released"), "releasedFen"))
      <dt>\(frame.say(zh: "结余", en: "balance"))</dt><dd><strong>\(frame.money(deposit["balanceFen"]))</strong></dd>\(outlets)</dl>
      <p class="noprint"><a href="\(movements)">\(frame.say(zh: "各笔变动", en: "movements"))</a></p></section>
      """
  }

  private var movements: Address {
    let types = FactKind.allCases.map(\.name).filter { $0.hasPrefix("Deposit") }.joined(separator: ",")
    return frame.link("events", query: ["provider": page.provider, "type": types])
  }

  private var agreements: HTML {
    let list = standing["agreements"].items
    let outlets = standing["outlets"]
    let items = list.map { agreement -> HTML in
      let terms: HTML =
        agreement["terms"].isThere
        ? frame.agreed(agreement["terms"])
        : " \(frame.say(zh: "无另行约定", en: "nothing agreed otherwise"))"
      return
        "<li>\(frame.date(agreement["startsOn"]))–\(frame.date(agreement["endsOn"])) \(frame.position(agreement["position"]))\(terms)</li>"
    }
    let contacts = standing["contacts"].fields.map {
      "<dt>\(frame.called($0.name, in: "contacts") ?? $0.name)</dt><dd>\(frame.data($0.part))</dd>" as HTML
    }
    let none: HTML = "<p class=\"soft\">\(frame.say(zh: "没有另订的协议。", en: "No agreement of its own."))</p>"
    return """
      <section class="box"><h2>\(frame.say(zh: "网点、协议与联系方式", en: "Outlets, agreements, contacts"))</h2>
      <p><a href="\(frame.link("providers", page.provider, "outlets"))">\(frame.say(zh: "网点", en: "Outlets"))</a>\(frame.colon)\(frame.say(zh: "签约", en: "signed")) \(frame.data(outlets["signed"]))\(frame.comma)\(frame.say(zh: "营业", en: "open")) \(frame.data(outlets["open"]))\(frame.comma)\(frame.say(zh: "已离开", en: "gone")) \(frame.data(outlets["gone"]))</p>
      \(frame.when(items.isEmpty, none))\(frame.when(!items.isEmpty, "<ul class=\"plainlist\">\(HTML(items))</ul>"))
      \(frame.when(!contacts.isEmpty, "<dl class=\"facts\">\(HTML(contacts))</dl>"))</section>
      """
  }

  private var cities: HTML {
    let list = standing["cities"].items(by: "city")
    guard !list.isEmpty else { return "" }
    let table = DataTable(
      caption: frame.say(zh: "城市", en: "Cities"),
      columns: [
        .init(frame.say(zh: "城市", en: "city"), .name), .init(frame.say(zh: "人口", en: "people"), .number),
        .init(frame.say(zh: "计划", en: "planned"), .number), .init(frame.say(zh: "已签", en: "signed"), .number),
        .init(frame.say(zh: "首批期限", en: "first batch due")), .init(frame.say(zh: "全部期限", en: "all due")),
      ],
      rows: list.map { city in
        DataTable.Row([
          frame.data(city["city"]), people(city), frame.data(city["planned"]),
          frame.data(city["signed"]), frame.date(city["firstBatchDue"], named: true),
          frame.date(city["completeDue"], named: true),
        ])
      })
    return "<section><h2>\(frame.say(zh: "城市", en: "Cities"))</h2>\(table.html)</section>"
  }

  /// How many live in a city, with a way to the event that says so: there it is put right.
  private func people(_ city: Part) -> HTML {
    guard frame.may("events") else { return frame.long(city["population"]) }
    let source = frame.link("events", query: ["provider": page.provider, "type": "CityAuthorised"])
    return "<a href=\"\(source)\">\(frame.long(city["population"]))</a>"
  }

  /// The file of admission, where the rules have one.
  private var admission: HTML {
    guard standing["admission"].isThere, let file = try? frame.asking("providers", page.provider, "admission") else {
      return ""
    }
    let rows = file["criteria"].items.map { line -> DataTable.Row in
      let tone = line["state"].text == CriterionStanding.unmet.rawValue ? "bad" : "plain"
      return DataTable.Row([
        "\(frame.words(line["name"])) <span class=\"soft\">\(frame.data(line["criterion"])) §\(frame.data(line["section"]))</span>",
        line["outlet"].isThere ? frame.data(line["outlet"]) : "",
        frame.mark("", tone, frame.word(line["state"], \CriterionStanding.words)), found(line),
        line["by"].isThere ? frame.data(line["by"]["id"]) : "–", frame.date(line["at"]),
        line["position"].isThere ? frame.position(line["position"]) : "",
      ])
    }
    let table = DataTable(
      caption: frame.say(zh: "准入条件", en: "Criteria"),
      columns: [
        .init(frame.say(zh: "准入条件", en: "criterion"), .name), .init(frame.say(zh: "网点", en: "outlet")),
        .init(frame.say(zh: "状态", en: "state")), .init(frame.say(zh: "认定", en: "found"), .text),
        .init(frame.say(zh: "认定人", en: "by")), .init(frame.say(zh: "日期", en: "on")), .init("#"),
      ], rows: rows)
    let channel =
      file["channel"].text == "open"
      ? frame.say(zh: "渠道已开通", en: "the channel is open") : frame.say(zh: "渠道未开通", en: "the channel is closed")
    return """
      <section data-of="\(file.address)"><h2>\(frame.say(zh: "准入", en: "Admission"))\(frame.colon)\(frame.word(file["state"], \AdmissionState.words))\(frame.comma)\(frame.data(file["channel"], "\(channel)"))</h2>
      <details\(rows.count < 15 ? " open" : "")><summary>\(frame.say(zh: "逐项认定", en: "Criterion by criterion"))</summary>\(table.html)</details></section>
      """
  }

  /// What was found of a criterion: yes or no, an amount as money, a number with what it counts.
  private func found(_ line: Part) -> HTML {
    let (value, rule) = (line["value"], frame.criterion(line["criterion"].text))
    if case .boolean(let isSo) = value.json {
      return frame.data(value, "\(isSo ? frame.say(zh: "是", en: "yes") : frame.say(zh: "否", en: "no"))")
    }
    if value["part"].isThere { return "\(frame.data(value["part"]))/\(frame.data(value["whole"]))" }
    if value["weekdays"].isThere {
      return
        "\(frame.say(zh: "工作日 ", en: ""))\(frame.data(value["weekdays"]))\(frame.say(zh: "，其他日 ", en: ", on other days "))\(frame.data(value["otherDays"]))"
    }
    if rule?["unit"].text == "fen" { return frame.money(value) }
    if value.number != nil {
      let unit: HTML = frame.unit(of: rule).map { " \($0)" } ?? ""
      return "\(frame.long(value))\(unit)"
    }
    guard rule?["kind"].text == "choice", let word = value.text else { return frame.data(value) }
    return frame.data(value, "\(frame.name(ofChoice: word))")
  }

  private var duties: HTML {
    let list = standing["duties"].items(by: "duty")
    guard !list.isEmpty else { return "" }
    let rows = list.map { duty -> DataTable.Row in
      let name = duty["duty"].text ?? ""
      let state = duty["state"].text.flatMap(OwedDuty.State.init)
      let tone = state == .missed ? "bad" : state == .open ? "warn" : "plain"
      return DataTable.Row([
        "<a href=\"\(frame.link("providers", page.provider, "duties", name))\">\(frame.duty(duty["duty"]))</a>",
        frame.mark("", tone, frame.word(duty["state"], \OwedDuty.State.words)), frame.date(duty["due"], named: true),
        frame.word(duty["owedBy"], \Role.words),
      ])
    }
    let table = DataTable(
      caption: frame.say(zh: "义务", en: "Duties"),
      columns: [
        .init(frame.say(zh: "义务", en: "duty"), .name), .init(frame.say(zh: "状态", en: "state")),
        .init(frame.say(zh: "期限", en: "due")), .init(frame.say(zh: "由谁", en: "owed by"), .text),
      ], rows: rows)
    return "<section><h2>\(frame.say(zh: "义务", en: "Duties"))</h2>\(table.html)</section>"
  }

  private var measures: HTML {
    let list = standing["measures"].items(by: "measure")
    guard !list.isEmpty else { return "" }
    let table = DataTable(
      caption: frame.say(zh: "处理措施", en: "Measures"),
      columns: [
        .init(frame.say(zh: "措施", en: "measure"), .name), .init(frame.say(zh: "类别", en: "kind")),
        .init(frame.say(zh: "状态", en: "state")), .init(frame.say(zh: "自", en: "since")),
        .init(frame.say(zh: "至", en: "until")), .init(frame.say(zh: "办理", en: "act"), .text),
      ],
      rows: list.map { measure -> DataTable.Row in
        let isOpen = measure["state"].text == Measure.Status.open.rawValue
        return DataTable.Row([
          frame.data(measure["measure"]),
          frame.data(
            measure["kind"], "\(frame.called(measure["kind"].value, in: "measures") ?? measure["kind"].value)"),
          frame.word(measure["state"], \Measure.Status.words), frame.date(measure["since"]),
          frame.date(measure["until"]),
          acts(isOpen ? [.measure(.fulfilled), .measure(.lifted)] : [], "measure", measure["measure"]),
        ])
      })
    return "<section><h2>\(frame.say(zh: "处理措施", en: "Measures"))</h2>\(table.html)</section>"
  }

  /// The forms by which something of the provider is gone on with, by its key.
  private func acts(_ kinds: [FactKind], _ field: String, _ key: Part) -> HTML {
    Deed.links(to: kinds, of: page.provider, field, key.text ?? "", in: frame)
  }

  /// The way a notice went.
  private func channel(_ part: Part) -> HTML {
    part.text.flatMap(RulebookKeys.channel).map { frame.data(part, "\(frame.say($0))") } ?? frame.data(part)
  }

  private var notices: HTML {
    let list = standing["notices"].items(by: "notice")
    guard !list.isEmpty else { return "" }
    let table = DataTable(
      caption: frame.say(zh: "通知", en: "Notices"),
      columns: [
        .init(frame.say(zh: "通知", en: "notice"), .name), .init(frame.say(zh: "渠道", en: "channel")),
        .init(frame.say(zh: "发出", en: "sent")), .init(frame.say(zh: "送达", en: "delivered")),
        .init(frame.say(zh: "状态", en: "state")), .init(frame.say(zh: "办理", en: "act"), .text),
      ],
      rows: list.map { notice -> DataTable.Row in
        let stands = [Notice.Status.sent, .delivered].contains { $0.rawValue == notice["state"].text }
        return DataTable.Row([
          frame.data(notice["notice"]), channel(notice["channel"]), frame.date(notice["sentOn"]),
          frame.date(notice["deliveredOn"]), frame.word(notice["state"], \Notice.Status.words),
          acts(
            stands ? [.notice(.received), .notice(.failed), .notice(.rebutted)] : [], "notice", notice["notice"]),
        ])
      })
    return "<section><h2>\(frame.say(zh: "通知", en: "Notices"))</h2>\(table.html)</section>"
  }
}
