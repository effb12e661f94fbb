import LedgerDomain
import LedgerFormat
import Presentation

/// One's own account: acting role, language, keys, sessions, tokens, password, second factor (pages 3.13).
struct MePage {
  let frame: Frame

  private var own: Part { frame.own ?? Part(.null) }

  func content() throws -> Content {
    let me = try frame.askingOfLog("me")
    let body: HTML = """
      \(frame.refusal(at: nil))
      \(done)
      \(secret)
      <div class="two even">
      <div>
      <section class="box"><h2>\(frame.say(zh: "账户", en: "Account"))</h2>
      <dl class="facts"><dt>\(frame.say(zh: "编号", en: "id"))</dt><dd>\(frame.data(me["account"]))</dd>
      <dt>\(frame.say(zh: "姓名", en: "name"))</dt><dd>\(frame.data(me["name"]))</dd>
      <dt>\(frame.say(zh: "角色", en: "roles"))</dt><dd>\(frame.list(me["roles"].items.map(frame.role)))</dd></dl></section>
      \(role)
      \(language)
      \(keys)
      </div>
      <div>
      \(password)
      \(factor)
      </div>
      </div>
      \(sessions)
      \(tokens)
      """
    return Content(title: frame.say(zh: "我的账户", en: "My account"), body: body)
  }

  /// A form of this page that does one thing.
  private func form(_ deed: String, _ fields: HTML, _ button: String, isMain: Bool = false) -> HTML {
    """
    <form method="post" action="\(address)" class="stack"><input type="hidden" name="do" value="\(deed)">\(fields)
    <p><button\(isMain ? " class=\"main\"" as HTML : "")>\(button)</button></p></form>
    """
  }

  private var address: Address { Address("me", query: ["lang": frame.address["lang"]]) }

  private var done: HTML {
    guard let deed = frame.address["done"] else { return "" }
    let words =
      switch deed {
      case "role": frame.say(zh: "已更换角色。", en: "The acting role is changed.")
      case "lang": frame.say(zh: "已更换语言。", en: "The language is changed.")
      case "keys": frame.say(zh: "已更换快捷键设置。", en: "The keys are changed.")
      case "session": frame.say(zh: "会话已结束。", en: "The session is ended.")
      case "token": frame.say(zh: "令牌已终止。", en: "The token is ended.")
      case "factor": frame.say(zh: "二次验证已启用。", en: "The second factor holds from now on.")
      case _: frame.say(zh: "已完成。", en: "Done.")
      }
    return "<p class=\"done\" role=\"status\">\(words)</p>"
  }

  /// What is shown once and kept nowhere: a new token, or the secret of a second factor.
  private var secret: HTML {
    guard let answer = frame.posted?.answer else {
      // A code that was mistyped is typed again: the device has the secret.
      return frame.posted?.fields["do"] == "confirm-factor" ? "<div class=\"done\">\(confirmation)</div>" : ""
    }
    if let token = answer["token"].text {
      return """
        <div class="done" role="status"><h2>\(frame.say(zh: "新令牌，只显示这一次", en: "The new token; it is shown this once"))</h2>
        <pre data-copy>\(token)</pre><p class="small">\(frame.say(zh: "请现在保存：账本只留其摘要。", en: "Keep it now: the server keeps only a digest of it."))</p></div>
        """
    }
    guard let factor = answer["secret"].text else { return "" }
    return """
      <div class="done"><h2>\(frame.say(zh: "在验证器中登记此密钥", en: "Give this secret to your device"))</h2>
      <pre data-copy>\(factor)</pre>
      <p class="small"><a href="\(answer["address"].text ?? "")">\(frame.say(zh: "在此设备的验证器中打开", en: "Open it in an authenticator on this device"))</a></p>
      \(confirmation)</div>
      """
  }

  private var confirmation: HTML {
    form(
      "confirm-factor", codeField(frame.say(zh: "设备显示的六位数字", en: "The six digits the device shows now")),
      frame.say(zh: "启用", en: "Have it hold"), isMain: true)
  }

  private func codeField(_ label: String) -> HTML {
    """
    <p><label for="code">\(label)</label><input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="6" size="8" required></p>
    """
  }

  // MARK: Settings

