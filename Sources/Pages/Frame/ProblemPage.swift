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
    let body: HTML = """
      <p class="lead">\(HTML(ofLog: part["detail"].text ?? ""))</p>
      <p class="soft"><code>\(part["code"].text ?? "")</code> · \(request)</p>
      """
    return render(Content(title: part["title"].text ?? "", body: body, status: status))
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
