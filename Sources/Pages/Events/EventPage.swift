import LedgerDomain
import LedgerFormat
import Presentation

/// One event: its line as it is stored, its hash, what it drew, what it changed (pages 3.6).
struct EventPage {
  let frame: Frame
  let position: String

  func content() throws -> Content {
    let answer = try frame.askingOfLog("events", position)
    let event = answer["event"]
    let (provider, version) = (event["provider"].text ?? "", event["version"].number ?? 0)
    let step = try? frame.askingOfLog("providers", provider, "steps", String(version))
    let fact = fact(event, provider)
    let title = frame.say(
      zh: "事件 #\(position)：\(frame.name(ofType: event["type"].text ?? ""))",
      en: "Event #\(position): \(frame.name(ofType: event["type"].text ?? ""))")
    let body: HTML = """
      \(frame.when(frame.address["receipt"] != nil, Receipt(frame: frame, answer: answer).html))
      <p class="lead">\(frame.sentence(of: event))</p>
      \(fact.map { putRight($0, event) } ?? "")
      \(facts(event))
      \(corrections(event, provider, isRetracted: fact?["retracted"].isTrue ?? false))
      \(consequences(answer))
      \(step.map { changes($0, provider, version, drew: !answer["consequences"].items.isEmpty) } ?? "")
      <section><h2>\(frame.say(zh: "所存的原文", en: "As it is stored"))</h2>
      <pre data-copy>\(HTML(ofLog: event.json.text))</pre>
      <dl class="facts"><dt>\(frame.say(zh: "哈希", en: "hash"))</dt><dd><code>\(frame.data(answer["hash"]))</code></dd>
      \(step.map { previousHash($0, provider) } ?? "")</dl></section>
      """
    return Content(title: title, body: body)
  }

  private func facts(_ event: Part) -> HTML {
    func line(_ name: String, _ value: HTML) -> HTML { "<dt>\(name)</dt><dd>\(value)</dd>" }
    let note: HTML = event["note"].isThere ? line(frame.say(zh: "备注", en: "note"), frame.data(event["note"])) : ""
    let cause: HTML =
      event["cause"].isThere
      ? line(frame.say(zh: "由于", en: "because of"), frame.position(event["cause"])) : ""
    return """
      <dl class="facts">
      \(line(frame.say(zh: "服务商", en: "provider"), frame.provider(of: event)))
      \(line(frame.say(zh: "发生", en: "happened"), frame.moment(event["at"])))
      \(line(frame.say(zh: "获知", en: "learnt"), frame.moment(event["recordedAt"])))
      \(line(frame.say(zh: "提交人", en: "by"), frame.by(event)))
      \(cause)\(note)
      \(line(frame.say(zh: "链上序号", en: "version of its stream"), frame.data(event["version"])))
      \(line(frame.say(zh: "规则", en: "rulebook"), frame.data(event["rulebook"])))
      </dl>
      """
  }

  /// The event as a fact that may be put right, with what did so; nil for a consequence, and for one of a programme.
  private func fact(_ event: Part, _ provider: String) -> Answered? {
    guard !event["cause"].isThere, event["by"]["role"].text.flatMap(Role.init(rawValue:)) != nil,
      event["type"].text.flatMap({ FactKind($0) })?.canBePutRight ?? false
    else { return nil }
    return try? frame.askingOfLog("providers", provider, "facts", position, query: ["knownAt": frame.knownAt])
  }

  /// What put a fact right or took it back, and how it is read now (offices §10); nothing where nothing did.
  private func putRight(_ fact: Answered, _ event: Part) -> HTML {
    let corrections = fact["corrections"].items.map { $0["event"] }
    guard !corrections.isEmpty else { return "" }
    let lines = corrections.map { event -> HTML in
      "<li>\(frame.position(event["position"])) \(frame.moment(event["recordedAt"])) <strong>\(frame.words(event["name"]))</strong>\(frame.said(of: event)) <span class=\"soft\">\(frame.by(event))</span></li>"
    }
    let read = fact["read"]
    let words = frame.say(zh: "已撤销，不再计入", en: "it is retracted, and counts no more")
    let now: HTML =
      fact["retracted"].isTrue
      ? frame.data(fact["retracted"], "\(words)") : "\(frame.moment(read["at"]))\(frame.said(of: event.read(as: read)))"
    return """
      <section class="box" data-of="\(fact.address)"><h2>\(frame.say(zh: "更正与撤销", en: "Put right since"))</h2>
      <ul class="plainlist">\(HTML(lines))</ul>
      <p><strong>\(frame.say(zh: "现在的读法", en: "How it is read now"))</strong>\(frame.colon)\(now)</p></section>
      """
  }

