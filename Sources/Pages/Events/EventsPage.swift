import LedgerDomain
import Presentation

/// What was recorded, by whom, because of what (pages 3.6).
struct EventsPage {
  let frame: Frame

  private static let usualLimit = "60"
  private static let filters = [
    "type", "by", "role", "breach", "recordedFrom", "recordedTo", "atFrom", "atTo", "after", "before",
  ]

  private var provider: String? { frame.address["provider"] }

  func content() throws -> Content {
    let address = frame.address
    let list = try frame.asking(
      "events",
      query: [
        "provider": provider, "type": address["type"], "by": address["by"], "role": address["role"],
        "breach": address["breach"], "after": address["after"], "before": address["before"],
        "order": address["order"] ?? "desc", "recordedFrom": address["recordedFrom"],
        "recordedTo": address["recordedTo"],
        "atFrom": address["atFrom"], "atTo": address["atTo"], "limit": address["limit"] ?? Self.usualLimit,
        "cursor": address["cursor"],
      ])
    let order: HTML =
      address["order"] == "asc"
      ? "<a href=\"\(frame.turned("order", nil))\">\(frame.say(zh: "最旧在前，改为最新在前", en: "oldest first — show newest first"))</a>"
      : "<a href=\"\(frame.turned("order", "asc"))\">\(frame.say(zh: "最新在前，改为最旧在前", en: "newest first — show oldest first"))</a>"
    let body: HTML = """
      \(filterForm(list))
      \(frame.news(behind: list["head"], of: provider, type: frame.address["type"]))
      \(list.items.isEmpty ? nothing : EventTable(frame: frame, list: list, showsProvider: true).html)
      \(frame.rest(of: list, shown: list.items.count))
      """
    return Content(
      title: frame.say(zh: "事件", en: "Events"), heading: "<span class=\"small\">\(order)</span>", body: body)
  }

  private var nothing: HTML {
    frame.empty(
      frame.say(zh: "没有符合这些条件的事件。", en: "No event is like this."),
      "<a href=\"\(frame.link("events"))\">\(frame.say(zh: "查看全部事件", en: "Show all events"))</a>")
  }

  private func filterForm(_ list: Answered) -> HTML {
    let form = FilterForm(frame: frame, keeping: ["asOf", "knownAt", "lang", "order"])
    let isFiltered = (Self.filters + ["provider"]).contains { frame.address[$0] != nil }
    let types = EventFilterTypes.all.map { ($0.name, $0.words) }
    let formats: HTML = """
      \(frame.sheet(of: list)) <a href="\(frame.all(of: list, as: "jsonl"))" download>JSON Lines</a>
      """
    return form.html(
      [
        form.text("provider", frame.say(zh: "服务商", en: "Provider")),
        form.choice("type", frame.say(zh: "类型", en: "Type"), types), form.text("by", frame.say(zh: "提交人", en: "By")),
        form.choice("role", frame.say(zh: "角色", en: "Role"), Role.allCases.map { ($0.rawValue, $0.words) }),
        form.text("breach", frame.say(zh: "违规", en: "Breach"), size: 18),
        form.date("atFrom", frame.say(zh: "发生自", en: "Happened from")),
        form.date("atTo", frame.say(zh: "发生至", en: "Happened through")),
        form.date("recordedFrom", frame.say(zh: "获知自", en: "Learnt from")),
        form.date("recordedTo", frame.say(zh: "获知至", en: "Learnt through")),
      ], isOpen: isFiltered, beside: formats)
  }
}

/// The types that events may have, by name.
enum EventFilterTypes {
  static let all: [(name: String, words: Words)] =
    FactKind.allCases.map { ($0.name, EventKind.fact($0).words) }
    + ConsequenceKind.allCases.map { ($0.rawValue, $0.words) } + ofProgrammes

  /// Those that only programmes have.
  private static let ofProgrammes: [(name: String, words: Words)] = {
    let known = Set(FactKind.allCases.map(\.name) + ConsequenceKind.allCases.map(\.rawValue))
    let facts = FactKind.ofProgrammes.map { ($0.name, EventKind.fact($0).words) }
    let drawn = ConsequenceKind.ofProgrammes.map { ($0.rawValue, $0.words) }
    return (facts + drawn).filter { !known.contains($0.0) }
  }()
}

/// Events in a table: a fact, and folded under it what the ledger drew from it.
struct EventTable {
  let frame: Frame
  let list: Answered
  let showsProvider: Bool

  var html: HTML {
    var columns: [DataTable.Column] = [
      .init("#", .name), .init(frame.say(zh: "获知", en: "learnt")), .init(frame.say(zh: "发生", en: "act")),
    ]
    if showsProvider { columns.append(.init(frame.say(zh: "服务商", en: "provider"))) }
    columns += [
      .init(frame.say(zh: "事件", en: "event"), .short), .init(frame.say(zh: "内容", en: "what"), .text),
      .init(frame.say(zh: "提交人", en: "by"), .short), .init(frame.say(zh: "由于", en: "because of")),
    ]
    return DataTable(
      caption: frame.say(zh: "事件", en: "Events"), columns: columns, rows: list.items.map(row), source: list
    ).html
  }

  private func row(_ event: Part) -> DataTable.Row {
    var cells: [HTML] = [
      frame.position(event["position"]), frame.moment(event["recordedAt"]), frame.moment(event["at"]),
    ]
    if showsProvider {
      cells.append(frame.provider(of: event))
    }
    cells += [
      frame.type(of: event), frame.sentence(of: event), frame.by(event),
      event["cause"].isThere ? frame.position(event["cause"]) : "–",
    ]
    return DataTable.Row(cells, tone: event["cause"].isThere ? "fold" : nil)
  }
}
