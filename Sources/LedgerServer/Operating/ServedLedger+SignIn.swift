import LedgerAccess
import LedgerDomain
import LedgerFormat
import Pages
import Presentation
import ServerSettings

/// Signing in and out in a browser (server 2.5 to 2.8).
extension ServedLedger {
  func signIn(_ asked: Asked) async throws -> Reply {
    let form = try await form(asked.call)
    let attempt = SignInAttempt(
      account: form["account"] ?? "", password: form["password"] ?? "", code: form["code"], address: asked.address)
    let answer = try await passwords.run { [access, surroundings] in
      var random = SurroundingRandom(surroundings: surroundings)
      return try access.signIn(attempt, asked.now, from: &random)
    }
    switch answer {
    case .tooMany(let seconds):
      metrics.count(.signIns, [("outcome", "too-many-requests")])
      return try refused(.tooMany(seconds), form, asked)
    case .refused:
      metrics.count(.signIns, [("outcome", "refused")])
      return try refused(ServerProblem(.notSignedIn), form, asked)
    case .signedIn(_, let cookie):
      metrics.count(.signIns, [("outcome", "signed-in")])
      let isSecure = isSecure(asked.call)
      let name = SessionCookie.name(isSecure: isSecure)
      let rest = (isSecure ? "; Secure" : "") + "; HttpOnly; SameSite=Lax; Path=/"
      return Reply(
        status: 303, body: .bytes([]),
        headers: [
          Header("location", form["next"].flatMap { NextPath.isOurs($0) ? NextPath.location($0) : nil } ?? "/"),
          Header("set-cookie", "\(name)=\(cookie)\(rest)"),
          Header("cache-control", "no-store"),
        ])
    }
  }

  /// Says to a browser why it is not signed in, beside what was typed but the password; throws it for anybody else.
  private func refused(_ problem: ServerProblem, _ form: [String: String], _ asked: Asked) throws -> Reply {
    let next = form["next"].map { [(name: "next", value: $0)] } ?? []
    guard asked.incoming.wantsPage else { throw problem }
    asked.incoming.note(code: problem.code)
    let frame = try frame(nil, Target(segments: ["sign-in"], pairs: next), asked.incoming, nil)
    let json = problem.json(frame.language, request: asked.request)
    var reply = Self.page(frame.render(refusedSignIn: json, account: form["account"] ?? ""))
    reply.headers.append(Header("cache-control", "no-store"))
    if let wait = problem.retryAfter { reply.headers.append(Header("retry-after", String(wait))) }
    return reply
  }

  func signOut(_ asked: Asked) async throws -> Reply {
    let caller = try asked.signedIn()
    try await passwords.run { [access] in try access.signOut(caller, from: asked.address, asked.now) }
    let isSecure = isSecure(asked.call)
    let rest = (isSecure ? "; Secure" : "") + "; HttpOnly; SameSite=Lax; Path=/; Max-Age=0"
    return Reply(
      status: 303, body: .bytes([]),
      headers: [
        Header("location", "/"), Header("set-cookie", "\(SessionCookie.name(isSecure: isSecure))=\(rest)"),
        Header("cache-control", "no-store"),
      ])
  }

  /// The fields of a form, each once.
  func form(_ call: Call) async throws -> [String: String] {
    _ = try call.media(among: [.form])
    let bytes = try await call.bytes(upTo: settings.limits[.form])
    guard let pairs = Target.pairs(bytes) else { throw ServerProblem(badInput: "form", .aForm) }
    var fields: [String: String] = [:]
    for (name, value) in pairs {
      guard fields.updateValue(value, forKey: name) == nil else { throw ServerProblem(badInput: name, .parameterOnce) }
    }
    return fields
  }
}

extension Expectation {
  static let aForm = Expectation(zh: "表单的字段", en: "the fields of a form")
}
