public import LedgerDomain
public import LedgerFormat
import Presentation

/// What went wrong, and what a code means (pages 3.13).
extension Frame {
  /// The page that explains a code: what it means, and what to do.
  public func render(code: String, reason: Words, remedy: Words) -> Rendered {
    let body: HTML = """
      <p class="lead">\(say(reason))</p>
      <p>\(say(remedy))</p>
      """
    return render(Content(title: code, body: body))
  }

  /// The page that tells a browser what went wrong; one that is not there and one that may not be seen look alike.
  ///
  /// - Parameter problem: as the API tells it (server 5.1).
  public func render(problem: JSON) -> Rendered {
    let part = Part(problem)
    let status = part["status"].number ?? 500
    let isAway = status == 404 || status == 403
    let title = isAway ? say(zh: "此处没有可以看的内容", en: "There is nothing here to see") : part["title"].text ?? ""
    let detail: HTML =
      isAway && part["code"].text != "unknown-provider"
      ? "\(say(zh: "地址可能有误，或者此账户无权查看。可以从上面的导航重新开始，或请管理员核对账户的角色。", en: "The address may be wrong, or the account may not see it. Start again from the navigation above, or ask an administrator about the account's roles."))"
      : HTML(ofLog: part["detail"].text ?? "")
    let body: HTML = """
      <p class="lead">\(detail)</p>
      <p class="soft"><code>\(part["code"].text ?? "")</code> · \(say(zh: "请求编号", en: "request")) <code>\(part["request"].text ?? "")</code></p>
      """
    return render(Content(title: title, body: body, status: status))
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
