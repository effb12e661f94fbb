import LedgerDomain
import Presentation

/// What waits for whoever looks, what is most urgent, what may wait (pages 3.3).
struct WorkPage {
  let frame: Frame

  private static let usualLimit = "50"

  func content() throws -> Content {
    let address = frame.address
    let queue = try frame.asking(
      "queue",
      query: [
        "role": role, "provider": address["provider"], "work": address["work"], "through": address["through"],
        "late": address["late"], "limit": address["limit"] ?? Self.usualLimit, "cursor": address["cursor"],
      ])
    let marks = marks
    let items = marks.isEmpty ? queue.items : queue.items.filter { marks.contains(mark(of: $0)) }
    let body: HTML = """
      \(try tabs())
      \(marks.isEmpty ? filters(queue) : allAgain)
      \(items.isEmpty ? nothing : lists(items, queue))
      \(marks.isEmpty ? frame.rest(of: queue, shown: queue.items.count) : "")
      """
    return Content(title: frame.say(zh: "待办", en: "Work"), body: body)
  }

  /// The marks of the items that alone are listed; empty for all items.
  private var marks: Set<String> { Set(frame.address.all("mark")) }

  private var allRoles: String { frame.allRoles.joined(separator: ",") }

  /// The roles whose work is asked for; nil for the account's own.
  private var role: String? {
    guard let role = frame.address["role"] else { return nil }
    return role == "all" ? allRoles : role
  }

  /// Whose work there is, and how much of it.
  private func tabs() throws -> HTML {
    guard frame.isStaff || frame.ownProvider == nil else { return "" }
    let offices = Role.allCases.filter { ![.integration, .outlet, .systemDevelopment].contains($0) }
    let chosen = frame.address["role"]
    func tab(_ name: String, _ code: String?, _ roles: String?) throws -> HTML {
      let total = try frame.asking(
        "queue",
        query: [
          "role": roles, "limit": "1", "through": frame.address["through"], "late": frame.address["late"],
        ])
      // Offices for which nothing waits take no room.
      guard code == nil || code == "all" || code == chosen || total["total"].number != 0 else { return "" }
      let here: HTML = chosen == code ? " aria-current=\"true\"" : ""
      return """
        <li><a href="\(frame.turned("role", code).replacing("mark", nil))"\(here)>\(name) <span class="count" data-of="\(total.address)">\(frame.data(total["total"]))</span></a></li>
        """
    }
    var tabs: [HTML] = []
    if frame.isStaff { tabs.append(try tab(frame.say(zh: "我的", en: "mine"), nil, nil)) }
    for office in offices { tabs.append(try tab(frame.say(office.words), office.rawValue, office.rawValue)) }
    tabs.removeAll { $0.markup.isEmpty }
    tabs.append(try tab(frame.say(zh: "全部", en: "all"), frame.isStaff ? "all" : nil, allRoles))
    return """
      <nav class="tabs" aria-label="\(frame.say(zh: "谁的待办", en: "Whose work"))"><ul>
      \(HTML(tabs))
      </ul></nav>
      """
  }

  private func filters(_ queue: Answered) -> HTML {
    let address = frame.address
    let isFiltered = ["provider", "work", "through", "late"].contains { address[$0] != nil }
    return FilterForm(frame: frame, keeping: ["asOf", "knownAt", "lang", "role"]).html(
      [
        FilterForm(frame: frame, keeping: []).date("through", frame.say(zh: "到期至", en: "Due through")),
        FilterForm(frame: frame, keeping: []).text("provider", frame.say(zh: "服务商", en: "Provider")),
        FilterForm(frame: frame, keeping: []).choice(
          "work", frame.say(zh: "工作", en: "Work"), QueueItem.Work.allCases.map { ($0.rawValue, $0.words) }),
        FilterForm(frame: frame, keeping: []).choice(
          "late", frame.say(zh: "时间", en: "Time"),
          [("true", Words(zh: "只看逾期", en: "late alone")), ("false", Words(zh: "未逾期", en: "not late"))]),
      ], isOpen: isFiltered, beside: frame.sheet(of: queue))
  }

  /// Back to the part of the list that they were marked on.
  private var allAgain: HTML {
    "<p class=\"noprint\"><a href=\"\(frame.address.replacing("mark", nil))\">\(frame.say(zh: "回到全部", en: "Back to all"))</a></p>"
  }

