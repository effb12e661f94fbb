import Ledger
import LedgerDomain

/// What one step of a curve was: points, the clause or the decision, when it was learnt, who decided, and why.
struct ChartStep {
  let chart: ScoreChart
  let index: Int

  /// What moved the score.
  var name: String {
    let entry = chart.step(index).entry
    let clause = entry.clause?.words ?? Words(zh: "扣分", en: "points")
    return switch entry.movement.kind {
    case .charge: chart.say(clause)
    case .appeal: chart.say(Words(zh: "申诉：\(clause.zh)", en: "appeal: \(clause.en)"))
    case .correction: chart.say(Words(zh: "更正：\(clause.zh)", en: "corrected: \(clause.en)"))
    case .pass: chart.say(Words(zh: "整改达标", en: "rectification passed"))
    }
  }

  var html: HTML {
    let step = chart.step(index)
    let section = step.entry.section.map { " §" + $0 } ?? ""
    let act = step.entry.on.map { chart.say(Words(zh: "，行为发生于 \($0)", en: ", of \($0)")) } ?? ""
    let by = (step.entry.cause ?? step.entry.event).event.by.map { " · \($0.id)" } ?? ""
    let learnt = chart.say(Words(zh: "入账 \(step.learnt)", en: "recorded \(step.learnt)"))
    let reason = step.entry.reason.map { reason -> HTML in "<q>\(reason)</q>" } ?? ""
    let lines = step.reached.map { threshold -> HTML in
      let name: HTML = threshold.opens == .termination ? "over" : "near"
      return "<span class=\"\(name)\">\(chart.say(threshold.reachedWords))</span>"
    }
    return """
      <li><b>\(step.entry.movement.points.signed)</b> → <b>\(step.entry.movement.score)</b> \(name)\(section)\(HTML(lines))<span class="soft">\(learnt)\(act)\(by)</span>\(reason)</li>
      """
  }
}
