import LedgerDomain
import Presentation

/// Who is near a line, what is late, what came in since yesterday (pages 3.1).
struct Overview {
  let frame: Frame

  private static let usualLimit = "50"
  /// Items of the queue that are looked through for what is next.
  private static let mostLookedAt = 200

  func content() throws -> Content {
    let address = frame.address
    let list = try frame.asking(
      "providers",
      query: [
        "sort": address["sort"] ?? "line", "order": address["order"], "q": address["q"], "status": address["status"],
        "expansion": address["expansion"], "kind": address["kind"], "city": address["city"], "near": address["near"],
        "mayReach": address["mayReach"], "minScore": address["minScore"], "programme": address["programme"],
        "year": address["year"],
        "limit": address["limit"] ?? Self.usualLimit,
        "cursor": address["cursor"],
      ])
    let lines = Lines(frame.rulebookInForce())
    let next = list.items.isEmpty ? nil : try next()
    let (providers, subjects) = (
      list.items.filter { !$0["programme"].isThere }, list.items.filter { $0["programme"].isThere }
    )
    let rows: HTML =
      list.items.isEmpty
      ? nothing
      : "\(frame.when(!providers.isEmpty, table(providers, lines, next)))\(SubjectRows(frame: frame, items: subjects, next: next).html)"
    let body: HTML = """
      \(try figures(lines))
      \(frame.news(behind: list["head"]))
      \(filters(list))
      \(rows)
      \(frame.rest(of: list, shown: list.items.count))
      \(frame.when(!providers.isEmpty, legend(lines)))
      \(registering)
      """
    return Content(title: frame.say(zh: "总览", en: "Overview"), body: body)
  }

  /// The way to register a provider, where the account may (pages P10, P20).
  private var registering: HTML {
    guard frame.isPresent, frame.open[.provider(.registered)] != nil else { return "" }
    return """
      <form action="/jump" class="row noprint">\(frame.keptLanguage)<input type="hidden" name="register" value="yes">
      <p><label for="register">\(frame.say(zh: "新服务商的编号", en: "Key of a new provider"))</label> <input id="register" name="q" size="16" pattern="[a-z0-9][a-z0-9._\\-]*" required autocapitalize="none" spellcheck="false"></p>
      <p><button>\(Deed.name(of: "ProviderRegistered", in: frame).withCapital)</button></p></form>
      """
  }

  /// What the list is narrowed by.
  private static let narrowing = [
    "q", "status", "expansion", "kind", "city", "near", "mayReach", "minScore", "programme", "cursor",
  ]

  private var nothing: HTML {
    if Self.narrowing.allSatisfy({ frame.address[$0] == nil }) {
      return frame.empty(frame.say(zh: "账本里还没有服务商。", en: "The ledger has no provider yet."), "")
    }
    return frame.empty(
      frame.say(zh: "没有符合这些条件的服务商。", en: "No provider is like this."),
      "<a href=\"\(frame.link(""))\">\(frame.say(zh: "查看全部服务商", en: "Show all providers"))</a>")
  }

