import LedgerDomain
import Presentation

/// That something was done, and what is next in one's own queue (pages P24).
struct Receipt {
  let frame: Frame
  /// What `/v1/events/{position}` answers of the event that was appended.
  let answer: Answered

  var html: HTML {
    """
    <div class="done" role="status"><p><strong>\(frame.say(zh: "已记入账本", en: "Done: it is in the log"))\(frame.comma)#\(frame.data(answer["event"]["position"]))</strong>
    <span class="soft">\(frame.say(zh: "哈希", en: "hash")) <code>\(frame.data(answer["hash"]))</code></span></p>
    \(next)</div>
    """
  }

  private var next: HTML {
    guard frame.may("queue"), let queue = try? frame.askingOfLog("queue", query: ["limit": "50"]) else { return "" }
    let all: HTML = "<a href=\"\(frame.link("work"))\">\(frame.say(zh: "全部待办", en: "All work"))</a>"
    // A queue has what others do too: of a provider what is done about it, of operations which help must be answered.
    let mine = queue.items.filter { item in item["roles"].items.contains { frame.roles.contains($0.text ?? "") } }
    let today = (try? frame.basis())?["asOf"].text ?? ""
    // As the page of work has them: what waits now is before what is due later, though that has the date.
    guard let item = mine.min(by: { Urgency($0, on: today).rawValue < Urgency($1, on: today).rawValue }) else {
      if queue["next"].isThere { return "<p>\(all)</p>" }
      return
        "<p>\(frame.say(zh: "你的待办已空。", en: "Nothing else waits for you."))</p>"
    }
    return """
      <p data-of="\(queue.address)">\(frame.say(zh: "下一项：", en: "Next: "))<span class="key">\(frame.data(item["provider"]))</span> \(frame.nextStep(item)) \(Deed.links(for: item, in: frame))
      \(all)</p>
      """
  }
}
