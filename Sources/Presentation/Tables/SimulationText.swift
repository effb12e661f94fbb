import Ledger
import LedgerDomain
import LedgerFormat
public import Trials

/// A simulation as people read it; without a language in the words of the JSON.
public struct SimulationText {
  private let simulation: Simulation
  private let language: Language?

  /// A simulation to be read in a language; nil for the words of the JSON.
  public init(_ simulation: Simulation, _ language: Language?) {
    self.simulation = simulation
    self.language = language
  }

  private func text(zh: String, en: String) -> String { language == .zh ? zh : en }

  /// What differs, and what a person would have to look at.
  public var page: Page {
    let differing = simulation.years.filter(\.differs)
    let name = simulation.rulebook ?? text(zh: "现行规则", en: "the rules that hold")
    var page = Page()
    page.add(
      text(
        zh: "按 \(name) 重新裁定 \(simulation.facts) 条事实",
        en: "\(simulation.facts.english("fact")) decided again under \(name)"))
    let subjects = simulation.subjects.filter(\.differs)
    if differing.isEmpty, subjects.isEmpty {
      page.add(
        simulation.isSame
          ? text(zh: "没有任何不同：模拟的账本与实际逐字节一致。", en: "Nothing differs: the simulated log is the real one, byte for byte.")
          : text(zh: "得分、程序和违规均无不同。", en: "No score, case or breach differs."))
    } else {
      add(years(of: differing), to: &page, zh: "各年度", en: "Years")
      add(breaches(of: differing), to: &page, zh: "不同的违规", en: "Breaches that differ")
      add(Self.values(of: subjects, language), to: &page, zh: "方案对象的不同之处", en: "What differs of subjects")
    }
    add(adjusted, to: &page, zh: "须重新评定（暂取最接近的值）", en: "To be judged anew (the nearest value is taken)")
    add(refused(simulation.refused), to: &page, zh: "在模拟中未被接受的事实", en: "Facts not accepted in the simulation")
    add(
      refused(simulation.gated), to: &page, zh: "前置条件不满足、在模拟中仍予接受的事实",
      en: "Facts accepted in the simulation though a gate was shut")
    return page
  }

  private func add(_ table: Table, to page: inout Page, zh: String, en: String) {
    var table = table
    table.whole = .json
    page.add(text(zh: zh, en: en), table)
  }

  /// Every year, as it happened and as simulated.
  public var years: Table { years(of: simulation.years) }

  private func years(of years: [Simulation.Year]) -> Table {
    var table = Table(
      (text(zh: "服务商", en: "provider"), .left), (text(zh: "年度", en: "year"), .right),
      (text(zh: "实际扣分", en: "happened"), .right), (text(zh: "模拟扣分", en: "simulated"), .right),
      (text(zh: "实际待评", en: "pending"), .right), (text(zh: "模拟待评", en: "pendingSimulated"), .right),
      (text(zh: "实际状态", en: "status"), .left), (text(zh: "模拟状态", en: "statusSimulated"), .left),
      (text(zh: "实际达到标准线", en: "crossed"), .wrapped),
      (text(zh: "模拟达到标准线", en: "crossedSimulated"), .wrapped))
    table.rows = years.map { year in
      [
        year.provider.text, String(year.year), String(year.happened.score), String(year.simulated.score),
        pending(year.happened), pending(year.simulated), status(year.happened), status(year.simulated),
        crossed(year.happened), crossed(year.simulated),
      ]
    }
    return table
  }

  private func pending(_ side: Simulation.Side) -> String {
    side.exposure.maximum == 0 ? "" : "\(side.exposure.minimum)–\(side.exposure.maximum)"
  }

  private func status(_ side: Simulation.Side) -> String {
    language.map { $0(side.status.words) } ?? side.status.rawValue
  }

  private func crossed(_ side: Simulation.Side) -> String {
    side.crossings.map { "\($0.on) \($0.score) ≥ \($0.threshold)" }.joined(separator: ", ")
  }

  private func breaches(of years: [Simulation.Year]) -> Table {
    var table = Table(
      (text(zh: "服务商", en: "provider"), .left), (text(zh: "日期", en: "on"), .left),
      (text(zh: "违规", en: "breach"), .wrapped), (text(zh: "实际", en: "happened"), .wrapped),
      (text(zh: "模拟", en: "simulated"), .wrapped))
    table.rows = years.flatMap { year in
      year.breaches.map {
        [year.provider.text, $0.line.on.description, $0.line.breach.text, words($0.happened), words($0.simulated)]
      }
    }
    return table
  }

