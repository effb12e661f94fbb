import Presentation

/// A score beside its lines, as a bar as wide as its cell: solid what it is, hatched what is pending between its least and its
/// most, a stroke for each line (pages 3.1).
struct ScoreBar {
  /// The score.
  let score: Int
  /// What pending breaches may add, at least and at most.
  let pending: (least: Int, most: Int)
  /// The provider's own lines.
  let lines: Lines
  /// The points at the right end, the same for all bars that stand above each other.
  let scale: Int

  /// The bar; its text says the same.
  func html(in frame: Frame) -> HTML {
    let reached = lines.reached(by: score)
    let label =
      reached.map {
        frame.say(zh: "已达\(frame.name(of: $0))线 \($0.points)", en: "has reached \($0.points): \(frame.name(of: $0))")
      }
      ?? frame.say(zh: "未达标准线", en: "below every line")
    return """
      <svg class="bar" height="18" role="img" aria-label="\(label)">
      <rect class="track" y="4" width="100%" height="10"/>
      \(bar(0, score, reached?.opens ?? "score"))
      \(bar(score, score + pending.least, "least"))
      \(bar(score + pending.least, score + pending.most, "most"))
      \(HTML(lines.all.map(stroke)))
      </svg>
      """
  }

  private func bar(_ from: Int, _ to: Int, _ name: String) -> HTML {
    guard to > from else { return "" }
    return "<rect class=\"\(name)\" x=\"\(share(from))\" y=\"4\" width=\"\(share(to - from))\" height=\"10\"/>"
  }

  private func stroke(_ line: Lines.Line) -> HTML {
    "<line class=\"\(line.opens)\" x1=\"\(share(line.points))\" x2=\"\(share(line.points))\" y1=\"0\" y2=\"18\"/>"
  }

  private func share(_ points: Int) -> String { Share.text(points, of: scale) }
}

/// A part of a whole as an attribute of a drawing says it: `12.34%`.
enum Share {
  static func text(_ part: Int, of whole: Int) -> String {
    let hundredths = whole == 0 ? 0 : part * 10_000 / whole
    let rest = hundredths % 100
    return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)%"
  }
}
