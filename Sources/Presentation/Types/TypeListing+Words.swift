import LedgerDomain
import LedgerFormat

extension TypeListing {
  /// All that is said of the type: its fields, who may submit it, what refuses it, and examples.
  public func page(_ language: Language) -> Page {
    var page = Page()
    page.add("\(kind.name)  \(language(about.words))", .heading)
    page.add("")
    page.add(fieldTable(language))
    page.add("")
    if submitters.allSatisfy(\.roles.isEmpty) {
      page.add(
        language(
          zh: "规则版本 \(terms.rulebook) 未启用；启用它的版本写明由谁提交。",
          en: "The version \(terms.rulebook) does not switch it on; one that does says who may submit it."))
    }
    for line in submitters where !line.roles.isEmpty { page.add(submitterLine(line, language)) }
    if let earliest = about.notBefore {
      page.add(language(zh: "不早于：\(earliest.zh)", en: "not before: \(earliest.en)"))
    }
    if about.isAcceptedAfterFreeze {
      page.add(language(zh: "渠道权限冻结后仍可提交", en: "still accepted once the channel is frozen"))
    }
    page.add("")
    page.add(language(zh: "不予接受的情形", en: "refused with"), .heading)
    for code in refusals {
      page.add(
        "  \(code.rawValue)  "
          + language(zh: code.reason.zh + code.remedy.zh, en: code.reason.en + " " + code.remedy.en))
    }
    page.add("")
    page.add(language(zh: "示例", en: variants.count == 1 ? "example" : "examples"), .heading)
    for variant in variants {
      page.add("  " + command(variant))
      page.add("  " + json(variant).text)
    }
    return page
  }

  /// What is told behind an error about an event of the type: its fields, and how one is submitted.
  public func guide(_ language: Language) -> [String] {
    let names = fields.map { field in
      "  \(field.heading.en)" + language(zh: " \(field.name.zh)", en: "")
        + language(zh: "（\(need(of: field).zh)）：", en: " (\(need(of: field).en)): ")
        + language(Words(field.kind.expectation))
    }
    let none = language(zh: "  （没有数据字段）", en: "  (no fields of data)")
    return [language(zh: "\(kind.name)（\(about.words.zh)）的字段：", en: "\(kind.name) takes")]
      + (names.isEmpty ? [none] : names)
      + [language(zh: "示例：", en: "for example"), "  " + command(variants[0])]
      + [language(zh: "详见 koufen types \(kind.name)。", en: "more: koufen types \(kind.name)")]
  }

  /// The command that submits the example.
  private func command(_ variant: TypeVariant) -> String {
    let pairs = example(variant)
    let envelope = pairs[1..<4].map { "--\($0.name) \($0.text.quoted)" }
    let data = pairs[4...].map { "\($0.name)=\($0.text.quoted)" }
    return (["koufen append \(kind.name)"] + envelope + data).joined(separator: " ")
  }

  private func fieldTable(_ language: Language) -> Table {
    var table = Self.fields(of: [self], language)
    let columns = language == .zh ? [1, 2, 3, 4] : [1, 3, 4]
    table.rows = table.rows.map { row in columns.map { row[$0] } }
    table.columns = columns.map { table.columns[$0] }
    return table
  }

  private func submitterLine(_ submitters: Submitters, _ language: Language) -> String {
    let roles = submitters.roles.map { language(zh: "\($0.words.zh)（\($0.rawValue)）", en: $0.rawValue) }
    let list = roles.joined(separator: language(zh: "、", en: ", "))
    guard let only = submitters.only else { return language(zh: "提交角色：\(list)", en: "submitted by: \(list)") }
    return language(zh: "  其中\(only.zh)：\(list)", en: "  of \(only.en): \(list)")
  }
}

extension String {
  /// The text as a word of the shell.
  fileprivate var quoted: String {
    let plain = "@:._=,/-+"
    if unicodeScalars.allSatisfy({ $0.properties.isAlphabetic || "0"..."9" ~= $0 || plain.unicodeScalars.contains($0) })
    {
      return self
    }
    return "'" + split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#) + "'"
  }
}
