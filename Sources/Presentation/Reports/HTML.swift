/// A piece of HTML. Text put into it is escaped; only other pieces of HTML go in as they are.
package struct HTML: ExpressibleByStringInterpolation, Sendable {
  /// The markup.
  package private(set) var markup: String

  package init(stringLiteral markup: String) { self.markup = markup }

  package init(stringInterpolation pieces: Interpolation) { markup = pieces.markup }

  /// Pieces one after the other.
  package init(_ pieces: some Sequence<HTML>) { markup = pieces.map(\.markup).joined(separator: "\n") }

  /// Markup and what is put between it.
  package struct Interpolation: StringInterpolationProtocol {
    fileprivate var markup = ""

    package init(literalCapacity: Int, interpolationCount: Int) {}

    package mutating func appendLiteral(_ markup: String) { self.markup += markup }

    /// Text, escaped.
    package mutating func appendInterpolation(_ text: String) { markup += HTML.escape(text) }

    /// A number.
    package mutating func appendInterpolation(_ number: Int) { markup += String(number) }

    /// HTML, as it is.
    package mutating func appendInterpolation(_ html: HTML) { markup += html.markup }
  }

  /// Text with every character that means something in HTML as a reference, and without control characters or marks
  /// that reorder what stands around them.
  package static func escape(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      default:
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF, 0x061C:
          escaped += "\u{FFFD}"
        default: escaped.unicodeScalars.append(scalar)
        }
      }
    }
    return escaped
  }
}