  private func words(_ line: Standing.BreachLine?) -> String {
    guard let line else { return "–" }
    let state = language.map { $0(line.state.words) } ?? line.state.rawValue
    let charged = line.charged.map { " \($0)" } ?? ""
    return "\(state)\(charged) (\(line.points.lowerBound)–\(line.points.upperBound))"
  }

  private var adjusted: Table {
    var table = Table(
      (text(zh: "位置", en: "position"), .right), (text(zh: "服务商", en: "provider"), .left),
      (text(zh: "违规", en: "breach"), .wrapped), (text(zh: "原定", en: "given"), .right),
      (text(zh: "暂取", en: "taken"), .right), (text(zh: "范围", en: "range"), .right))
    table.rows = simulation.adjusted.map { line in
      [
        line.position.map { "#\($0)" } ?? "–", line.provider.text,
        line.breach?.text ?? text(zh: "整改达标", en: "rectification"),
        String(line.given), String(line.taken), "\(line.range.lowerBound)–\(line.range.upperBound)",
      ]
    }
    return table
  }

  private func refused(_ lines: [Simulation.RefusedFact]) -> Table {
    var table = Table(
      (text(zh: "位置", en: "position"), .right), (text(zh: "服务商", en: "provider"), .left),
      (text(zh: "事实", en: "fact"), .wrapped), (text(zh: "原因", en: "refused"), .wrapped))
    table.rows = lines.map { line in
      [
        line.position.map { "#\($0)" } ?? "–", line.provider.text,
        language.map { $0(line.fact.kind.payload.about.words) } ?? line.fact.kind.name, line.refusal.code,
      ]
    }
    return table
  }
}

extension SimulationText {
  /// What of subjects differs, value by value; without a language in the words of the JSON.
  static func values(of subjects: [Simulation.Subject], _ language: Language?) -> Table {
    let heading = language.heading
    var table = Table(
      (heading("provider", "对象"), .left), (heading("value", "项目"), .wrapped), (heading("happened", "实际"), .wrapped),
      (heading("simulated", "模拟"), .wrapped))
    for subject in subjects {
      for value in subject.values(language) {
        table.rows.append([subject.provider.text, value.name, value.happened, value.simulated])
      }
    }
    return table
  }

  /// Every value of a subject that differs, as a sheet.
  public var subjects: Table { Self.values(of: simulation.subjects.filter(\.differs), language) }
}

extension Simulation.Subject {
  /// What the parts of a standing are called.
  private static let parts = [
    "closed": Words(zh: "清退", en: "closed"), "attributes": Words(zh: "属性", en: "attribute"),
    "counters": Words(zh: "计分", en: "counter"), "measures": Words(zh: "处理措施", en: "measure"),
    "notices": Words(zh: "通知", en: "notices"), "balance": Words(zh: "余额", en: "balance"),
    "billed": Words(zh: "账单", en: "billed"), "owed": Words(zh: "欠缴", en: "owed"),
    "pending": Words(zh: "待评定", en: "pending"), "duties": Words(zh: "义务", en: "duty"),
  ]

  /// The values that differ, each as it happened and as simulated.
  fileprivate func values(_ language: Language?) -> [(name: String, happened: String, simulated: String)] {
    var values = changes.map { change in
      var steps = change.path.split(separator: "/").map(String.init)
      if let language, let words = Self.parts[steps[0]] { steps[0] = language(words) }
      let name = [steps[0], steps.dropFirst().joined(separator: "/")].filter { !$0.isEmpty }.joined(separator: " ")
      return (name: name, happened: Self.text(change.before), simulated: Self.text(change.after))
    }
    for pair in breaches {
      guard case .string(let breach)? = (pair.simulated ?? pair.happened)?["breach"] else { continue }
      let name = (language.map { $0(zh: "违规", en: "breach") } ?? "breach") + " " + breach
      values.append((name, Self.breach(pair.happened), Self.breach(pair.simulated)))
    }
    return values
  }

  private static func breach(_ line: JSON?) -> String {
    guard let line else { return "–" }
    return text(line["state"]) + (line["charged"].map { $0 == .null ? "" : " \($0.text)" } ?? "")
  }

  private static func text(_ value: JSON?) -> String {
    switch value {
    case nil, .null?: "–"
    case .string(let text)?: text
    case .array(let items)?: items.isEmpty ? "–" : items.map { text($0) }.joined(separator: ", ")
    case .some(let value): value.text
    }
  }
}
