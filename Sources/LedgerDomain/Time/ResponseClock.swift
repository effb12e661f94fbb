/// The clock of §2.2.2: so many hours that run only while the provider must be there, on working days (§2).
public struct ResponseClock: Hashable, Sendable {
  /// Seconds the answer may take.
  public let allowedSeconds: Int
  /// Second of the day at which service opens.
  public let opensAt: Int
  /// Second of the day at which service closes.
  public let closesAt: Int

  /// A clock of `allowedSeconds` running from `opensAt` to `closesAt`, both seconds of the local day.
  public init(allowedSeconds: Int, opensAt: Int, closesAt: Int) {
    self.allowedSeconds = allowedSeconds
    self.opensAt = opensAt
    self.closesAt = closesAt
  }

  /// A span of one day during which the clock ran, both ends exact; a day may have several, around outages.
  public struct Run: Equatable, Sendable {
    /// The day.
    public let date: LocalDate
    /// When the clock started.
    public let from: Instant
    /// When it stopped.
    public let to: Instant
  }

  /// The last moment at which an answer to something raised at `instant` is in time, and the spans counted to reach it.
  ///
  /// - Parameter outages: when it stands still besides (offices §9), in order of their beginnings.
  public func due(
    after instant: Instant, in zone: Zone, calendar: WorkingDayCalendar, around outages: [TimeSpan] = []
  ) -> (due: Instant, provisional: Bool, runs: [Run]) {
    var date = zone.date(of: instant)
    var from = max(instant, zone.instant(date, second: opensAt))
    var left = allowedSeconds * 1_000_000_000
    var provisional = false
    var runs: [Run] = []
    while true {
      provisional = provisional || !calendar.knows(date)
      let closing = zone.instant(date, second: closesAt)
      if calendar.isWorking(date), from < closing {
        for span in TimeSpan(from: from, to: closing).outside(outages) {
          let spent = min(left, span.to.nanoseconds(since: span.from))
          let stop = span.from.adding(nanoseconds: spent)
          runs.append(Run(date: date, from: span.from, to: stop))
          left -= spent
          if left == 0 { return (stop, provisional, runs) }
        }
      }
      date = date.adding(days: 1)
      from = zone.instant(date, second: opensAt)
    }
  }
}
