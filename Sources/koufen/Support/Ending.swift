import Foundation
import Ledger
import LedgerDomain
import Presentation

/// The end of the process: the exit code is that of the work, whatever became of what it said.
enum Ending {
  /// Says what was held back and ends the process.
  ///
  /// Where the work succeeded and its output was lost to a fault the exit code is 74; whatever it is, standard error says
  /// what was kept. A reader that went away, and a standard error that nobody can read, change nothing.
  static func end(_ code: Int32) -> Never {
    StandardStream.output.close()
    let asked = AskedOutput.ofProcess
    let failure = StandardStream.output.fault.flatMap {
      Failure(outputLostTo: $0, isWorkDone: code == 0, asked.language)
    }
    failure?.print(asJSON: asked.isJSON)
    Interruption.claimEnd()
    exit(code == 0 ? failure?.exit ?? 0 : code)
  }
}

extension Failure {
  /// Work that was done, and could not be told; nil where it was not done and nothing was kept.
  fileprivate init?(outputLostTo fault: Words, isWorkDone: Bool, _ language: Language) {
    let kept = Kept.words(language)
    guard isWorkDone || kept != nil else { return nil }
    guard isWorkDone else {
      self.init(
        exit: 74, code: "output-lost",
        message: language(
          zh: "输出未能写出：\(fault.zh)。\(kept ?? "")。请勿再次提交已保留的事件；用 koufen events 查看。",
          en: "The output could not be written: \(fault.en). "
            + "\(kept ?? ""): do not submit them again, koufen events shows them."))
      return
    }
    self.init(
      exit: 74, code: "output-lost",
      message: language(
        zh: "命令已执行完毕，但输出未能写出：\(fault.zh)。\(kept ?? "未追加任何事件")。"
          + (kept == nil ? "可安全重试。" : "请勿再次提交；用 koufen events 查看。"),
        en: "The work was done, but its output could not be written: \(fault.en). "
          + (kept.map { "\($0): do not submit again, koufen events shows them." } ?? "No event was appended by it.")))
  }
}
