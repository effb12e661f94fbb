import LedgerDomain
import Presentation

/// How a counter of a subject comes to its value: its entries with their first and last days, and what is left of each from day to
/// day (programmes §11).
struct CounterPage {
  let frame: Frame
  let subject: String
  let counter: String

  func content() throws -> Content {
    let answer = try frame.asking("providers", subject, "counters", counter)
    let standing = try frame.asking("providers", subject)
    let rules = ProgrammeRules(of: standing, in: frame)
    let form = rules.declared("counters", "counter", counter)
    let title = rules.text("counters", "counter", counter)
    let stairs = CounterStairs(answer, form, called: title, on: standing, in: frame)
    let window: HTML =
      form.map {
        "<p data-of=\"\(rules.answer?.address ?? "")\">\(frame.say(zh: "计入期间：", en: "An entry counts for "))\(frame.words($0["window"]))</p>"
      }
      ?? ""
    let body: HTML = """
      \(window)
      \(stairs.map { "<figure class=\"box\">\($0.html)</figure>" as HTML } ?? "")
      <section><h2>\(frame.say(zh: "各笔", en: "Entries"))</h2>\(entries(answer, rules))</section>
      <section><h2>\(frame.say(zh: "逐日累计", en: "The value from day to day"))</h2>\(values(answer))</section>
      """
    let heading: HTML = """
      <a href="\(frame.link("providers", subject))"><span class="key">\(frame.data(answer["provider"]))</span> <span data-of="\(standing.address)">\(frame.data(standing["name"]))</span></a>
      """
    return Content(title: title, heading: heading, body: body)
  }

  private func entries(_ answer: Answered, _ rules: ProgrammeRules) -> HTML {
    let rows = answer["entries"].items.map { entry -> DataTable.Row in
      let breach: HTML =
        entry["breach"].text.map {
          "<a href=\"\(frame.link("providers", subject, "breaches", $0))\">\(frame.data(entry["breach"]))</a>"
        } ?? ""
      let left = entry["left"].items.map { "\(frame.date($0["on"]))\(frame.colon)\(frame.data($0["left"]))" as HTML }
      return DataTable.Row([
        "#\(frame.data(entry["entry"]))", breach, entry["key"].isThere ? frame.data(entry["key"]) : "",
        frame.signed(entry["charged"]), frame.date(entry["from"]),
        entry["until"].isThere ? frame.date(entry["until"]) : "\(frame.say(zh: "永久", en: "for ever"))",
        rules.rule(entry["by"]), .joined(left, by: "\(frame.say(zh: "；", en: "; "))"),
      ])
    }
    guard !rows.isEmpty else { return frame.empty(frame.say(zh: "没有记分。", en: "Nothing was ever charged."), "") }
    return DataTable(
      caption: frame.say(zh: "各笔", en: "Entries"),
      columns: [
        .init("#", .name), .init(frame.say(zh: "违规", en: "breach")), .init(frame.say(zh: "分列", en: "key")),
        .init(frame.say(zh: "记分", en: "charged"), .number), .init(frame.say(zh: "首日", en: "first day")),
        .init(frame.say(zh: "末日", en: "last day")), .init(frame.say(zh: "依据", en: "by")),
        .init(frame.say(zh: "逐日所余", en: "left from each day on"), .text),
      ], rows: rows
    ).html
  }

  private func values(_ answer: Answered) -> HTML {
    let rows = answer["values"].items.map { DataTable.Row([frame.date($0["on"]), frame.data($0["value"])]) }
    guard !rows.isEmpty else { return "<p>0</p>" }
    return DataTable(
      caption: frame.say(zh: "逐日累计", en: "The value from day to day"),
      columns: [
        .init(frame.say(zh: "自", en: "from"), .name), .init(frame.say(zh: "累计", en: "value"), .number),
      ], rows: rows
    ).html
  }
}

/// Why a measure of a subject runs, and until when (programmes §11).
struct MeasurePage {
  let frame: Frame
  let subject: String
  let measure: String

  func content() throws -> Content {
    let answer = try frame.asking("providers", subject, "measures", measure)
    let rules = ProgrammeRules(of: try frame.asking("providers", subject), in: frame)
    let instances = answer["instances"].items.map { instance -> HTML in
      let until: HTML =
        instance["until"].isThere
        ? "\(frame.say(zh: "至", en: "until")) \(frame.date(instance["until"], named: true))"
        : "\(frame.say(zh: "未定期限", en: "open"))"
      let leaves = instance["leaves"].items.map { leaf -> HTML in
        let held =
          leaf["held"].isTrue ? frame.say(zh: "成立", en: "holds") : frame.say(zh: "尚不成立", en: "does not hold yet")
        return
          "<li>\(rules.condition(leaf["leaf"])) → \(rules.found(leaf["found"], of: leaf["leaf"])) · \(frame.data(leaf["held"], "\(held)"))</li>"
      }
      let imposed = instance["imposed"]
      let why: HTML =
        imposed.isThere
        ? "<p>\(frame.position(imposed["position"])) \(frame.moment(imposed["at"])) \(frame.type(of: imposed)) \(frame.sentence(of: imposed))</p>"
        : ""
      return """
        <section class="box"><h2>#\(frame.data(instance["instance"]))\(frame.colon)\(frame.date(instance["from"])) \(until)</h2>
        <p>\(frame.say(zh: "依据：", en: "by "))\(rules.rule(instance["by"]))</p>\(why)<ul class="plainlist">\(HTML(leaves))</ul></section>
        """
    }
    let body: HTML =
      instances.isEmpty
      ? frame.empty(frame.say(zh: "从未执行。", en: "It was never imposed."), "") : HTML(instances)
    let heading: HTML =
      "<a href=\"\(frame.link("providers", subject))\"><span class=\"key\">\(frame.data(answer["provider"]))</span></a>"
    return Content(title: rules.text("measures", "measure", measure), heading: heading, body: body)
  }
}
