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
      <h3>\(frame.say(zh: "备份", en: "Backups"))</h3>\(backups)</section>
      """
  }

  /// The latest backups: where, when, how old, how large, and what came since.
  private var backups: HTML {
    let rows = own["backups"].items.map { backup -> DataTable.Row in
      let (hours, days) = (backup["hours"].number ?? 0, backup["days"].number ?? 0)
      let age =
        days >= 2
        ? frame.say(zh: "\(days) 天前", en: "\(days) days ago")
        : frame.say(zh: "\(hours) 小时前", en: hours == 1 ? "1 hour ago" : "\(hours) hours ago")
      return DataTable.Row([
        frame.told(backup["made"]), "\(age)", "<code>\(HTML(ofLog: backup["file"].text ?? ""))</code>",
        "\(size(backup["bytes"].number))", "\(backup["events"].value)", "\(backup["behind"].value)",
      ])
    }
    guard !rows.isEmpty else {
      return frame.empty(
        frame.say(zh: "没有备份记录。", en: "No backup is noted here."),
        "\(frame.say(zh: "备份由 koufen backup 在机器上制作，此后列在此处。", en: "koufen backup makes them on the machine; they are listed here then."))"
      )
    }
    return DataTable(
      caption: frame.say(zh: "备份", en: "Backups"),
      columns: [
        .init(frame.say(zh: "时间", en: "made"), .name), .init(frame.say(zh: "距今", en: "age")),
        .init(frame.say(zh: "文件", en: "file"), .text), .init(frame.say(zh: "大小", en: "size"), .number),
        .init(frame.say(zh: "事件", en: "events"), .number), .init(frame.say(zh: "此后新增", en: "since"), .number),
      ], rows: rows
    ).html
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

  /// How long the last verification took, who asked for it, and the digests it came to.
  ///
  /// - Parameter hasDigests: whether these stand there already, as what came of the job.
  func verification(besides hasDigests: Bool) -> HTML {
    let last = own["verification"]
    guard last.isThere else { return "" }
    let seconds = last["seconds"].number ?? 0
    let took =
      seconds == 0
      ? frame.say(zh: "不到一秒", en: "less than a second")
      : frame.say(zh: "\(seconds) 秒", en: seconds == 1 ? "1 second" : "\(seconds) seconds")
    let digests: HTML = """
      <dt>\(frame.say(zh: "日志摘要", en: "digest of the log"))</dt><dd><code>\(last["logDigest"].text ?? "")</code></dd>
      <dt>\(frame.say(zh: "读模型摘要", en: "digest of what is read"))</dt><dd><code>\(last["modelDigest"].text ?? "")</code></dd>
      """
    return """
      <dl class="facts"><dt>\(frame.say(zh: "用时", en: "it took"))</dt><dd>\(took)</dd>
      <dt>\(frame.say(zh: "由谁", en: "by whom"))</dt><dd>\(last["account"].text ?? "")</dd>
      \(frame.when(!hasDigests, digests))</dl>
      """
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
        ? "\(frame.comma)\(frame.say(zh: "下次", en: "next")) \(frame.told(delivery["next"]))" : ""
      return """
        <details><summary>\(delivery["webhook"].text ?? "")\(frame.colon)\(frame.say(zh: "未送达的一次", en: "the delivery that failed"))\(frame.comma)\(frame.say(zh: "已试 \(delivery["attempts"].value) 次", en: "tried \(delivery["attempts"].value) times"))\(next)</summary>
        <pre>POST \(HTML(ofLog: delivery["url"].text ?? ""))
        webhook-id: \(delivery["id"].text ?? "")
        content-length: \(delivery["bytes"].value)

        \(HTML(ofLog: delivery["body"].text ?? ""))</pre>
        \(answer(to: delivery))</details>
        """
    }
    return HTML(items)
  }

  /// What the receiver last answered, as far as it was read, or what was in the way.
  private func answer(to delivery: Part) -> HTML {
    guard delivery["answered"].isThere else { return "" }
    let text = HTML(ofLog: delivery["answer"].text ?? "")
    guard delivery["status"].isThere else {
      return
        "<p>\(frame.say(zh: "没有答复", en: "No answer"))\(frame.comma)\(frame.told(delivery["answered"]))\(frame.colon)<code>\(text)</code></p>"
    }
    return """
      <p>\(frame.say(zh: "答复", en: "The answer"))\(frame.comma)\(frame.told(delivery["answered"]))\(frame.colon)<code>\(delivery["status"].value)</code></p>
      <pre>\(text)</pre>
      """
  }
}

extension Frame {
  /// A moment that no question tells of.
  func told(_ moment: Part) -> HTML {
    guard let text = moment.text, let date = moment.day else { return "–" }
    return
      "<time datetime=\"\(text)\" title=\"\(text)\">\(shown(date)) <span class=\"clock\">\(Self.clock(text).time)</span></time>"
  }
}
