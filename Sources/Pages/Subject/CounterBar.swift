import LedgerDomain
import Presentation

/// A counter's value against its nodes, as a bar as wide as its cell: a stroke for each node (programmes §2).
struct CounterBar {
  let value: Int
  /// What `/v1/rulebooks/{name}` says of the counter; nil where nobody says it.
  let counter: Part?

  /// Strokes of one repeated node, at most: those nearest below the value, and the next above it.
  private static let mostRepeated = 12

  /// The nodes up to the next above the value, ascending.
  var nodes: [Int] {
    var nodes: Set<Int> = []
    for node in counter?["nodes"].items ?? [] {
      guard let at = node["at"].number else { continue }
      nodes.insert(at)
      guard let every = node["every"].number, every > 0, value >= at else { continue }
      let next = at + ((value - at) / every + 1) * every
      nodes.formUnion((0..<Self.mostRepeated).map { next - $0 * every }.filter { $0 > at })
    }
    return nodes.sorted()
  }

  func html(in frame: Frame) -> HTML {
    let nodes = nodes
    let scale = max(nodes.last ?? 0, value, 1) * 21 / 20 + 1
    let reached = nodes.last { $0 <= value }
    let next = nodes.first { $0 > value }
    let label =
      frame.say(zh: "现为 \(value)", en: "now \(value)")
      + (reached.map { frame.say(zh: "，已达节点 \($0)", en: ", has reached the node at \($0)") } ?? "")
      + (next.map { frame.say(zh: "，下一节点 \($0)", en: ", the next node is \($0)") } ?? "")
    let strokes = nodes.map { node -> HTML in
      let at = Share.text(node, of: scale)
      return "<line class=\"rectification\" x1=\"\(at)\" x2=\"\(at)\" y1=\"0\" y2=\"18\"/>"
    }
    return """
      <svg class="bar" height="18" role="img" aria-label="\(label)"><rect class="track" y="4" width="100%" height="10"/>\
      <rect class="\(reached == nil ? "score" : "rectification")" y="4" width="\(Share.text(max(0, value), of: scale))" height="10"/>\(HTML(strokes))</svg>
      """
  }
}

/// A value from day to day, as stairs (programmes §11): each step's day, its value, and the nodes; what lies behind the day asked
/// about is dashed, for it only comes if nothing more is recorded.
struct CounterStairs {
  let steps: [(day: LocalDayNumber, value: Int, text: String)]
  let nodes: [Int]
  /// The day asked about; nil where all is drawn alike.
  var today: LocalDayNumber?
  let label: String

  private static let height = 180
  private static let bottom = 24

  var html: HTML {
    guard let first = steps.first, let last = steps.last else { return "" }
    let end = max(last.day, today ?? last.day)
    let span = max(1, end - first.day + 1)
    let most = max(steps.map(\.value).max() ?? 0, nodes.max() ?? 0, 1) * 21 / 20 + 1
    func x(_ day: LocalDayNumber) -> String { Share.text(200 + (day - first.day) * 9_400 / span, of: 10_000) }
    func y(_ value: Int) -> Int { Self.height - Self.bottom - value * (Self.height - Self.bottom - 10) / most }
    func piece(_ from: LocalDayNumber, _ low: Int, _ to: LocalDayNumber, _ high: Int) -> HTML {
      let name = (today.map { from > $0 } ?? false) ? "curve beside" : "curve"
      return "<line class=\"\(name)\" x1=\"\(x(from))\" x2=\"\(x(to))\" y1=\"\(y(low))\" y2=\"\(y(high))\"/>"
    }
    var pieces: [HTML] = nodes.map { node in
      "<line class=\"rectification\" x1=\"2%\" x2=\"98%\" y1=\"\(y(node))\" y2=\"\(y(node))\"/><text x=\"2.5%\" y=\"\(y(node) - 4)\">\(node)</text>"
    }
    for (index, step) in steps.enumerated() {
      let next = index + 1 < steps.count ? steps[index + 1] : nil
      let until = next?.day ?? end + 1
      // A tread is cut where the day asked about ends.
      if let today, step.day <= today, today + 1 < until {
        pieces += [piece(step.day, step.value, today + 1, step.value), piece(today + 1, step.value, until, step.value)]
      } else {
        pieces.append(piece(step.day, step.value, until, step.value))
      }
      if let next { pieces.append(piece(until, step.value, until, next.value)) }
    }
    if let today, today >= first.day {
      pieces.append(
        "<line class=\"today\" x1=\"\(x(today + 1))\" x2=\"\(x(today + 1))\" y1=\"4\" y2=\"\(y(0))\"/>")
    }
    let ends: HTML =
      "<text x=\"2%\" y=\"\(Self.height - 6)\">\(first.text)</text><text class=\"mid\" x=\"90%\" y=\"\(Self.height - 6)\">\(last.text)</text>"
    return """
      <svg class="chart" height="\(Self.height)" role="img" aria-label="\(label)"><line class="axis" x1="2%" x2="98%" y1="\(y(0))" y2="\(y(0))"/>\(HTML(pieces))\(ends)</svg>
      """
  }
}

/// A day as a number of days since 1970.
typealias LocalDayNumber = Int

extension CounterStairs {
  /// The stairs of a counter of a subject; nil for one that was never charged.
  ///
  /// - Parameters:
  ///   - answer: what `/v1/providers/{p}/counters/{c}` answers.
  ///   - form: what `/v1/rulebooks/{name}` says of the counter.
  ///   - standing: the subject's standing, which names the day asked about.
  init?(_ answer: Answered, _ form: Part?, called title: String, on standing: Answered, in frame: Frame) {
    steps = answer["values"].items.compactMap { step in
      guard let day = step["on"].text.flatMap({ LocalDate($0) }), let value = step["value"].number else { return nil }
      return (day.daysSinceEpoch, value, frame.shown(day))
    }
    if steps.isEmpty { return nil }
    nodes = (form?["nodes"].items ?? []).compactMap { $0["at"].number }
    today = standing["asOf"].text.flatMap { LocalDate($0) }?.daysSinceEpoch
    label = frame.say(
      zh: "\(title)，逐日；虚线为不再有变化时以后的累计",
      en: "\(title), from day to day; dashed, what it comes to if nothing more happens")
  }
}
