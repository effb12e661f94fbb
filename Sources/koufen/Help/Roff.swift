/// A page for man(7), written piece by piece; whatever stands in a text means nothing to the formatter.
struct Roff {
  /// The page so far.
  private(set) var text = ""

  /// A text in which nothing is a command of the formatter.
  static func escape(_ text: String) -> String {
    let escaped = text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
    return escaped.hasPrefix(".") || escaped.hasPrefix("'") ? "\\&" + escaped : escaped
  }

  /// The same for a text that is filled: it may be broken wherever help may, also between Chinese characters.
  private static func breakable(_ text: String) -> String {
    var broken = ""
    var rest = text[...]
    for piece in text.wrapped(to: 1) {
      let gap = broken.isEmpty ? "" : rest.first == " " ? " " : "\\:"
      rest = rest.drop { $0 == " " }.dropFirst(piece.count)
      broken += gap + piece.replacing("\\", with: "\\e").replacing("-", with: "\\-")
    }
    return broken.hasPrefix(".") || broken.hasPrefix("'") ? "\\&" + broken : broken
  }

  mutating func title(_ name: String, source: String, manual: String) {
    text += ".TH \(Self.escape(name.uppercased())) 1 \"\" \"\(source)\" \"\(manual)\"\n"
    // Chinese has no spaces to be stretched.
    text += ".ad l\n.nh\n"
  }

  mutating func section(_ heading: String) { text += ".SH \(heading)\n" }

  /// The name of a page, and what it is of.
  mutating func name(_ name: String, _ about: String) { text += name + " \\- " + Self.escape(about) + "\n" }

  mutating func line(_ line: String) { text += Self.breakable(line) + "\n" }

  mutating func bold(_ line: String) { text += "\\fB\(Self.escape(line))\\fR\n" }

  /// A label, and what is said of it.
  mutating func entry(_ label: String, _ about: String) {
    text += ".TP\n\\fB\(Self.escape(label))\\fR\n\(Self.breakable(about))\n"
  }

  /// Lines as they stand.
  mutating func example(_ lines: [String]) {
    text += ".nf\n" + lines.map { Self.escape($0) + "\n" }.joined() + ".fi\n"
  }

  /// Paragraphs that are filled; lines that are set in stand as they are.
  mutating func paragraphs(_ lines: [String]) {
    for line in lines {
      if line.isEmpty {
        text += ".PP\n"
      } else if line.hasPrefix(" ") {
        example([line])
      } else {
        self.line(line)
      }
    }
  }
}
