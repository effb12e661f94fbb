import EventStore
import Ledger
import LedgerAccess
import LedgerDomain
import Presentation
import ServerSettings

/// What all answers have alike (server 4.8, 4.10, 4.12).
extension ServedLedger {
  static let always = [
    Header("x-content-type-options", "nosniff"), Header("referrer-policy", "same-origin"),
    Header("cross-origin-resource-policy", "same-origin"),
  ]

  /// Makes an answer of a reply.
  func dress(_ reply: Reply, for incoming: Incoming) -> Answer {
    var answer = Answer(reply.status, reply.headers, reply.body)
    if let media = reply.media { answer["content-type"] = media.contentType }
    if reply.media == .html { answer.headers += Self.ofPages }
    if let position = reply.position { answer["koufen-position"] = String(position) }
    if let fileName = reply.fileName { answer["content-disposition"] = "attachment; filename=\"\(fileName)\"" }
    if let tag = reply.tag, reply.status == 200 {
      answer["etag"] = tag.text
      let isReading = incoming.call.method == "GET" || incoming.call.method == "HEAD"
      if isReading, let named = incoming.call["if-none-match"], tag.isNamed(in: named) {
        answer.status = 304
        answer.body = .bytes([])
        answer["content-type"] = nil
        answer["content-disposition"] = nil
      }
    }
    if answer["cache-control"] == nil { answer["cache-control"] = "private, no-cache" }
    finish(&answer, incoming)
    return answer
  }

  /// Tells what went wrong.
  func told(_ error: any Error, of incoming: Incoming) -> Answer {
    let isWriting = incoming.operation?.isWriting ?? false
    var problem = (error as? AccessRefusal).map(ServerProblem.init) ?? ServerProblem(error, isWriting: isWriting)
    if let own = incoming.caller?.kind.provider, problem.code == RefusalCode.unknownProvider.rawValue,
      problem.found?.en.hasPrefix(own.text + ";") ?? false
    {
      // Whoever is of one provider is not told what others are called (server 2.12).
      problem = ServerProblem(Refusal.rules(.unknownProvider, found: .same(own.text)), isWriting: isWriting)
    }
    incoming.note(code: problem.code)
    let language = incoming.language(incoming.caller, settings)
    var answer =
      incoming.wantsPage
      ? page(telling: problem, of: incoming) ?? problem.answer(language, request: incoming.request)
      : problem.answer(language, request: incoming.request)
    // What is left of the body is not waited for.
    let hasBody = incoming.call.body.announced.map { $0 > 0 } ?? true
    answer.closes = hasBody && problem.status >= 400
    finish(&answer, incoming)
    return answer
  }

  private func finish(_ answer: inout Answer, _ incoming: Incoming) {
    finish(&answer, incoming.request, isSecure: isSecure(incoming.call))
  }

  func finish(_ answer: inout Answer, _ request: String, isSecure: Bool) {
    answer.headers.append(Header("koufen-request", request))
    answer.headers += Self.always
    if isSecure { answer.headers.append(Header("strict-transport-security", "max-age=31536000")) }
  }
}

/// Where requests come from.
extension ServedLedger {
  /// The address of a request: the connection's; from a trusted proxy the last of `X-Forwarded-For` that is none
  /// (server 12.2).
  func address(of call: Call) -> String {
    guard let own = call.address else { return forwarded(call) ?? "unix" }
    guard isTrusted(own) else { return own }
    return forwarded(call) ?? own
  }

  private func forwarded(_ call: Call) -> String? {
    guard !settings.trustedProxies.isEmpty, let field = call["x-forwarded-for"] else { return nil }
    return field.split(separator: ",").map { String($0).unpadded }.last { !isTrusted($0) }
  }

  private func isTrusted(_ address: String) -> Bool {
    guard let address = NetworkAddress(address) else { return false }
    return settings.trustedProxies.contains { $0.contains(address) }
  }

  /// Whether whoever asks came over TLS, to here or to the proxy before.
  func isSecure(_ call: Call) -> Bool { call.isSecure || isReachedSecurely }

  /// Whether browsers reach it over TLS, wherever that ends.
  var isReachedSecurely: Bool { settings.origin?.isSecure == true }

  /// The origin of this server's pages.
  func origin(of call: Call) -> String {
    settings.origin?.text ?? (call.isSecure ? "https://" : "http://") + (call["host"] ?? "")
  }

  /// The question without its page: what a cursor is bound to.
  func identity(of asked: Asked) -> String {
    let parts = Target(asked.target).map { target in
      target.pairs.filter { $0.name != "cursor" && $0.name != "limit" }.map { "\($0.name)=\($0.value)" }.sorted()
    }
    return "\(asked.operation.name)/\(asked.captures.joined(separator: "/"))?\((parts ?? []).joined(separator: "&"))"
      + "#\(asked.reach.text)"
  }

  /// A short name of the question, for tags.
  func fingerprint(of asked: Asked) -> String {
    Self.fingerprint("\(asked.target)\n\(asked.media.rawValue)\n\(asked.reach.text)")
  }

  /// A short name of a text.
  static func fingerprint(_ text: String) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in text.utf8 {
      hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    }
    return String(hash, radix: 36)
  }

  /// The address of the next page.
  func link(of asked: Asked, _ cursor: String) -> String {
    let parts = asked.target.split(separator: "?", maxSplits: 1)
    let kept = parts.count > 1 ? parts[1].split(separator: "&").filter { !$0.hasPrefix("cursor=") } : []
    return parts[0] + "?" + (kept + ["cursor=\(cursor)"]).joined(separator: "&")
  }

  /// The same where nothing is being read.
  func identityHeader() async throws -> Header {
    try await readers.run { [self] in try ledger.store.read { try identityHeader($0) } }
  }

  /// The header by which a follower tells one ledger from another (server 10.3).
  func identityHeader(_ reader: any EventStoreReader) throws -> Header {
    Header("koufen-ledger", try self.name(reader) ?? "")
  }
}
