import LedgerFormat
import Presentation

/// Subjects of programmes that would have come out otherwise: of each what differs, as it happened and as it would have been (pages
/// 3.9, programmes §11).
struct WhatIfSubjects {
  let frame: Frame
  /// Those that differ, as the simulation has them.
  let subjects: [Part]

  /// A row for each value that differs, and for each breach; nothing where no subject differs.
  var html: HTML {
    guard !subjects.isEmpty else { return "" }
    let title = frame.say(zh: "结果不同的方案对象", en: "Subjects of programmes that differ")
    let table = DataTable(
      caption: title,
      columns: [
        .init(frame.say(zh: "对象", en: "subject"), .name), .init(frame.say(zh: "项目", en: "what"), .text),
        .init(frame.say(zh: "实际", en: "happened"), .text), .init(frame.say(zh: "试算", en: "would have"), .text),
      ], rows: subjects.flatMap(rows))
    return "<section><h2>\(title)</h2>\(table.html)</section>"
  }

  private func rows(_ subject: Part) -> [DataTable.Row] {
    let (happened, simulated) = (subject["happened"], subject["simulated"])
    let rules = ProgrammeRules((happened.isThere ? happened : simulated)["rulebook"].text, in: frame)
    let names = rules.names
    let called: HTML =
      "<span class=\"key\">\(frame.data(subject["provider"]))</span> \(frame.data(subject["name"]))"
    // One that only the simulation enrols has no page.
    let link: HTML =
      happened.isThere
      ? "<a href=\"\(frame.link("providers", subject["provider"].text ?? ""))\">\(called)</a>" : called
    let rows = subject["changes"].items.map { change -> DataTable.Row in
      let field = StandingField(change["path"].text ?? "", by: names)
      return DataTable.Row([
        link, frame.data(change["path"], "\(frame.say(field.place))"), frame.value(change["happened"], of: field),
        frame.value(change["simulated"], of: field),
      ])
    }
    return rows
      + subject["breaches"].items.map { pair -> DataTable.Row in
        DataTable.Row([
          link, "\(frame.say(zh: "违规", en: "breach")) <span class=\"key\">\(frame.data(pair["breach"]))</span>",
          side(pair["happened"], rules), side(pair["simulated"], rules),
        ])
      }
  }

  /// A breach on one side: its state, and what it was charged.
  private func side(_ line: Part, _ rules: ProgrammeRules) -> HTML {
    guard line.isThere else { return "–" }
    let charged = line["charged"].fields.map { entry -> HTML in
      "\(rules.text("counters", "counter", entry.name)) \(frame.signed(entry.part))"
    }
    let money: HTML = line["fen"].isThere ? " \(frame.money(line["fen"]))" : ""
    return "\(frame.breachState(line["state"])) \(frame.list(charged))\(money)"
  }
}
