import LedgerDomain
import LedgerFormat
import Presentation

/// A draft of the rules: checked, with every finding at its line; previewed; published (pages 3.8).
struct DraftPage {
  let frame: Frame

  private var posted: Posted? { frame.posted }
  private var source: String { posted?.fields["source"] ?? "" }

  func content() -> Content {
    let body: HTML
    if let answer = posted?.answer, answer["preview"].isThere {
      body = preview(answer)
    } else {
      body = form
    }
    return Content(title: frame.say(zh: "规则草案", en: "A draft of the rules"), body: body)
  }

  private var action: Address { Address("rulebooks", "draft", query: ["lang": frame.address["lang"]]) }

  private var form: HTML {
    let publish: HTML =
      frame.may("publish-rulebooks")
      ? """
      <p><label for="i-effective">\(frame.say(zh: "自何日适用", en: "In force from"))</label>
      <span class="hint" id="h-effective">\(frame.say(zh: "检查时可不填。", en: "Not needed for checking."))</span>
      <input id="i-effective" name="effective" type="date" size="12" value="\(posted?.fields["effective"] ?? "")" aria-describedby="h-effective"></p>
      """ : ""
    let button: HTML =
      frame.may("publish-rulebooks")
      ? " <button name=\"do\" value=\"preview\">\(frame.say(zh: "预览发布", en: "Preview publishing"))</button>" : ""
    return """
      \(frame.refusal(at: posted?.problem?["field"].text))
      \(findings)
      <form method="post" action="\(action)" class="wide" data-guard>
      <p><label for="i-source">\(frame.say(zh: "规则文件（YAML）", en: "The rulebook file, in YAML"))</label>
      <textarea id="i-source" name="source" rows="24" class="code" spellcheck="false" required>
      \(HTML(typed: source))</textarea></p>
      \(publish)
      <p class="acts"><button class="main" name="do" value="check">\(frame.say(zh: "检查", en: "Check"))</button>\(button)</p>
      </form>
      """
  }

  /// What was found, each at its line of what was typed.
  private var findings: HTML {
    let found = (posted?.answer?["findings"].items ?? []) + (posted?.problem?["findings"].items ?? [])
    guard posted?.answer != nil || !found.isEmpty else { return "" }
    if found.isEmpty {
      return
        "<p class=\"done\" role=\"status\">\(frame.say(zh: "没有发现问题，可以发布。", en: "Nothing is wrong with it: it can be published."))</p>"
    }
    return RulebookFindings(frame: frame, found: found, source: source).html
  }

  private func preview(_ answer: Part) -> HTML {
    let events = answer["events"].items.map { "<li>\(frame.type(of: $0)) \(frame.sentence(of: $0))</li>" as HTML }
    let waiting = try? frame.askingOfLog(
      "queue",
      query: [
        "work": QueueItem.Work.assess.rawValue, "role": Role.allCases.map(\.rawValue).joined(separator: ","),
        "limit": "1",
      ])
    let keep: HTML =
      waiting.map { queue in
        "<p data-of=\"\(queue.address)\">\(frame.say(zh: "待评定的违规", en: "Breaches that wait to be judged"))\(frame.colon)<strong>\(frame.data(queue["total"]))</strong>\(frame.stop)\(frame.say(zh: "它们保持发现之时的扣分范围。", en: "They keep the range they were found with."))</p>"
      } ?? ""
    return """
      <div class="preview"><p class="nothing">\(frame.say(zh: "预览：尚未作任何记录。", en: "Preview: nothing has happened yet."))</p>
      <section><h2>\(frame.say(zh: "将记入账本", en: "What will be appended"))</h2><ol class="plainlist">\(HTML(events))</ol></section>
      \(keep)
      <section><h2>\(frame.say(zh: "不会因此撤销的", en: "What is not undone"))</h2><p>\(frame.say(zh: "发布的版本不会撤回；更晚的版本可以取代它。", en: "A version that is published is not taken back; a later one can take its place."))</p></section>
      <form method="post" action="\(action)" class="acts"><textarea name="source" hidden>
      \(HTML(typed: source))</textarea><input type="hidden" name="effective" value="\(posted?.fields["effective"] ?? "")"><input type="hidden" name="preview" value="\(answer["preview"].text ?? "")">
      <button class="main" name="do" value="publish">\(frame.say(zh: "发布", en: "Publish"))</button>
      <button name="do" value="change">\(frame.say(zh: "修改", en: "Change"))</button>
      <a class="button" href="\(frame.link("rulebooks"))">\(frame.say(zh: "取消", en: "Cancel"))</a></form></div>
      """
  }
}
