/// A line of text, pieces of which have a tone.
public struct Line: Equatable, Sendable {
  /// A piece of a line.
  public struct Piece: Equatable, Sendable {
    /// What it says.
    public var text: String
    /// What it is beside its words; nil for nothing.
    public var tone: Tone?
  }

  /// The pieces, in their order.
  public private(set) var pieces: [Piece] = []

  /// A line that is blank.
  public init() {}

  /// A line in one tone.
  public init(_ text: String, _ tone: Tone? = nil) { add(text, tone) }

  /// Adds a piece at the end.
  public mutating func add(_ text: String, _ tone: Tone? = nil) {
    if text.isEmpty { return }
    if let last = pieces.indices.last, pieces[last].tone == tone {
      pieces[last].text += text
    } else {
      pieces.append(Piece(text: text, tone: tone))
    }
  }

  /// Adds what another line says.
  public mutating func add(_ other: Line) {
    for piece in other.pieces { add(piece.text, piece.tone) }
  }

  /// What it says.
  public var text: String { pieces.count == 1 ? pieces[0].text : pieces.map(\.text).joined() }

  /// The same line without characters that no terminal should be sent.
  public var printable: Line {
    var line = Line()
    for piece in pieces { line.add(piece.text.printable, piece.tone) }
    return line
  }

  /// The same line without spaces at its end.
  var trimmed: Line {
    var line = self
    while let last = line.pieces.last {
      let text = last.text.trimmingTrailingSpaces
      if text.isEmpty {
        line.pieces.removeLast()
        continue
      }
      line.pieces[line.pieces.count - 1].text = text
      break
    }
    return line
  }
}

extension String {
  /// The text without spaces at its end.
  var trimmingTrailingSpaces: String {
    let spaces = utf8.reversed().prefix { $0 == UInt8(ascii: " ") }.count
    return spaces == 0 ? self : String(decoding: utf8.dropLast(spaces), as: UTF8.self)
  }
}
