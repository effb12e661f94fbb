import LedgerDomain

/// A score beside the points that open procedures, as a bar as wide as its cell.
struct ScoreBar {
  /// The score, and the most that pending breaches may add to it.
  let score: Int
  let pending: Int
  /// The points that open procedures.
  let thresholds: [Threshold]
  /// The points at the right end, the same for all bars that stand above each other.
  let scale: Int
  /// Says a text in the page's language.
  let say: (Words) -> String

  /// The threshold reached that takes most points, if any.
  private var reached: Threshold? { thresholds.last { $0.points <= score } }

  var html: HTML {
    let label = reached.map { say($0.reachedWords) } ?? say(Words(zh: "未达标准线", en: "below every line"))
    return """
      <svg class="bar" height="20" role="img" aria-label="\(label)">
      <rect class="track" y="4.5" width="100%" height="11"/>
      \(bar(0, score, className))
      \(bar(score, score + pending, "may"))
      \(HTML(thresholds.map(line)))
      </svg>
      """
  }

  private var className: HTML {
    switch reached?.opens {
    case nil: "fill"
    case .rectification: "fill near"
    case .termination: "fill over"
    }
  }

  private func bar(_ from: Int, _ to: Int, _ name: HTML) -> HTML {
    guard to > from else { return "" }
    return
      "<rect class=\"\(name)\" x=\"\(from.share(of: scale))\" y=\"4.5\" width=\"\((to - from).share(of: scale))\" height=\"11\"/>"
  }

  private func line(_ threshold: Threshold) -> HTML {
    let x = threshold.points.share(of: scale)
    return "<line class=\"\(threshold.opens.rawValue)\" x1=\"\(x)\" x2=\"\(x)\" y1=\"0\" y2=\"20\"/>"
  }

  /// What the marks of the bars mean.
  static func legend(_ thresholds: [Threshold], _ say: (Words) -> String) -> HTML {
    let lines = thresholds.map { threshold -> HTML in
      """
      <li><svg height="16" aria-hidden="true"><line class="\(threshold.opens.rawValue)" x1="50%" x2="50%" y1="0" y2="16"/></svg>\(say(threshold.lineWords))</li>
      """
    }
    return """
      <ul class="legend">
      <li><svg height="16" aria-hidden="true"><rect class="fill" y="3" width="100%" height="10"/></svg>\(say(Words(zh: "现扣分", en: "score now")))</li>
      <li><svg height="16" aria-hidden="true"><rect class="may" y="3" width="100%" height="10"/></svg>\(say(Words(zh: "待评定最多再扣", en: "what pending breaches may add")))</li>
      \(HTML(lines))
      </ul>
      """
  }
}

extension Threshold {
  /// The line and its points, such as `整改线 50`.
  var lineWords: Words { Words(zh: "\(opens.words.zh)线 \(points)", en: "\(opens.words.en) line \(points)") }

  /// That a score has come to it.
  var reachedWords: Words {
    Words(zh: "已达\(opens.words.zh)线（\(points)）", en: "has reached the \(opens.words.en) line (\(points))")
  }
}

extension Int {
  /// This part of a whole as an attribute says it: `12.34%`.
  func share(of whole: Int) -> String {
    let hundredths = whole == 0 ? 0 : self * 10_000 / whole
    let rest = hundredths % 100
    return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)%"
  }
}
