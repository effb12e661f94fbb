import Ledger
public import LedgerDomain
import LedgerFormat
import Rulebook

/// What a bulk came to for one provider: breaches, points, thresholds and cases, in the words people know.
public struct ProviderOutcome {
  /// Providers that are named, at most.
  private static let named = 200

  /// Nothing yet.
  public init() {}

  private var breaches: [Clause: Int] = [:]
  private var deducted = 0
  private var restored = 0
  private var scores: [Int: Int] = [:]
  /// What else the ledger did, each in its order, and how often.
  private var news: [News] = []

  private struct News {
    let words: Words
    var count: Int
  }

  /// Adds an event of the provider.
  public mutating func add(_ event: Event) {
    switch event.body {
    case .fact(let fact, let decided):
      if case .breach = decided, case .breach(.reported(let report)) = fact,
        let clause = Clause(rawValue: report.clause)
      {
        breaches[clause, default: 0] += 1
      }
    case .consequence(let consequence): add(consequence)
    case .publication: break
    }
  }

  private mutating func add(_ consequence: Consequence) {
    switch consequence {
    case .breachDetected(let detection): breaches[detection.clause, default: 0] += 1
    case .pointsDeducted(let deduction):
      deducted += deduction.charged
      scores[deduction.on.year] = deduction.score
    case .pointsRestored(let restoration):
      restored += restoration.restored
      scores[restoration.year] = restoration.score
    case .thresholdReached(let reached):
      add(
        consequence, zh: "\(reached.threshold) 分（\(reached.year) 年\(reached.isLate ? "，逾期" : "")）",
        en: "\(reached.threshold) (\(reached.year)\(reached.isLate ? ", late" : ""))")
    case .expansionPaused(let pause): add(consequence, zh: pause.meeting.text, en: pause.meeting.text)
    case .expansionUnpaused(let pause): add(consequence, zh: pause.meeting.text, en: pause.meeting.text)
    case .rectificationOpened(let opened): add(consequence, zh: "\(opened.year) 年", en: "\(opened.year)")
    case .rectificationClosed(let closed):
      let words = closed.outcome.words
      add(consequence, zh: "\(closed.year) 年，\(words.zh)", en: "\(closed.year), \(words.en)")
    case .terminationOpened(let opened):
      let (ground, year) = (opened.ground.words, opened.year)
      let place = year.map { Words(zh: "（\($0) 年）", en: " (\($0))") } ?? Words(zh: "", en: "")
      add(consequence, zh: ground.zh + place.zh, en: ground.en + place.en)
    case .terminationClosed(let closed):
      add(consequence, zh: closed.outcome.words.zh, en: closed.outcome.words.en)
    case .dutyOpened(let opened): add(consequence, zh: opened.duty.text, en: opened.duty.text)
    case .dutyMissed(let missed): add(consequence, zh: missed.duty.text, en: missed.duty.text)
    case .dutyClosed(let closed):
      let words = closed.outcome.words
      add(consequence, zh: "\(closed.duty)，\(words.zh)", en: "\(closed.duty), \(words.en)")
    case .admissionChanged(let changed): add(consequence, changed.result.state.words, of: changed.outlet)
    case .answerDueMoved, .dueMoved, .breachWithdrawn, .reviewDue, .breachReopened, .expansionSuspended,
      .expansionResumed,
      .outletReceived,
      .outletFrozen, .yearClosed, .programme:
      add(consequence.kind.words)
    }
  }

  private mutating func add(_ consequence: Consequence, _ state: Words, of outlet: Key<Outlet>?) {
    let name = outlet.map { $0.text + " " } ?? ""
    add(consequence, zh: name + state.zh, en: name + state.en)
  }

  private mutating func add(_ consequence: Consequence, zh: String, en: String) {
    let words = consequence.kind.words
    add(Words(zh: words.zh + "：" + zh, en: words.en + ": " + en))
  }

  private mutating func add(_ words: Words) {
    if let index = news.firstIndex(where: { $0.words.en == words.en }) {
      news[index].count += 1
    } else {
      news.append(News(words: words, count: 1))
    }
  }

  /// A line for each provider, those first for whom a threshold was reached or a case or a pause opened or closed.
  public static func lines(_ outcomes: [Key<Provider>: ProviderOutcome], _ language: Language) -> [String] {
    let ordered = outcomes.sorted { ($0.value.news.isEmpty ? 1 : 0, $0.key) < ($1.value.news.isEmpty ? 1 : 0, $1.key) }
    var lines = ordered.prefix(named).map { provider, outcome in
      ("\(provider): " + outcome.parts(language).joined(separator: language(zh: "；", en: "; "))).printable
    }
    if ordered.count > named {
      let rest = ordered.count - named
      lines.append(
        language(
          zh: "……另有 \(rest) 家服务商；见 koufen events。", en: "… and \(rest.english("more provider")); see koufen events."))
    }
    return lines
  }

  private func parts(_ language: Language) -> [String] {
    var parts: [String] = []
    if !breaches.isEmpty {
      let total = breaches.values.reduce(0, +)
      let clauses = breaches.map { (words: language($0.key.words), count: $0.value) }
        .sorted { ($1.count, $0.words) < ($0.count, $1.words) }
        .map { $0.words + ($0.count == 1 ? "" : " \($0.count)") }.joined(separator: language(zh: "、", en: ", "))
      parts.append(
        language(zh: "新增违规 \(total) 项（\(clauses)）", en: "\(total.english("breach", "breaches")) raised (\(clauses))"))
    }
    if deducted > 0 { parts.append(language(zh: "扣 \(deducted) 分", en: "\(deducted.english("point")) deducted")) }
    if restored > 0 { parts.append(language(zh: "返还 \(restored) 分", en: "\(restored.english("point")) restored")) }
    for (year, score) in scores.sorted(by: { $0.key < $1.key }) {
      parts.append(language(zh: "\(year) 年累计 \(score) 分", en: "score of \(year): \(score)"))
    }
    return parts + news.map { language($0.words) + ($0.count == 1 ? "" : " ×\($0.count)") }
  }
}

extension Event {
  /// Whether the event says what came of others: a breach that is raised, or a consequence.
  public var isOutcome: Bool {
    switch body {
    case .fact(_, .breach), .consequence: true
    case .fact, .publication: false
    }
  }
}
