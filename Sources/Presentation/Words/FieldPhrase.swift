import LedgerDomain
import LedgerFormat

/// A field of an event and its value, as people say them.
struct FieldPhrase {
  /// The field's name as people say it; nil where the value says what it is.
  let label: Words?
  /// The value.
  let value: Words
  /// What stands between the two.
  var between = Words(zh: "", en: " ")

  /// Both in one phrase.
  var words: Words {
    guard let label else { return value }
    // A Chinese name stands apart from what is not Chinese.
    let gap = value.zh.unicodeScalars.first.map { $0.value < 0x2000 } ?? false ? " " : ""
    return Words(
      zh: label.zh + (between.zh.isEmpty ? gap : between.zh) + value.zh, en: label.en + between.en + value.en)
  }
}

extension String {
  /// A name of a field in words: `startsOn` as `starts on`.
  public var spelt: String {
    reduce(into: "") { words, letter in words += letter.isUppercase ? " " + letter.lowercased() : String(letter) }
  }

  /// The text in quotes; of one in several lines, such as a letter, its first line and how many there are.
  var inQuotes: Words {
    let lines = split(whereSeparator: \.isNewline)
    guard lines.count > 1 else { return Words(zh: "“\(self)”", en: "“\(self)”") }
    return Words(
      zh: "“\(lines[0])”等 \(lines.count) 行", en: "“\(lines[0])” and \((lines.count - 1).english("more line"))")
  }
}
