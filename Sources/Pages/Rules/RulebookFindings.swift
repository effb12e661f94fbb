import Presentation

/// What is wrong with a rulebook file that was typed, each at its line (pages 3.8, 3.9).
struct RulebookFindings {
  let frame: Frame
  /// What was found.
  let found: [Part]
  /// What was typed.
  let source: String

  /// The table; nothing where nothing was found.
  var html: HTML {
    if found.isEmpty { return "" }
    let lines = source.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
    return DataTable(
      caption: frame.say(zh: "检查所见", en: "Findings"),
      columns: [
        .init(frame.say(zh: "行", en: "line"), .name), .init(frame.say(zh: "程度", en: "how bad")),
        .init(frame.say(zh: "项目", en: "key"), .text), .init(frame.say(zh: "应为", en: "expected"), .text),
        .init(frame.say(zh: "写着", en: "what stands there"), .text),
      ],
      rows: found.map { finding in
        let line = finding["line"].number
        let text = line.flatMap { lines.indices.contains($0 - 1) ? lines[$0 - 1] : nil } ?? finding["found"].text ?? ""
        let isError = finding["severity"].text == "error"
        return DataTable.Row([
          "\(line.map(String.init) ?? "–")",
          frame.mark(
            isError ? "✕" : "!", isError ? "bad" : "warn",
            "\(isError ? frame.say(zh: "错误", en: "error") : frame.say(zh: "提醒", en: "warning"))"),
          "<code>\(finding["key"].text ?? "")</code>", "\(finding["expected"][frame.language.rawValue].text ?? "")",
          "<code>\(text)</code>",
        ])
      }
    ).html
  }
}
