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

/// A value from day to day, as stairs (programmes §11): each step's day, its value, and the nodes.
struct CounterStairs {
  let steps: [(day: LocalDayNumber, value: Int, text: String)]
  let nodes: [Int]
  let label: String

  private static let height = 180
  private static let bottom = 24

  func html(in frame: Frame) -> HTML {
    guard let first = steps.first, let last = steps.last else { return "" }
    let span = max(1, last.day - first.day + 1)
    let most = max(steps.map(\.value).max() ?? 0, nodes.max() ?? 0, 1) * 21 / 20 + 1
    func x(_ day: LocalDayNumber) -> String { Share.text(200 + (day - first.day) * 9_400 / span, of: 10_000) }
    func y(_ value: Int) -> Int { Self.height - Self.bottom - value * (Self.height - Self.bottom - 10) / most }
    var pieces: [HTML] = nodes.map { node in
      "<line class=\"rectification\" x1=\"2%\" x2=\"98%\" y1=\"\(y(node))\" y2=\"\(y(node))\"/><text x=\"2.5%\" y=\"\(y(node) - 4)\">\(node)</text>"
    }
    for (index, step) in steps.enumerated() {
      let next = index + 1 < steps.count ? steps[index + 1] : nil
      let end = next.map { x($0.day) } ?? x(last.day + 1)
      pieces.append(
        "<line class=\"curve\" x1=\"\(x(step.day))\" x2=\"\(end)\" y1=\"\(y(step.value))\" y2=\"\(y(step.value))\"/>")
      if let next {
        pieces.append(
          "<line class=\"curve\" x1=\"\(end)\" x2=\"\(end)\" y1=\"\(y(step.value))\" y2=\"\(y(next.value))\"/>")
      }
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
