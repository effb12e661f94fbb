import LedgerDomain
import Presentation
import Rulebook

/// What may stand behind `append`: the type of an event, then its data as name=value.
struct EventWords {
  private let typed: TypedLine

  init(_ typed: TypedLine) { self.typed = typed }

  var candidates: [Completion.Candidate] {
    guard let type = typed.arguments.first else {
      return FactKind.allCases.map { .init(word: $0.name, about: Language.ofProcess($0.payload.about.words)) }
    }
    guard let kind = FactKind(called: type), let rulebook = try? Rulebook.builtIn() else { return [] }
    let fields = TypeListing(kind, under: rulebook.terms).fields
    if let equals = typed.current.firstIndex(of: "=") {
      let name = String(typed.current[..<equals])
      return fields.first { $0.heading.en == name }.map(values) ?? []
    }
    let given = Set(typed.arguments.map { $0.prefix { $0 != "=" } })
    return fields.filter { !given.contains($0.heading.en[...]) }.map {
      .init(word: $0.heading.en + "=", about: Language.ofProcess($0.heading))
    }
  }

  private func values(of field: Field) -> [Completion.Candidate] {
    let words: [Completion.Candidate] =
      switch field.kind {
      case .choice(let words): words.map { .init(word: $0, about: "") }
      case .flag: ["true", "false"].map { .init(word: $0, about: "") }
      case .breach: typed.given["--provider"] == nil ? [] : KnownWords(typed).breaches
      case .text, .key, .keys, .anyKeys, .duty, .duties, .parts, .count, .part, .date, .dateOrNull, .month, .texts,
        .sales,
        .terms,
        .findings, .contacts, .countOrNull, .positions, .fact, .data, .instant, .value, .values, .items:
        []
      }
    return words.map { .init(word: field.heading.en + "=" + $0.word, about: $0.about) }
  }
}
