import Ledger
import LedgerAccess
import LedgerDomain
import LedgerFormat
import Presentation
import Programmes

/// How standings are put in order (server §6).
enum StandingOrder: String, CaseIterable {
  case provider
  case score
  case exposure
  case line
}

/// How much of its breaches a standing lists.
enum BreachesListed: String, CaseIterable {
  case none
  case all
}

extension Question {
  func standings() throws -> Reply {
    let question = try query.question(in: zone)
    let listsBreaches = try query.word(.breaches, BreachesListed.self) == .all
    var standings =
      try listsBreaches ? ledger.standings(question, now: now, listing: true) : accounts(question)
    let terms = try ledger.terms(question, now: now)
    if let own = asked.reach.provider { standings.removeAll { $0.provider != own } }
    try narrow(&standings, by: terms)
    try sort(&standings, by: terms)
    let others = try subjectsListed(question)
    if asked.media == .csv {
      return try sheet(SubjectStandingText.sheet(standings, others, nil), name: "standings")
    }
    let known = try isOfThePresent(question) ? max(now, ledger.lastRecordedAt() ?? now) : nil
    return try page(standings.map(Listed.provider) + others.map(Listed.subject)) { listed, writer in
      switch listed {
      case .provider(var standing):
        standing.knownAt = known ?? standing.knownAt
        standing.write(to: &writer, in: zone, listing: listsBreaches)
      case .subject(let answer): writer.value(answer.json(listing: listsBreaches))
      }
    }
  }

  /// Who stands in the list: providers, and behind them subjects of programmes.
  private enum Listed {
    case provider(Standing)
    case subject(SubjectAnswer)
  }

  /// The subjects that are asked for, in the order asked for: with anything that only a provider has, none.
  private func subjectsListed(_ question: StandingQuestion) throws -> [SubjectAnswer] {
    for parameter in Self.ofProviders where query.text(parameter) != nil { return [] }
    let part = query.text(.q)?.lowercased()
    let programme = query.text(.programme)
    var answers = try subjects(question).filter { answer in
      let standing = answer.standing
      return asked.reach.provider.map { standing.provider == $0 } ?? true
        && (programme.map { standing.programme == $0 } ?? true)
        && (part.map { standing.provider.text.contains($0) || standing.name.lowercased().contains($0) } ?? true)
    }
    let key = try query.word(.sort, StandingOrder.self) ?? .provider
    if key != .provider {
      answers.sort {
        ($0.distance ?? .max, $0.standing.provider) < ($1.distance ?? .max, $1.standing.provider)
      }
    }
    if try query.word(.order, Order.self) == (key == .provider || key == .line ? .desc : .asc) { answers.reverse() }
    return answers
  }

  /// What only a provider of the daigou form has.
  private static let ofProviders: [Parameter] = [.status, .expansion, .kind, .city, .minScore, .near, .mayReach]

  private func narrow(_ standings: inout [Standing], by terms: Terms) throws {
    let status = try query.words(.status, ProviderStatus.self)
    let expansion = try query.words(.expansion, ExpansionStatus.self)
    let kind = try query.words(.kind, ProviderKind.self)
    let cities: [Key<City>] = try query.keys(.city)
    let least = try query.number(.minScore, 0...Int.max)
    let near = try query.number(.near, 0...Int.max)
    let mayReach = try query.flag(.mayReach)
    let part = query.text(.q)?.lowercased()
    if query.text(.programme) != nil { standings = [] }
    if status.isEmpty, expansion.isEmpty, kind.isEmpty, cities.isEmpty, least == nil, near == nil, mayReach == nil,
      part == nil
    {
      return
    }
    standings = standings.filter { standing in
      let summary = standing.summary
      if !status.isEmpty, !status.contains(summary.status) { return false }
      if !expansion.isEmpty, !expansion.contains(summary.expansion) { return false }
      if !kind.isEmpty, !kind.contains(summary.kind) { return false }
      if !cities.isEmpty, !summary.cities.contains(where: { cities.contains($0.city) }) { return false }
      if let least, standing.score < least { return false }
      if let mayReach, standing.mayReachFirstLine(by: terms) != mayReach { return false }
      if let near, standing.distance(by: terms).map({ $0 > near }) ?? true { return false }
      return part.map { standing.provider.text.contains($0) || summary.name.lowercased().contains($0) } ?? true
    }
  }

  /// By key where nothing else is asked; equals by key (server 6.1).
  private func sort(_ standings: inout [Standing], by terms: Terms) throws {
    let key = try query.word(.sort, StandingOrder.self) ?? .provider
    let order = try query.word(.order, Order.self)
    switch key {
    case .provider: break
    case .score: standings.sort { ($1.score, $0.provider) < ($0.score, $1.provider) }
    case .exposure:
      standings.sort { ($1.exposure.maximum, $0.provider) < ($0.exposure.maximum, $1.provider) }
    case .line:
      let lines = standings.map { (NearLine($0, by: terms), $0) }
      standings = lines.sorted { $0.0 < $1.0 }.map(\.1)
    }
    // What is nearest, or most, comes first by itself; keys run from a to z.
    let isTurned = order == (key == .provider || key == .line ? .desc : .asc)
    guard isTurned else { return }
    switch key {
    case .provider, .line: standings.reverse()
    case .score: standings.sort { ($0.score, $0.provider) < ($1.score, $1.provider) }
    case .exposure: standings.sort { ($0.exposure.maximum, $0.provider) < ($1.exposure.maximum, $1.provider) }
    }
  }
}

extension Standing {
  /// Whether it is below the first threshold, and what is pending may bring it there.
  func mayReachFirstLine(by terms: Terms) -> Bool {
    thresholds(by: terms).map(\.points).min().map { first in
      score < first && score + exposure.maximum >= first
    } ?? false
  }
}

/// How near a provider is to a line: terminated and terminating first, then by the points left to the next threshold, then
/// by those left when all that is pending costs the most.
private struct NearLine: Comparable {
  private let rank: Int
  private let left: Int
  private let leftAtMost: Int
  private let provider: Key<Provider>

  init(_ standing: Standing, by terms: Terms) {
    rank =
      switch standing.summary.status {
      case .terminated: 0
      case .terminating: 1
      case .active, .rectification: 2
      }
    left = standing.distance(by: terms) ?? .max
    leftAtMost = left == .max ? .max : left - standing.exposure.maximum
    provider = standing.provider
  }

  static func < (one: NearLine, other: NearLine) -> Bool {
    (one.rank, one.left, one.leftAtMost, one.provider) < (other.rank, other.left, other.leftAtMost, other.provider)
  }
}
