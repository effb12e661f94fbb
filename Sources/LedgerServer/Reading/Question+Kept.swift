import EventStore
import Ledger
import LedgerDomain
import LedgerFormat
import Presentation

/// What lists and pages of the present stand on, kept by the head it is of (server 14.6).
extension Question {
  /// Whether a question is of the present: then many ask for the same.
  func isOfThePresent(_ question: StandingQuestion) -> Bool {
    question.knownAt == nil && question.asOf.map { $0 == zone.date(of: now) } ?? true
  }

  /// What an answer of the present rests on: the log, and the day.
  var present: KeptBasis { KeptBasis(head: head, time: zone.date(of: now).daysSinceEpoch) }

  /// Events behind what is kept that are looked through for whose they are; with more of them all is made anew.
  private static let mostBehind = 2_000

  /// The providers whose streams moved since something was made of all; nil where all of it is to be made anew: the day
  /// is another, a version of the rules was published, or too much came.
  private func moved(since basis: KeptBasis) throws -> Set<Key<Provider>>? {
    guard basis.time == present.time, basis.head <= head, head - basis.head <= Self.mostBehind else { return nil }
    var streams: Set<String> = []
    try reader.scan(EntrySelection(after: basis.head)) { entry in
      streams.insert(entry.stream)
      return true
    }
    guard !streams.contains(Publication.stream.stream) else { return nil }
    return Set(try streams.map { Key<Provider>($0) }.filter { try !ledger.isSubject($0) })
  }

  /// The standings of all providers without their breaches, by key, each as known now.
  func accounts(_ question: StandingQuestion) throws -> [Standing] {
    guard isOfThePresent(question) else { return try ledger.standings(question, now: now, listing: false) }
    return try server.standings.value(of: question.year, on: present) { made in
      guard let made, let moved = try moved(since: made.basis) else {
        return try ledger.standings(question, now: now, listing: false)
      }
      var standings = made.value
      for provider in moved {
        let standing = try ledger.standing(of: provider, question, now: now, listing: false)
        let place = standings.place(of: provider)
        if place < standings.count, standings[place].provider == provider {
          standings[place] = standing
        } else {
          standings.insert(standing, at: place)
        }
      }
      return standings
    }
  }

  /// What waits for anybody at all providers, as known now.
  func lines(through last: LocalDate, _ question: StandingQuestion) throws -> WaitingLines {
    let zone = zone
    return try server.queues.value(of: last, on: present) { made in
      guard let made, let moved = try moved(since: made.basis) else {
        var lines = WaitingLines()
        for (provider, own) in try ledger.eachQueue(
          through: last, now: now, { ($0, WaitingLines.LinesOfProvider($1.inOrder(in: zone), in: zone)) })
        {
          lines.set(provider, to: own)
        }
        return lines
      }
      var lines = made.value
      for provider in moved {
        let queue = try ledger.queue(for: [], of: provider, through: last, question, now: now)
        lines.set(provider, to: WaitingLines.LinesOfProvider(queue, in: zone))
      }
      return lines
    }
  }

  /// How much of what waits is overdue, of one provider or all.
  func lateWork(of provider: Key<Provider>?, _ question: StandingQuestion) throws -> Int {
    let (moment, zone) = (question.moment(now: now, in: zone), zone)
    let (asOf, day) = (question.asOf ?? zone.date(of: now), zone.date(of: moment))
    guard isOfThePresent(question), provider == nil else {
      let items = try ledger.queue(for: [], of: provider, through: asOf, question, now: now)
      return Lateness(of: items, on: day, in: zone).count(at: moment)
    }
    let all = try server.lateness.value(on: present) { made in
      guard let made, let moved = try moved(since: made.basis) else {
        let all = try ledger.eachQueue(through: asOf, now: now) { ($0, Lateness(of: $1, on: day, in: zone)) }
        return Dictionary(all.filter { !$0.1.isNone }) { $1 }
      }
      var all = made.value
      for provider in moved {
        let items = try ledger.queue(for: [], of: provider, through: asOf, question, now: now)
        let late = Lateness(of: items, on: day, in: zone)
        all[provider] = late.isNone ? nil : late
      }
      return all
    }
    return all.values.reduce(0) { $0 + $1.count(at: moment) }
  }
}

/// How much of what waits at a provider is overdue on a day.
struct Lateness: Sendable {
  /// What is as the day begins.
  private var atFirst = 0
  /// What is at some time of the day.
  private var rest: [Urgency] = []

  /// That of the items of a queue.
  init(of items: [QueueItem], on day: LocalDate, in zone: Zone) {
    let (start, end) = (zone.instant(day), zone.endOfDay(day))
    for item in items.map({ Urgency(of: $0, in: zone) }) {
      if item.isOverdue(at: start) { atFirst += 1 } else if item.isOverdue(at: end) { rest.append(item) }
    }
  }

  /// Whether nothing is overdue, nor will be on the day.
  var isNone: Bool { atFirst == 0 && rest.isEmpty }

  /// How much is overdue at a moment of the day.
  func count(at moment: Instant) -> Int { atFirst + rest.count { $0.isOverdue(at: moment) } }
}

extension [Standing] {
  /// Where a provider's is among them, or would be; they stand by key.
  fileprivate func place(of provider: Key<Provider>) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle].provider < provider { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
