import LedgerDomain

/// What was ordered besides points, and what was told in writing.
extension StandingText {
  var measures: Table {
    var table = Table(
      .init(language(zh: "处理措施", en: "measure"), .wrapped, .essential),
      .init(language(zh: "类型", en: "kind"), .wrapped, .important),
      .init(language(zh: "状态", en: "state"), .left, .essential),
      .init(language(zh: "下达日期", en: "since"), .left, .important),
      .init(language(zh: "结束日期", en: "until"), .left, .usual))
    table.rows = standing.summary.measures.map { line in
      [
        line.measure.text, line.kind.text, language(line.state.words), line.since.description,
        line.until?.description ?? "–",
      ]
    }
    table.tint(2, standing.summary.measures.map { $0.state == .open ? .warning : nil })
    return table
  }

  var notices: Table {
    var table = Table(
      .init(language(zh: "通知", en: "notice"), .wrapped, .essential),
      .init(language(zh: "送达方式", en: "channel"), .wrapped, .important),
      .init(language(zh: "状态", en: "state"), .left, .essential),
      .init(language(zh: "发出日期", en: "sent"), .left, .important),
      .init(language(zh: "送达日期", en: "delivered"), .left, .important),
      .init(language(zh: "告知事项", en: "about"), .wrapped, .usual))
    let lines = standing.summary.notices
    table.rows = lines.map { line in
      [
        line.key.text, line.notice.channel.text, language(line.notice.status(on: standing.asOf).words),
        line.notice.sentOn.description, line.notice.deliveredOn?.description ?? "–",
        language.list(line.notice.about.map(\.text)),
      ]
    }
    table.tint(2, lines.map { $0.notice.end == nil ? nil : .warning })
    return table
  }
}
