package import LedgerDomain

/// What a place of a JSON text is expected to hold, in both languages.
extension Expectation {
  static let endOfText = Expectation(zh: "文本的结尾", en: "the end of the text")
  package static let nesting = Expectation(
    zh: "不超过 \(Limits.jsonDepth) 层的嵌套", en: "at most \(Limits.jsonDepth) levels of nesting")
  static let fieldName = Expectation(zh: "引号中的字段名", en: "a field's name in quotes")
  static let commaOrBrace = Expectation(zh: "“,”或“}”", en: "\",\" or \"}\"")
  static let commaOrBracket = Expectation(zh: "“,”或“]”", en: "\",\" or \"]\"")
  static let value = Expectation(zh: "一个值", en: "a value")
  static let wholeNumber = Expectation(zh: "整数", en: "a whole number")
  static let noLeadingZero = Expectation(zh: "没有多余 0 开头的数字", en: "no digit after a leading 0")
  static let noControlCharacter = Expectation(zh: "不含控制字符的字符串", en: "no control character in a string")
  static let closingQuote = Expectation(zh: "字符串的结束引号", en: "the string's closing quote")
  package static let utf8 = Expectation(zh: "有效的 UTF-8", en: "valid UTF-8")
  static let surrogatePair = Expectation(zh: "代理对的后一半", en: "the second half of a surrogate pair")
  static let noLoneSurrogate = Expectation(zh: "成对的代理项", en: "no lone surrogate")
  static let escape = Expectation(zh: "JSON 的转义字符", en: "an escape JSON knows")
  static let hexadecimal = Expectation(zh: "四位十六进制数字", en: "four hexadecimal digits")

  static func fields(atMost count: Int) -> Expectation {
    Expectation(zh: "不超过 \(count) 个字段的对象", en: "at most \(count) fields in one object")
  }

  static func character(_ byte: UInt8) -> Expectation {
    let character = Character(UnicodeScalar(byte))
    return Expectation(zh: "“\(character)”", en: "\"\(character)\"")
  }
}
