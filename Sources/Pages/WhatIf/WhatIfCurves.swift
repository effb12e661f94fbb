import LedgerDomain
import Presentation

/// Both curves of a year in one figure: as it happened, and as it would have been; and the same in a table (pages 3.9, P11).
struct WhatIfCurves {
  let frame: Frame
  /// A year of the simulation.
  let year: Part

  /// The figure, folded.
  var html: HTML {
    guard let number = year["year"].number, year["curves"].isThere else { return "" }
    let (happened, simulated) = (year["curves"]["happened"], year["curves"]["simulated"])
    let curve = ScoreCurve(
      year: number, steps: steps(simulated), beside: steps(happened), lines: Lines(frame.rulebookInForce()),
      order: .learnt, today: Month(year: number, month: 12).lastDay, outlook: nil,
      label: frame.say(
        zh:
          "\(year["name"].text ?? "")：实际 \(year["happened"]["score"].value) 分，试算 \(year["simulated"]["score"].value) 分",
        en:
          "\(year["name"].text ?? ""): \(year["happened"]["score"].value) happened, \(year["simulated"]["score"].value) would have"
      ))
    return """
      <details><summary>\(frame.say(zh: "两条曲线", en: "both curves"))</summary>\(curve.html(in: frame))
      <p class="small">\(frame.say(zh: "实线为试算，虚线为实际。", en: "The line is what would have been, the dashed one what happened."))</p>
      <dl class="facts small"><dt>\(frame.say(zh: "实际", en: "happened"))</dt><dd>\(points(happened))</dd><dt>\(frame.say(zh: "试算", en: "would have"))</dt><dd>\(points(simulated))</dd></dl></details>
      """
  }

  private func points(_ curve: Part) -> HTML {
    let points = curve.items.map { point -> HTML in
      "\(frame.date(point["on"], beside: year["year"].number)) <strong>\(frame.data(point["score"]))</strong>"
    }
    return points.isEmpty ? "–" : .joined(points, by: " · ")
  }

  private func steps(_ curve: Part) -> [ScoreCurve.Step] {
    var before = 0
    return curve.items.compactMap { point in
      guard let day = point["on"].text.flatMap({ LocalDate($0) }), let score = point["score"].number else { return nil }
      defer { before = score }
      return ScoreCurve.Step(
        act: day, learnt: day, points: score - before, title: "\(frame.shown(day)): \(score)", row: "")
    }
  }
}
