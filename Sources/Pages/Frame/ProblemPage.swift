public import LedgerDomain
public import LedgerFormat
public import Presentation

/// What went wrong, and what a code means (pages 3.13).
extension Frame {
  /// The page that explains a code: what it means, what to do, and the rule.
  ///
  /// - Parameter checked: the types of event of which the rules in force demand it; none where it is of no rule, or nobody asks
  ///   who may see these.
  public func render(code: String, reason: Words, remedy: Words, checked: [TypeListing]) -> Rendered {
    let body: HTML = """
      <p class="soft"><code>\(code)</code></p>
      <p class="lead">\(say(remedy))</p>
      \(checked.isEmpty ? "" : rule(of: checked))
      """
    return render(Content(title: say(reason), body: body))
  }

  private func rule(of checked: [TypeListing]) -> HTML {
    let title = say(zh: "规则：登记下列事件时核对", en: "The rule: it is checked where one of these is submitted")
    let rows = checked.map { type in
      DataTable.Row([
        "\(say(type.words))", "<code>\(type.kind.name)</code>",
        "\(type.roles.map { say($0.words) }.joined(separator: say(zh: "、", en: ", ")))",
      ])
    }
    return """
      <h2>\(title)</h2>
      \(DataTable(caption: title, columns: [
        .init(say(zh: "事件", en: "event"), .name), .init(say(zh: "类型", en: "type")),
        .init(say(zh: "可由谁提交", en: "submitted by"), .text),
      ], rows: rows).html)
      """
  }

  /// The page that tells a browser what went wrong; one that is not there and one that may not be seen look alike.
  ///
  /// - Parameter problem: as the API tells it (server 5.1).
  public func render(problem: JSON) -> Rendered {
    let part = Part(problem)
    let status = part["status"].number ?? 500
    let request: HTML = "\(say(zh: "请求编号", en: "request")) <code>\(part["request"].text ?? "")</code>"
    if status == 404 || status == 403 {
      var content = Content.nothing(in: self)
      content.body = "\(content.body)<p class=\"soft\">\(request)</p>"
      content.status = status
      return render(content)
    }
    if let time = wrongTime(in: part) {
      let body: HTML = """
        <p class="lead wrong" id="wrong">\(time.words)\(colon)\(HTML(ofLog: Posted([:], problem: problem).why))</p>
        <p>\(say(zh: "例如", en: "For example")) \(time.field == "asOf" ? "2011-06-30" : "2011-06-30 10:00")</p>
        \(time.field == "diff" ? momentsAgain : timeBar(nil, wrong: time.field))
        <p><a href="\(plain)">\(say(zh: "查看同一页现在的情况", en: "See the same page in the present"))</a></p>
        <p class="soft"><code>\(part["code"].text ?? "")</code> · \(request)</p>
        """
      // Nothing else on it leads to where that time is asked for again.
      return at(plain).render(Content(title: part["title"].text ?? "", body: body, status: status))
    }
    let body: HTML = """
      <p class="lead">\(HTML(ofLog: part["detail"].text ?? ""))</p>
      <p class="soft"><code>\(part["code"].text ?? "")</code> · \(request)</p>
      """
    return render(Content(title: part["title"].text ?? "", body: body, status: status))
  }

  /// The field of the address that must be a time and is none, and what people call it; nil for any other problem.
  private func wrongTime(in problem: Part) -> (field: String, words: String)? {
    guard problem["status"].number == 400, let field = problem["field"].text else { return nil }
    let clocks = ["asOf": say(zh: "截至", en: "as of"), "knownAt": say(zh: "已知于", en: "known at")]
    if let words = clocks[field], address[field] != nil { return (field, words.withCapital) }
    guard ["from", "to"].contains(field), address["diff"] != nil else { return nil }
    return ("diff", say(zh: "比较两个时刻所知", en: "Compare what was known at two moments"))
  }

  /// The form of the two moments that are compared, with what was typed.
  private var momentsAgain: HTML {
    let hidden = address.pairs.filter { $0.name != "diff" }.map { pair -> HTML in
      "<input type=\"hidden\" name=\"\(pair.name)\" value=\"\(pair.value)\">"
    }
    return """
      <form action="\(address.path)" class="row noprint">\(HTML(hidden))
      <p><label for="diff">\(say(zh: "两个时刻，其间用逗号", en: "Two moments with a comma between them"))</label>
      <input id="diff" name="diff" value="\(address["diff"] ?? "")" placeholder="2011-04-01,2011-06-30" size="30" spellcheck="false" aria-invalid="true" aria-describedby="wrong"></p>
      <p><button>\(say(zh: "比较", en: "Compare"))</button></p></form>
      """
  }

  /// The address of the same in the present, with no two moments compared.
  private var plain: Address {
    address.replacing("asOf", nil).replacing("knownAt", nil).replacing("move", nil).replacing("diff", nil)
  }

  /// The same frame at another address.
  private func at(_ other: Address) -> Frame {
    var frame = Frame(page, language, at: other, me: me, asking: questions, isDemo: isDemo, printedAt: printedAt)
    frame.hasKeys = hasKeys
    return frame
  }

  /// The sign-in page again, with why it did not come about beside what was typed (pages P10).
  public func render(refusedSignIn problem: JSON, account: String) -> Rendered {
    let part = Part(problem)
    let isWrong = part["status"].number == 401
    let words =
      isWrong
      ? say(
        zh: "账户、密码或验证码不正确。请核对后重试。", en: "The account, the password or the code is not right. Check them and try again.")
      : part["detail"].text ?? ""
    var content = SignInPage(frame: self, problem: words, account: account).content
    content.status = part["status"].number ?? 401
    return render(content)
  }
}
