import LedgerDomain

/// A statement as a page of HTML.
struct StatementPage {
  let prose: Prose
  let language: Language

  var page: HTML {
    HTML.page(
      prose.entries.first.map { language($0.words) } ?? "", languageTag: language.rawValue, HTML(sections.map(section)))
  }

  /// The entries, each heading with what stands under it; blank lines only part them.
  private var sections: [[Prose.Entry]] {
    var sections: [[Prose.Entry]] = []
    for entry in prose.entries where !entry.words.en.isEmpty {
      if entry.kind == .text, let last = sections.indices.last {
        sections[last].append(entry)
      } else {
        sections.append([entry])
      }
    }
    return sections
  }

  private func section(_ entries: [Prose.Entry]) -> HTML { "<section>\n\(HTML(entries.map(element)))\n</section>" }

  private func element(_ entry: Prose.Entry) -> HTML {
    let text = language(entry.words)
    switch entry.kind {
    case .title: return "<h1>\(text)</h1>"
    case .heading: return "<h2>\(text)</h2>"
    case .text: return "<p>\(String(text.drop { $0 == " " }))</p>"
    }
  }
}
