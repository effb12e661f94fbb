import Ledger
import LedgerAccess
import LedgerDomain
import LedgerFormat
import Pages
import Presentation
import ServerSettings

/// One's own account, in a browser (server 2.4, 2.5, 2.7; pages 3.13).
extension ServedLedger {
  /// One's own settings, sessions and tokens, which no question of the API tells.
  func own(_ caller: Caller, _ now: Instant) -> JSON {
    let accounts = access.accounts
    let account = accounts.byID[caller.account.id] ?? caller.account
    let json = account.json(
      with: accounts.tokens(of: account.id), accounts.sessions(of: account.id, now), in: ledger.zone)
    var fields = json.fields
    fields.append(.init("acting", JSON(caller.chosenRole?.rawValue)))
    if case .session(let session) = caller.credential { fields.append(.init("session", .string("\(session.id)"))) }
    return .object(fields)
  }

  /// Does what a form of the page of one's own account asks.
  func change(_ sent: Sent) async throws -> Outcome {
    guard case .session(let session) = sent.caller.credential else { throw ServerProblem(.notPermitted) }
    do {
      switch sent["do"] {
      case "role": return try await choose(sent, session)
      case "lang": return try await speak(sent)
      case "keys": return keys(sent)
      case "end-session": return try await endSession(sent)
      case "end-token": return try await endToken(sent)
      case "issue": return try await issue(sent)
      case "password": return try await newPassword(sent)
      case "factor": return try await newFactor(sent)
      case "confirm-factor": return try await confirmFactor(sent)
      case "remove-factor": return try await removeFactor(sent)
      case _: throw ServerProblem(badInput: "do", .present)
      }
    } catch let error as AccessError {
      return shown(error, sent)
    } catch let fault as PasswordFault {
      return shown(fault, sent)
    } catch let problem as ServerProblem where problem.code == ServerCode.badInput.rawValue {
      return shown(problem, sent)
    }
  }

  private func back(_ sent: Sent, _ done: String) -> Outcome {
    .led(to: Address("me", query: ["done": done, "lang": sent.incoming.lang]))
  }

  private func author(_ sent: Sent) -> AccessAuthor { AccessAuthor(sent.caller, from: sent.incoming.address) }

  private func choose(_ sent: Sent, _ session: Session) async throws -> Outcome {
    let role = try sent["role"].map { text throws(ServerProblem) -> AccountRole in
      guard let role = AccountRole(rawValue: text) else { throw ServerProblem(.roleNotHeld, found: .same(text)) }
      return role
    }
    try await passwords.run { [access] in try access.choose(role, for: session) }
    return back(sent, "role")
  }

  private func speak(_ sent: Sent) async throws -> Outcome {
    let language = sent["language"].flatMap { AccountLanguage(rawValue: $0) }
    let (id, by, now) = (sent.caller.account.id, author(sent), sent.incoming.now)
    try await passwords.run { [access] in try access.setLanguage(language, of: id, by: by, now) }
    return .led(to: Address("me", query: ["done": "lang"]))
  }

  /// Whether keys do something is kept by the browser: it is a matter of the keyboard at hand.
  private func keys(_ sent: Sent) -> Outcome {
    let value = sent["keys"] == "off" ? "off; Max-Age=31536000" : "on; Max-Age=0"
    let secure = isSecure(sent.incoming.call) ? "; Secure" : ""
    var reply = Reply.led(to: Address("me", query: ["done": "keys", "lang": sent.incoming.lang]))
    reply.headers.append(Header("set-cookie", "koufen-keys=\(value); Path=/; SameSite=Lax\(secure)"))
    return .led(reply)
  }

  private func endSession(_ sent: Sent) async throws -> Outcome {
    guard let id = sent["id"].flatMap({ Token.ID($0) }) else { throw ServerProblem(badInput: "id", .present) }
    let (account, by, now) = (sent.caller.account.id, author(sent), sent.incoming.now)
    try await passwords.run { [access] in try access.endSession(id, of: account, by: by, now) }
    return back(sent, "session")
  }