  /// How many there are of what; each number leads to those it counts.
  private func figures(_ lines: Lines) throws -> HTML {
    let overview = try frame.asking("overview")
    let counts = overview["counts"]
    let day = overview["asOf"].text.flatMap { LocalDate($0) }
    let since = day.map { $0.adding(days: -1).description }
    let (first, last) = (lines.all.first?.points, lines.all.last?.points)
    func figure(_ part: Part, _ name: String, _ to: Address, _ tone: String, of list: Answered? = nil) -> HTML {
      let tone: HTML = part.number == 0 ? "" : " class=\"\(tone)\""
      let source: HTML = list.map { " data-of=\"\($0.address)\"" } ?? ""
      return "<li\(tone)\(source)><a href=\"\(to)\">\(name) <strong>\(frame.data(part))</strong></a></li>"
    }
    let home = frame.link("")
    let programmes = programmes
    var subjects: [HTML] = []
    if counts["subjects"].number ?? 0 > 0, programmes.count > 1 {
      // A list is of one programme, and so is the figure that leads there.
      subjects = try programmes.map { programme -> HTML in
        let list = try frame.asking("providers", query: ["programme": programme.code, "limit": "1"])
        let place = home.replacing("programme", programme.code)
        return figure(list["total"], frame.say(programme.words), place, "news", of: list)
      }
    } else if counts["subjects"].number ?? 0 > 0 {
      let place = home.replacing("programme", programmes.first?.code)
      subjects = [figure(counts["subjects"], frame.say(zh: "方案对象", en: "subjects of programmes"), place, "news")]
    }
    let late = frame.link("work", query: ["role": "all", "late": "true"])
    return """
      <ul class="figures" data-of="\(overview.address)">
      \(figure(counts["ended"], frame.say(zh: "终止中或已终止", en: "ended or being ended"), home.replacing("status", "terminating,terminated"), "bad"))
      \(figure(counts["atSecondLine"], frame.say(zh: "达到 \(last ?? 0) 分", en: "at \(last ?? 0) or more"), home.replacing("minScore", last.map(String.init)), "bad"))
      \(figure(counts["atFirstLine"], frame.say(zh: "达到 \(first ?? 0) 分", en: "at \(first ?? 0) or more"), home.replacing("minScore", first.map(String.init)), "warn"))
      \(figure(counts["near"], frame.say(zh: "距 \(first ?? 0) 分不超过 10 分", en: "within 10 of \(first ?? 0)"), home.replacing("near", "10"), "warn"))
      \(HTML(subjects))
      \(figure(counts["mayReach"], frame.say(zh: "可能达到 \(first ?? 0) 分", en: "could reach \(first ?? 0)"), home.replacing("mayReach", "true"), "warn"))
      \(figure(counts["lateWork"], frame.say(zh: "逾期工作", en: "late work"), late, "warn"))
      \(figure(counts["sinceYesterday"], frame.say(zh: "昨天以来的事件", en: "events since yesterday"), frame.link("events", query: ["recordedFrom": since]), "news"))
      </ul>
      """
  }

