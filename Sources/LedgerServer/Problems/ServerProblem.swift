import EventStore
import Foundation
import LedgerDomain
import LedgerFormat
import Presentation
import Rulebook

/// Why a request is not answered as it was asked, as RFC 9457 tells it (server §5).
struct ServerProblem: Error, Sendable {
  /// What programs look at.
  var code: String
  /// The status that stands for it.
  var status: Int
  /// What happened.
  var title: Words
  /// The same and what to do about it: what the command line says.
  var detail: Words
  /// What was found, where the ledger names it.
  var found: Words?
  /// The field or parameter that is not as it must be.
  var field: String?
  /// The line of a bulk.
  var line: Int?
  /// Whether sending the very same again is safe and may succeed.
  var mayRetry: Bool
  /// Seconds after which it may, where that is known.
  var retryAfter: Int?
  /// Further header fields.
  var headers: [Header] = []
  /// Further members, after the others.
  var members: [JSON.Field] = []

  /// A problem of the server's own.
  ///
  /// - Parameter found: what was found, put in brackets behind what happened.
  init(_ code: ServerCode, found: Words? = nil, field: String? = nil) {
    self.code = code.rawValue
    status = code.status
    let (reason, short) = (code.reason, code.reason.withoutStop)
    title = short
    let zh = found.map { short.zh + "（\($0.zh)）。" } ?? reason.zh
    let en = found.map { short.en + " (\($0.en))." } ?? reason.en
    detail = Words(zh: zh + code.remedy.zh, en: en + " " + code.remedy.en)
    self.found = found
    self.field = field
    mayRetry = code.maySucceedAgain
    switch code {
    case .notSignedIn: headers = [Header("www-authenticate", "Bearer")]
    case .overloaded, .shuttingDown, .starting, .tooManyRequests: retryAfter = 1
    case .badInput, .notPermitted, .notYourself, .roleNotHeld, .notYourOutlet, .crossSite, .readOnly, .noSuchResource,
      .noSuchRulebook, .methodNotAllowed, .notAcceptable, .tooLarge, .uriTooLong, .unsupportedMediaType,
      .headersTooLarge, .tooSlow, .positionAhead, .versionConflict, .previewDiffers, .internalFault, .notASeal,
      .badRulebook:
      break
    }
  }

  /// That a field or parameter is not what was expected.
  init(badInput field: String, _ expected: Expectation) {
    self.init(InputError.field(field, expected: expected), isWriting: false)
  }

  /// Whatever went wrong, in the words of the command line.
  ///
  /// - Parameter isWriting: whether something was to be appended.
  init(_ error: any Error, isWriting: Bool) {
    if let problem = error as? ServerProblem {
      self = problem
      return
    }
    let problem = Problem(error)
    self.init(.internalFault)
    guard Problem.isKnown(error) else { return }
    code = problem.code
    detail = problem.message
    line = problem.line
    title = Self.title(of: problem)
    status = Self.status(of: problem, isWriting: isWriting)
    mayRetry = problem.kind == .unavailable
    retryAfter = mayRetry ? 1 : nil
    take(error)
    switch StoreCode(rawValue: problem.code) {
    case .busy where error is StoreError, .conflict where error is StoreError: break
    case .busy, .conflict, .unreachable, .unsettled, .damaged, .newer, .forbidden, .closed, .cutBack, .inputOutput, nil:
      if status >= 500 { hide() }
    }
  }

  private mutating func take(_ error: any Error) {
    if let refusal = error as? Refusal { take(refusal) }
    if let error = error as? InputError {
      take(error.refusal)
      // A text that is no JSON has no field.
      if case .syntax = error { field = nil }
    }
  }

  private mutating func take(_ refusal: Refusal) {
    switch refusal {
    case .rules(let code, let found):
      title = code.reason.withoutStop
      self.found = found
    case .unknown(let code, let name, _):
      title = code.reason.withoutStop
      found = .same(name)
    case .badInput(let field, _):
      title = ServerCode.badInput.reason.withoutStop
      self.field = field
    }
  }

  /// No path of the machine and no statement of SQL is told (server 5.4): of what is wrong inside, only that it is.
  private mutating func hide() {
    let remedy =
      StoreCode(rawValue: code)?.remedy ?? (mayRetry ? ServerCode.overloaded.remedy : ServerCode.internalFault.remedy)
    detail = Words(zh: title.zh + "。" + remedy.zh, en: title.en + ". " + remedy.en)
  }
}

extension ServerProblem {
  private static func title(of problem: Problem) -> Words {
    if let store = StoreCode(rawValue: problem.code) { return store.reason.withoutStop }
    if let own = ServerCode(rawValue: problem.code) { return own.reason.withoutStop }
    return problem.message.firstSentence
  }

  /// One code has one status, but `input-output` (server 5.3).
  private static func status(of problem: Problem, isWriting: Bool) -> Int {
    if let own = ServerCode(rawValue: problem.code) { return own.status }
    switch problem.kind {
    case .refused: return statusOfRefusal(problem.code)
    case .usage, .badInput: return 400
    case .missing: return 404
    case .unavailable: return 503
    case .fault: return 500
    case .inputOutput: return problem.code == StoreCode.inputOutput.rawValue && isWriting ? 507 : 500
    }
  }

  static func statusOfRefusal(_ code: String) -> Int {
    if [RefusalCode.roleNotAllowed, .samePerson].map(\.rawValue).contains(code) { return 403 }
    if code == RefusalCode.idConflict.rawValue { return 422 }
    return code.hasPrefix("unknown-") ? 404 : 409
  }
}

extension Words {
  /// The same without the full stop at its end.
  fileprivate var withoutStop: Words {
    Words(zh: zh.hasSuffix("。") ? String(zh.dropLast()) : zh, en: en.hasSuffix(".") ? String(en.dropLast()) : en)
  }

  fileprivate var firstSentence: Words {
    let sentence = en.range(of: ". ").map { String(en[..<$0.lowerBound]) } ?? en
    return Words(zh: zh.split(separator: "。").first.map(String.init) ?? zh, en: sentence).withoutStop
  }
}
