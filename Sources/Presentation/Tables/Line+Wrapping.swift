extension Line {
  /// The line as lines of no more than so many places; one that has room stays as it is.
  ///
  /// It is broken at spaces and between Chinese characters, never before a mark that closes or behind one that opens, and
  /// within a word only where the word alone is too long. What is broken off is indented more than the line.
  ///
  /// - Parameters:
  ///   - hanging: by how many places more.
  ///   - cutsWords: false where a word that is too long stands alone, as it is.
  public func wrapped(to width: Int?, hanging: Int = 2, cutsWords: Bool = true) -> [Line] {
    guard let width, text.displayWidth > width else { return [self] }
    let indent = text.prefix { $0 == " " }.count
    let depth = min(indent + hanging, width / 2)
    var lines: [Line] = []
    var line = Line()
    var used = 0
    for word in words {
      if used + word.breadth > width, used > (lines.isEmpty ? indent : depth) {
        lines.append(line.trimmed)
        line = Line(String(repeating: " ", count: depth))
        used = depth
        // A space at which the line was broken is not carried over.
        if word.isSpace { continue }
      }
      for piece in cutsWords ? word.cut(to: width - used, then: width - depth) : [word] {
        if used + piece.breadth > width, used > depth {
          lines.append(line.trimmed)
          line = Line(String(repeating: " ", count: depth))
          used = depth
        }
        line.add(piece.line)
        used += piece.breadth
      }
    }
    if !line.trimmed.pieces.isEmpty { lines.append(line.trimmed) }
    return lines
  }

  /// A run of characters that is not broken, or of spaces.
  fileprivate struct Unit {
    var line = Line()
    var breadth = 0
    var isSpace = false

    /// The run in pieces that fit: the first in what is left of a line, the others in a line of their own.
    func cut(to left: Int, then whole: Int) -> [Unit] {
      guard breadth > max(left, whole) else { return [self] }
      var units: [Unit] = []
      var unit = Unit()
      var room = max(left, 1)
      var seam: Unit?  // the run up to where it is best cut: behind a mark between the parts of a key
      for piece in line.pieces {
        for scalar in piece.text.unicodeScalars {
          if unit.breadth + scalar.displayWidth > room, unit.breadth > 0 {
            let cut = seam ?? unit
            units.append(cut)
            unit = unit.behind(cut)
            (room, seam) = (max(whole, 1), nil)
          }
          unit.line.add(String(scalar), piece.tone)
          unit.breadth += scalar.displayWidth
          if scalar == ":" || scalar == "/" { seam = unit }
        }
      }
      return units + [unit]
    }

    /// What is left of the run behind its beginning.
    private func behind(_ beginning: Unit) -> Unit {
      var rest = Unit()
      var passed = beginning.line.text.unicodeScalars.count
      for piece in line.pieces {
        for scalar in piece.text.unicodeScalars {
          if passed > 0 {
            passed -= 1
          } else {
            rest.line.add(String(scalar), piece.tone)
            rest.breadth += scalar.displayWidth
          }
        }
      }
      return rest
    }
  }

  /// The line in units between which it may be broken.
  private var words: [Unit] {
    var units: [Unit] = []
    var unit = Unit()
    var last: Unicode.Scalar?
    for piece in pieces {
      for scalar in piece.text.unicodeScalars {
        if let last, scalar.displayWidth > 0, Self.breaks(between: last, and: scalar) {
          units.append(unit)
          unit = Unit()
        }
        unit.isSpace = scalar == " "
        unit.line.add(String(scalar), piece.tone)
        unit.breadth += scalar.displayWidth
        last = scalar
      }
    }
    return last == nil ? [] : units + [unit]
  }

  private static let closing = Set("，。、；：！？）」』”’》〉】〕…—–·％,.;:!?)]}%".unicodeScalars)
  private static let opening = Set("（「『“‘《〈【〔¥([{".unicodeScalars)

  private static func breaks(between last: Unicode.Scalar, and next: Unicode.Scalar) -> Bool {
    if (last == " ") != (next == " ") { return true }
    if last == " " || closing.contains(next) || opening.contains(last) { return false }
    return last.displayWidth == 2 || next.displayWidth == 2
  }
}