  private func endToken(_ sent: Sent) async throws -> Outcome {
    guard let id = sent["id"].flatMap({ Token.ID($0) }),
      access.accounts.tokens(of: sent.caller.account.id).contains(where: { $0.id == id })
    else { throw ServerProblem(badInput: "id", .present) }
    let (by, now) = (author(sent), sent.incoming.now)
    try await passwords.run { [access] in try access.revokeToken(id, by: by, now) }
    return back(sent, "token")
  }

  private func issue(_ sent: Sent) async throws -> Outcome {
    let held = sent.caller.kind.roles
    let chosen = held.filter { sent["role.\($0.rawValue)"] != nil }
    let expires = try sent["expires"].map { text throws(ServerProblem) -> Instant in
      guard let date = Limits.date(text) else { throw ServerProblem(badInput: "expires", .date) }
      return ledger.zone.endOfDay(date)
    }
    let (id, by, now) = (sent.caller.account.id, author(sent), sent.incoming.now)
    let text = try await passwords.run { [access, surroundings, label = sent["label"]] in
      var random = SurroundingRandom(surroundings: surroundings)
      return try access.issueToken(
        to: id, roles: chosen.count == held.count ? nil : Set(chosen), expires: expires, label: label, by: by, now,
        from: &random
      ).text
    }
    return .shown(Posted([:], answer: .object([.init("token", .string(text))])))
  }

  /// That whoever sits there is the account's own, before its password or second factor is changed.
  private func prove(_ sent: Sent) async throws {
    let attempt = SignInAttempt(
      account: sent.caller.account.id.text, password: sent["password"] ?? "", code: sent["code"],
      address: sent.incoming.address)
    let now = sent.incoming.now
    switch try await passwords.run({ [access] in try access.confirm(attempt, now) }) {
    case .yes: return
    case .no: throw ServerProblem(badInput: "password", .ownPassword)
    case .tooMany(let seconds): throw ServerProblem.tooMany(seconds)
    }
  }

  private func newPassword(_ sent: Sent) async throws -> Outcome {
    try await prove(sent)
    let (id, by, now) = (sent.caller.account.id, author(sent), sent.incoming.now)
    let password = try NewPassword(sent["new"] ?? "", for: id)
    try await passwords.run { [access, surroundings] in
      var random = SurroundingRandom(surroundings: surroundings)
      try access.setPassword(password, of: id, by: by, now, from: &random)
    }
    return .led(to: Address("sign-in", query: ["lang": sent.incoming.lang]))
  }

  private func newFactor(_ sent: Sent) async throws -> Outcome {
    try await prove(sent)
    let id = sent.caller.account.id
    let factor = try await passwords.run { [access, surroundings] in
      var random = SurroundingRandom(surroundings: surroundings)
      return try access.proposeSecondFactor(of: id, from: &random)
    }
    return .shown(
      Posted(
        [:],
        answer: .object([.init("secret", .string(factor.text)), .init("address", .string(factor.address(of: id)))])))
  }

  private func confirmFactor(_ sent: Sent) async throws -> Outcome {
    let (id, by, now) = (sent.caller.account.id, author(sent), sent.incoming.now)
    try await passwords.run { [access, code = sent["code"] ?? ""] in
      try access.confirmSecondFactor(of: id, code: code, by: by, now)
    }
    return back(sent, "factor")
  }

  private func removeFactor(_ sent: Sent) async throws -> Outcome {
    try await prove(sent)
    guard !access.accounts.requiresSecondFactor(sent.caller.account) else { throw ServerProblem(.notPermitted) }
    let (id, by, now) = (sent.caller.account.id, author(sent), sent.incoming.now)
    try await passwords.run { [access] in try access.removeSecondFactor(of: id, by: by, now) }
    return back(sent, "done")
  }
}

extension Expectation {
  fileprivate static let ownPassword = Expectation(
    zh: "此账户现在的密码和验证码", en: "this account's password and code as they are now")
}
