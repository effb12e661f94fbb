import Presentation

/// Two states of knowledge about a provider or a subject side by side, with the events between (`diff=FROM,TO`).
struct TwoMoments {
  let frame: Frame
  let provider: String
  /// What the programme of a subject calls what it declares; nil of a provider.
  var names: ProgrammeNames?

  func html() throws -> HTML {
    let moments = (frame.address["diff"] ?? "").split(separator: ",", maxSplits: 1).map(String.init)
    let form: HTML = """
      <form action="/providers/\(provider)" class="row noprint"><p>\(frame.keptLanguage)<label for="diff">\(frame.say(zh: "比较两个时刻所知", en: "Compare what was known at two moments"))</label>
      <input id="diff" name="diff" value="\(frame.address["diff"] ?? "")" placeholder="2011-04-01,2011-06-30" size="30" spellcheck="false"></p><p><button>\(frame.say(zh: "比较", en: "Compare"))</button></p></form>
      """
    guard moments.count == 2 else {
      return
        "<details class=\"noprint\"><summary>\(frame.say(zh: "比较两个时刻", en: "Compare two moments"))</summary>\(form)</details>"
    }
    let answer = try frame.askingOfLog(
      "providers", provider, "diff", query: ["from": moments[0], "to": moments[1], "asOf": frame.asOf])
    let changes = DataTable(
      caption: frame.say(zh: "两个时刻之间的变化", en: "What changed between the two moments"),
      columns: [
        .init(frame.say(zh: "项目", en: "field"), .name), .init(frame.say(zh: "当时", en: "then"), .text),
        .init(frame.say(zh: "后来", en: "later"), .text),
      ],
      rows: answer["changes"].items.map { frame.row(of: $0, by: names) })
    let events = answer["events"].items.map { line -> HTML in
      let event = line["event"]
      return
        "<li>\(frame.position(event["position"])) \(frame.moment(event["recordedAt"])) \(frame.words(event["name"]))</li>"
    }
    return """
      <section data-of="\(answer.address)"><h2>\(frame.say(zh: "两个时刻之间", en: "Between two moments"))</h2>
      <p>\(frame.moment(answer["from"])) → \(frame.moment(answer["to"]))</p>
      \(changes.rows.isEmpty ? "<p class=\"soft\">\(frame.say(zh: "没有变化。", en: "Nothing changed."))</p>" : changes.html)
      <ul class="plainlist">\(HTML(events))</ul>
      \(form)</section>
      """
  }
}
