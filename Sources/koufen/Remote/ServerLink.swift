import Foundation
import LedgerDomain
import LedgerFormat
import Presentation

/// How a server is asked: over one connection, and again where that is safe.
///
/// All that is asked may be asked again: a question always, a submission by its id, a job because it finds done what it did.
final class ServerLink: Sendable {
  /// How long a server that cannot be reached, or has too much to do, is asked again, as long as a locked file is.
  private static let patience = Duration.seconds(10)
  private static let firstPause = 0.25
  private static let longestPause = 2.0

  let address: ServerAddress
  private let token: String
  private let language: Language
  private let lock = NSRecursiveLock()
  nonisolated(unsafe) private var connection: ServerConnection?

  /// A server, and the token that is shown to it.
  init(_ address: ServerAddress, token: String, _ language: Language) {
    (self.address, self.token, self.language) = (address, token, language)
  }

  /// Asks, and reads the whole answer.
  func ask(_ request: ServerRequest) throws -> [UInt8] { try ask(request) { _, body in try body.whole() } }

  /// Asks, and reads the answer as JSON.
  func json(_ request: ServerRequest) throws -> JSON {
    let text = String(decoding: try ask(request), as: UTF8.self)
    guard let json = try? JSON(parsing: text) else { throw notUnderstood }
    return json
  }

  /// That what answers is no server of a ledger, or of another version.
  var notUnderstood: Failure {
    Failure(
      exit: 70, code: "internal", zh: "\(address.shown) 的答复无法理解：那里可能不是 koufen 服务器，或版本不同。",
      en: "The answer of \(address.shown) is not understood: it may be no server of koufen, or of another version.")
  }

  /// That what answers would have something else asked, which is not followed: the token is shown to whom it was given for.
  private func leadsElsewhere(_ answer: ServerAnswer) -> Failure {
    let place = answer.fields["location"].map(\.printable) ?? "HTTP \(answer.status)"
    return Failure(
      exit: 69, code: "store-unreachable",
      zh: "\(address.shown) 指向另一地址（\(place)）：令牌不会发往该处。请用 --store 给出 koufen 服务器自身的地址。",
      en: "\(address.shown) leads elsewhere (\(place)): the token is not sent there. Name the address of koufen itself "
        + "by --store.")
  }

  /// Asks, and hands the answer's body to `read`; what `read` leaves of it is passed over.
  ///
  /// - Throws: a `Failure` in the words of the server where it refuses; of its own where it cannot be reached, exit 69.
  func ask<T>(_ request: ServerRequest, _ read: (ServerAnswer, inout ServerBody) throws -> T) throws -> T {
    lock.lock()
    defer { lock.unlock() }
    let deadline = ContinuousClock.now + Self.patience
    var pause = Self.firstPause
    while true {
      var (isUsed, isSent, isRead) = (connection != nil, false, false)
      do {
        let connection = try connection ?? ServerConnection(address)
        self.connection = connection
        connection.patience = request.patience
        // A server that refuses a long body answers before it has read it.
        let sending = Result {
          try connection.send(request.head(to: address, bearing: token, language) + (request.body?.bytes ?? []))
        }
        isSent = true
        if case .failure(let error) = sending, !(error is ServerFault) { throw error }
        let answer = try ServerAnswer(from: connection)
        var body = try ServerBody(of: answer, from: connection)
        isUsed = false
        if answer.isFromBefore { throw ServerFault.notReached(answer.status) }
        if (300..<400).contains(answer.status) { throw leadsElsewhere(answer) }
        if answer.status >= 400 {
          let problem = try ServerProblem(answer, body.whole())
          if answer.isLast { self.connection = nil }
          guard let seconds = problem.pause, ContinuousClock.now + .seconds(seconds) < deadline else {
            throw Failure(problem, of: address)
          }
          try wait(seconds)
          continue
        }
        isRead = true
        let value = try read(answer, &body)
        while try body.next() != nil {}
        if answer.isLast || !body.hasOwnEnd { self.connection = nil }
        return value
      } catch let fault as ServerFault {
        connection = nil
        // A connection that was kept may have ended meanwhile: that is found out at the next use.
        if isUsed, !isRead, case .cutOff = fault { continue }
        if isRead || fault.isFinal || ContinuousClock.now + .seconds(pause) > deadline {
          throw Failure(fault, of: address, isUnsettled: request.method != "GET" && isSent)
        }
        try wait(pause)
        pause = min(Self.longestPause, pause * 2)
      } catch {
        connection = nil
        throw error
      }
    }
  }

