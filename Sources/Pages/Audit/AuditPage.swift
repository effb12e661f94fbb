import LedgerDomain
import LedgerFormat
import Presentation

/// Whether the ledger can be trusted, today (pages 3.11).
struct AuditPage {
  let frame: Frame

  func content() throws -> Content {
    guard Place.audit.isOpen(in: frame) || frame.may("simulate") else { return .nothing(in: frame) }
    let body: HTML = """
      \(frame.refusal(at: frame.posted?.problem?["field"].text))
      \(frame.when(frame.address["done"] != nil, "<p class=\"done\" role=\"status\">\(frame.say(zh: "已完成。", en: "Done."))</p>"))
      \(delivered)
      \(frame.may("verify") ? chain : "")
      \(AuditedServer(frame: frame).html)
      \(frame.may("webhooks") ? webhooks : "")
      \(frame.may("accounts") ? accessLog : "")
      \(frame.may("accounts") ? accounts : "")
      """
    return Content(title: frame.say(zh: "审计", en: "Audit"), body: body)
  }

  private var action: Address { Address("audit", query: ["lang": frame.address["lang"]]) }

  // MARK: The chain and its seal

  private var chain: HTML {
    let basis = try? frame.askingOfLog("basis")
    let job = frame.address["job"].flatMap { try? frame.askingOfLog("jobs", $0) }
    let last: HTML =
      basis.map { basis -> HTML in
        let result = basis["verification"]
        guard result.isThere else {
          return
            "<p>\(frame.say(zh: "本服务启动后未曾核验。", en: "It was not verified since this server started."))</p>"
        }
        return
          "<p>\(frame.mark(result["sound"].isTrue ? "✓" : "✕", result["sound"].isTrue ? "good" : "bad", frame.data(result["sound"], "\(result["sound"].isTrue ? frame.say(zh: "完好", en: "sound") : frame.say(zh: "有误", en: "not sound"))")))\(frame.comma)\(frame.moment(result["at"]))</p>"
      } ?? ""
    return """
      <div class="two even"><section class="box" data-of="\(basis?.address ?? "")"><h2>\(frame.say(zh: "链", en: "The chain"))</h2>
      \(last)
      \(AuditedServer(frame: frame).verification(besides: job?["result"].isThere ?? false))
      \(job.map { "<div data-of=\"\($0.address)\">\(JobState(frame: frame, job: $0).html)\(verified($0["result"]))</div>" as HTML } ?? "")
      <form method="post" action="\(action)"><button name="do" value="verify">\(frame.say(zh: "现在核验", en: "Verify now"))</button></form>
      <p><a href="/v1/export" download>\(frame.say(zh: "导出全部日志", en: "Export the whole log"))</a></p></section>
      <section class="box"><h2>\(frame.say(zh: "封存", en: "Seals"))</h2>
      <p>\(basis.map { $0["sealedAt"].isThere ? "\(frame.say(zh: "最近封存于", en: "The last was taken")) \(frame.moment($0["sealedAt"]))" : "\(frame.say(zh: "此处尚未封存。", en: "None was taken here yet."))" as HTML } ?? "")</p>
      <p><a class="button" href="/v1/seal" download>\(frame.say(zh: "取封存点", en: "Take a seal"))</a></p>
      <form method="post" action="\(action)" class="stack"><p><label for="i-seal">\(frame.say(zh: "核对早先的封存点", en: "Check against an older one"))</label>
      <textarea id="i-seal" name="seal" rows="4" class="code" spellcheck="false" required>
      \(HTML(typed: frame.posted?.fields["seal"] ?? ""))</textarea></p>
      <p><button name="do" value="verify">\(frame.say(zh: "核对", en: "Check it"))</button></p></form></section></div>
      """
  }

  private func verified(_ result: Part) -> HTML {
    guard result.isThere else { return "" }
    let isSound = result["sound"].isTrue
    let seal: HTML =
      result["seal"].isThere
      ? "<dt>\(frame.say(zh: "封存点", en: "the seal"))</dt><dd>\(frame.mark(result["seal"]["holds"].isTrue ? "✓" : "✕", result["seal"]["holds"].isTrue ? "good" : "bad", frame.data(result["seal"]["holds"], "\(result["seal"]["holds"].isTrue ? frame.say(zh: "相符", en: "holds") : frame.say(zh: "不符", en: "does not hold"))"))) \(frame.data(result["seal"]["time"]))</dd>"
      : ""
    let findings = result["findings"].items.prefix(20).map { finding -> HTML in
      "<li>\(frame.position(finding["position"])) \(frame.data(finding["provider"])) \(frame.data(finding["problem"]))</li>"
    }
    return """
      <dl class="facts"><dt>\(frame.say(zh: "结果", en: "result"))</dt><dd>\(frame.mark(isSound ? "✓" : "✕", isSound ? "good" : "bad", frame.data(result["sound"], "\(isSound ? frame.say(zh: "完好", en: "sound") : frame.say(zh: "有误", en: "not sound"))")))</dd>
      <dt>\(frame.say(zh: "事件", en: "events"))</dt><dd>\(frame.data(result["events"]))</dd>
      <dt>\(frame.say(zh: "服务商", en: "providers"))</dt><dd>\(frame.data(result["providers"]))</dd>
      <dt>\(frame.say(zh: "日志摘要", en: "digest of the log"))</dt><dd><code>\(frame.data(result["logDigest"]))</code></dd>
      <dt>\(frame.say(zh: "读模型摘要", en: "digest of what is read"))</dt><dd><code>\(frame.data(result["modelDigest"]))</code></dd>\(seal)</dl>
      <ul class="plainlist">\(HTML(Array(findings)))</ul>
      """
  }

