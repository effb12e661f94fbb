import LedgerDomain

/// When something is due, as what waits is divided: what has no date waits now.
enum Urgency: Int, CaseIterable {
  case late, today, soon, later

  /// Of an item of the queue.
  ///
  /// - Parameter today: the day it is asked about, as the API writes it.
  init(_ item: Part, on today: String) {
    let week = LocalDate(today)?.adding(days: 7).description ?? today
    if item["overdue"].isTrue {
      self = .late
    } else if let due = item["due"].text, due > today {
      self = due <= week ? .soon : .later
    } else {
      self = .today
    }
  }
}
