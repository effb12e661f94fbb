/// What may stand in a query, by its name there (server 4.4).
enum Parameter: String, CaseIterable {
  case account, action, after, afterVersion, asOf, atFrom, atTo, before, breach, breaches, by, city, clause, cursor
  case dryRun, effective, events, expansion, format, from, held, kind, knownAt, lang, late, limit, mayReach, minScore
  case mode, near, next, order, programme, provider
  case q, recordedFrom, recordedTo, role, seal, sort, state, status, through, to, type, wait, work, year
  case first = "a"
  case second = "b"

  /// The formats of seals that can be asked for (server 9.5).
  static let sealFormats = 1...2
}
