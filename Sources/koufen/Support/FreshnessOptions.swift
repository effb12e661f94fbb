import ArgumentParser
import EventStore
import Presentation

/// How far the log must have come before it is read: of several servers one may be behind.
struct FreshnessOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      zh: "日志记到此位置才读取，最多等候 10 秒（用于 KOUFEN_READ=standby）。",
      en: "Read only once the log has come to this position, which is waited for 10 seconds (for KOUFEN_READ=standby).",
      value: .position))
  var atLeast: Int?

  /// How long that is waited for.
  private static let patience = Duration.seconds(10)

  /// Waits until the log has come so far.
  ///
  /// - Throws: that it has not, exit 69.
  func wait(for store: any EventStore, patience: Duration = patience) throws {
    guard let atLeast else { return }
    guard atLeast >= 0 else {
      throw Failure.usage(
        zh: "--at-least：应为位置，即不小于 0 的整数，而非 \(atLeast)。",
        en: "--at-least: expected a position, an integer of 0 or more, not \(atLeast).")
    }
    let head = try store.wait(beyond: atLeast - 1, until: .now + patience)
    guard head < atLeast else { return }
    throw Failure(
      exit: 69, code: "store-behind",
      zh: "所读账本记到第 \(head) 条，尚未到 --at-least 所要的第 \(atLeast) 条；请稍后重试，或读取主服务器。",
      en: "The log that is read ends at position \(head), not yet at \(atLeast) as --at-least wants; "
        + "try again later, or read the primary.")
  }
}
