import LedgerDomain

/// The way in, in a standing as people read it.
extension StandingText {
  func add(_ admission: Standing.AdmissionLine, to page: inout Page) {
    var words = language(admission.result.state.words)
    let (unmet, missing) = (admission.result.unmet.map(\.text), admission.result.missing.map(\.text))
    if !unmet.isEmpty {
      words += language(zh: "；未满足 \(Language.zh.list(unmet))", en: "; unmet: \(Language.en.list(unmet))")
    }
    if !missing.isEmpty {
      words += language(zh: "；未认定 \(Language.zh.list(missing))", en: "; missing: \(Language.en.list(missing))")
    }
    page.add(pair(zh: "准入状态", en: "admission", words, admission.result.state.tone))
    page.add(
      pair(
        zh: "渠道", en: "channel",
        admission.isChannelOpen ? language(zh: "已开通", en: "open") : language(zh: "未开通", en: "closed")))
  }

  /// The outlets of which something was found that will not do, or not all that is asked.
  var outletAdmissions: Table {
    var table = Table(
      (language(zh: "网点", en: "outlet"), .left), (language(zh: "准入状态", en: "admission"), .left),
      (language(zh: "未满足", en: "unmet"), .wrapped))
    let lines = standing.summary.admission?.outlets.filter { $0.result.state != .fit } ?? []
    table.rows = lines.map { line in
      [line.outlet.text, language(line.result.state.words), line.result.unmet.map(\.text).joined(separator: ", ")]
    }
    table.tint(1, lines.map(\.result.state.tone))
    return table
  }

  /// By what the provider is reached.
  var contacts: Table {
    var table = Table((language(zh: "联系方式", en: "contact"), .left), (language(zh: "内容", en: "says"), .wrapped))
    table.rows = standing.summary.contacts.sorted { $0.key < $1.key }.map { [$0.key.text, $0.value.printable] }
    return table
  }
}
