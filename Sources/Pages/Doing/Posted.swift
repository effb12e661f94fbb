public import LedgerFormat
import Presentation

/// What a form of a page sent, and what came of it where the page itself tells that: what follows, or what is wrong.
public struct Posted: Sendable {
  /// The fields, by their names.
  public let fields: [String: String]
  /// Why it was not done, as the API tells it (server 5.1); nil where nothing is wrong.
  public let problem: Part?
  /// What was answered; nil for nothing.
  public let answer: Part?

  /// What was sent, and what came of it.
  public init(_ fields: [String: String], problem: JSON? = nil, answer: JSON? = nil) {
    self.fields = fields
    self.problem = problem.map(Part.init)
    self.answer = answer.map(Part.init)
  }
}

extension Posted {
  /// Why it was not done, without the path of the field before it: people read that under the field's own name.
  var why: String {
    let detail = problem?["detail"].text ?? ""
    guard let path = problem?["field"].text,
      let mark = ["：", ": "].first(where: { detail.hasPrefix(path + $0) })
    else { return detail }
    return String(detail.dropFirst(path.count + mark.count)).withCapital
  }
}

extension Frame {
  /// What was typed or is filled in under a name: what was sent, else what the address says.
  func filled(_ name: String) -> String? {
    guard let posted else { return address[name] }
    return posted.fields[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// Why what was sent was not done, above the form, with a way to the field (pages P10).
  ///
  /// - Parameters:
  ///   - field: the name of the field's input on the page; nil where it is of none.
  ///   - label: what the field is called there; nil for by its path in the event.
  func refusal(at field: String?, called label: String? = nil) -> HTML {
    guard let problem = posted?.problem else { return "" }
    let text = label.map { say(zh: "\($0)：", en: "\($0): ") + (posted?.why ?? "") } ?? problem["detail"].text ?? ""
    let detail = HTML(ofLog: text)
    let said: HTML = field.map { "<a href=\"#i-\($0)\">\(detail)</a>" } ?? detail
    return """
      <div class="problem" role="alert" tabindex="-1" id="problem"><h2>\(say(zh: "尚未记录", en: "Nothing was recorded"))</h2>
      <p>\(said)</p><p class="small"><a href="/problems/\(problem["code"].text ?? "")">\(say(zh: "这是什么问题", en: "What this means"))</a> <code class="soft">\(problem["code"].text ?? "")</code></p></div>
      """
  }
}
