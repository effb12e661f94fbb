import LedgerDomain
import LedgerFormat
import Presentation

/// A page as it is sent.
public struct Rendered {
  /// Its status.
  public var status: Int
  /// Its bytes.
  public var bytes: [UInt8]
}

extension Page {
  /// The page, made of what the API answers.
  ///
  /// - Parameter captures: what stands in its path where the pattern has names in braces.
  /// - Throws: what the questions throw.
  public func render(_ captures: [String], in frame: Frame) throws -> Rendered {
    frame.render(try content(captures, in: frame))
  }
}

/// What is around every page: head, navigation, time bar, foot.
extension Frame {
  /// The whole page around what stands on it.
  func render(_ content: Content) -> Rendered {
    let name = content.name ?? page?.rawValue ?? "problem"
    let basis = isOfLedger && may("rulebooks") ? try? basis() : nil
    let body: HTML = """
      <body data-lang="\(language.rawValue)"\(hasKeys ? "" : " data-no-keys")>
      <a class="skip" href="#main">\(say(zh: "跳到正文", en: "Skip to the page"))</a>
      \(masthead(on: name))
      \(isOfLedger ? timeBar(basis) : "")
      <main id="main" data-page="\(name)" tabindex="-1">
      \(isPresent || !isOfLedger ? "" : banner(basis))
      <div class="title"><h1>\(content.isOfLog ? ofLog(content.title) : "\(content.title)")</h1>\(content.heading ?? "")</div>
      \(content.body)
      </main>
      \(foot(basis))
      </body>
      """
    let page: HTML = """
      <!DOCTYPE html>
      <html lang="\(htmlLanguage)">
      \(head(content.title))
      \(body)
      </html>

      """
    return Rendered(status: content.status, bytes: Array(page.markup.utf8))
  }

  private var htmlLanguage: String { language == .zh ? "zh-CN" : "en" }

  private func head(_ title: String) -> HTML {
    let questions = questions.asked.map { question -> HTML in
      "<link rel=\"alternate\" type=\"application/json\" href=\"\(question)\">"
    }
    return """
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>\(title) · koufen</title>
      <link rel="stylesheet" href="\(Asset.style.path)">
      <link rel="icon" href="\(Asset.icon.path)" type="image/svg+xml">
      <link rel="alternate" hreflang="\(otherLanguage.rawValue)" href="\(inOtherLanguage)">
      \(HTML(questions))
      <script src="\(Asset.script.path)" defer></script>
      </head>
      """
  }

  private var otherLanguage: Language { language == .zh ? .en : .zh }

  private var inOtherLanguage: Address { address.replacing("lang", otherLanguage.rawValue) }
}

/// The bar at the top.
extension Frame {
  private func masthead(on page: String) -> HTML {
    """
    <header class="top">
    <a class="brand" href="\(home)">koufen <span lang="zh">扣分</span></a>
    \(me == nil ? "" : navigation)
    <div class="who">
    \(me == nil ? "" : jump)
    \(when(isDemo, "<span class=\"tag\">\(say(zh: "示例账本", en: "example ledger"))</span>"))
    \(account(on: page))
    <a class="lang" href="\(inOtherLanguage)" lang="\(otherLanguage.rawValue)" hreflang="\(otherLanguage.rawValue)">\(otherLanguage == .zh ? "中文" : "English")</a>
    </div>
    </header>
    """
  }

  private var home: Address { link("") }

  private var navigation: HTML {
    let links = Place.allCases.filter { $0.isOpen(in: self) }.map { place -> HTML in
      let here: HTML = page.map(place.pages.contains) ?? false ? " aria-current=\"page\"" : ""
      return
        "<li><a href=\"\(place.address(in: self))\" data-key=\"\(place.key)\"\(here)>\(place.name(in: self))\(count(place))</a></li>"
    }
    return """
      <nav aria-label="\(say(zh: "主导航", en: "Pages"))"><ul>
      \(HTML(links))
      </ul></nav>
      """
  }

  /// How much waits for the account, beside the name of that page; always of the present.
  private func count(_ place: Place) -> HTML {
    // A provider may see what others have to do about it, which is not its work.
    let own = ownProvider == nil ? nil : roles.joined(separator: ",")
    guard place == .work, let queue = try? askingOfLog("queue", query: ["role": own, "limit": "1"]) else { return "" }
    return " <span class=\"count\" data-of=\"\(queue.address)\">\(data(queue["total"]))</span>"
  }

  private var jump: HTML {
    """
    <form class="jump" role="search" action="/jump">
    \(keptLanguage)
    <label class="hidden" for="jump">\(say(zh: "跳到服务商、违规、事件或页面", en: "Jump to a provider, breach, event or page"))</label>
    <input id="jump" name="q" type="search" autocomplete="off" placeholder="\(say(zh: "跳转", en: "Jump to"))" size="12">
    </form>
    """
  }

  private func account(on page: String) -> HTML {
    guard let me else {
      return page == "sign-in" ? "" : "<a href=\"\(linkBeside("sign-in"))\">\(say(zh: "登录", en: "Sign in"))</a>"
    }
    let role = me["role"].text.map { self.name(ofRole: $0) } ?? ""
    let name = me["name"].text ?? me["account"].text ?? ""
    return """
      <details class="menu"><summary>\(name) <span class="soft">· \(role)</span></summary>
      <div><a href="\(linkBeside("me"))">\(say(zh: "我的账户", en: "My account"))</a>
      <a href="\(linkBeside("help"))">\(say(zh: "帮助", en: "Help"))</a>
      <form method="post" action="/sign-out"><button class="plain">\(say(zh: "退出登录", en: "Sign out"))</button></form></div></details>
      """
  }

  /// A piece where something holds, and nothing where it does not. (A choice between two literals would be text.)
  func when(_ condition: Bool, _ piece: @autoclosure () -> HTML) -> HTML { condition ? piece() : "" }

  /// The language of the address, for a form that leads on.
  var keptLanguage: HTML {
    address["lang"].map { "<input type=\"hidden\" name=\"lang\" value=\"\($0)\">" } ?? ""
  }
}

/// A role of an account, by its name.
struct AccountRoleName: RawRepresentable {
  let rawValue: String
  let words: Words

  init?(rawValue: String) {
    self.rawValue = rawValue
    switch rawValue {
    case "auditor": words = Words(zh: "审计", en: "auditor")
    case "subject": words = Words(zh: "方案对象", en: "subject")
    case "access-admin": words = Words(zh: "账户查看", en: "access administrator")
    case let name:
      guard let role = Role(rawValue: name) else { return nil }
      words = role.words
    }
  }
}
