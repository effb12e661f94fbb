import Ledger
import LedgerDomain
import LedgerFormat
import Presentation

/// What a job would record against somebody: breaches, by clause, and missed duties, by duty.
struct JobFindings {
  /// Breaches by what their clause is called, in the order of the regulation, then those of programmes.
  private let breaches: Tally
  /// Missed duties by their slugs.
  private let missed: Tally

  /// Those among the events that a job records.
  init(_ events: [RecordedEvent]) {
    var regulated: [Clause] = []
    var (raised, missed) = (Tally(), Tally())
    for recorded in events {
      guard case .consequence(let drawn) = recorded.event.body else { continue }
      if case .breachDetected(let found) = drawn { regulated.append(found.clause) }
      if case .dutyMissed(let found) = drawn { missed.add(found.duty.slug.text) }
      guard case .programme(let of) = drawn else { continue }
      if case .breachDetected(let found) = of.consequence { raised.add(found.clause) }
      if case .dutyMissed(let found) = of.consequence { missed.add(found.name.duty) }
    }
    var breaches = Tally()
    for clause in Clause.allCases { for _ in regulated.filter({ $0 == clause }) { breaches.add(clause.words) } }
    for entry in raised.entries { breaches.add(entry.words, entry.count) }
    (self.breaches, self.missed) = (breaches, missed)
  }

  /// How many of both.
  var count: Int { breaches.count + missed.count }

  /// How many would be recorded, under which clauses and of which duties.
  var announcement: Words {
    guard count > 0 else { return Words(zh: "不会新增违规。", en: "No breach would be recorded.") }
    let amount = amount
    let named = [breaches, missed].filter { $0.count > 0 }
    return Words(
      zh: "将记录 \(amount.zh)：\(named.map(\.listed.zh).joined(separator: "；"))。",
      en: "\(amount.en) would be recorded: \(named.map(\.listed.en).joined(separator: "; ")).")
  }

  /// Whether they are to be recorded.
  var question: Words { Words(zh: "记录这 \(amount.zh)吗？", en: "Record these \(amount.en)?") }

  private var amount: Words {
    let breaches = Words(
      zh: "\(breaches.count) 项违规", en: breaches.count.english("breach", "breaches"))
    let missed = Words(
      zh: "\(missed.count) 项到期未履行的义务", en: missed.count.english("missed duty", "missed duties"))
    if self.missed.count == 0 { return breaches }
    if self.breaches.count == 0 { return missed }
    return Words(zh: "\(breaches.zh)、\(missed.zh)", en: "\(breaches.en) and \(missed.en)")
  }

  /// How often each thing occurs, in the order of their first.
  private struct Tally {
    private(set) var entries: [(words: Words, count: Int)] = []

    mutating func add(_ words: Words, _ count: Int = 1) {
      if let place = entries.firstIndex(where: { $0.words == words }) {
        entries[place].count += count
      } else {
        entries.append((words, count))
      }
    }

    mutating func add(_ key: String) { add(Words(zh: key, en: key)) }

    var count: Int { entries.reduce(0) { $0 + $1.count } }

    var listed: Words {
      Words(
        zh: entries.map { "\($0.words.zh) \($0.count)" }.joined(separator: "、"),
        en: entries.map { "\($0.words.en) \($0.count)" }.joined(separator: ", "))
    }
  }
}
