import Presentation

/// One version of a programme, as tables for people (pages 3.8, programmes §11).
struct ProgrammePage {
  let frame: Frame
  let version: Answered

  /// What the version declares, and what that is called.
  private var rules: ProgrammeRules { ProgrammeRules(version["name"].text, in: frame) }

  func content() -> Content {
    let name = version["name"].text ?? ""
    let effective: HTML =
      version["effective"].isThere
      ? frame.effective(of: version)
      : "\(frame.say(zh: "未发布", en: "not published"))"
    let body: HTML = """
      <p class="lead">\(frame.words(version["title"]))</p>
      <p>\(effective)\(frame.stop)SHA-256 <code>\(frame.data(version["sha256"]))</code>
      <a href="\(Address("v1", "rulebooks", name, query: ["format": "yaml"]))" download>\(frame.say(zh: "规则文件", en: "the file"))</a>
      · <a href="\(frame.link("rulebooks"))">\(frame.say(zh: "各版本", en: "all versions"))</a></p>
      \(enrolling)
      \(section(frame.say(zh: "计分与节点", en: "Counters and nodes"), counters))
      \(section(frame.say(zh: "条款", en: "Clauses"), clauses))
      \(section(frame.say(zh: "事实", en: "Facts"), facts))
      \(section(frame.say(zh: "义务", en: "Duties"), duties))
      \(section(frame.say(zh: "审查", en: "Reviews"), reviews))
      \(section(frame.say(zh: "处理措施", en: "Measures"), measures))
      \(section(frame.say(zh: "账户", en: "Accounts"), accounts))
      \(section(frame.say(zh: "属性", en: "Attributes"), attributes))
      \(section(frame.say(zh: "角色", en: "Roles"), declaredRoles))
      \(appeal)
      """
    return Content(title: name, body: body)
  }

  private func section(_ title: String, _ table: DataTable) -> HTML {
    table.rows.isEmpty ? "" : "<section><h2>\(title)</h2>\(table.html)</section>"
  }

  /// The way to enrol a subject, where the account may.
  private var enrolling: HTML {
    guard frame.isPresent, frame.may("submit"), version["effective"].isThere,
      !ProgrammeRules(version["name"].text, in: frame).held(nil).isEmpty
    else { return "" }
    return """
      <form action="/jump" class="row noprint">\(frame.keptLanguage)<input type="hidden" name="enrol" value="\(version["programme"].text ?? "")">
      <p><label for="enrol">\(frame.say(zh: "新对象的编号", en: "Key of a new subject"))</label> <input id="enrol" name="q" size="16" pattern="[a-z0-9][a-z0-9._\\-]*" required autocapitalize="none" spellcheck="false"></p>
      <p><button>\(frame.say(zh: "加入方案", en: "Enrol"))</button></p></form>
      """
  }

  /// What something is called in both languages, and the name it has in the file.
  private func called(_ item: Part, _ key: String) -> HTML {
    let name: HTML = "<code>\(frame.data(item[key]))</code>"
    let words = item["words"]
    guard words.isThere else { return name }
    let other = frame.language == .zh ? "en" : "zh"
    return "\(frame.words(words)) <span class=\"soft\" lang=\"\(other)\">\(frame.data(words[other]))</span> \(name)"
  }

  /// Words of a closed list of the file, such as grades.
  private func words(_ part: Part) -> HTML { frame.list(part.items.map { frame.data($0) }) }

  /// Of which type a value is, and what may be chosen.
  private func typed(_ declared: Part) -> HTML {
    let type = declared["type"]
    let words =
      [
        "int": frame.say(zh: "整数", en: "number"), "money": frame.say(zh: "金额", en: "money"),
        "date": frame.say(zh: "日期", en: "date"), "bool": frame.say(zh: "是或否", en: "yes or no"),
        "key": frame.say(zh: "编号", en: "key"), "share": frame.say(zh: "比例", en: "share"),
        "breach": frame.say(zh: "违规", en: "breach"), "choice": frame.say(zh: "任选其一", en: "one of"),
        "levels": frame.say(zh: "等级，由低到高", en: "levels, the lowest first"),
      ][type.text ?? ""] ?? type.value
    let choices: HTML =
      declared["choices"].isThere ? "\(frame.colon)\(self.words(declared["choices"]))" : ""
    return "\(frame.data(type, "\(words)"))\(choices)"
  }