  // MARK: Webhooks

  /// What came of a trial.
  private var delivered: HTML {
    guard let answer = frame.posted?.answer, answer["delivered"].isThere else { return "" }
    let isDelivered = answer["delivered"].isTrue
    return """
      <p class="\(isDelivered ? "done" : "problem")" role="status">\(isDelivered ? frame.say(zh: "试投已送达。", en: "The trial was delivered.") : frame.say(zh: "试投未送达。", en: "The trial was not delivered.")) \(answer["status"].value) \(answer["text"].text ?? "")</p>
      """
  }

  private var webhooks: HTML {
    guard let list = try? frame.askingOfLog("webhooks", query: ["limit": "100"]) else { return "" }
    let rows = list.items.map { hook -> DataTable.Row in
      let isPaused = hook["state"].text == "paused"
      let last = hook["lastAnswer"]
      let said: HTML =
        last.isThere
        // What a receiver said of a delivery stands with the delivery; here is its status, or what was in the way.
        ? "\(frame.moment(last["at"])) \(frame.data(last["status"].isThere ? last["status"] : last["text"]))" : "–"
      let acts: HTML =
        frame.may("manage-webhooks") ? webhookForms(hook["id"].text ?? "", isPaused: isPaused) : ""
      return DataTable.Row(
        [
          "<code>\(frame.data(hook["id"]))</code>", frame.data(hook["url"]),
          frame.mark(
            isPaused ? "■" : "●", isPaused ? "bad" : "good",
            frame.data(
              hook["state"], "\(isPaused ? frame.say(zh: "已暂停", en: "paused") : frame.say(zh: "投递中", en: "active"))")),
          frame.data(hook["position"]), frame.data(hook["lag"]), said, acts,
        ])
    }
    let table: HTML =
      rows.isEmpty
      ? frame.empty(
        frame.say(zh: "没有推送。", en: "There are no webhooks."),
        "\(frame.say(zh: "通过接口 POST /v1/webhooks 添加。", en: "They are added by POST /v1/webhooks."))")
      : DataTable(
        caption: frame.say(zh: "推送", en: "Webhooks"),
        columns: [
          .init(frame.say(zh: "推送", en: "webhook"), .name), .init(frame.say(zh: "网址", en: "address"), .text),
          .init(frame.say(zh: "状态", en: "state")), .init(frame.say(zh: "已投至", en: "cursor"), .number),
          .init(frame.say(zh: "落后", en: "lag"), .number), .init(frame.say(zh: "最近答复", en: "last answer"), .text),
          .init(frame.say(zh: "办理", en: "act"), .text),
        ], rows: rows
      ).html
    return """
      <section data-of="\(list.address)"><h2>\(frame.say(zh: "推送", en: "Webhooks"))</h2>\(table)\(AuditedServer(frame: frame).deliveries)</section>
      """
  }

  private func webhookForms(_ id: String, isPaused: Bool) -> HTML {
    let other: HTML =
      isPaused
      ? "<button class=\"small\" name=\"do\" value=\"resume\">\(frame.say(zh: "再次投递", en: "Send again"))</button>"
      : "<button class=\"small\" name=\"do\" value=\"pause\">\(frame.say(zh: "暂停", en: "Pause"))</button>"
    return """
      <form method="post" action="\(action)" class="row"><input type="hidden" name="webhook" value="\(id)">\(other)
      <button class="small" name="do" value="test">\(frame.say(zh: "试投", en: "Test"))</button></form>
      """
  }

  // MARK: Who did what