  private var role: HTML {
    let roles = frame.roles
    guard roles.count > 1 else { return "" }
    let acting = own["acting"].text
    let choices =
      [("", frame.say(zh: "由每件事决定", en: "left to each event"))]
      + roles.map { ($0, frame.name(ofRole: $0)) }
    let radios = choices.map { choice -> HTML in
      "<label class=\"choice\"><input type=\"radio\" name=\"role\" value=\"\(choice.0)\"\((acting ?? "") == choice.0 ? " checked" : "")> \(choice.1)</label>"
    }
    return """
      <section class="box"><h2>\(frame.say(zh: "以何角色办理", en: "Acting role"))</h2>
      \(form("role", "<fieldset class=\"field\"><legend class=\"hidden\">\(frame.say(zh: "角色", en: "Role"))</legend>\(HTML(radios))</fieldset>", frame.say(zh: "更换", en: "Change")))</section>
      """
  }

  private var language: HTML {
    let now = own["lang"].text
    let choices = [("", frame.say(zh: "由浏览器决定", en: "as the browser says")), ("zh", "中文"), ("en", "English")]
    let options = choices.map { choice -> HTML in
      "<option value=\"\(choice.0)\"\((now ?? "") == choice.0 ? " selected" : "")>\(choice.1)</option>"
    }
    return """
      <section class="box"><h2>\(frame.say(zh: "语言", en: "Language"))</h2>
      \(form("lang", "<p><label for=\"language\">\(frame.say(zh: "页面的语言", en: "Language of the pages"))</label><select id=\"language\" name=\"language\">\(HTML(options))</select></p>", frame.say(zh: "更换", en: "Change")))</section>
      """
  }

  private var keys: HTML {
    """
    <section class="box"><h2>\(frame.say(zh: "快捷键", en: "Keys"))</h2>
    <p>\(frame.hasKeys ? frame.say(zh: "此浏览器中已开启。", en: "They are on in this browser.") : frame.say(zh: "此浏览器中已关闭。", en: "They are off in this browser."))
    <a href="\(Address("help", query: ["lang": frame.address["lang"]]))#keys">\(frame.say(zh: "有哪些", en: "Which there are"))</a></p>
    \(form("keys", "<input type=\"hidden\" name=\"keys\" value=\"\(frame.hasKeys ? "off" : "on")\">", frame.hasKeys ? frame.say(zh: "关闭", en: "Turn them off") : frame.say(zh: "开启", en: "Turn them on")))</section>
    """
  }

  // MARK: Password and second factor

  /// That it is really oneself, before either is changed.
  private func proof(_ id: String) -> HTML {
    let code: HTML =
      own["secondFactor"].isTrue
      ? "<p><label for=\"\(id)-code\">\(frame.say(zh: "验证码", en: "Code of the second factor"))</label><input id=\"\(id)-code\" name=\"code\" inputmode=\"numeric\" autocomplete=\"one-time-code\" maxlength=\"6\" size=\"8\"></p>"
      : ""
    return """
      <p><label for="\(id)-now">\(frame.say(zh: "现在的密码", en: "Password now"))</label>
      <input id="\(id)-now" name="password" type="password" autocomplete="current-password" required></p>\(code)
      """
  }

  private var password: HTML {
    """
    <section class="box"><h2>\(frame.say(zh: "密码", en: "Password"))</h2>
    <p class="hint">\(frame.say(zh: "至少十二个字符。更换后所有会话结束，须重新登录。", en: "At least twelve characters. Changing it ends all your sessions; you then sign in again."))</p>
    \(form("password", """
      <input type="hidden" name="account" autocomplete="username" value="\(frame.me?["account"].text ?? "")">
      \(proof("p"))
      <p><label for="new">\(frame.say(zh: "新密码", en: "New password"))</label>
      <input id="new" name="new" type="password" autocomplete="new-password" minlength="12" required></p>
      """, frame.say(zh: "更换密码", en: "Change the password")))</section>
    """
  }

  private var factor: HTML {
    let has = own["secondFactor"].isTrue
    let state =
      has
      ? frame.say(zh: "已启用。", en: "It is on.")
      : own["secondFactorRequired"].isTrue
        ? frame.say(zh: "须启用，尚未启用。", en: "It is asked of this account, and not on yet.")
        : frame.say(zh: "未启用。", en: "It is off.")
    let remove: HTML =
      has && !own["secondFactorRequired"].isTrue
      ? form("remove-factor", proof("r"), frame.say(zh: "停用", en: "Turn it off")) : ""
    return """
      <section class="box"><h2>\(frame.say(zh: "二次验证", en: "Second factor"))</h2>
      <p>\(state)</p>
      \(form("factor", proof("f"), has ? frame.say(zh: "更换设备", en: "Another device") : frame.say(zh: "启用", en: "Turn it on")))
      \(remove)</section>
      """
  }

