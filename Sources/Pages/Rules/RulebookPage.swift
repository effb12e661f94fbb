import LedgerDomain
import LedgerFormat
import Presentation

/// One version: its clauses, its numbers, its calendar (pages 3.8).
struct RulebookPage {
  let frame: Frame
  let name: String

  func content() throws -> Content {
    let version = try frame.askingOfLog("rulebooks", name)
    if version["programme"].isThere { return ProgrammePage(frame: frame, version: version).content() }
    let always = frame.say(zh: "自始适用", en: "in force from the beginning")
    let effective: HTML = version["effective"].isThere ? frame.effective(of: version) : "\(always)"
    let body: HTML = """
      <p class="lead">\(frame.words(version["title"]))</p>
      <p>\(effective)\(frame.stop)SHA-256 <code>\(frame.data(version["sha256"]))</code>
      <a href="\(Address("v1", "rulebooks", name, query: ["format": "yaml"]))" download>\(frame.say(zh: "规则文件", en: "the file"))</a>
      · <a href="\(frame.link("rulebooks"))">\(frame.say(zh: "各版本", en: "all versions"))</a></p>
      <section><h2>\(frame.say(zh: "条款", en: "Clauses"))</h2>\(clauses(version))</section>
      <section><h2>\(frame.say(zh: "数值", en: "Numbers"))</h2>\(terms(version))</section>
      \(who)
      \(calendar)
      """
    return Content(title: name, body: body)
  }

  private func clauses(_ version: Answered) -> HTML {
    DataTable(
      caption: frame.say(zh: "条款", en: "Clauses"),
      columns: [
        .init("§", .name), .init(frame.say(zh: "条款", en: "clause"), .text),
        .init(frame.say(zh: "扣分", en: "points"), .number), .init(frame.say(zh: "上限", en: "cap"), .number),
        .init(frame.say(zh: "方式", en: "how")), .init(frame.say(zh: "由谁评定", en: "assessed by"), .text),
        .init(frame.say(zh: "内容", en: "what it says"), .text),
      ],
      rows: version["clauses"].items(by: "clause").map { clause in
        DataTable.Row(
          [
            "§\(frame.data(clause["section"]))",
            "\(frame.word(clause["clause"], \Clause.words))\(only(clause))",
            frame.range(clause["minimum"], clause["maximum"]), frame.data(clause["cap"]),
            frame.word(clause["mode"], \ClauseMode.words),
            frame.list(clause["assessors"].items.map { frame.word($0, \Role.words) }),
            bothLanguages(clause["paraphrase"]),
          ], id: clause["clause"].text)
      }
    ).html
  }

  private func only(_ clause: Part) -> HTML {
    guard clause["thirdPartyOnly"].isTrue else { return "" }
    return
      " <span class=\"soft\">\(frame.data(clause["thirdPartyOnly"], "\(frame.say(zh: "只约束第三方", en: "third parties only"))"))</span>"
  }

  private func bothLanguages(_ words: Part) -> HTML {
    guard words.isThere else { return "" }
    let other = frame.language == .zh ? "en" : "zh"
    return "\(frame.words(words)) <span class=\"soft\" lang=\"\(other)\">\(frame.data(words[other]))</span>"
  }

  private func terms(_ version: Answered) -> HTML {
    let rows = version["terms"].fields.filter { !$0.name.hasPrefix("clauses.") }.map { term -> DataTable.Row in
      let value = frame.value(ofTerm: term.name, term.part)
      let words = frame.called(term: term.name) ?? ""
      return DataTable.Row(["\(words)", "<code>\(term.name)</code>", value])
    }
    return DataTable(
      caption: frame.say(zh: "数值", en: "Numbers"),
      columns: [
        .init(frame.say(zh: "项目", en: "term"), .name), .init(frame.say(zh: "路径", en: "path"), .text),
        .init(frame.say(zh: "数值", en: "value"), .number),
      ],
      rows: rows
    ).html
  }

