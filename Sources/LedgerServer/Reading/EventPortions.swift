import EventStore
import Ledger
import LedgerDomain

/// What a listing is of, read portion by portion to its end, for whoever is told all of it (server 4.12): each portion is one
/// short reading, and the log is gone through once, from behind in a past view twice.
struct EventPortions: Sendable {
  private enum Way: Sendable {
    /// By places: the next page begins behind or before this one.
    case pages(Int?)
    /// A view from its beginning on.
    case view(View)
    /// The same from behind: first which positions are in it is found out, which takes eight bytes of each; those that one
    /// reading found are together.
    case finding(View, [ArraySlice<Int>])
    /// Then they are read, the last first, in no reading more than one had found.
    case found([ArraySlice<Int>])
  }

  /// Events of the log looked at in one reading, at most (server 14.5).
  static let mostLookedAt = 1_000

  private let listing: EventListing
  private let head: Int
  private var way: Way
  /// The position behind which a view goes on.
  private var place = 0
  /// How many were found from behind.
  private var waiting = 0
  /// How many events are still told.
  private var left: Int
  /// Whether there is nothing more.
  private(set) var isOver = false

  /// - Parameters:
  ///   - limit: how many events are told, at most.
  ///   - head: the position of the last event that is looked at.
  init(_ listing: EventListing, limit: Int, head: Int, _ ledger: Ledger) throws {
    (self.listing, self.head, left) = (listing, head, limit)
    let view = listing.view.view(in: ledger.zone)
    if view.isWhole {
      way = .pages(nil)
    } else {
      way = listing.isDescending ? .finding(try ledger.begun(view), []) : .view(try ledger.begun(view))
    }
  }

  /// The next events, which may be none though there are more behind them.
  ///
  /// - Parameter most: how many, at most.
  mutating func next(_ ledger: Ledger, most: Int) throws -> [RecordedEvent] {
    let events: [RecordedEvent]
    switch way {
    case .pages(let place):
      let page = try listing.page(ledger, limit: min(left, most), from: place, head: head)
      events = page.events
      way = .pages(page.next)
      isOver = page.next == nil
    case .view(var view):
      events = try next(ledger, in: &view, most: min(left, most))
      way = .view(view)
    case .finding(var view, var positions):
      let found = try next(ledger, in: &view, most: .max).map(\.event.position)
      if !found.isEmpty { positions.append(found[...]) }
      waiting += found.count
      while let first = positions.first, waiting - first.count >= left {
        waiting -= first.count
        positions.removeFirst()
      }
      way = isOver ? .found(positions) : .finding(view, positions)
      isOver = isOver && positions.isEmpty
      return []
    case .found(var positions):
      let last = positions.removeLast()
      let read = last.suffix(min(left, most))
      events = try self.read(read, ledger)
      if read.count < last.count { positions.append(last.dropLast(read.count)) }
      way = .found(positions)
      isOver = positions.isEmpty
    }
    left -= events.count
    if left <= 0 { isOver = true }
    return events
  }

  /// The events of a view among the next that are looked at.
  private mutating func next(_ ledger: Ledger, in view: inout View, most: Int) throws -> [RecordedEvent] {
    var (events, looked) = ([RecordedEvent](), 0)
    let selection = EntrySelection(
      stream: listing.provider?.stream, after: place, through: min(head, listing.before - 1), limit: Self.mostLookedAt)
    try ledger.events(selection) { recorded in
      guard events.count < most else { return false }
      looked += 1
      place = recorded.event.position
      if view.takes(recorded.event), place > listing.after, listing.takes(recorded.event) { events.append(recorded) }
      return true
    }
    isOver = looked < Self.mostLookedAt && events.count < most
    return events
  }

  /// The events at some positions, the last first.
  private func read(_ positions: ArraySlice<Int>, _ ledger: Ledger) throws -> [RecordedEvent] {
    guard let first = positions.first, let last = positions.last else { return [] }
    var (events, wanted) = ([RecordedEvent](), positions)
    try ledger.events(EntrySelection(stream: listing.provider?.stream, after: first - 1, through: last)) { recorded in
      guard recorded.event.position == wanted.first else { return true }
      wanted.removeFirst()
      events.append(recorded)
      return !wanted.isEmpty
    }
    return events.reversed()
  }
}
