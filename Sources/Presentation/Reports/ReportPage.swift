import LedgerDomain

/// What the pages of reports are built of.
protocol ReportPage {
  /// Says a text in the page's language.
  var say: (Words) -> String { get }
}

extension ReportPage {
  func say(zh: String, en: String) -> String { say(Words(zh: zh, en: en)) }

  /// What a report rests on: its date, and the state of knowledge.
  func view(_ asOf: LocalDate, _ knownAt: Instant, in zone: Zone) -> String {
    let known = zone.readable(knownAt)
    return say(zh: "截至 \(asOf)，所知截至 \(known)", en: "as of \(asOf), known at \(known)")
  }

  func section(_ heading: Words, _ body: HTML) -> HTML {
    "<section>\n<h2>\(say(heading))</h2>\n\(body)\n</section>"
  }

  /// A table of a section, whose first column names the row.
  func table(_ caption: Words, _ columns: [(Words, HTMLTable.Kind)]) -> HTMLTable {
    HTMLTable(caption: say(caption), columns: columns.map { (say($0.0), $0.1) })
  }

  /// A number at the head of the page, and what is to be said of it.
  func figure(_ name: String, _ number: String, _ note: String) -> HTML {
    "<div><dt>\(name)</dt><dd class=\"figure\">\(number)</dd><dd class=\"soft\">\(note)</dd></div>"
  }

  /// A number, and nothing for none.
  func count(_ number: Int) -> String { number == 0 ? "" : String(number) }

  /// What pends, and what it may cost: `2 (11–33)`.
  func pending(_ exposure: Standing.Exposure) -> String {
    exposure.count == 0
      ? "" : say(zh: "\(exposure.count)（\(exposure.range)）", en: "\(exposure.count) (\(exposure.range))")
  }

  /// A provider by its name and key.
  func provider(_ name: String, _ key: Key<Provider>) -> HTML { "\(name) <span class=\"key\">\(key.text)</span>" }

  func clause(_ clause: Clause, _ terms: ClauseTerms) -> HTML {
    "\(say(clause.words)) <span class=\"key\">§\(terms.section)</span>"
  }

  func range(_ terms: ClauseTerms) -> String { "\(terms.points.lowerBound)–\(terms.points.upperBound)" }
}
