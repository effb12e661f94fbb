import Ledger
import LedgerDomain
import LedgerFormat

extension Ledger {
  /// Takes the whole log into another ledger, which must be empty, in one pass: as an export that is imported.
  ///
  /// - Parameter shown: where that is.
  func copyLog(to target: Ledger, _ shown: String, _ progress: ProgressLine) throws {
    let lines = LinePipe()
    let filling = lines.fill { put in try export(put) }
    defer { withExtendedLifetime(filling) {} }
    var done = 0
    do {
      _ = try target.importLog {
        done += 1
        try progress.advance(to: done)
        return try lines.next()
      }
    } catch let error as ImportError {
      guard let line = error.line else {
        throw Failure(
          exit: 1, code: "store-exists", zh: "\(shown) 中已有事件；请复制到空账本。未复制任何事件。",
          en: "\(shown) holds events already; copy into an empty store. Nothing was copied.")
      }
      throw Failure(
        exit: 65, code: "bad-log", zh: error.zh + "。未复制任何事件。", en: error.en + ". Nothing was copied.", line: line)
    }
  }
}
