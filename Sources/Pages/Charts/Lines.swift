import Presentation

/// The lines that a provider's score is held against: those of the rules, or its own by an agreement.
struct Lines {
  /// A line.
  struct Line {
    /// The points.
    let points: Int
    /// What it opens: `rectification` or `termination`.
    let opens: String
  }

  /// The lines, the lowest first.
  let all: [Line]

  private static let names = ["rectification", "termination"]

  /// The lines of the rules.
  ///
  /// - Parameter rulebook: what `/v1/rulebooks/{name}` answers.
  init(_ rulebook: Answered?) {
    all = Self.names.compactMap { name in
      rulebook?["terms"]["\(name).threshold"].number.map { Line(points: $0, opens: name) }
    }
  }

  init(sorting all: [Line]) { self.all = all.sorted { $0.points < $1.points } }

  /// The same with what the provider's own agreement says on a day.
  func of(_ standing: Part) -> Lines {
    guard let day = standing["asOf"].text else { return self }
    let own = standing["agreements"].items.last { agreement in
      (agreement["startsOn"].text ?? "") <= day && day <= (agreement["endsOn"].text ?? "")
        && Self.names.contains { agreement["terms"][$0]["threshold"].isThere }
    }
    guard let own else { return self }
    return Lines(
      sorting:
        all.map { line in
          Line(points: own["terms"][line.opens]["threshold"].number ?? line.points, opens: line.opens)
        })
  }

  /// The highest that a score has come to.
  func reached(by score: Int) -> Line? { all.last { $0.points <= score } }
}

extension Frame {
  /// What a line opens, as people call it.
  func name(of line: Lines.Line) -> String {
    line.opens == "termination" ? say(zh: "终止", en: "termination") : say(zh: "整改", en: "rectification")
  }

  /// What a row of an office's section is called by the rules in force; nil for one without words there.
  ///
  /// - Parameter section: `contacts`, `criteria`, `duties` or `measures`.
  func called(_ slug: String, in section: String) -> String? {
    rulebookInForce()?["names"][section][slug][language.rawValue].text
  }

  /// A duty by what it asks for, with its key beside it; by its key where the rules have no words for it.
  func duty(_ part: Part) -> HTML {
    guard let words = part.text.flatMap({ called(String($0.prefix { $0 != ":" }), in: "duties") }) else {
      return data(part)
    }
    return "\(words) <span class=\"small soft\">\(data(part))</span>"
  }

  /// The version of the rules that is in force, with its lines.
  func rulebookInForce() -> Answered? {
    guard let name = (try? basis())?["rulebook"].text else { return nil }
    return try? askingOfLog("rulebooks", name)
  }
}
