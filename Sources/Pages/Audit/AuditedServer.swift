import LedgerDomain
import LedgerFormat
import Presentation

/// What the server itself tells on the audit page: its room, its jobs, who was last seen when, and deliveries that failed (pages
/// 3.11). None of it is an answer of the API.
struct AuditedServer {
  let frame: Frame

  private var own: Part { frame.own ?? Part(.null) }

  /// Room, copies and jobs.
  var html: HTML { "<div class=\"two even\">\(room)\(jobs)</div>" }

  private var room: HTML {
    guard frame.may("verify") else { return "" }
    let exported: HTML =
      own["exported"].isThere
      ? "\(frame.say(zh: "全部日志最近一次导出于", en: "The whole log was last exported on")) \(frame.told(own["exported"]))"
      : "\(frame.say(zh: "此处尚未导出全部日志。", en: "The whole log was never exported here."))"
    return """
      <section class="box"><h2>\(frame.say(zh: "存放", en: "Room"))</h2>
      <dl class="facts"><dt>\(frame.say(zh: "日志", en: "the log"))</dt><dd>\(size(own["storeBytes"].number))</dd>
      <dt>\(frame.say(zh: "磁盘余量", en: "free on its disk"))</dt><dd>\(size(own["freeBytes"].number))</dd></dl>
      <p>\(exported)</p>
      <p class="small soft">\(frame.say(zh: "备份由 koufen backup 在机器上制作，本服务不掌握。", en: "Backups are made on the machine by koufen backup; this server does not see them."))</p></section>
      """
  }

  /// So many bytes, in a unit that leaves few digits.
  private func size(_ bytes: Int?) -> String {
    guard let bytes else { return frame.say(zh: "未知", en: "not known") }
    let units = [(1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")]
    guard let (unit, name) = units.first(where: { bytes >= $0.0 }) else { return "\(bytes) B" }
    let tenths = bytes / (unit / 10)
    return "\(tenths / 10).\(tenths % 10) \(name)"
  }

  private var jobs: HTML {
    let rows = own["jobs"].items.map { job -> DataTable.Row in
      let id = job["job"].text ?? ""
      let isSimulation = job["kind"].text == "simulation"
      let kind = isSimulation ? frame.say(zh: "试算", en: "what-if") : frame.say(zh: "核验", en: "verification")
      let place =
        isSimulation
        ? Address("what-if", id, query: ["lang": frame.address["lang"]])
        : Address("audit", query: ["job": id, "lang": frame.address["lang"]])
      return DataTable.Row([
        "<a href=\"\(place)\">\(kind)</a>", "\(state(job["state"].text))", "\(job["account"].text ?? "")",
      ])
    }
    let list: HTML =
      rows.isEmpty
      ? frame.empty(
        frame.say(zh: "近一小时没有作业。", en: "There were no jobs in the last hour."),
        "\(frame.say(zh: "试算和核验列在此处。", en: "What-ifs and verifications are listed here."))")
      : DataTable(
        caption: frame.say(zh: "作业", en: "Jobs"),
        columns: [
          .init(frame.say(zh: "作业", en: "job"), .name), .init(frame.say(zh: "状态", en: "state")),
          .init(frame.say(zh: "账户", en: "account")),
        ], rows: rows
      ).html
    return "<section class=\"box\"><h2>\(frame.say(zh: "作业", en: "Jobs"))</h2>\(list)</section>"
  }

  private func state(_ code: String?) -> String {
    switch code {
    case "waiting": frame.say(zh: "等待中", en: "waiting")
    case "running": frame.say(zh: "进行中", en: "running")
    case "failed": frame.say(zh: "未能完成", en: "failed")
    case "done": frame.say(zh: "已完成", en: "done")
    case let other: other ?? ""
    }
  }

  /// When an account was last seen.
  func lastSeen(_ account: String) -> HTML { frame.told(own["seen"][account]) }

  /// Deliveries that failed: what was sent, and when it is sent again.
  var deliveries: HTML {
    let items = own["failed"].items.map { delivery -> HTML in
      let next: HTML =
        delivery["next"].isThere
        ? ", \(frame.say(zh: "下次", en: "next")) \(frame.told(delivery["next"]))" : ""
      return """
        <details><summary>\(delivery["webhook"].text ?? ""): \(frame.say(zh: "未送达的一次", en: "the delivery that failed")), \(frame.say(zh: "已试 \(delivery["attempts"].value) 次", en: "tried \(delivery["attempts"].value) times"))\(next)</summary>
        <pre>POST \(HTML(ofLog: delivery["url"].text ?? ""))
        webhook-id: \(delivery["id"].text ?? "")
        content-length: \(delivery["bytes"].value)

        \(HTML(ofLog: delivery["body"].text ?? ""))</pre></details>
        """
    }
    return HTML(items)
  }
}

extension Frame {
  /// A moment that no question tells of.
  func told(_ moment: Part) -> HTML {
    guard let text = moment.text, let date = LocalDate(String(text.prefix(10))) else { return "–" }
    return
      "<time datetime=\"\(text)\" title=\"\(text)\">\(shown(date)) <span class=\"clock\">\(Self.clock(text).time)</span></time>"
  }
}
