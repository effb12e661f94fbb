import LedgerDomain
import LedgerFormat
import Presentation

/// What holds, and since when (pages 3.8).
struct RulebooksPage {
  let frame: Frame

  func content() throws -> Content {
    let list = try frame.askingOfLog("rulebooks", query: ["limit": "200", "cursor": frame.address["cursor"]])
    let body: HTML = """
      <p class="acts">\(draft)</p>
      \(VersionLine(frame: frame, list: list).html)
      \(table(list))
      \(difference(list))
      """
    return Content(title: frame.say(zh: "规则", en: "Rules"), body: body)
  }

  private var draft: HTML {
    guard frame.may("check-rulebooks"), frame.isPresent else { return "" }
    return
      "<a class=\"button\" href=\"\(frame.linkBeside("rulebooks", "draft"))\">\(frame.say(zh: "检查草案，发布新版", en: "Check a draft, publish a version"))</a>"
  }

  private func table(_ list: Answered) -> HTML {
    let inForce = (try? frame.asking("basis"))?["rulebook"].text
    let rows = list.items.reversed().map { version -> DataTable.Row in
      let name = version["name"].text ?? ""
      let now: HTML =
        name == inForce ? " <span class=\"tag\">\(frame.say(zh: "适用中", en: "in force"))</span>" : ""
      return DataTable.Row(
        [
          "<a href=\"\(frame.link("rulebooks", name))\">\(frame.data(version["name"]))</a>\(now)",
          version["effective"].isThere
            ? frame.firstDay(version["effective"]) : "\(frame.say(zh: "自始", en: "from the beginning"))",
          version["published"].isThere ? frame.moment(version["published"]) : "–",
          version["by"].isThere ? frame.by(version) : "–",
          version["position"].isThere ? frame.position(version["position"]) : "–",
          "<code>\(frame.data(version["sha256"]))</code>",
        ], tone: name == inForce ? "here" : nil)
    }
    return DataTable(
      caption: frame.say(zh: "各版本", en: "Versions"),
      columns: [
        .init(frame.say(zh: "版本", en: "version"), .name), .init(frame.say(zh: "自何日适用", en: "effective")),
        .init(frame.say(zh: "发布", en: "published")), .init(frame.say(zh: "发布人", en: "by"), .text), .init("#", .number),
        .init("SHA-256", .text),
      ], rows: rows
    ).html
  }

  private func difference(_ list: Answered) -> HTML {
    let names = list.items.compactMap { $0["name"].text }
    guard names.count > 1 else { return "" }
    // Two of one form are compared: the last that has one of its programme before it, and that one.
    let items = list.items
    func before(_ index: Int) -> Int? {
      items[..<index].lastIndex { $0["programme"].text == items[index]["programme"].text }
    }
    let last = items.indices.last { before($0) != nil }
    let second = last.flatMap { items[$0]["name"].text }
    let first = last.flatMap(before).flatMap { items[$0]["name"].text }
    func choice(_ name: String, _ label: String, _ chosen: String?) -> HTML {
      let options = names.map { "<option value=\"\($0)\"\($0 == chosen ? " selected" : "")>\($0)</option>" as HTML }
      return
        "<p><label for=\"d-\(name)\">\(label)</label><select id=\"d-\(name)\" name=\"\(name)\">\(HTML(options))</select></p>"
    }
    return """
      <section><h2>\(frame.say(zh: "两版有何不同", en: "What differs between two"))</h2>
      <form action="/rulebooks/diff" class="row">\(frame.keptLanguage)
      \(choice("a", frame.say(zh: "前", en: "first"), first ?? names.dropLast().last))
      \(choice("b", frame.say(zh: "后", en: "second"), second ?? names.last))
      <p><button>\(frame.say(zh: "比较", en: "Compare"))</button></p></form></section>
      """
  }
}

extension Frame {
  /// The day from which a version holds; in words where it holds from the first there is.
  func firstDay(_ day: Part) -> HTML {
    guard day.day == Limits.firstDay else { return date(day) }
    return data(day, "\(say(zh: "自始", en: "from the beginning"))")
  }

  /// Since when a published version holds, and when it was published.
  func effective(of version: Answered) -> HTML {
    let day = version["effective"]
    let since: HTML =
      day.day == Limits.firstDay
      ? data(day, "\(say(zh: "自始适用", en: "in force from the beginning"))")
      : "\(say(zh: "自", en: "in force from")) \(date(day))\(say(zh: "起适用", en: ""))"
    return "\(since)\(say(zh: "，发布于", en: ", published")) \(moment(version["published"]))"
  }
}