  /// The forms by which a fact is put right or taken back, where the rules let the account do so (offices §10); whoever recorded
  /// it is told that somebody else must (pages P10). What is retracted is not taken back again.
  private func corrections(_ event: Part, _ provider: String, isRetracted: Bool) -> HTML {
    let types = (frame.own?["corrections"].items ?? []).compactMap(\.text)
      .filter { !isRetracted || $0 != CorrectionFact.Kind.retracted.rawValue }
    guard frame.isPresent, !types.isEmpty else { return "" }
    if event["by"]["id"].isThere, event["by"]["id"].json == frame.me?["account"].json {
      return
        "<p class=\"soft noprint\">\(frame.say(zh: "这条由你记录，须由他人更正或撤销。", en: "You recorded this; someone else must put it right or take it back."))</p>"
    }
    let links = types.map { type -> HTML in
      "<a class=\"button\" href=\"\(frame.link("providers", provider, "do", type, query: ["fact": position]))\">\(Deed.name(of: type, in: frame))</a>"
    }
    return "<p class=\"acts noprint\">\(HTML.joined(links, by: " "))</p>"
  }

  private func consequences(_ answer: Answered) -> HTML {
    let positions = answer["consequences"].items
    guard !positions.isEmpty else { return "" }
    let items = positions.prefix(50).map { part -> HTML in
      guard let number = part.number, let drawn = try? frame.askingOfLog("events", String(number)) else {
        return "<li>\(frame.position(part))</li>"
      }
      let event = drawn["event"]
      return
        "<li>\(frame.position(part)) <span data-of=\"\(drawn.address)\">\(frame.type(of: event))\(frame.said(of: event))</span></li>"
    }
    let more: HTML =
      positions.count > 50
      ? "<li class=\"soft\">\(frame.say(zh: "另有 \(positions.count - 50) 条", en: "and \(positions.count - 50) more"))</li>"
      : ""
    return """
      <section><h2>\(frame.say(zh: "由此而来", en: "What followed from it"))</h2>
      <ul class="plainlist">\(HTML(items))\(more)</ul></section>
      """
  }

  /// What the event's own step changed; where that is nothing, what it drew is what moved the standing.
  private func changes(_ step: Answered, _ provider: String, _ version: Int, drew: Bool) -> HTML {
    let words = frame.say(
      zh: "它本身不改变现状，变化见“由此而来”。", en: "By itself it changes nothing; what followed is above.")
    let isMoved = !drew || !step["changes"].items.isEmpty
    let told: HTML =
      isMoved
      ? "\(step["score"].isThere ? StepPage.scores(step, frame) : "")\n\(StepPage.changes(step, frame))"
      : "<p class=\"soft\">\(words)</p>"
    return """
      <section data-of="\(step.address)"><h2>\(frame.say(zh: "它改变了什么", en: "What it changed"))</h2>
      \(told)
      <p><a href="\(frame.link("providers", provider, "steps", String(version)))">\(frame.say(zh: "逐步查看", en: "Step through from here"))</a></p></section>
      """
  }

  private func previousHash(_ step: Answered, _ provider: String) -> HTML {
    guard let previous = step["previous"].number,
      let before = try? frame.askingOfLog("providers", provider, "steps", String(previous))
    else { return "" }
    return
      "<dt>\(frame.say(zh: "前一条的哈希", en: "hash of the one before"))</dt><dd data-of=\"\(before.address)\"><code>\(frame.data(before["hash"]))</code></dd>"
  }
}

extension Part {
  /// An event as a correction lets it be read: at another time, with other data, and without what was decided on the old.
  fileprivate func read(as reading: Part) -> Part {
    let fields = json.fields.filter { $0.name != "decided" }.map { field -> JSON.Field in
      ["at", "data"].contains(field.name) ? JSON.Field(field.name, reading[field.name].json) : field
    }
    return Part(.object(fields))
  }
}
