import Foundation
import Ledger
import LedgerDomain
import LedgerFormat
import Rulebook

/// The time at the composition root: the only place where the clock is read.
enum WallClock {
  /// Now, in whole microseconds.
  ///
  /// - Throws: `clock-out-of-range`, exit 65, where the clock shows a year that no event may lie in: what was recorded
  ///   then could never be read again.
  static func now() throws -> Instant {
    let now = reading
    guard Limits.contains(now, in: Rulebook.builtInZone) else {
      throw Failure(
        exit: 65, code: "clock-out-of-range",
        zh: "本机时钟（自 1970 年起 \(now.seconds) 秒）不在账本所取的年份（1 至 \(Limits.endOfTime - 1)）之内，什么也没有保留。请先校正时钟。",
        en: "This machine's clock (\(now.seconds) seconds since 1970) is outside the years the ledger takes, 1 to "
          + "\(Limits.endOfTime - 1); nothing was kept. Set the clock right first.")
    }
    return now
  }

  /// Whether it has been said that the log is ahead: once is enough for a command that opens it twice.
  nonisolated(unsafe) private static var hasWarned = false

  /// Says on stderr where the log's last event was recorded later than the clock says it is now.
  static func warn(_ ledger: Ledger) { warning(of: ledger)?.say() }

  /// What `warn` says; nil where it is not so, or was asked for already.
  ///
  /// A log that cannot be read so far says nothing here: whoever reads it says what is wrong with it.
  static func warning(of ledger: Ledger) -> Warning? {
    let now = reading
    guard let last = (try? ledger.lastRecordedAt()) ?? nil, now < last, Limits.contains(now, in: ledger.zone) else {
      return nil
    }
    if hasWarned { return nil }
    hasWarned = true
    let (ahead, clock) = (ledger.zone.text(last), ledger.zone.text(now))
    return Warning(
      code: "clock-behind",
      zh: "账本最后一条事件记录于 \(ahead)，晚于本机时钟（\(clock)）；现在起的记录时间不会早于它。请检查时钟。",
      en: "The log's last event was recorded at \(ahead), which is ahead of this machine's clock (\(clock)); "
        + "nothing is recorded before it. Check the clock.")
  }

  private static var reading: Instant {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Instant(seconds: time.tv_sec, nanoseconds: time.tv_nsec / 1_000 * 1_000)
  }
}
