import Foundation
import LedgerTesting

/// How long the torture goes on, and where its counts go.
enum Torture {
  /// Whether this is the long run: `KOUFEN_TORTURE=long`.
  static let isLong = ProcessInfo.processInfo.environment["KOUFEN_TORTURE"] == "long"

  /// The number for an ordinary run, or that for the long one.
  static func rounds(_ short: Int, long: Int) -> Int { isLong ? long : short }

  /// What is counted for the table at the end of the long run.
  enum Count: String {
    case rounds, faultsInjected = "faults injected", inputsTried = "inputs tried", bytesFlipped = "bytes flipped"
    case partsTried = "parts of logs tried"
    case verifications = "verify beside writers"
    case falseAlarms = "false alarms"
    case lostEvents = "lost events", undetectedChanges = "undetected changes"
  }

  /// Adds to a count, in the file named by `KOUFEN_TORTURE_REPORT`, if any.
  static func count(_ what: Count, _ number: Int) { count(what.rawValue, number) }

  /// Adds to a count that is known by what it says.
  static func count(_ what: String, _ number: Int) {
    guard let path = ProcessInfo.processInfo.environment["KOUFEN_TORTURE_REPORT"] else { return }
    let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    let line = Array("\(what)\t\(number)\n".utf8)
    _ = line.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
  }
}

extension SplitMix64 {
  init(seed: Int) {
    self.init(seed: UInt64(truncatingIfNeeded: seed))
  }

  /// A number below `bound`, which is at least 1.
  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

  /// One of the items, of which there is at least one.
  mutating func pick<T>(_ items: [T]) -> T { items[below(items.count)] }
}

/// The files of the checkout.
enum Checkout {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The bytes of a file of the checkout.
  static func bytes(_ path: String) throws -> [UInt8] { Array(try Data(contentsOf: root.appending(path: path))) }
}
