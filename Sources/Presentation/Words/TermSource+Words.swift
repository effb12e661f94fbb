import Ledger
import LedgerDomain
import LedgerFormat

extension TermSource {
  /// The source as JSON.
  var json: JSON {
    .object([
      .init("path", .string(term.path)), .init("value", value.json),
      .init("from", .string(agreement == nil ? "rulebook" : "agreement")), .init("rulebook", .string(rulebook)),
      .init("section", JSON(section)), .init("regular", regular?.json ?? .null),
      .init(
        "agreement",
        agreement.map {
          .object([
            .init("position", .integer($0.position)), .init("startsOn", .string($0.startsOn.description)),
            .init("endsOn", .string($0.endsOn.description)),
          ])
        } ?? .null),
    ])
  }

  /// The source as people read it.
  var words: Words {
    let name = term.words
    guard let agreement else {
      let place = section.map { " §\($0)" } ?? ""
      return Words(
        zh: "  \(name.zh) \(value.text)：出自制度\(place)（\(rulebook)）",
        en: "  \(name.en) \(value.text): from the regulation\(place) (\(rulebook))")
    }
    let span = "\(agreement.startsOn)–\(agreement.endsOn)"
    let regular = regular?.text ?? "–"
    return Words(
      zh: "  \(name.zh) \(value.text)：出自协议 #\(agreement.position)（\(span)），制度原为 \(regular)",
      en:
        "  \(name.en) \(value.text): from the agreement #\(agreement.position) (\(span)); the regulation says \(regular)"
    )
  }
}