  /// Who may do what: the roles that each type of event names.
  private var who: HTML {
    let rows = FactKind.allCases.map { kind -> DataTable.Row in
      let roles = kind.payload.about.roles?.map { frame.say($0.words) }
      let named = roles.map { frame.language.list($0) }
      return DataTable.Row([
        "\(Deed.name(of: kind.name, in: frame))",
        "\(named ?? frame.say(zh: "由条款、义务或所更正的事实指明的角色", en: "the role that the clause, the duty or the fact put right names"))",
      ])
    }
    let title = frame.say(zh: "谁可以办什么", en: "Who may do what")
    return """
      <section><h2>\(title)</h2><details><summary>\(frame.say(zh: "共 \(rows.count) 类", en: "All \(rows.count) kinds"))</summary>
      \(DataTable(caption: title, columns: [
        .init(frame.say(zh: "办理", en: "act"), .name), .init(frame.say(zh: "由谁", en: "by whom"), .text),
      ], rows: rows).html)</details></section>
      """
  }

  /// The working days of a year as twelve months: off, made up for, and plain.
  private var calendar: HTML {
    guard let own = frame.own, !own["years"].items.isEmpty else { return "" }
    let years = own["years"].items.compactMap(\.number)
    let today = frame.asOf ?? (try? frame.asking("basis"))?["asOf"].text ?? ""
    let wanted = [frame.address["year"], String(today.prefix(4))].compactMap { $0.flatMap { Int($0) } }
    let year = wanted.first(where: years.contains) ?? years.last ?? 0
    var days: [String: Part] = [:]
    for day in own["days"].items { if let date = day["date"].text { days[date] = day } }
    let others = years.map { other -> HTML in
      let here: HTML = other == year ? " aria-current=\"true\"" : ""
      return "<li><a href=\"\(frame.turned("year", String(other)))#calendar\"\(here)>\(String(other))</a></li>"
    }
    return """
      <section id="calendar"><h2>\(frame.say(zh: "工作日历", en: "Working days"))</h2>
      <nav class="tabs" aria-label="\(frame.say(zh: "年度", en: "Year"))"><ul>\(HTML(others))</ul></nav>
      <div class="months">\(HTML((1...12).map { month($0, of: year, days) }))</div>
      <p class="small soft">\(frame.say(zh: "▨ 放假，＋ 调休上班，浅色为周末。", en: "▨ a holiday, + a weekend that is worked for it, pale a weekend."))</p></section>
      """
  }

  private func month(_ number: Int, of year: Int, _ days: [String: Part]) -> HTML {
    let month = Month(year: year, month: number)
    let blanks = month.firstDay.weekday - 1
    var cells: [HTML] = Array(repeating: "<td></td>", count: blanks)
    var day = month.firstDay
    while day <= month.lastDay {
      cells.append(cell(day, days[day.description]))
      day = day.adding(days: 1)
    }
    while !cells.count.isMultiple(of: 7) { cells.append("<td></td>") }
    let names = frame.weekdayNames.map { "<th scope=\"col\" class=\"soft\">\($0)</th>" as HTML }
    let weeks = stride(from: 0, to: cells.count, by: 7).map { "<tr>\(HTML.joined(cells[$0..<$0 + 7]))</tr>" as HTML }
    return """
      <table class="month"><caption>\(frame.monthName(number))</caption><tbody><tr>\(HTML.joined(names))</tr>\(HTML(weeks))</tbody></table>
      """
  }

  private func cell(_ day: LocalDate, _ known: Part?) -> HTML {
    let number = day.components.day
    guard let known, let kind = known["kind"].text else {
      return "<td class=\"\(day.weekday > 5 ? "weekend" : "plain")\">\(number)</td>"
    }
    let name = known["name"][frame.language.rawValue].text ?? ""
    let mark = kind == "work" ? "+" : "▨"
    return
      "<td class=\"\(kind)\" title=\"\(name)\">\(number)<span aria-hidden=\"true\">\(mark)</span><span class=\"hidden\"> \(name)</span></td>"
  }
}