  private var nothing: HTML {
    guard marks.isEmpty else {
      return frame.empty(frame.say(zh: "所选的都已不在待办中。", en: "None of those marked waits any more."), "")
    }
    return frame.empty(
      frame.say(zh: "没有符合这些条件的待办。", en: "Nothing waits here."),
      "\(frame.say(zh: "待评定的违规、申诉、到期的义务会列在此处。", en: "Breaches to be assessed, appeals and duties that fall due would be listed here."))"
    )
  }

  private func name(_ group: Urgency) -> String {
    switch group {
    case .late: frame.say(zh: "已逾期", en: "Late")
    case .today: frame.say(zh: "今天，以及没有期限的", en: "Today, and what has no date")
    case .soon: frame.say(zh: "七天之内", en: "Within seven days")
    case .later: frame.say(zh: "以后", en: "Later")
    }
  }

  private func lists(_ items: [Part], _ queue: Answered) -> HTML {
    let basis = try? frame.basis()
    let today = frame.asOf ?? basis?["asOf"].text ?? ""
    let groups = Dictionary(grouping: items) { Urgency($0, on: today) }
    let sections = Urgency.allCases.compactMap { key -> HTML? in
      guard let items = groups[key] else { return nil }
      return "<h2>\(name(key))</h2>\n\(table(items, name(key), today, queue))"
    }
    guard marks.isEmpty else {
      let first = Urgency.allCases.compactMap { groups[$0]?.first }.first
      return "\(first.map { opening($0, queue) } ?? "")\n\(HTML(sections))"
    }
    // The tables stand outside of the form, which is not printed. The cursor stays: what is marked is on this part.
    let kept = frame.address.pairs.map { pair -> HTML in
      "<input type=\"hidden\" name=\"\(pair.name)\" value=\"\(pair.value)\">"
    }
    return """
      <form id="marked" action="/work">\(HTML(kept))</form>
      \(HTML(sections))
      <p class="noprint"><button form="marked">\(frame.say(zh: "只列出所选，供打印或逐项办理", en: "List those marked, to print or to go through"))</button></p>
      """
  }

  /// Where the first of those marked is done: then it stands here no more, and the next is the first.
  private func opening(_ item: Part, _ queue: Answered) -> HTML {
    "<p class=\"noprint\" data-of=\"\(queue.address)\">\(frame.say(zh: "逐项办理，第一项", en: "One after the other, the first"))\(frame.colon)\(subject(item)) \(Deed.links(for: item, in: frame))</p>"
  }

  private func table(_ items: [Part], _ name: String, _ today: String, _ queue: Answered) -> HTML {
    var columns: [DataTable.Column] = [
      .init(frame.say(zh: "期限", en: "due")),
      .init(frame.say(zh: "待办", en: "work")), .init(frame.say(zh: "对象", en: "about"), .name),
      .init(frame.say(zh: "服务商", en: "provider"), .text), .init(frame.say(zh: "扣分范围", en: "points"), .number),
      .init(frame.say(zh: "由谁", en: "by whom"), .text), .init(frame.say(zh: "办理", en: "act"), .text),
    ]
    if marks.isEmpty { columns.insert(.init(frame.say(zh: "选", en: "mark")), at: 0) }
    return DataTable(caption: name, columns: columns, rows: items.map { row($0, today) }, source: queue).html
  }

  private func mark(of item: Part) -> String {
    [item["provider"], item["work"], item["subject"]].map { $0.text ?? "" }.joined(separator: "/")
  }

  private func row(_ item: Part, _ today: String) -> DataTable.Row {
    let provider = item["provider"].text ?? ""
    var cells: [HTML] = [
      due(item, today), frame.word(item["work"], \QueueItem.Work.words), "\(subject(item))\(crossing(item))",
      "<a href=\"\(frame.link("providers", provider))\"><span class=\"key\">\(frame.data(item["provider"]))</span> \(frame.data(item["name"]))</a>",
      item["maximum"].isThere
        ? frame.range(item["minimum"], item["maximum"])
        : item["points"].isThere ? frame.range(item["points"]["minimum"], item["points"]["maximum"]) : "",
      roles(item), Deed.links(for: item, in: frame),
    ]
    if marks.isEmpty { cells.insert(checkbox(item), at: 0) }
    return DataTable.Row(cells)
  }

