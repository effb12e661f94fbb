public import LedgerDomain
public import LedgerFormat
import Presentation

/// What went wrong, and what a code means (pages 3.13).
extension Frame {
  /// The page that explains a code: what it means, and what to do.
  public func render(code: String, reason: Words, remedy: Words) -> Rendered {
    let body: HTML = """
      <p class="soft"><code>\(code)</code></p>
      <p class="lead">\(say(remedy))</p>
      """
    return render(Content(title: say(reason), body: body))
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