  private func table(_ caption: String, _ columns: [DataTable.Column], _ rows: [DataTable.Row]) -> DataTable {
    DataTable(caption: caption, columns: columns, rows: rows)
  }

  private var counters: DataTable {
    table(
      frame.say(zh: "计分与节点", en: "Counters and nodes"),
      [
        .init(frame.say(zh: "计分项", en: "counter"), .name), .init(frame.say(zh: "计入期间", en: "counts for"), .text),
        .init(frame.say(zh: "分列", en: "kept apart by")), .init(frame.say(zh: "限额", en: "at most"), .text),
        .init(frame.say(zh: "达到则", en: "nodes"), .text),
      ],
      version["counters"].items.map { counter in
        let nodes = counter["nodes"].items.map { node -> HTML in
          let every: HTML = node["every"].isThere ? " +\(frame.data(node["every"]))…" : ""
          return "<strong>\(frame.data(node["at"]))</strong>\(every)\(frame.colon)\(frame.words(node["does"]))"
        }
        return DataTable.Row([
          called(counter, "counter"), frame.words(counter["window"]),
          apart(counter["by"]),
          counter["capped"].isThere ? frame.words(counter["capped"]) : "",
          .joined(nodes, by: "<br>"),
        ])
      })
  }

  /// By what a counter's entries are kept apart: the clause, or a field by its name.
  private func apart(_ by: Part) -> HTML {
    if by.text == "clause" { return frame.data(by, "\(frame.say(zh: "条款", en: "clause"))") }
    return by.isThere ? frame.data(by) : ""
  }

  private var clauses: DataTable {
    table(
      frame.say(zh: "条款", en: "Clauses"),
      [
        .init(frame.say(zh: "出处", en: "section"), .name), .init(frame.say(zh: "条款", en: "clause"), .text),
        .init(frame.say(zh: "上报", en: "reported by"), .text), .init(frame.say(zh: "评定", en: "judged by"), .text),
        .init(frame.say(zh: "处理", en: "costs"), .text), .init(frame.say(zh: "原文", en: "in its own words"), .text),
      ],
      version["clauses"].items.map { clause in
        let isReported = clause["arises"].text == "reported"
        let reported: HTML =
          isReported
          ? rules.roles(clause["reporters"])
          : frame.data(clause["arises"], "\(frame.say(zh: "自行产生", en: "raised by a rule"))")
        let grades: HTML = clause["grades"].items.isEmpty ? "" : "\(frame.colon)\(words(clause["grades"]))"
        let judged: HTML =
          clause["atOnce"].isTrue
          ? frame.data(clause["atOnce"], "\(frame.say(zh: "即时生效", en: "at once"))")
          : "\(rules.roles(clause["judges"]))\(grades)"
        return DataTable.Row(
          [
            frame.data(clause["section"]), called(clause, "clause"), reported, judged,
            frame.words(clause["costs"]), clause["quote"].isThere ? frame.data(clause["quote"]) : "",
          ], id: clause["clause"].text)
      })
  }

  private var facts: DataTable {
    table(
      frame.say(zh: "事实", en: "Facts"),
      [
        .init(frame.say(zh: "事实", en: "fact"), .name), .init(frame.say(zh: "内容", en: "fields"), .text),
        .init(frame.say(zh: "登记", en: "recorded by"), .text),
      ],
      version["facts"].items.map { fact in
        let fields = fact["fields"].items.map { field -> HTML in
          "\(frame.data(field["field"]))\(frame.aside(typed(field)))"
        }
        return DataTable.Row([
          called(fact, "fact"), frame.list(fields), rules.roles(fact["roles"]),
        ])
      })
  }

