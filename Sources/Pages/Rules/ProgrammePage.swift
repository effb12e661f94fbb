import Presentation

/// One version of a programme, as tables for people (pages 3.8, programmes §11).
struct ProgrammePage {
  let frame: Frame
  let version: Answered

  func content() -> Content {
    let name = version["name"].text ?? ""
    let effective: HTML =
      version["effective"].isThere
      ? "\(frame.say(zh: "自", en: "in force from")) \(frame.date(version["effective"]))\(frame.say(zh: "起适用，发布于", en: ", published")) \(frame.moment(version["published"]))"
      : "\(frame.say(zh: "未发布", en: "not published"))"
    let body: HTML = """
      <p class="lead">\(frame.words(version["title"]))</p>
      <p>\(effective). SHA-256 <code>\(frame.data(version["sha256"]))</code>
      <a href="\(Address("v1", "rulebooks", name, query: ["format": "yaml"]))" download>\(frame.say(zh: "规则文件", en: "the file"))</a>
      · <a href="\(frame.link("rulebooks"))">\(frame.say(zh: "各版本", en: "all versions"))</a></p>
      \(enrolling)
      \(section(frame.say(zh: "计分与节点", en: "Counters and nodes"), counters))
      \(section(frame.say(zh: "条款", en: "Clauses"), clauses))
      \(section(frame.say(zh: "事实", en: "Facts"), facts))
      \(section(frame.say(zh: "义务", en: "Duties"), duties))
      \(section(frame.say(zh: "审查", en: "Reviews"), reviews))
      \(section(frame.say(zh: "处理措施", en: "Measures"), named("measures", "measure", "kind")))
      \(section(frame.say(zh: "账户", en: "Accounts"), accounts))
      \(section(frame.say(zh: "属性", en: "Attributes"), named("attributes", "attribute", "type")))
      \(section(frame.say(zh: "角色", en: "Roles"), named("roles", "role", nil)))
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

  private func both(_ words: Part) -> HTML {
    guard words.isThere else { return "" }
    let other = frame.language == .zh ? "en" : "zh"
    return "\(frame.words(words)) <span class=\"soft\" lang=\"\(other)\">\(frame.data(words[other]))</span>"
  }

  /// Names of a list; null means every role.
  private func names(_ part: Part) -> HTML {
    guard part.isThere else { return frame.data(part, "\(frame.say(zh: "任何角色", en: "every role"))") }
    return .joined(part.items.map { frame.data($0) }, by: comma)
  }

  /// Roles of a list by what the programme calls them; null means every role.
  private func roles(_ part: Part) -> HTML {
    guard part.isThere else { return names(part) }
    let declared = version["roles"].items
    return .joined(
      part.items.map { role in
        let words = declared.first { $0["role"].text == role.text }?["words"][frame.language.rawValue].text
        return frame.data(role, words.map { HTML(ofLog: $0) } ?? frame.ofLog(role.value))
      }, by: comma)
  }

  private var comma: HTML { "\(frame.say(zh: "、", en: ", "))" }

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
          "\(frame.data(counter["counter"])) \(both(counter["words"]))", frame.words(counter["window"]),
          counter["by"].isThere ? frame.data(counter["by"]) : "",
          counter["capped"].isThere ? frame.words(counter["capped"]) : "",
          .joined(nodes, by: "<br>"),
        ])
      })
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
          ? roles(clause["reporters"])
          : frame.data(clause["arises"], "\(frame.say(zh: "自行产生", en: "raised by a rule"))")
        let grades: HTML = clause["grades"].items.isEmpty ? "" : ": \(names(clause["grades"]))"
        let judged: HTML =
          clause["atOnce"].isTrue
          ? frame.data(clause["atOnce"], "\(frame.say(zh: "即时生效", en: "at once"))")
          : "\(roles(clause["judges"]))\(grades)"
        return DataTable.Row(
          [
            frame.data(clause["section"]), "\(frame.data(clause["clause"])) \(both(clause["words"]))", reported, judged,
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
          let choices: HTML = field["choices"].isThere ? " (\(names(field["choices"])))" : ""
          return "\(frame.data(field["field"])): \(frame.data(field["type"]))\(choices)"
        }
        return DataTable.Row([
          "\(frame.data(fact["fact"])) \(both(fact["words"]))", frame.list(fields), roles(fact["roles"]),
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
          "\(frame.data(duty["duty"])) \(both(duty["words"]))", frame.words(duty["owed"]), names(duty["met"]),
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
          "\(frame.data(review["review"])) \(both(review["words"]))", frame.words(review["when"]),
          frame.words(review["chooses"]),
        ])
      })
  }

  /// What is declared with little more than its words.
  private func named(_ list: String, _ key: String, _ kind: String?) -> DataTable {
    table(
      list,
      [
        .init(frame.say(zh: "名称", en: "name"), .name), .init(frame.say(zh: "含义", en: "meaning"), .text),
        .init(frame.say(zh: "类别", en: "kind"), .text),
      ],
      version[list].items.map { item in
        let choices: HTML = item["choices"].items.isEmpty ? "" : " (\(names(item["choices"])))"
        return DataTable.Row([
          frame.data(item[key]), both(item["words"]), kind.map { "\(frame.data(item[$0]))\(choices)" } ?? "",
        ])
      })
  }

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
          "\(frame.data(account["account"])) \(both(account["words"]))", frame.data(account["kind"]),
          account["minimum"].isThere ? frame.words(account["minimum"]) : "",
          account["missed"].isThere ? frame.words(account["missed"]) : "",
        ])
      })
  }

  private var appeal: HTML {
    let appeal = version["appeal"]
    guard appeal.isThere else { return "" }
    return """
      <section><h2>\(frame.say(zh: "申诉", en: "Appeals"))</h2><p>\(frame.say(zh: "期限", en: "within")) \(frame.words(appeal["within"]))\(frame.say(zh: "，次数", en: ", times")) \(frame.data(appeal["times"]))\(frame.say(zh: "，由以下角色裁定：", en: ", decided by ")) \(roles(appeal["by"]))</p></section>
      """
  }
}
