import Presentation

/// Where people sign in (pages 3.13). It says nothing of who exists.
struct SignInPage {
  let frame: Frame
  /// Why it did not come about; nil before it was tried.
  var problem: String?
  /// The account that was typed.
  var account = ""

  var content: Content {
    let next = frame.address["next"].map { "<input type=\"hidden\" name=\"next\" value=\"\($0)\">" as HTML } ?? ""
    let led: HTML =
      frame.address["next"] == nil
      ? ""
      : "<p>\(frame.say(zh: "要看的页面须先登录；会话可能已经结束。登录后回到那里，填过的内容可用浏览器的“后退”找回。", en: "The page asks for a sign-in; perhaps your session ended. You then come back to it; what you had typed is there again by your browser's “Back”."))</p>"
    let focus: HTML = problem == nil ? " autofocus" : " aria-describedby=\"problem\""
    let form: HTML = """
      <form method="post" action="/sign-in" class="stack">
      \(next)
      <p><label for="account">\(frame.say(zh: "账户", en: "Account"))</label>
      <input id="account" name="account" value="\(account)" autocomplete="username" autocapitalize="none" spellcheck="false" required\(focus)></p>
      <p><label for="password">\(frame.say(zh: "密码", en: "Password"))</label>
      <input id="password" name="password" type="password" autocomplete="current-password" required></p>
      <p><label for="code">\(frame.say(zh: "验证码", en: "Code"))</label>
      <span class="hint" id="code-hint">\(frame.say(zh: "启用二次验证的账户填写六位数字，其余留空。", en: "Six digits, for accounts with a second factor; else leave it empty."))</span>
      <input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="6" size="8" aria-describedby="code-hint"></p>
      <p><button class="main">\(frame.say(zh: "登录", en: "Sign in"))</button></p>
      </form>
      """
    let said: HTML =
      problem.map {
        """
        <div class="problem" id="problem" role="alert"><h2>\(frame.say(zh: "未能登录", en: "You are not signed in"))</h2><p>\($0)</p></div>
        """
      } ?? ""
    return Content(
      name: "sign-in", title: frame.say(zh: "登录", en: "Sign in"), body: "\(said)\(led)\(form)",
      status: problem == nil ? 200 : 401)
  }
}

extension Frame {
  /// The page of signing in.
  public func renderSignIn() -> Rendered { render(SignInPage(frame: self).content) }
}
