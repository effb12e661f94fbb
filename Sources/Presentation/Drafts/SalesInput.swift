import LedgerDomain
package import LedgerFormat

/// What the outlets of a report sold as a form has it: an outlet a line, with yuan, where the data of the event has fen.
package enum SalesInput {
  /// The name of its field.
  package static let name = "sales.yuan"

  /// The lines in which sales stand when they are to be put right: `o-1=145.00`.
  ///
  /// - Parameter sales: the list in the data of the event.
  package static func text(_ sales: JSON) -> String {
    guard case .array(let lines) = sales else { return "" }
    return lines.compactMap { line -> String? in
      guard case .string(let outlet)? = line["outlet"], case .integer(let fen)? = line["amountFen"] else { return nil }
      return "\(outlet)=\(YuanColumn.text(fen: fen))"
    }.joined(separator: "\n")
  }

  /// What was typed, as flags have it: `o-1=14500,o-2=0`.
  ///
  /// - Throws: the first line that is no outlet with an amount of yuan.
  static func list(_ text: String) throws(InputError) -> String {
    var lines: [String] = []
    for line in parts(of: text) {
      let sides = line.split(separator: "=", omittingEmptySubsequences: false).map { String($0).narrowed.trimmed }
      guard sides.count == 2, sides[0].isKey(), let fen = YuanColumn.fen(sides[1]) else {
        throw .field(name, expected: .salesInYuan(not: line))
      }
      lines.append("\(sides[0])=\(fen)")
    }
    return lines.joined(separator: ",")
  }

  /// The outlets with what stands behind each: a line, or several with commas between them, which amounts may have of their own.
  private static func parts(of text: String) -> [String] {
    text.typedLines.flatMap { line -> [String] in
      let pieces = line.replacing("＝", with: "=").split { ",，、".contains($0) }.map { String($0) }
      return pieces.reduce(into: []) { parts, piece in
        if piece.contains("=") || parts.isEmpty {
          parts.append(piece.trimmed)
        } else {
          parts[parts.count - 1] += ",\(piece)"
        }
      }
    }
  }
}

extension Expectation {
  /// - Parameter found: the line that is wrong.
  fileprivate static func salesInYuan(not found: String) -> Expectation {
    Expectation(zh: "每行一个网点及其金额（元），如 o-1=1450.00", en: "an outlet a line with its amount in yuan, such as o-1=1450.00")
      .not("“\(found.printable)”")
  }
}