  /// Lets some time pass, and no one be kept who was asked to stop.
  private func wait(_ seconds: Double) throws {
    let end = ContinuousClock.now + .seconds(seconds)
    while ContinuousClock.now < end {
      try Interruption.check()
      usleep(50_000)
    }
  }
}

/// Why a server did not do what it was asked (server §5).
struct ServerProblem {
  let status: Int
  let code: String
  /// What is said of it; nil where that is no answer of a koufen.
  let detail: String?
  let line: Int?
  /// Seconds after which the same may succeed; nil where it will not.
  let pause: Double?

  init(_ answer: ServerAnswer, _ body: [UInt8]) {
    let json = (try? JSON(parsing: String(decoding: body, as: UTF8.self))) ?? .null
    self.init(
      json, status: answer.status, retryAfter: answer.fields["retry-after"].flatMap { Double($0) })
  }

  /// A problem that stands in an answer.
  init(_ json: JSON, status: Int? = nil, retryAfter: Double? = nil) {
    self.status = status ?? json["status"]?.whole ?? 500
    code = json["code"]?.written ?? "internal"
    detail = json["detail"]?.written ?? json["title"]?.written
    line = json["line"]?.whole
    let mayRetry = json["retry"] == .boolean(true) || self.status == 429
    pause = mayRetry ? max(0.1, retryAfter ?? 1) : nil
  }

  /// The code of the contract that a command ends with.
  var exit: Int32 {
    if RefusalCode(rawValue: code) != nil { return 1 }
    switch status {
    case 401, 403, 507: return 74
    case 404: return 66
    case 409, 412, 422: return 1
    case 408, 429, 503: return 69
    case 400...499: return 65
    case _: return ["store-forbidden", "input-output"].contains(code) ? 74 : 70
    }
  }
}

extension Failure {
  /// What a server refuses, in its words.
  init(_ problem: ServerProblem, of address: ServerAddress, line: Int? = nil) {
    guard let detail = problem.detail else {
      self.init(
        exit: problem.exit, code: problem.code,
        zh: "\(address.shown) 答复 HTTP \(problem.status)，没有说明：可能不是 koufen 服务器，或被代理拒绝。",
        en: "\(address.shown) answered HTTP \(problem.status) without a reason: it may be no server of koufen, or a "
          + "proxy refused.")
      return
    }
    self.init(exit: problem.exit, code: problem.code, message: detail, line: line ?? problem.line)
  }

  /// - Parameter isUnsettled: whether something was sent that may have been kept.
  fileprivate init(_ fault: ServerFault, of address: ServerAddress, isUnsettled: Bool) {
    let place = address.shown
    let reason: Words
    switch fault {
    case .unreachable(let text): reason = SystemText.words(text)
    case .untrusted(let text):
      self.init(
        exit: 69, code: "server-untrusted",
        zh: "\(place) 的证书不可信（“\(text)”）。自用的证书机构可用 KOUFEN_CA=文件（PEM）给出。",
        en:
          "The certificate of \(place) is not believed (\(text)). Name an authority of your own with KOUFEN_CA=FILE, in PEM."
      )
      return
    case .cutOff: reason = Words(zh: "连接中断", en: "the connection was cut")
    case .silent: reason = Words(zh: "没有答复", en: "no answer came")
    case .notReached(let status):
      reason = Words(zh: "中间的代理答复 HTTP \(status)", en: "a proxy before it answered HTTP \(status)")
    }
    guard isUnsettled else {
      self.init(
        exit: 69, code: "store-unreachable", zh: "无法访问 \(place)：\(reason.zh)。可安全重试。",
        en: "\(place) cannot be reached: \(reason.en). It is safe to try again.")
      return
    }
    self.init(
      exit: 69, code: "store-unsettled", zh: "\(place)：\(reason.zh)。无法得知是否已保存；带相同编号（--id）重试是安全的。",
      en: "\(place): \(reason.en). Whether it was kept cannot be found out; it is safe to try again with the same --id."
    )
  }
}

extension ServerFault {
  /// Whether asking again is of no use.
  fileprivate var isFinal: Bool { if case .untrusted = self { true } else { false } }
}

extension JSON {
  /// The text; nil for what is none.
  var written: String? { if case .string(let text) = self { text } else { nil } }

  /// The whole number; nil for what is none.
  var whole: Int? { if case .integer(let number) = self { number } else { nil } }

  /// The items; none for what is no list.
  var list: [JSON] { if case .array(let items) = self { items } else { [] } }
}
