import Presentation

/// Subjects of programmes on the overview, a table for each programme: each counter's value against its nodes (pages 3.1, programmes
/// §11).
struct SubjectRows {
  let frame: Frame
  let items: [Part]
  /// The most urgent of what waits, for each.
  let next: (queue: Answered, first: [String: Part])?

  var html: HTML {
    var names: [String] = []
    for item in items { if let name = item["programme"].text, !names.contains(name) { names.append(name) } }
    return HTML(names.map { name in table(items.filter { $0["programme"].text == name }, name) })
  }

  private func table(_ items: [Part], _ programme: String) -> HTML {
    let rules = ProgrammeRules(items.first?["rulebook"].text, in: frame)
    let title: HTML =
      rules.answer.map { "<span data-of=\"\($0.address)\">\(frame.words($0["title"]))</span>" } ?? "\(programme)"
    let table = DataTable(
      caption: programme,
      columns: [
        .init(frame.say(zh: "对象", en: "subject"), .name), .init(frame.say(zh: "累计", en: "values"), .text),
        .init(frame.say(zh: "与节点", en: "against its nodes"), .bar),
        .init(frame.say(zh: "待评定", en: "pending"), .number), .init(frame.say(zh: "处理措施", en: "measures"), .text),
        .init(frame.say(zh: "下一步", en: "next"), .text),
      ],
      rows: items.map { row($0, rules) })
    return "<section><h2>\(title)</h2>\(table.html)</section>"
  }

  private func row(_ item: Part, _ rules: ProgrammeRules) -> DataTable.Row {
    let key = item["provider"].text ?? ""
    var (values, bars): ([HTML], [HTML]) = ([], [])
    for counter in item["counters"].fields {
      let form = rules.declared("counters", "counter", counter.name)
      let parts = counter.part.number == nil ? counter.part.fields.map { ($0.name, $0.part) } : [("", counter.part)]
      for (name, value) in parts {
        values.append(
          "\(rules.text("counters", "counter", counter.name)) \(name) <strong>\(frame.data(value))</strong>")
        bars.append(CounterBar(value: value.number ?? 0, counter: form).html(in: frame))
      }
    }
    let measures = item["measures"].fields.map { measure -> HTML in
      frame.data(measure.part, "\(rules.text("measures", "measure", measure.name))")
    }
    let out: HTML =
      item["closed"].isThere ? frame.mark("■", "bad", "\(frame.say(zh: "已清退", en: "out"))") : ""
    let waiting: HTML =
      next.flatMap { next in
        next.first[key].map { "<span data-of=\"\(next.queue.address)\">\(rules.nextStep($0))</span>" }
      } ?? ""
    let pending = item["pending"].items
    return DataTable.Row([
      "<a href=\"\(frame.link("providers", key))\"><span class=\"key\">\(frame.data(item["provider"]))</span> \(frame.data(item["name"]))</a>",
      .joined(values, by: "<br>"), HTML.joined(bars), pending.isEmpty ? "–" : "\(pending.count)",
      "\(out) \(frame.list(measures))", waiting,
    ])
  }
}
