/// What keeps a YAML text from exhausting whoever reads it.
package enum YAMLLimits {
  /// Most characters of what the parser says is wrong: it quotes the whole line, however long.
  private static let problemCharacters = 300

  /// What a file may come to with every alias written out, in bytes.
  package static let maximumBytes = 64 << 20

  /// Whether `text`, by its aliases (`&name`, then `*name` for the same again), could come to more than that.
  ///
  /// Judged before parsing, because composing a mapping with such a key already takes for ever. With `a` aliases behind
  /// `k` anchors, `n` bytes come to at most `n (1 + a/k)^k`; an ampersand or a star in a text counts as one.
  package static func mayExplode(_ text: [UInt8]) -> Bool {
    var anchors = 0
    var aliases = 0
    for (byte, next) in zip(text, text.dropFirst()) where next > UInt8(ascii: " ") {
      if byte == UInt8(ascii: "&") { anchors += 1 }
      if byte == UInt8(ascii: "*") { aliases += 1 }
    }
    var bytes = Double(text.count)
    for _ in 0..<anchors where bytes <= Double(maximumBytes) { bytes *= 1 + Double(aliases) / Double(anchors) }
    return anchors > 0 && aliases > 0 && bytes > Double(maximumBytes)
  }

  /// What the parser says is wrong, cut to a length that can be read.
  package static func problem(_ error: any Error) -> String {
    let words = String(describing: error)
    return words.count > problemCharacters ? words.prefix(problemCharacters) + "…" : words
  }
}
