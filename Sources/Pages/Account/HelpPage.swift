import LedgerDomain
import LedgerFormat
import Presentation

/// The pages, the keys, the words in both languages (pages 3.13).
struct HelpPage {
  let frame: Frame

  func content() -> Content {
    let body: HTML = """
      <p class="lead">\(frame.say(zh: "扣分账本：只增不改，每一分都可追溯。", en: "A ledger of penalty points: nothing in it is changed, and every point can be traced."))</p>
      <section><h2>\(frame.say(zh: "页面", en: "Pages"))</h2>\(pages)</section>
      <section id="keys"><h2>\(frame.say(zh: "快捷键", en: "Keys"))</h2>\(keys)
      <p class="soft">\(frame.say(zh: "在输入框中无效；可在“我的账户”关闭。", en: "Never in a field; they can be turned off in My account."))</p></section>
      <section><h2>\(frame.say(zh: "两种时间", en: "Two clocks"))</h2>
      <p>\(frame.say(
        zh: "“截至”是问哪一天的情况；“已知于”是按哪一刻所知。事情发生在前、获知在后，补录的事实不改变当时所作的判断。页面顶端可调整二者，地址即问题，可以转发。",
        en: "“As of” is the day that is asked about; “known at” the moment by what was known then. What happened may be learnt later, and what is learnt later does not change what was judged rightly before. Both are set at the top of a page; the address is the whole question, and can be sent on."))</p></section>
      <section><h2>\(frame.say(zh: "术语", en: "Words"))</h2>\(words)</section>
      """
    return Content(title: frame.say(zh: "帮助", en: "Help"), body: body)
  }

  private var pages: HTML {
    let lines = Place.allCases.filter { $0.isOpen(in: frame) }.map { place -> HTML in
      "<dt><a href=\"\(place.address(in: frame))\">\(place.name(in: frame))</a> <kbd>g</kbd> <kbd>\(place.key)</kbd></dt><dd>\(frame.say(place.purpose(in: frame)))</dd>"
    }
    return "<dl class=\"facts\">\(HTML(lines))</dl>"
  }

  private var keys: HTML {
    let keys: [(String, Words)] = [
      ("/", Words(zh: "跳到服务商、违规、事件或页面", en: "jump to a provider, breach, event or page")),
      ("j k", Words(zh: "下一行、上一行", en: "next and previous row")), ("Enter", Words(zh: "打开", en: "open")),
      ("x", Words(zh: "选中", en: "mark")), ("[ ]", Words(zh: "前一天、后一天", en: "the day before and after")),
      ("?", Words(zh: "本页", en: "this page")),
    ]
    let lines = keys.map { key -> HTML in
      let caps = key.0.split(separator: " ").map { "<kbd>\(String($0))</kbd>" as HTML }
      return "<dt>\(HTML.joined(caps, by: " "))</dt><dd>\(frame.say(key.1))</dd>"
    }
    return "<dl class=\"facts\">\(HTML(lines))</dl>"
  }

  /// What events, clauses, roles and states are called, each in both languages.
  private var words: HTML {
    func table(_ title: Words, _ lines: [(code: String, words: Words)]) -> HTML {
      """
      <details class="field"><summary>\(frame.say(title))\(frame.aside("\(lines.count)"))</summary>
      \(DataTable(caption: frame.say(title), columns: [
        .init(frame.say(zh: "代码", en: "code"), .name), .init("中文", .text), .init("English", .text),
      ], rows: lines.map { line in
        DataTable.Row(["<code>\(line.code)</code>", "<span lang=\"zh\">\(line.words.zh)</span>", "<span lang=\"en\">\(line.words.en)</span>"])
      }).html)</details>
      """
    }
    return .joined([
      table(Words(zh: "条款", en: "Clauses"), Clause.allCases.map { ($0.rawValue, $0.words) }),
      table(Words(zh: "角色", en: "Roles"), Role.allCases.map { ($0.rawValue, $0.words) }),
      table(
        Words(zh: "服务商的状态", en: "Status of a provider"), ProviderStatus.allCases.map { ($0.rawValue, $0.words) }),
      table(Words(zh: "违规的状态", en: "States of a breach"), Breach.Status.allCases.map { ($0.rawValue, $0.words) }),
      table(Words(zh: "待办", en: "Work"), QueueItem.Work.allCases.map { ($0.rawValue, $0.words) }),
      table(
        Words(zh: "可提交的事件", en: "Events that are submitted"),
        FactKind.allCases.map { ($0.name, $0.payload.about.words) }),
      table(
        Words(zh: "账本得出的事件", en: "Events the ledger draws"),
        ConsequenceKind.allCases.map { ($0.rawValue, $0.words) }),
    ])
  }
}

extension Place {
  /// What it is for, in a line.
  fileprivate func purpose(in frame: Frame) -> Words {
    switch self {
    case .overview where frame.ownProvider != nil:
      Words(zh: "现在如何，为什么，接下来是什么", en: "where you stand, why, and what comes next")
    case .overview: Words(zh: "谁接近标准线，什么逾期，昨天以来有什么", en: "who is near a line, what is late, what came in")
    case .work: Words(zh: "等你评定、签署、裁定的事项", en: "what waits to be judged, signed or decided")
    case .events: Words(zh: "记录了什么，由谁，因何", en: "what was recorded, by whom, because of what")
    case .rules: Words(zh: "何时起适用何规则，有何不同", en: "what holds, since when, what changes")
    case .years: Words(zh: "年度结果与结算", en: "how a year ended, and closing it")
    case .whatIf: Words(zh: "若规则不同，会怎样", en: "what would have come of other rules")
    case .audit: Words(zh: "账本今天是否可信", en: "whether the ledger can be trusted, today")
    case .help: Words(zh: "本页", en: "this page")
    }
  }
}
