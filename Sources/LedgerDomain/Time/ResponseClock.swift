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

  /// A span of one day during which the clock ran, both ends exact.
  public struct Run: Equatable, Sendable {
    /// The day.
    public let date: LocalDate
    /// When the clock started that day.
    public let from: Instant
    /// When it stopped.
    public let to: Instant
  }

  /// The last moment at which an answer to something raised at `instant` is in time, and the spans counted to reach it.
  public func due(
    after instant: Instant, in zone: Zone, calendar: WorkingDayCalendar
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
        let spent = min(left, closing.nanoseconds(since: from))
        let stop = from.adding(nanoseconds: spent)
        runs.append(Run(date: date, from: from, to: stop))
        left -= spent
        if left == 0 { return (stop, provisional, runs) }
      }
      date = date.adding(days: 1)
      from = zone.instant(date, second: opensAt)
    }
  }
}
