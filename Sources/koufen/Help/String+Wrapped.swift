import Presentation

extension String {
  /// Marks that do not begin a line, and marks that do not end one.
  private static let closing: Set<Character> = Set("，。、；：？！）》」』”’…,.;:?!)]}")
  private static let opening: Set<Character> = Set("（《「『“‘([{")

  /// The text in lines of at most so many places of a terminal, broken at spaces and between Chinese characters; a word
  /// that is longer stands alone.
  func wrapped(to width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    var used = 0
    for (piece, isSpaced) in pieces {
      let length = piece.displayWidth
      let space = isSpaced && !line.isEmpty ? 1 : 0
      if !line.isEmpty, used + space + length > width {
        lines.append(line)
        line = piece
        used = length
      } else {
        line += (space == 1 ? " " : "") + piece
        used += space + length
      }
    }
    return line.isEmpty ? lines : lines + [line]
  }

  /// What may not be broken, and whether a space stands before it.
  private var pieces: [(text: String, isSpaced: Bool)] {
    split(separator: " ").flatMap { word in
      var pieces: [(text: String, isSpaced: Bool)] = []
      var last: Character?
      for character in word {
        let mayBreak = last.map { Self.mayBreak(between: $0, and: character) } ?? false
        if pieces.isEmpty || mayBreak {
          pieces.append((String(character), pieces.isEmpty))
        } else {
          pieces[pieces.count - 1].text.append(character)
        }
        last = character
      }
      return pieces
    }
  }

  private static func mayBreak(between left: Character, and right: Character) -> Bool {
    !opening.contains(left) && !closing.contains(right) && (isWide(left) || isWide(right))
  }

  private static func isWide(_ character: Character) -> Bool { String(character).displayWidth == 2 }
}
