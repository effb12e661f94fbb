import Foundation
import Ledger
import LedgerDomain
import Presentation

/// Long work as it goes on: how much is done, on a terminal's stderr; and it ends when someone asked it to stop.
final class ProgressLine {
  /// Seconds before anything is shown, and between two lines.
  private static let patience = 1.0
  private static let interval = 0.2

  private let unit: String
  private let language: Language
  private let total: Int?
  private let started = ProgressLine.seconds
  private let isOnTerminal = isatty(STDERR_FILENO) == 1
  private var shownAt = 0.0
  private var isShown = false

  /// Work counted in `unit`, `total` of them in all if that is known.
  init(_ unit: String, of total: Int? = nil, language: Language) {
    self.unit = unit
    self.total = total
    self.language = language
  }

  /// Shows how much is done, now and then.
  ///
  /// - Throws: `Interruption.Stopped` when someone asked to stop; what the transaction did is then given up.
  func advance(to done: Int) throws { try advance(to: done, part: nil) }

  /// The same, where it is known how much of all that is, from 0 to 1.
  func advance(to done: Int, part: Double?) throws {
    if Interruption.isAsked { clear() }
    try Interruption.check()
    show(done, part: part)
  }

  /// Shows how much is done, now and then, on a terminal, and how much of all that is, where that is known.
  func show(_ done: Int, part: Double? = nil) {
    guard isOnTerminal else { return }
    let now = Self.seconds
    guard now - started > Self.patience, now - shownAt > Self.interval else { return }
    shownAt = now
    isShown = true
    let rate = Double(done) / (now - started)
    var text = "\(done) \(unit), \(Int(rate))/s"
    if let part = part ?? total.map({ Double(done) / Double(max($0, 1)) }), part > 0, part < 1 {
      text += language(zh: "，剩余约 ", en: ", about ") + "\(Int((now - started) * (1 - part) / part) + 1) s"
      text += language(zh: "", en: " left")
    }
    StandardStream.error.bytes(Array(("\r\u{1B}[K" + text).utf8))
  }

  /// Takes the line away.
  func clear() {
    if isShown { StandardStream.error.bytes(Array("\r\u{1B}[K".utf8)) }
    isShown = false
  }

  private static var seconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