  private var accessLog: HTML {
    let address = frame.address
    guard
      let list = try? frame.askingOfLog(
        "access-log",
        query: [
          "account": address["account"], "action": address["action"], "from": address["from"], "to": address["to"],
          "limit": "20", "cursor": address["cursor"],
        ])
    else { return "" }
    let form = FilterForm(frame: frame, keeping: ["lang"])
    let isFiltered = ["account", "action", "from", "to"].contains { address[$0] != nil }
    let rows = list.items.map { line -> DataTable.Row in
      let isDone = line["outcome"].text == "done"
      return DataTable.Row([
        frame.moment(line["at"]), frame.data(line["account"]), frame.role(line["role"]),
        frame.data(line["address"]), action(line["action"]), object(line["object"]),
        isDone
          ? frame.data(line["outcome"], "\(frame.say(zh: "完成", en: "done"))")
          : frame.mark("✕", "bad", frame.data(line["outcome"])),
      ])
    }
    let looked =
      isFiltered
      ? frame.say(zh: "没有符合这些条件的访问记录。", en: "Nothing in the access log is like this.")
      : frame.say(zh: "没有访问记录。", en: "The access log is empty.")
    let clear: HTML =
      isFiltered ? "<a href=\"\(action)\">\(frame.say(zh: "清除条件", en: "Clear"))</a>" : ""
    let table: HTML =
      rows.isEmpty
      ? frame.empty(looked, clear)
      : DataTable(
        caption: frame.say(zh: "访问记录", en: "Access log"),
        columns: [
          .init(frame.say(zh: "时间", en: "when"), .name), .init(frame.say(zh: "账户", en: "account")),
          .init(frame.say(zh: "角色", en: "role")), .init(frame.say(zh: "来自", en: "from")),
          .init(frame.say(zh: "动作", en: "action")), .init(frame.say(zh: "对象", en: "object"), .text),
          .init(frame.say(zh: "结果", en: "outcome")),
        ], rows: rows
      ).html
    return """
      <section data-of="\(list.address)"><h2>\(frame.say(zh: "访问记录", en: "Access log"))</h2>
      \(form.html([
        form.text("account", frame.say(zh: "账户", en: "Account")),
        form.choice("action", frame.say(zh: "动作", en: "Action"), AccessWords.actions),
        form.date("from", frame.say(zh: "自", en: "From")), form.date("to", frame.say(zh: "至", en: "To")),
      ], isOpen: isFiltered, beside: frame.sheet(of: list)))
      \(table)
      \(frame.rest(of: list, shown: rows.count))</section>
      """
  }

  /// What was done, in words; its code stays in the markup.
  private func action(_ part: Part) -> HTML {
    part.text.flatMap(AccessWords.action).map { frame.data(part, "\(frame.say($0))") } ?? frame.data(part)
  }

  /// What it was done to: what kind of thing in words, and its name.
  private func object(_ part: Part) -> HTML {
    let pieces = (part.text ?? "").split(separator: ":", maxSplits: 1).map(String.init)
    guard pieces.count == 2, let kind = AccessWords.object(pieces[0]) else { return frame.data(part) }
    return frame.data(part, "\(frame.say(kind)) \(frame.ofLog(pieces[1]))")
  }

  private var accounts: HTML {
    guard let list = try? frame.askingOfLog("accounts", query: ["limit": "200"]) else { return "" }
    let rows = list.items.map { account -> DataTable.Row in
      let state: HTML =
        account["enabled"].isTrue
        ? frame.mark("●", "good", frame.data(account["enabled"], "\(frame.say(zh: "启用", en: "enabled"))"))
        : frame.mark("■", "soft", frame.data(account["enabled"], "\(frame.say(zh: "停用", en: "disabled"))"))
      let factor =
        account["secondFactor"].isTrue ? frame.say(zh: "有", en: "yes") : frame.say(zh: "无", en: "no")
      return DataTable.Row([
        frame.data(account["id"]), frame.data(account["name"]),
        frame.list(account["roles"].items.map(frame.role)),
        frame.data(account["provider"]), state, frame.data(account["secondFactor"], "\(factor)"),
        frame.moment(account["created"]), AuditedServer(frame: frame).lastSeen(account["id"].text ?? ""),
      ])
    }
    return """
      <section data-of="\(list.address)"><h2>\(frame.say(zh: "账户", en: "Accounts"))</h2>
      \(DataTable(caption: frame.say(zh: "账户", en: "Accounts"), columns: [
        .init(frame.say(zh: "账户", en: "account"), .name), .init(frame.say(zh: "姓名", en: "name"), .text), .init(frame.say(zh: "角色", en: "roles"), .text),
        .init(frame.say(zh: "服务商", en: "provider")), .init(frame.say(zh: "状态", en: "state")), .init(frame.say(zh: "二次验证", en: "second factor")), .init(frame.say(zh: "建立", en: "made")),
        .init(frame.say(zh: "最近使用", en: "last seen")),
      ], rows: rows).html)
      \(frame.rest(of: list, shown: rows.count))</section>
      """
  }
}