  private func filters(_ list: Answered) -> HTML {
    let address = frame.address
    let names = ["q", "programme", "status", "expansion", "kind", "city", "near", "mayReach", "minScore"]
    let isFiltered = names.contains { address[$0] != nil }
    let form = FilterForm(frame: frame, keeping: ["asOf", "knownAt", "lang", "near", "mayReach", "minScore", "year"])
    let programmes = programmes
    return form.html(
      [
        form.search("q", frame.say(zh: "名称或编号", en: "Name or key")),
        frame.when(
          !programmes.isEmpty, form.choice("programme", frame.say(zh: "方案", en: "Programme"), programmes)),
        form.choice(
          "status", frame.say(zh: "状态", en: "Status"), ProviderStatus.allCases.map { ($0.rawValue, $0.words) }),
        form.choice(
          "expansion", frame.say(zh: "拓展", en: "Expansion"), ExpansionStatus.allCases.map { ($0.rawValue, $0.words) }),
        form.choice("kind", frame.say(zh: "类别", en: "Kind"), ProviderKind.allCases.map { ($0.rawValue, $0.words) }),
        form.text("city", frame.say(zh: "城市", en: "City")),
        form.choice(
          "sort", frame.say(zh: "排列", en: "Order"), Self.orders, usual: Words(zh: "距标准线最近", en: "nearest line")),
      ],
      isOpen: isFiltered,
      beside:
        "\(frame.sheet(of: list))\(frame.when(isFiltered, " <a href=\"\(frame.link(""))\">\(frame.say(zh: "清除条件", en: "Clear"))</a>"))"
    )
  }

  /// The programmes that are published, by their titles.
  private var programmes: [(code: String, words: Words)] {
    frame.programmes().compactMap { version in
      guard let code = version["programme"].text else { return nil }
      let title = ProgrammeRules(version["name"].text, in: frame).answer.flatMap { Words($0["title"]) }
      return (code: code, words: title ?? .same(code))
    }
  }

  private static let orders = [
    ("score", Words(zh: "扣分", en: "score")), ("exposure", Words(zh: "可能的扣分", en: "exposure")),
    ("provider", Words(zh: "编号", en: "key")),
  ]

  /// The most urgent of what waits, for each provider.
  private func next() throws -> (queue: Answered, first: [String: Part])? {
    guard frame.may("queue") else { return nil }
    let roles = frame.allRoles.joined(separator: ",")
    let queue = try frame.asking("queue", query: ["role": roles, "limit": String(Self.mostLookedAt)])
    var first: [String: Part] = [:]
    for item in queue.items {
      if let provider = item["provider"].text, first[provider] == nil { first[provider] = item }
    }
    return (queue, first)
  }

  private func table(_ items: [Part], _ lines: Lines, _ next: (queue: Answered, first: [String: Part])?) -> HTML {
    let tops = items.map { item in
      max(lines.of(item).all.last?.points ?? 0, (item["score"].number ?? 0) + (item["exposure"]["maximum"].number ?? 0))
    }
    let scale = (tops.max() ?? 100) * 21 / 20
    let year = items.first.map { "\($0["year"].number ?? 0)" } ?? ""
    let address = frame.address
    func sort(_ name: String?) -> (address: Address, isChosen: Bool) {
      (frame.turned("sort", name), address["sort"] == name)
    }
    return DataTable(
      caption: frame.say(zh: "各服务商", en: "Providers"),
      columns: [
        .init(frame.say(zh: "服务商", en: "provider"), .name, sort: sort("provider")),
        .init(frame.say(zh: "\(year) 年", en: year), .number, sort: sort("score")),
        .init(frame.say(zh: "与标准线", en: "against its lines"), .bar, sort: sort(nil)),
        .init(frame.say(zh: "待评定", en: "pending"), .number, sort: sort("exposure")),
        .init(frame.say(zh: "状态", en: "status")), .init(frame.say(zh: "拓展", en: "expansion")),
        .init(frame.say(zh: "下一步", en: "next"), .text),
      ],
      rows: items.map { row($0, lines.of($0), scale, next) }
    ).html
  }

  private func row(
    _ item: Part, _ lines: Lines, _ scale: Int, _ next: (queue: Answered, first: [String: Part])?
  ) -> DataTable.Row {
    let key = item["provider"].text ?? ""
    let exposure = item["exposure"]
    let (least, most) = (exposure["minimum"].number ?? 0, exposure["maximum"].number ?? 0)
    let year = "\(item["year"].number ?? 0)"
    let bar = ScoreBar(score: item["score"].number ?? 0, pending: (least, most), lines: lines, scale: scale)
    let waiting = next.map { next -> HTML in
      guard let first = next.first[key] else { return "" }
      return "<span data-of=\"\(next.queue.address)\">\(frame.nextStep(first))</span>"
    }
    return DataTable.Row([
      "<a href=\"\(frame.link("providers", key))\"><span class=\"key\">\(frame.data(item["provider"]))</span> \(frame.data(item["name"]))</a>",
      "<a href=\"\(frame.link("providers", key, "years", year))\">\(frame.data(item["score"]))</a>",
      bar.html(in: frame), most == 0 ? "–" : frame.range(exposure["minimum"], exposure["maximum"]),
      frame.status(item["status"]), frame.expansion(item["expansion"]), waiting ?? "",
    ])
  }

  private func legend(_ lines: Lines) -> HTML {
    let strokes = lines.all.map { line -> HTML in
      """
      <li><svg height="16" aria-hidden="true"><line class="\(line.opens)" x1="50%" x2="50%" y1="0" y2="16"/></svg>\(frame.say(zh: "\(frame.name(of: line))线 \(line.points)", en: "\(line.points): \(frame.name(of: line))"))</li>
      """
    }
    return """
      <ul class="legend">
      <li><svg class="bar" height="16" aria-hidden="true"><rect class="score" y="3" width="100%" height="10"/></svg>\(frame.say(zh: "现扣分", en: "score"))</li>
      <li><svg class="bar" height="16" aria-hidden="true"><rect class="least" y="3" width="50%" height="10"/><rect class="most" x="50%" y="3" width="50%" height="10"/></svg>\(frame.say(zh: "待评定，最少至最多", en: "pending, at least and at most"))</li>
      \(HTML(strokes))
      </ul>
      """
  }
}
