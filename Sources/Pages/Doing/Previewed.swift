import Presentation

/// What every preview says, whoever it is about: that nothing has happened, what came in between, what is appended, before beside
/// after, what is not undone, who is next, and how it is confirmed (pages P22, P23).
struct Previewed {
  let frame: Frame
  /// The provider or subject it is about.
  let key: String
  /// What the server would append, with the standing before and after it.
  let answer: Part
  /// Where the form is sent.
  let action: Address
  /// Where whoever gives up goes back to.
  let back: Address

  /// The whole of it.
  ///
  /// - Parameters:
  ///   - crossings: what is reached, which is said first.
  ///   - line: what is said of an event that would be appended, behind its type.
  ///   - sides: before beside after.
  ///   - lasting: what is not undone, as items of a list.
  ///   - next: who has to act next, as items of a list.
  func html(crossings: HTML, line: (Part) -> HTML, sides: HTML, lasting: [HTML], next: [HTML]) -> HTML {
    let events = answer["events"].items.map { event -> HTML in
      "<li><strong>\(frame.type(of: event))</strong>\(line(event))<span>\(frame.said(of: event))</span></li>"
    }
    return """
      <div class="preview" data-of="\(Address("v1", "providers", key, "events", query: ["dryRun": "true"]))">
      <p class="nothing">\(frame.say(zh: "预览：尚未作任何记录。", en: "Preview: nothing has happened yet."))</p>
      \(moved)
      \(crossings)
      <section><h2>\(frame.say(zh: "将记入账本", en: "What will be appended"))</h2>
      <ol class="plainlist">\(HTML(events))</ol></section>
      <section><h2>\(frame.say(zh: "之前与之后", en: "Before and after"))</h2>\(sides)</section>
      <section><h2>\(frame.say(zh: "不会因此撤销的", en: "What is not undone"))</h2><ul>\(HTML(lasting.map { "<li>\($0)</li>" }))</ul></section>
      <section><h2>\(frame.say(zh: "接下来由谁办", en: "Who has to act next"))</h2>
      <ul class="plainlist">\(HTML(next))</ul></section>
      \(confirmation)
      </div>
      """
  }

  /// What is before beside what is after.
  func table(_ rows: [DataTable.Row]) -> HTML {
    DataTable(
      caption: frame.say(zh: "之前与之后", en: "Before and after"),
      columns: [
        .init(frame.say(zh: "项目", en: "what"), .name), .init(frame.say(zh: "之前", en: "before"), .text),
        .init(frame.say(zh: "之后", en: "after"), .text),
      ], rows: rows
    ).html
  }

  /// That whom it is about moved since it was seen, and by what (pages P23).
  private var moved: HTML {
    guard answer["moved"].isTrue else { return "" }
    let since = try? frame.askingOfLog(
      "providers", key, "events", query: ["afterVersion": frame.posted?.fields["version"], "limit": "20"])
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

  /// The form by which it is confirmed, changed or given up.
  private var confirmation: HTML {
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