  private var duties: DataTable {
    table(
      frame.say(zh: "义务", en: "Duties"),
      [
        .init(frame.say(zh: "义务", en: "duty"), .name), .init(frame.say(zh: "期限", en: "due"), .text),
        .init(frame.say(zh: "履行", en: "met by"), .text), .init(frame.say(zh: "逾期", en: "missed"), .text),
      ],
      version["duties"].items.map { duty in
        DataTable.Row([
          called(duty, "duty"), frame.words(duty["owed"]),
          frame.list(duty["met"].items.map { frame.data($0, "\(rules.text("facts", "fact", $0.text ?? ""))") }),
          frame.words(duty["missed"]),
        ])
      })
  }

  private var reviews: DataTable {
    table(
      frame.say(zh: "审查", en: "Reviews"),
      [
        .init(frame.say(zh: "审查", en: "review"), .name), .init(frame.say(zh: "时机", en: "when"), .text),
        .init(frame.say(zh: "结果", en: "chooses"), .text),
      ],
      version["reviews"].items.map { review in
        DataTable.Row([
          called(review, "review"), frame.words(review["when"]),
          frame.words(review["chooses"]),
        ])
      })
  }

  /// What is declared with little more than its words.
  private func named(_ caption: String, _ list: String, _ key: String, _ kind: (Part) -> HTML) -> DataTable {
    table(
      caption, [.init(caption, .name), .init(frame.say(zh: "类别", en: "kind"), .text)],
      version[list].items.map { DataTable.Row([called($0, key), kind($0)]) })
  }

  private var measures: DataTable {
    named(frame.say(zh: "处理措施", en: "Measures"), "measures", "measure") { measure in
      let kind = measure["kind"]
      let words =
        [
          "plain": frame.say(zh: "普通", en: "plain"), "notice": frame.say(zh: "通知", en: "notice"),
          "closes": frame.say(zh: "清退", en: "closes"),
        ][kind.text ?? ""] ?? kind.value
      return frame.data(kind, "\(words)")
    }
  }

  private var attributes: DataTable {
    named(frame.say(zh: "属性", en: "Attributes"), "attributes", "attribute", typed)
  }

  private var declaredRoles: DataTable { named(frame.say(zh: "角色", en: "Roles"), "roles", "role") { _ in "" } }

  private var accounts: DataTable {
    table(
      frame.say(zh: "账户", en: "Accounts"),
      [
        .init(frame.say(zh: "账户", en: "account"), .name), .init(frame.say(zh: "类别", en: "kind")),
        .init(frame.say(zh: "应有", en: "required"), .text),
        .init(frame.say(zh: "逾期未补足", en: "not topped up in time"), .text),
      ],
      version["accounts"].items.map { account in
        DataTable.Row([
          called(account, "account"), kind(ofAccount: account["kind"]),
          account["minimum"].isThere ? frame.words(account["minimum"]) : "",
          account["missed"].isThere ? frame.words(account["missed"]) : "",
        ])
      })
  }

  private func kind(ofAccount kind: Part) -> HTML {
    let isBill = kind.text == "bill"
    return frame.data(kind, "\(isBill ? frame.say(zh: "账单", en: "bill") : frame.say(zh: "保证金", en: "deposit"))")
  }

  /// How often a breach may be appealed against.
  private func times(_ part: Part) -> HTML {
    frame.language == .zh
      ? "每项违规至多 \(frame.data(part)) 次"
      : part.number == 1 ? frame.data(part, "once") : "\(frame.data(part)) times"
  }

  private var appeal: HTML {
    let appeal = version["appeal"]
    guard appeal.isThere else { return "" }
    return """
      <section><h2>\(frame.say(zh: "申诉", en: "Appeals"))</h2><p>\(frame.say(zh: "期限", en: "within")) \(frame.words(appeal["within"]))\(frame.comma)\(times(appeal["times"]))\(frame.say(zh: "，由以下角色裁定：", en: ", decided by "))\(rules.roles(appeal["by"]))</p></section>
      """
  }
}
