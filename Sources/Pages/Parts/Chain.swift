import LedgerDomain
import Presentation

/// What shows that a page tells the truth: the events it rests on by their hashes, and the year to take away.
extension Frame {
  /// The events of an answer's `chain`, each with its type in words and its hash.
  func chain(_ links: Part) -> HTML {
    let rows = links.items.map { link in
      DataTable.Row([
        position(link["position"]), data(link["version"]),
        data(link["type"], "\(name(ofType: link["type"].text ?? ""))"), "<code>\(data(link["hash"]))</code>",
      ])
    }
    return DataTable(
      caption: say(zh: "链上证据", en: "Proof in the chain"),
      columns: [
        .init("#", .name), .init(say(zh: "序号", en: "version"), .number), .init(say(zh: "类型", en: "type")),
        .init(say(zh: "哈希", en: "hash"), .text),
      ], rows: rows
    ).html
  }

  /// Where the bundle of a provider's year is had; nothing for whoever may not have it.
  func bundle(of provider: String, in year: String) -> HTML {
    guard may("bundle") else { return "" }
    let words = say(zh: "下载年度凭证，可脱离账本核对", en: "Bundle of the year, which is checked without the ledger")
    let address = download("providers", provider, "years", year, "bundle")
    return "<a class=\"told\" href=\"\(address)\" download>\(words)</a>"
  }

  /// How a bundle is checked by whoever is given it, without the ledger: by which program, against what.
  func howToCheck(_ file: String) -> HTML {
    guard may("bundle") else { return "" }
    let command: HTML = "<code>python3 verify_bundle.py \(file) SEAL</code>"
    let take: HTML =
      may("verify")
      ? "<a class=\"told\" href=\"\(link("audit"))\">\(say(zh: "在审计页取封存点", en: "taken on the page of audit"))</a>"
      : "\(say(zh: "由审计取得", en: "taken by an auditor"))"
    return """
      <p class="small soft">\(say(zh: "核对：", en: "To check it: "))\(command)\(say(
        zh: "。verify_bundle.py 随本程序的文档提供；SEAL 是另处保存的封存点，",
        en: ". The program comes with koufen, in Documentation; SEAL is a seal that is kept elsewhere, "))\(take)\(say(
          zh: "，没有它就不能排除整个凭证被人重做。", en: ": without one nobody can tell whether the whole bundle was made anew."))</p>
      """
  }

  /// Where the bundle of a subject is had, of the view that is shown; nothing for whoever may not have it.
  func bundle(ofSubject subject: String) -> HTML {
    guard may("bundle") else { return "" }
    return
      "<a href=\"\(download("providers", subject, "bundle"))\" download>\(say(zh: "凭证（可脱离账本核对）", en: "bundle, to be checked without the ledger"))</a>"
  }

  /// Where an answer of the API is had as a file: of what the page shows, and not of what was learnt since (pages P16).
  func download(_ segments: String..., query: KeyValuePairs<String, String?> = [:]) -> Address {
    let pairs = query.compactMap { pair in pair.value.map { Address.Pair(pair.key, $0) } }
    return Address(segments: ["v1"] + segments, pairs: pairs).replacing("asOf", asOf).replacing("knownAt", knownAt)
  }
}
