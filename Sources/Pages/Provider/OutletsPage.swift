import LedgerDomain
import Presentation

/// The outlets of a provider: since when, and what became of them.
struct OutletsPage {
  let frame: Frame
  let provider: String

  func content() throws -> Content {
    let address = frame.address
    let list = try frame.asking(
      "providers", provider, "outlets",
      query: [
        "city": address["city"], "held": address["held"], "limit": address["limit"] ?? "100",
        "cursor": address["cursor"],
      ])
    let form = FilterForm(frame: frame, keeping: ["asOf", "knownAt", "lang"])
    let filters = form.html(
      [
        form.text("city", frame.say(zh: "城市", en: "City")),
        form.choice(
          "held", frame.say(zh: "是否在册", en: "Held"),
          [("true", Words(zh: "在册", en: "held")), ("false", Words(zh: "已离开", en: "gone"))]),
      ], isOpen: address["city"] != nil || address["held"] != nil, beside: frame.sheet(of: list))
    let body: HTML = """
      \(filters)
      \(list.items.isEmpty ? frame.empty(frame.say(zh: "没有符合这些条件的网点。", en: "No outlet is like this."), "\(frame.say(zh: "签约的网点会列在此处。", en: "Outlets that are signed would be listed here."))") : table(list))
      \(frame.rest(of: list, shown: list.items.count))
      """
    let name: HTML =
      (try? frame.asking("providers", provider)).map {
        " <span data-of=\"\($0.address)\">\(frame.data($0["name"]))</span>"
      }
      ?? ""
    let heading: HTML =
      "<a href=\"\(frame.link("providers", provider))\"><span class=\"key\">\(provider)</span>\(name)</a>"
    return Content(title: frame.say(zh: "网点", en: "Outlets"), heading: heading, body: body)
  }

  private func table(_ list: Answered) -> HTML {
    DataTable(
      caption: frame.say(zh: "网点", en: "Outlets"),
      columns: [
        .init(frame.say(zh: "网点", en: "outlet"), .name), .init(frame.say(zh: "城市", en: "city")),
        .init(frame.say(zh: "签约", en: "signed")), .init(frame.say(zh: "在册自", en: "held from")),
        .init(frame.say(zh: "开业", en: "opened")), .init(frame.say(zh: "申请退出", en: "exit asked for")),
        .init(frame.say(zh: "答复", en: "answered")), .init(frame.say(zh: "离开", en: "gone")),
      ],
      rows: list.items.map { outlet in
        DataTable.Row([
          frame.data(outlet["outlet"]), frame.data(outlet["city"]), frame.date(outlet["signedOn"]),
          frame.date(outlet["from"]), frame.date(outlet["openedOn"]), frame.moment(outlet["exitRequested"]),
          frame.date(outlet["exitAnswered"]),
          outlet["goneOn"].isThere
            ? "\(frame.date(outlet["goneOn"])) \(frame.word(outlet["gone"], \OutletLine.State.words))" : "–",
        ])
      }
    ).html
  }
}