  // MARK: Sessions and tokens

  private var sessions: HTML {
    let here = own["session"].text
    let rows = own["sessions"].items.map { session -> DataTable.Row in
      let isHere = session["id"].text == here
      return DataTable.Row(
        [
          isHere ? "\(frame.say(zh: "此处", en: "this one"))" : "<code>\(session["id"].text ?? "")</code>",
          frame.told(session["created"]), frame.told(session["lastUsed"]), "\(session["lastAddress"].text ?? "–")",
          end("session", session["id"].text ?? ""),
        ], tone: isHere ? "here" : nil)
    }
    return """
      <section><h2>\(frame.say(zh: "会话", en: "Sessions"))</h2>
      \(DataTable(caption: frame.say(zh: "会话", en: "Sessions"), columns: [
        .init(frame.say(zh: "会话", en: "session"), .name), .init(frame.say(zh: "开始", en: "began")),
        .init(frame.say(zh: "最近使用", en: "last used")), .init(frame.say(zh: "来自", en: "from")), .init(frame.say(zh: "办理", en: "act")),
      ], rows: rows).html)</section>
      """
  }

  private func end(_ deed: String, _ id: String) -> HTML {
    """
    <form method="post" action="\(address)"><input type="hidden" name="do" value="end-\(deed)"><input type="hidden" name="id" value="\(id)"><button class="small">\(frame.say(zh: "终止", en: "End it"))<span class="hidden"> \(id)</span></button></form>
    """
  }

  private var tokens: HTML {
    let rows = own["tokens"].items.map { token -> DataTable.Row in
      let roles =
        token["roles"].isThere
        ? frame.list(token["roles"].items.map { "\(frame.name(ofRole: $0.text ?? ""))" })
        : "\(frame.say(zh: "全部", en: "all"))"
      return DataTable.Row([
        "<code>\(token["id"].text ?? "")</code>", "\(token["label"].text ?? "–")", roles, frame.told(token["created"]),
        frame.told(token["expires"]), frame.told(token["lastUsed"]), end("token", token["id"].text ?? ""),
      ])
    }
    let list: HTML =
      rows.isEmpty
      ? frame.empty(
        frame.say(zh: "没有令牌。", en: "There are no tokens."),
        "\(frame.say(zh: "程序以令牌使用接口。", en: "Programs use the API by a token."))")
      : DataTable(
        caption: frame.say(zh: "令牌", en: "Tokens"),
        columns: [
          .init(frame.say(zh: "令牌", en: "token"), .name), .init(frame.say(zh: "用途", en: "label"), .text),
          .init(frame.say(zh: "角色", en: "roles"), .text), .init(frame.say(zh: "发放", en: "issued")),
          .init(frame.say(zh: "到期", en: "ends")), .init(frame.say(zh: "最近使用", en: "last used")),
          .init(frame.say(zh: "办理", en: "act")),
        ], rows: rows
      ).html
    let boxes = frame.roles.map { role -> HTML in
      "<label class=\"choice\"><input type=\"checkbox\" name=\"role.\(role)\" value=\"yes\" checked> \(frame.name(ofRole: role))</label>"
    }
    return """
      <section><h2>\(frame.say(zh: "令牌", en: "Tokens"))</h2>
      \(list)
      <details class="field"><summary>\(frame.say(zh: "新令牌", en: "A new token"))</summary>
      \(form("issue", """
        <p><label for="label">\(frame.say(zh: "用途", en: "What it is for"))</label><input id="label" name="label" maxlength="200"></p>
        <p><label for="expires">\(frame.say(zh: "到期日（可不填）", en: "Ends on (optional)"))</label><input id="expires" name="expires" type="date" size="12"></p>
        <fieldset class="field"><legend>\(frame.say(zh: "角色", en: "Roles"))</legend>\(HTML(boxes))</fieldset>
        """, frame.say(zh: "发放", en: "Issue it")))</details></section>
      """
  }
}
