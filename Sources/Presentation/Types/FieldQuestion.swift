public import LedgerDomain
import LedgerFormat

/// A field of an event that a person is asked for.
public struct FieldQuestion {
  /// The field of the envelope or of the data.
  public let name: String
  /// Whether it may be left empty.
  public let isOptional: Bool
  /// What it is, its limits, an example, and what stands for nothing.
  public let text: Words
  /// What is typed at the end of the text.
  public let prompt: Words
}

extension TypeListing {
  /// The field to ask for next; nil where all were.
  ///
  /// - Parameters:
  ///   - asked: the fields that are settled.
  ///   - answers: what was answered, by the fields; a choice among them says which other fields there are.
  public func question(after asked: Set<String>, _ answers: [String: String]) -> FieldQuestion? {
    let envelope: [EnvelopeField] = [.provider, .at, .by]
    if let field = envelope.first(where: { !asked.contains($0.rawValue) }) { return question(field) }
    let variant = variants.first { variant in
      guard let tag = variant.tag, let answer = answers[tag.field] else { return variant.tag != nil }
      return answer == tag.word || ChoiceWords.chinese(of: [tag.word])?[tag.word] == answer
    }
    let fields = variant?.fields ?? fields
    if let field = fields.first(where: { !asked.contains($0.heading.en) }) {
      let isOptional = field.isOptional || variant == nil && need(of: field) != Self.required
      return question(field, isOptional: isOptional, example: (variant ?? variants[0]).cell(of: field.name.en))
    }
    return asked.contains(EnvelopeField.note.rawValue) ? nil : question(.note)
  }

  private func question(_ field: EnvelopeField) -> FieldQuestion {
    let nothing: Words? =
      switch field {
      case .at: Words(zh: "留空为现在", en: "nothing for now")
      case .note: Words(zh: "可留空", en: "may be left empty")
      case .type, .provider, .by, .id: nil
      }
    let example = example(variants[0]).first { $0.name == field.rawValue }?.text
    let holds: Words =
      field == .provider
      ? Words(zh: "编号，或已登记的名称", en: "a key, or the name of a provider that is registered")
      : Words(field.expectation(roles))
    return question(field.name, holds, example, nothing)
  }

  private func question(_ field: Field, isOptional: Bool, example: String?) -> FieldQuestion {
    var holds = Words(field.kind.expectation)
    if case .choice(let words) = field.kind, let names = ChoiceWords.chinese(of: words) {
      holds = Words(zh: words.map { "\(names[$0] ?? $0)（\($0)）" }.joined(separator: "、"), en: holds.en)
    }
    return question(field.heading, holds, example, isOptional ? Words(zh: "可留空", en: "may be left empty") : nil)
  }

  private func question(_ name: Words, _ holds: Words, _ example: String?, _ nothing: Words?) -> FieldQuestion {
    let zh = [example.map { "如 \($0)" }, nothing?.zh].compactMap(\.self)
    let en = [example.map { "such as \($0)" }, nothing?.en].compactMap(\.self)
    return FieldQuestion(
      name: name.en, isOptional: nothing != nil,
      text: Words(
        zh: "\(name.zh)（\(name.en)）：" + ([holds.zh] + zh).joined(separator: "；"),
        en: "\(name.en): " + ([holds.en] + en).joined(separator: "; ")),
      prompt: Words(zh: "\(name.zh)：", en: "\(name.en): "))
  }
}
