import Ledger
import LedgerDomain
import LedgerFormat

extension Ledger {
  /// Takes the whole log into another ledger, which must be empty, in one pass: as an export that is imported.
  func copyLog(to target: Ledger, _ progress: ProgressLine) throws {
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
      let isFull = error.line == nil
      throw Failure(
        exit: isFull ? 1 : 65, code: isFull ? "store-exists" : "bad-log", zh: error.zh + "。未复制任何事件。",
        en: error.en + ". Nothing was copied.", line: error.line)
    }
  }
}
