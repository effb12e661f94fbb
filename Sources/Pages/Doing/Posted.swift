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

extension Frame {
  /// What was typed or is filled in under a name: what was sent, else what the address says.
  func filled(_ name: String) -> String? {
    guard let posted else { return address[name] }
    return posted.fields[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// Why what was sent was not done, above the form, with a way to the field (pages P10).
  ///
  /// - Parameter field: the name of the field's input on the page; nil where it is of none.
  func refusal(at field: String?) -> HTML {
    guard let problem = posted?.problem else { return "" }
    let detail = HTML(ofLog: problem["detail"].text ?? "")
    let said: HTML = field.map { "<a href=\"#i-\($0)\">\(detail)</a>" } ?? detail
    return """
      <div class="problem" role="alert" tabindex="-1" id="problem"><h2>\(say(zh: "尚未记录", en: "Nothing was recorded"))</h2>
      <p>\(said)</p><p class="small"><a href="/problems/\(problem["code"].text ?? "")">\(problem["code"].text ?? "")</a></p></div>
      """
  }
}
