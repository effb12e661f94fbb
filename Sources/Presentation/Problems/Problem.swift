import EventStore
import LedgerAccess
public import LedgerDomain
import LedgerFormat
import Rulebook

/// Something that could not be done, as people and programs are told: what happened and what to do about it.
public struct Problem: Error, Equatable, Sendable {
  /// Whose turn it is: what a command's exit code and a server's status are made of.
  public enum Kind: Sendable {
    /// The rules refuse it.
    case refused
    /// It was asked for wrongly.
    case usage
    /// What was handed in is not what was expected.
    case badInput
    /// What was named is not there.
    case missing
    /// It cannot be had now; the same may be tried again.
    case unavailable
    /// What is kept, or the program, is not as it should be.
    case fault
    /// The system would not read or write.
    case inputOutput
  }

  /// Whose turn it is.
  public var kind: Kind
  /// The code, such as `bad-input` or a refusal's.
  public var code: String
  /// What happened, and what to do about it.
  public var message: Words
  /// The line of the input it is about.
  public var line: Int?

  /// A problem in both languages.
  public init(_ kind: Kind, code: String, zh: String, en: String, line: Int? = nil) {
    self.kind = kind
    self.code = code
    message = Words(zh: zh, en: en)
    self.line = line
  }

  /// A refusal, an input error, what a store or a rulebook says, or, for all else, a fault of the program.
  public init(_ error: any Error, line: Int? = nil) {
    switch error {
    case let problem as Problem: self = problem
    case let refusal as Refusal: self.init(refusal, line)
    case let error as InputError: self.init(error.refusal, line)
    case let error as StoreError: self.init(error)
    case let error as AccessError: self.init(error)
    case let fault as AccountFault: self.init(fault)
    case let fault as PasswordFault: self.init(fault)
    case let error as RulebookError:
      self.init(.badInput, code: "bad-rulebook", zh: error.words.zh, en: error.words.en, line: error.line)
    default:
      let text = String(describing: error)
      self.init(.fault, code: "internal", zh: "程序内部故障：“\(text)”。请报告此问题。", en: text)
    }
  }

  /// Whether words are known for such an error.
  public static func isKnown(_ error: any Error) -> Bool {
    error is Problem || error is Refusal || error is InputError || error is StoreError || error is RulebookError
      || error is AccessError || error is AccountFault || error is PasswordFault
  }

  private init(_ refusal: Refusal, _ line: Int?) {
    switch refusal {
    case .badInput(let field, let expected):
      let said = expected.said(of: field)
      self.init(.badInput, code: "bad-input", zh: said.zh + "。", en: said.en + ".", line: line)
    case .unknown(let code, let name, let near):
      let zh = near.map { "（\(name)，是否指 \($0)？）。" } ?? "（\(name)）。"
      let en = near.map { " (\(name); did you mean \($0)?)." } ?? " (\(name))."
      self.init(
        .refused, code: code.rawValue, zh: code.reason.zh.dropLast() + zh + code.remedy.zh,
        en: code.reason.en.dropLast() + en + " " + code.remedy.en, line: line)
    case .rules(let code, let found):
      let (reason, remedy) = (code.reason, code.remedy)
      let zh = found.map { String(reason.zh.dropLast()) + "（\($0.zh)）。" } ?? reason.zh
      let en = found.map { String(reason.en.dropLast()) + " (\($0.en))." } ?? reason.en
      self.init(.refused, code: code.rawValue, zh: zh + remedy.zh, en: en + " " + remedy.en, line: line)
    }
  }
}
