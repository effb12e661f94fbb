import EventStore
import Ledger
import LedgerDomain
import LedgerFormat

/// Which events of the log are asked for, and in which order (server §6).
struct EventListing: Sendable {
  /// Only those of this provider; nil for all.
  var provider: Key<Provider>?
  /// Only those of these types; none for all.
  var types: Set<String> = []
  /// By whom, about what, and recorded when.
  var filter = EventFilter()
  /// Only those that happened at this moment or later.
  var atFrom: Instant?
  /// Only those that happened before this moment.
  var atBefore: Instant?
  /// Only those behind this position.
  var after = 0
  /// Only those behind this version of the provider's stream.
  var afterVersion = 0
  /// Only those before this position.
  var before = Int.max
  /// Whether the last comes first.
  var isDescending = false
  /// The view they are of.
  var view = StandingQuestion()

  /// Events of the log that one page looks at, at most (server 6.5).
  var most = 200_000
  /// Positions of the log that are read at once from behind.
  private static let window = 2_000

  /// A page: the events, and where the next begins.
  struct Page {
    var events: [RecordedEvent] = []
    /// The position behind which, or before which, the search goes on; nil where it is at its end.
    var next: Int?
  }

  /// The types that events may have.
  private static let known = Set(EventFilter.types)

  /// Reads what a query asks for.
  init(_ query: Query, of provider: Key<Provider>?, in zone: Zone) throws(ServerProblem) {
    self.provider = provider
    if let text = query.text(.type) {
      types = Set(text.split(separator: ",", omittingEmptySubsequences: false).map(String.init))
      guard types.isSubset(of: Self.known) else { throw ServerProblem(badInput: "type", .eventType) }
    }
    filter.by = query.text(.by)
    filter.role = (try query.key(.role) as Key<Role>?).map { Role(named: $0.text) }
    filter.breach = try query.breach(.breach)
    filter.since = try query.instant(.recordedFrom, in: zone)
    filter.before = try query.end(.recordedTo, in: zone)
    atFrom = try query.instant(.atFrom, in: zone)
    atBefore = try query.end(.atTo, in: zone)
    after = try query.number(.after, 0...Int.max) ?? 0
    afterVersion = try query.number(.afterVersion, 0...Int.max) ?? 0
    before = try query.number(.before, 1...Int.max) ?? .max
    isDescending = try query.word(.order, Order.self) == .desc
    view = StandingQuestion(asOf: try query.date(.asOf), knownAt: try query.instant(.knownAt, in: zone))
  }

  /// Whether an event is asked for, wherever it stands.
  func takes(_ event: Event) -> Bool {
    (types.isEmpty || types.contains(event.type)) && (atFrom.map { event.at >= $0 } ?? true)
      && (atBefore.map { event.at < $0 } ?? true) && event.version > (provider == nil ? 0 : afterVersion)
      && filter.takes(event)
  }

  /// The next events.
  ///
  /// - Parameters:
  ///   - limit: how many at most.
  ///   - place: the position behind which, or before which, it goes on.
  ///   - head: the position of the log's last event.
  func page(_ ledger: Ledger, limit: Int, from place: Int?, head: Int) throws -> Page {
    var listing = self
    if isDescending { listing.before = place ?? before } else { listing.after = place ?? after }
    if !listing.view.view(in: ledger.zone).isWhole { return try listing.pageOfView(ledger, limit) }
    return try isDescending ? listing.pageFromBehind(ledger, limit, head) : listing.pageOnwards(ledger, limit, head)
  }

  /// Whether events are asked for by where they stand alone, from the front: then none need be read as an event.
  private var isByPlace: Bool {
    types.isEmpty && filter.isEmpty && atFrom == nil && atBefore == nil && (provider == nil || afterVersion == 0)
      && !isDescending
  }