/// What differs between two versions, by clause (pages 3.8); where that is much, part by part (pages P15).
struct RulebookDifferencePage {
  let frame: Frame

  /// Differences on one page, at most.
  private static let mostAtOnce = 150

  func content() throws -> Content {
    let (first, second) = (frame.address["a"], frame.address["b"])
    let answer = try frame.askingOfLog("rulebooks", "diff", query: ["a": first, "b": second])
    let changes = answer.root.items
    let groups = Dictionary(grouping: changes, by: group)
    let names = changes.map(group).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    let part = frame.address["part"].flatMap { groups[$0] == nil ? nil : $0 }
    let titles = groups.compactMapValues(\.first).mapValues(title)
    let isMuch = part == nil && changes.count > Self.mostAtOnce
    let tables =
      isMuch
      ? [contents(names.map { ($0, titles[$0] ?? $0, groups[$0]?.count ?? 0) })]
      : names.filter { part == nil || $0 == part }.map { name -> HTML in
        "<h2>\(titles[name] ?? name)</h2>\(table(groups[name] ?? [], titles[name] ?? name))"
      }
    let all: HTML =
      part == nil
      ? "" : " · <a href=\"\(frame.turned("part", nil))\">\(frame.say(zh: "全部不同", en: "all that differs"))</a>"
    let (a, b) = (first ?? "", second ?? "")
    let simulate: HTML =
      frame.may("simulate")
      ? "<p><a class=\"button\" href=\"\(Address("what-if", query: ["rulebook": b, "lang": frame.address["lang"]]))\">\(frame.say(zh: "若按 \(b) 会怎样", en: "What would have come of \(b)"))</a></p>"
      : ""
    let body: HTML = """
      <p><a href="\(frame.link("rulebooks", a))">\(a)</a> → <a href="\(frame.link("rulebooks", b))">\(b)</a>\(all)</p>
      \(simulate)
      \(changes.isEmpty ? frame.empty(frame.say(zh: "两版没有不同。", en: "The two do not differ."), "") : HTML(tables))
      """
    return Content(title: frame.say(zh: "规则有何不同", en: "What differs between two versions"), body: body)
  }

  /// Where a change belongs, as the answer says it; else the section of the file.
  private func group(_ change: Part) -> String {
    change["part"]["en"].text ?? (change["path"].text ?? "").split(separator: ".").first.map(String.init) ?? ""
  }

  private func title(_ change: Part) -> String {
    (change["part"][frame.language.rawValue].text ?? group(change)).withCapital
  }

  /// What the value that differs is called, with its path beside it.
  private func called(_ path: Part) -> HTML {
    guard let words = path.text.flatMap(RulebookKeys.words) else { return "<code>\(frame.data(path))</code>" }
    return "\(frame.say(words)) <code class=\"soft\">\(frame.data(path))</code>"
  }

  /// The parts in which something differs, and how much in each.
  private func contents(_ parts: [(name: String, title: String, count: Int)]) -> HTML {
    DataTable(
      caption: frame.say(zh: "有不同的各部分", en: "The parts that differ"),
      columns: [
        .init(frame.say(zh: "部分", en: "part"), .name), .init(frame.say(zh: "不同之处", en: "differences"), .number),
      ],
      rows: parts.map { part in
        DataTable.Row(["<a href=\"\(frame.turned("part", part.name))\">\(part.title)</a>", "\(part.count)"])
      }
    ).html
  }

  private func table(_ changes: [Part], _ title: String) -> HTML {
    DataTable(
      caption: title,
      columns: [
        .init(frame.say(zh: "项目", en: "term"), .name), .init(frame.say(zh: "前", en: "old"), .text),
        .init(frame.say(zh: "后", en: "new"), .text),
      ],
      rows: changes.map { change in
        DataTable.Row([
          called(change["path"]), frame.data(change["old"]),
          frame.data(change["new"]),
        ])
      }
    ).html
  }
}