  private func checkbox(_ item: Part) -> HTML {
    "<input type=\"checkbox\" name=\"mark\" form=\"marked\" value=\"\(mark(of: item))\" aria-label=\"\(frame.say(zh: "选中", en: "mark")) \(item["subject"].text ?? "")\">"
  }

  /// When it is due, and how far that is; for what has no date, since when it waits.
  private func due(_ item: Part, _ today: String) -> HTML {
    guard item["due"].isThere else {
      guard item["since"].isThere else { return "–" }
      let days = item["ageDays"]
      if !days.isThere {
        return "<span class=\"soft\">\(frame.say(zh: "自", en: "since")) \(frame.date(item["since"]))</span>"
      }
      if days.number == 0 {
        return "<span class=\"soft\">\(frame.data(days, "\(frame.say(zh: "今天起", en: "since today"))"))</span>"
      }
      return
        "<span class=\"soft\">\(frame.say(zh: "已等", en: "since")) \(frame.counted(days, zh: "天", en: ("day", "days")))</span>"
    }
    let date =
      item["dueAt"].isThere
      ? "\(frame.date(item["due"], named: true, beside: item["year"].number)) \(frame.clock(item["dueAt"]))"
      : frame.date(item["due"], named: true, beside: item["year"].number)
    let provisional: HTML =
      item["provisional"].isTrue
      ? " <span class=\"soft\">\(frame.data(item["provisional"], "\(frame.say(zh: "暂定", en: "provisional"))"))</span>"
      : ""
    return "\(date) \(distance(item, today))\(provisional)"
  }

  private func distance(_ item: Part, _ today: String) -> HTML {
    if let hours = item["hoursLeft"].number {
      let words =
        hours < 0
        ? frame.say(zh: "超 \(-hours) 小时", en: "\(-hours) h late")
        : frame.say(zh: "剩 \(hours) 小时", en: "\(hours) h left")
      return frame.mark("", hours < 0 ? "bad" : "soft", frame.data(item["hoursLeft"], "\(words)"))
    }
    let words = item["due"].text == today ? frame.say(zh: "今天", en: "today") : frame.distance(of: item)
    let left = item["programme"].isThere ? item["daysLeft"] : item["workingDaysLeft"]
    return frame.mark("", item["overdue"].isTrue ? "bad" : "soft", frame.data(left, "\(words)"))
  }

  /// That it may take the year to a line, which is what is looked at first.
  private func crossing(_ item: Part) -> HTML {
    guard let most = item["scoreMaximum"].number, let line = item["nextLine"]["points"].number, most >= line else {
      return ""
    }
    return
      " \(frame.mark("▲", "warn", "\(frame.say(zh: "可达", en: "may reach")) \(frame.data(item["nextLine"]["points"]))"))"
  }

  private func subject(_ item: Part) -> HTML {
    let provider = item["provider"].text ?? ""
    let text = item["subject"].text ?? ""
    let shown: HTML =
      item["clause"].isThere
      ? "\(frame.clause(of: item)) \(frame.key(of: item, in: "subject"))"
      : item["work"].text == QueueItem.Work.meetDuty.rawValue
        ? frame.duty(of: item) : frame.data(item["subject"])
    switch item["work"].text.flatMap(QueueItem.Work.init) {
    case .assess?, .investigate?, .setDemands?, .judgeDemands?, .decideAppeal?, .reviewJudgement?:
      return "<a href=\"\(frame.link("providers", provider, "breaches", text))\">\(shown)</a>"
    case .meetDuty?:
      guard !item["clause"].isThere, !item["programme"].isThere else { return shown }
      return "<a href=\"\(frame.link("providers", provider, "duties", text))\">\(shown)</a>"
    case .stepTermination?: return frame.word(item["subject"], \TerminationStep.words)
    case .releaseDeposit?: return frame.data(item["subject"], "<span class=\"money\">\((Int(text) ?? 0).money)</span>")
    case .orderRectification?, .decideRectification?:
      return frame.data(item["subject"], "\(frame.say(zh: "\(text) 年", en: "of \(text)"))")
    case .mendCriterion?: return frame.criterion(of: item["subject"])
    case .decideComplaint?, .confirmMeeting?, nil: return shown
    }
  }

  private func roles(_ item: Part) -> HTML {
    frame.roles(of: item)
  }
}