  /// The lines of the next events, as they are stored (server 14.8); nil where events are looked at for what they are.
  ///
  /// - Parameters: as those of `page`.
  func lines(
    _ ledger: Ledger, _ reader: any EventStoreReader, limit: Int, from place: Int?, head: Int
  ) throws -> (lines: [[UInt8]], next: Int?)? {
    guard isByPlace, view.view(in: ledger.zone).isWhole else { return nil }
    let (start, end) = (place ?? after, min(head, before - 1))
    guard start < end else { return ([], nil) }
    var (lines, last, next) = ([[UInt8]](), start, Int?.none)
    try reader.scan(EntrySelection(stream: provider?.stream, after: start, through: end)) { entry in
      guard lines.count < limit else {
        next = last
        return false
      }
      lines.append(Array(entry.line))
      last = entry.position
      return true
    }
    return (lines, next)
  }

  /// How many events are asked for in all, where that is known without looking at each: positions are dense in the log, and
  /// versions in a stream (pages P16).
  func total(_ ledger: Ledger, _ reader: any EventStoreReader, head: Int) throws -> Int? {
    guard types.isEmpty, filter.isEmpty, atFrom == nil, atBefore == nil, view.view(in: ledger.zone).isWhole else {
      return nil
    }
    guard let provider else { return max(0, min(head, before - 1) - after) }
    guard after == 0, before == .max else { return nil }
    return max(0, try reader.head(of: provider.stream).version - afterVersion)
  }

  private func pageOnwards(_ ledger: Ledger, _ limit: Int, _ head: Int) throws -> Page {
    let end = min(head, before - 1)
    let last = provider == nil ? min(end, after.saturatingAdding(most)) : end
    var page = Page(next: last < end ? last : nil)
    guard after < last else { return page }
    var selection = EntrySelection(stream: provider?.stream, after: after, through: last)
    if types.count == 1 { selection.type = types.first }
    try ledger.events(selection) { recorded in
      guard takes(recorded.event) else { return true }
      guard page.events.count < limit else {
        page.next = page.events.last?.event.position
        return false
      }
      page.events.append(recorded)
      return true
    }
    return page
  }

  private func pageFromBehind(_ ledger: Ledger, _ limit: Int, _ head: Int) throws -> Page {
    var page = Page()
    var high = min(head, before - 1)
    var (looked, window) = (0, Self.window)
    while high > after {
      let low = max(after, high - window)
      var found: [RecordedEvent] = []
      try ledger.events(EntrySelection(stream: provider?.stream, after: low, through: high)) { recorded in
        if takes(recorded.event) { found.append(recorded) }
        return true
      }
      for recorded in found.reversed() {
        guard page.events.count < limit else {
          page.next = page.events.last?.event.position
          return page
        }
        page.events.append(recorded)
      }
      // What is sparse is looked for in longer and longer stretches.
      if found.isEmpty, provider != nil { window *= 2 }
      looked += provider == nil ? high - low : found.count
      high = low
      if looked >= most, high > after {
        page.next = high + 1
        return page
      }
    }
    return page
  }

  /// A page of what was known at a moment, or counts as of a date: that is known only from the log's beginning on.
  ///
  /// From behind no more are kept on the way than a page takes, and one to tell that there are more.
  private func pageOfView(_ ledger: Ledger, _ limit: Int) throws -> Page {
    var page = Page()
    let kept = limit.saturatingAdding(1)
    let selection = EntrySelection(stream: provider?.stream, after: isDescending ? 0 : after)
    try ledger.events(selection, in: view.view(in: ledger.zone)) { recorded in
      let position = recorded.event.position
      guard position < before else { return false }
      guard position > after, takes(recorded.event) else { return true }
      page.events.append(recorded)
      // Cut now and then, for each cut moves what is left.
      if isDescending, page.events.count / 2 > kept { page.events.removeFirst(page.events.count - kept) }
      return isDescending || page.events.count < kept
    }
    if isDescending { page.events = page.events.suffix(kept).reversed() }
    if page.events.count > limit {
      page.events.removeLast(page.events.count - limit)
      page.next = page.events.last?.event.position
    }
    return page
  }
}

/// Which way a list runs.
enum Order: String, CaseIterable {
  case asc
  case desc
}

extension Int {
  fileprivate func saturatingAdding(_ other: Int) -> Int {
    let (sum, isTooBig) = addingReportingOverflow(other)
    return isTooBig ? .max : sum
  }
}
