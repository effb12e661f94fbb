import Presentation

/// What was judged under a clause in a year, as small columns; and the same in numbers (pages P21, 3.4).
struct Distribution {
  let frame: Frame
  /// What `/v1/clauses/{c}/judgements` answers.
  let judgements: Answered
  /// The points judged here, which are marked; nil for none yet.
  let here: Int?

  private static let height = 44
  /// Columns for which there is room at least, so that one alone is none as wide as the figure.
  private static let fewest = 8

  var html: HTML {
    let judged = judgements["judged"].items
    let grades = judgements["grades"].items
    guard !judged.isEmpty else {
      if !grades.isEmpty { return figure("", [graded(grades)]) }
      return
        "<p class=\"soft\">\(frame.say(zh: "该年度此条款下没有其他评定。", en: "Nothing else was judged under this clause in the year."))</p>"
    }
    let most = judged.compactMap { $0["count"].number }.max() ?? 1
    let room = max(judged.count, Self.fewest) * 100
    let columns = judged.enumerated().map { index, line -> HTML in
      let (points, count) = (line["points"].number ?? 0, line["count"].number ?? 0)
      let height = max(3, count * (Self.height - 16) / most)
      let left = Share.text(index * 100 + 15, of: room)
      let middle = Share.text(index * 100 + 50, of: room)
      return """
        <rect class="column\(points == here ? " here" : "")" x="\(left)" width="\(Share.text(70, of: room))" y="\(Self.height - 16 - height)" height="\(height)"/><text class="mid" x="\(middle)" y="\(Self.height - 2)">\(points)</text>
        """
    }
    let numbers = judged.map { "\(frame.data($0["points"])) × \(frame.data($0["count"]))" as HTML }
    let svg: HTML =
      "<svg class=\"chart\" height=\"\(Self.height)\" role=\"img\" aria-label=\"\(label)\">\(HTML(columns))</svg>"
    let points: HTML =
      "\(frame.say(zh: "分数 × 次数：", en: "points × times: "))\(frame.list(numbers))"
    return figure(svg, [points] + (grades.isEmpty ? [] : [graded(grades)]))
  }

  private var label: String { frame.say(zh: "该年度此条款下的评定", en: "judged under this clause in the year") }

  /// Of a programme, how often which grade was chosen.
  private func graded(_ grades: [Part]) -> HTML {
    let numbers = grades.map { "\(frame.data($0["grade"])) × \(frame.data($0["count"]))" as HTML }
    return "\(frame.say(zh: "情节 × 次数：", en: "grade × times: "))\(frame.list(numbers))"
  }

  private func figure(_ svg: HTML, _ lines: [HTML]) -> HTML {
    let told = lines.map { "\n<p class=\"small soft\">\($0)</p>" as HTML }
    return """
      <figure class="spread" data-of="\(judgements.address)"><figcaption>\(label)\(frame.aside(frame.data(judgements["year"])))</figcaption>
      \(svg)\(HTML(told))</figure>
      """
  }
}
