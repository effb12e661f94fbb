import EventStore
import Ledger
import LedgerAccess
import LedgerDomain
import LedgerFormat
import Presentation
import Programmes

/// The figures at the head of the overview (server §6).
extension Question {
  /// Points to a line from which a provider counts as near it.
  private static let near = 10

  func overview() throws -> Reply {
    let question = try query.question(in: zone)
    let standings = try standings(question)
    let terms = try ledger.terms(question, now: now)
    var counts = (ended: 0, atSecond: 0, atFirst: 0, near: 0, mayReach: 0)
    for standing in standings {
      switch standing.summary.status {
      case .terminated, .terminating: counts.ended += 1
      case .active, .rectification: break
      }
      let lines = standing.thresholds(by: terms).map(\.points).sorted()
      guard let first = lines.first, let last = lines.last else { continue }
      if standing.score >= last { counts.atSecond += 1 }
      if standing.score >= first { counts.atFirst += 1 }
      if standing.score < first {
        if first - standing.score <= Self.near { counts.near += 1 }
        if standing.mayReachFirstLine(by: terms) { counts.mayReach += 1 }
      }
    }
    let asOf = question.asOf ?? zone.date(of: now)
    let knownAt = try question.knownAt ?? max(now, ledger.lastRecordedAt() ?? now)
    var writer = JSONWriter()
    let subjects = try subjects(question).count { asked.mayKnow($0.standing.provider) }
    let (late, recent) = (try lateWork(question, asOf), try recorded(since: asOf.adding(days: -1)))
    writer.object { writer in
      writer.field("asOf", asOf.description)
      writer.field("knownAt", zone.text(knownAt))
      writer.name("counts")
      writer.object { writer in
        writer.field("providers", standings.count)
        writer.field("ended", counts.ended)
        writer.field("atSecondLine", counts.atSecond)
        writer.field("atFirstLine", counts.atFirst)
        writer.field("near", counts.near)
        writer.field("mayReach", counts.mayReach)
        writer.field("subjects", subjects)
        writer.field("lateWork", late)
        writer.field("sinceYesterday", recent)
      }
      writer.field("head", head)
    }
    return try single(writer.text, restingOn: asked.reach.provider)
  }

  /// Of one provider where whoever asks may know no other.
  private func standings(_ question: StandingQuestion) throws -> [Standing] {
    guard let own = asked.reach.provider else { return try accounts(question) }
    if try ledger.isSubject(own) { return [] }
    return [try ledger.standing(of: own, question, now: now, listing: false)]
  }

  private func lateWork(_ question: StandingQuestion, _ asOf: LocalDate) throws -> Int {
    let moment = question.moment(now: now, in: zone)
    let late = try subjectWork(of: asked.reach.provider, through: asOf, question).count { work in
      work.isOverdue(at: moment)
    }
    return try lateWork(of: asked.reach.provider, question) + late
  }

  /// How many events were recorded from a day on, found by halves: later ones stand behind earlier ones.
  private func recorded(since day: LocalDate) throws -> Int {
    let start = zone.instant(day)
    var selection = EntrySelection(limit: 1)
    var (low, high) = (0, head)
    if let own = asked.onlyProvider {
      selection.stream = own.stream
      high = try reader.head(of: own.stream).version
    }
    let last = high
    while low < high {
      let middle = (low + high) / 2
      if selection.stream == nil { selection.after = middle } else { selection.afterVersion = middle }
      var isOlder = false
      try reader.scan(selection) { entry in
        isOlder = try Event(line: entry.line, in: zone).recordedAt < start
        return true
      }
      if isOlder { low = middle + 1 } else { high = middle }
    }
    return last - low
  }
}
