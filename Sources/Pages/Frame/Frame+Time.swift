import LedgerDomain
import LedgerFormat
import Presentation

/// The time bar, and what says that the present is not what is shown (pages P5).
extension Frame {
  /// The form of the two clocks, and the ways back and on.
  ///
  /// - Parameter wrong: the field that is not a time, of which an element called `wrong` says so; nil for none.
  func timeBar(_ basis: Answered?, wrong: String? = nil) -> HTML {
    func state(_ name: String) -> HTML {
      when(name == wrong, " aria-invalid=\"true\" aria-describedby=\"wrong\"")
    }
    let hidden = address.pairs.filter { !["asOf", "knownAt", "move", "cursor"].contains($0.name) }
      .map { pair -> HTML in "<input type=\"hidden\" name=\"\(pair.name)\" value=\"\(pair.value)\">" }
    let day = asOf ?? basis?["asOf"].text ?? ""
    // A field for dates would not show what was typed that is none.
    let kind = wrong == "asOf" ? "text" : "date"
    return """
      <form class="time" action="\(address.path)" aria-label="\(say(zh: "时间", en: "Time"))">
      \(HTML(hidden))
      \(step("day-before", "◀", say(zh: "前一天", en: "The day before"), "["))
      <label><span>\(say(zh: "截至", en: "as of"))</span> <input type="\(kind)" name="asOf" value="\(day)"\(state("asOf"))></label>
      \(step("day-after", "▶", say(zh: "后一天", en: "The day after"), "]"))
      \(step("event-before", "◀", say(zh: "前一条事件之后的情况", en: "As it was one event earlier"), nil))
      <label><span>\(say(zh: "已知于", en: "known at"))</span> <input name="knownAt" value="\(knownAt ?? "")" placeholder="\(say(zh: "现在", en: "now"))" size="20" spellcheck="false" autocomplete="off"\(state("knownAt"))></label>
      \(step("event-after", "▶", say(zh: "后一条事件之后的情况", en: "As it was one event later"), nil))
      <button>\(say(zh: "查看", en: "Show"))</button>
      \(when(!isPresent, "<a href=\"\(present)\">\(say(zh: "回到现在", en: "To the present"))</a>"))
      \(basis.map(shortBasis) ?? "")
      </form>
      """
  }

  /// How far an item's due date is, in working days (pages P7); in days where a programme counts these.
  func distance(of item: Part) -> String {
    guard let days = item["workingDaysLeft"].number else {
      if item["overdue"].isTrue { return say(zh: "已逾期", en: "late") }
      guard let days = item["daysLeft"].number else { return "" }
      if days == 0 { return say(zh: "今天", en: "today") }
      return say(zh: "还有 \(days) 天", en: days == 1 ? "in 1 day" : "in \(days) days")
    }
    if item["overdue"].isTrue {
      if days == 0 { return say(zh: "已逾期", en: "late") }
      return say(zh: "逾期 \(-days) 个工作日", en: days == -1 ? "1 working day late" : "\(-days) working days late")
    }
    if days == 0 { return say(zh: "在下一个工作日之前", en: "before the next working day") }
    return say(zh: "还有 \(days) 个工作日", en: days == 1 ? "in 1 working day" : "in \(days) working days")
  }

  private func step(_ move: String, _ mark: String, _ label: String, _ key: String?) -> HTML {
    let key: HTML = key.map { " data-key=\"\($0)\"" } ?? ""
    return """
      <a class="step \(move)" href="\(address.replacing("cursor", nil).replacing("move", move))" rel="nofollow" title="\(label)"\(key)><span aria-hidden="true">\(mark)</span><span class="hidden">\(label)</span></a>
      """
  }

  /// The address of the same in the present.
  var present: String {
    address.replacing("asOf", nil).replacing("knownAt", nil).replacing("move", nil).replacing("cursor", nil).description
  }

  /// That this is not the present: in words, and with a pattern.
  func banner(_ basis: Answered?) -> HTML {
    guard let basis else { return "" }
    return """
      <p class="past" role="note" data-of="\(basis.address)"><span>\(date(basis["asOf"]))\(comma)\(say(zh: "按当时所知：", en: "as known at "))\(moment(basis["knownAt"]))\(stop)\(say(zh: "这是过去的情况，只供查看；办理请回到现在。", en: "What is done is done in the present; here things are only looked at."))</span> <a href="\(present)">\(say(zh: "回到现在", en: "To the present"))</a></p>
      """
  }

  private func shortBasis(_ basis: Answered) -> HTML {
    let sealed: HTML =
      basis["sealedAt"].isThere
      ? "\(say(zh: "封存：", en: "sealed "))\(sealAge(basis))"
      : "\(say(zh: "尚无封存记录", en: "no seal taken here"))"
    return """
      <span class="basis" data-of="\(basis.address)">\(data(basis["rulebook"])) · #\(data(basis["head"])) · \(sealed)</span>
      """
  }

  /// What everything on the page rests on (pages P6); printed too, with who printed it and when.
  func foot(_ basis: Answered?) -> HTML {
    let printed: HTML = """
      <p class="printed">\(say(zh: "打印人", en: "printed by")) \(me?["account"].text ?? "–") · \(told(Part(.string(printedAt))))</p>
      """
    guard let basis else { return "<footer class=\"foot\">\(help)\(printed)</footer>" }
    return """
      <footer class="foot" data-of="\(basis.address)">
      <dl>
      \(term(say(zh: "截至", en: "as of"), date(basis["asOf"], named: true)))
      \(term(say(zh: "已知于", en: "known at"), moment(basis["knownAt"])))
      \(term(say(zh: "规则", en: "rulebook"), rules(basis)))
      \(term("SHA-256", "<code>\(data(basis["sha256"]))</code>"))
      \(term(say(zh: "日志位置", en: "position"), "#\(data(basis["head"]))"))
      \(term(say(zh: "最近封存", en: "last seal"), basis["sealedAt"].isThere ? "\(moment(basis["sealedAt"]))\(comma)\(sealAge(basis))" : "\(say(zh: "尚无", en: "none taken here"))"))
      \(term(say(zh: "最近核验", en: "last verification"), verification(basis)))
      </dl>
      \(help)\(printed)
      </footer>
      """
  }

  /// How old the last seal is (pages P6).
  private func sealAge(_ basis: Answered) -> HTML {
    let age = basis["sealAgeHours"]
    if age.number == 0 { return data(age, "\(say(zh: "不到一小时前", en: "within the hour"))") }
    return data(age, "\(say(zh: "\(age.value) 小时前", en: "\(age.value) h ago"))")
  }

  private func rules(_ basis: Answered) -> HTML {
    guard let name = basis["rulebook"].text else { return data(basis["rulebook"]) }
    return "<a href=\"\(link("rulebooks", name))\">\(data(basis["rulebook"]))</a>"
  }

  private func verification(_ basis: Answered) -> HTML {
    let result = basis["verification"]
    guard result.isThere else { return "\(say(zh: "本服务启动后未曾核验", en: "none since this server started"))" }
    let words = result["sound"].isTrue ? say(zh: "✓ 完好", en: "✓ sound") : say(zh: "✗ 有误", en: "✗ not sound")
    return "\(data(result["sound"], "\(words)"))\(comma)\(moment(result["at"]))"
  }

  private func term(_ name: String, _ value: HTML) -> HTML { "<div><dt>\(name)</dt><dd>\(value)</dd></div>" }

  private var help: HTML {
    "<p class=\"soft\"><a href=\"\(linkBeside("help"))\">\(say(zh: "帮助与快捷键", en: "Help and keys"))</a></p>"
  }
}
