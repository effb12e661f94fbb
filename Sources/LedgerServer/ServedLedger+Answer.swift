import LedgerAccess
import LedgerDomain
import LedgerFormat
import Pages
import Presentation
import ServerSettings

extension ServedLedger: Answering {
  /// The answer to a request.
  public func answer(_ call: Call) async -> Answer {
    let incoming = Incoming(call, self)
    do {
      let reply = try await respond(to: incoming)
      return noted(dress(reply, for: incoming), of: incoming)
    } catch {
      return noted(told(error, of: incoming), of: incoming)
    }
  }

  /// The answer to what was refused before it was a request.
  public func answer(to fault: CallFault, language: String?, isSecure: Bool) -> Answer {
    let code: ServerCode =
      switch fault {
      case .lineTooLong: .uriTooLong
      case .headersTooLarge: .headersTooLarge
      case .tooSlow: .tooSlow
      }
    let now = surroundings.now()
    let spoken = AcceptedLanguage(language).chosen ?? settings.spoken
    let request = makeID(now)
    var answer = ServerProblem(code).answer(spoken, request: request)
    finish(&answer, request, isSecure: isSecure || isReachedSecurely)
    answer.closes = true
    note(refused: request, code.status, at: now)
    return answer
  }

  /// That the process lives is answered at once, whatever else has to be waited for (server 11.1).
  public func answerAtOnce(_ call: borrowing Call) -> Answer? {
    guard call.method == "GET", call.target == "/healthz", call["authorization"] == nil, call["cookie"] == nil,
      call["accept"] == nil
    else { return nil }
    let incoming = Incoming(copy call, self)
    incoming.note(.health, nil)
    return noted(dress(Self.lives, for: incoming), of: incoming)
  }

  /// Answers, in the order of server 7.8: who it is, from where, what is asked, how often, in which form, and whether it
  /// may be.
  private func respond(to incoming: Incoming) async throws -> Reply {
    let call = incoming.call
    guard let target = Target(call.target) else {
      throw moderated(ServerProblem(.badInput, field: Target.malformed(in: call.target)), incoming, nil)
    }
    if let asset = try asset(target, incoming) { return asset }
    let found = Router.all.find(target.segments)
    incoming.note(isForPeople: found?.isForPeople ?? (target.segments.first != "v1"))
    let caller = try await signedIn(incoming, orNobody: found?.isForPeople ?? false)
    incoming.note(caller)
    // What is refused for where it comes from is written down too.
    if !["GET", "HEAD"].contains(call.method),
      let operation = found?.operations.first(where: { $0.method == Method(rawValue: call.method) })?.operation
    {
      incoming.note(operation, caller)
    }
    try demandSameSite(incoming, caller, isSigningIn: found?.operations.contains { $0.operation == .signIn } ?? false)
    guard let found else {
      let isInside = target.segments.first == "v1"
      throw moderated(ServerProblem(caller == nil && isInside ? .notSignedIn : .noSuchResource), incoming, caller)
    }
    if call.method == "OPTIONS" {
      try demandModeration(incoming, caller)
      return Reply(status: 204, body: .bytes([]), headers: [Header("allow", found.allowed)])
    }
    let method = call.method == "HEAD" ? Method.get : Method(rawValue: call.method)
    if let page = found.page, method == .get {
      return try await reply(page, found.captures, target, incoming, caller)
    }
    if let page = found.page, page.isPosted, method == .post {
      return try await reply(posting: page, found.captures, target, incoming, caller)
    }
    guard let operation = found.operations.first(where: { $0.method == method })?.operation else {
      if caller == nil, target.segments.first == "v1", target.segments.count > 1 {
        throw moderated(ServerProblem(.notSignedIn), incoming, caller)
      }
      var problem = ServerProblem(.methodNotAllowed)
      problem.headers.append(Header("allow", found.allowed))
      throw moderated(problem, incoming, caller)
    }
    incoming.note(operation, caller)
    if operation != .health { try demandModeration(incoming, caller) }
    let asked = try understand(incoming, operation, found.captures, target, caller)
    if operation.takesNothing, try await !call.bytes(upTo: settings.limits[.form]).isEmpty {
      throw ServerProblem(badInput: "body", .noBody)
    }
    if settings.isReadOnly, operation.isWriting { throw ServerProblem(.readOnly) }
    if isStopping, operation.isWriting { throw ServerProblem(.shuttingDown) }
    return try await replyInTurn(to: asked)
  }

  /// Who asks, by token or cookie (server 2.9); nil where nothing says.
  ///
  /// - Parameter isForPeople: whether a cookie that has ended is that of nobody: a page then leads to the sign-in.
  private func signedIn(_ incoming: Incoming, orNobody isForPeople: Bool) async throws -> Caller? {
    guard let shown = try shown(incoming) else { return nil }
    var caller = caller(showing: shown, incoming.now)
    if caller == nil {
      // What was made a moment ago, by another process, is looked for before it is refused.
      _ = try? await readers.run { [access] in try access.refresh() }
      caller = self.caller(showing: shown, incoming.now)
    }
    guard let caller else {
      if isForPeople, case .cookie = shown { return nil }
      throw refusedSignIn(incoming)
    }
    caller.noteUse(incoming.now, from: incoming.address)
    return caller
  }

  /// What a request shows of who asks.
  private enum Shown {
    case token(Substring)
    case cookie(Substring)
  }

  /// What is shown; a request with both uses the token.
  private func shown(_ incoming: Incoming) throws(ServerProblem) -> Shown? {
    let call = incoming.call
    if let said = call["authorization"] {
      let parts = said.split(separator: " ", maxSplits: 1)
      guard parts.count == 2, parts[0].lowercased() == "bearer" else { throw refusedSignIn(incoming) }
      return .token(parts[1].drop { $0 == " " })
    }
    return SessionCookie.value(in: call, isSecure: isSecure(call)).map(Shown.cookie)
  }

  private func caller(showing shown: Shown, _ now: Instant) -> Caller? {
    switch shown {
    case .token(let text): access.accounts.caller(bearing: text, now)
    case .cookie(let text): access.accounts.caller(withCookie: text, now)
    }
  }

  private func refusedSignIn(_ incoming: Incoming) -> ServerProblem {
    if let wait = traffic.wait(forAddress: incoming.address, incoming.clock) { return .tooMany(wait) }
    return ServerProblem(.notSignedIn)
  }

  /// A request that would change something and rests on a cookie, or asks for one, comes from a page of this server
  /// (server 2.10).
  ///
  /// - Parameter isSigningIn: whether its path, decoded, is that of the sign-in.
  private func demandSameSite(
    _ incoming: Incoming, _ caller: Caller?, isSigningIn: Bool
  ) throws(ServerProblem) {
    let call = incoming.call
    guard !["GET", "HEAD", "OPTIONS"].contains(call.method) else { return }
    switch caller?.credential {
    case .token?: return
    case .session?: break
    case nil: guard isSigningIn else { return }
    }
    if let site = call["sec-fetch-site"] {
      guard site == "same-origin" else { throw ServerProblem(.crossSite) }
      return
    }
    guard let origin = call["origin"], origin == self.origin(of: call) else { throw ServerProblem(.crossSite) }
  }

  /// Holds whoever asks to how often they may (server §12).
  func demandModeration(_ incoming: Incoming, _ caller: Caller?) throws(ServerProblem) {
    let wait =
      caller.map { traffic.wait(for: $0, incoming.clock) } ?? traffic.wait(forAddress: incoming.address, incoming.clock)
    if let wait { throw .tooMany(wait) }
  }

  /// What a request is told that asks for nothing that is there: without a valid sign-in it counts as any other does; whoever is
  /// signed in is told before the rate (server 7.8, §12).
  private func moderated(_ problem: ServerProblem, _ incoming: Incoming, _ caller: Caller?) -> ServerProblem {
    guard caller == nil else { return problem }
    do throws(ServerProblem) {
      try demandModeration(incoming, nil)
      return problem
    } catch {
      return error
    }
  }

  /// Reads what the request says of form and question, and holds it to what whoever asks may do.
  private func understand(
    _ incoming: Incoming, _ operation: Operation, _ captures: [String], _ target: Target, _ caller: Caller?
  ) throws -> Asked {
    let asked = try Asked(
      operation, captures, target.pairs, under: incoming.call.target, of: incoming, caller,
      accept: incoming.call["accept"], language: language(of: incoming, target, caller, operation))
    incoming.note(asked.media)
    if let name = captures.first { incoming.note(AccessObject(operation.kindOfObject, name)) }
    return asked
  }

  private func language(
    of incoming: Incoming, _ target: Target, _ caller: Caller?, _ operation: Operation
  ) -> Language {
    operation.form.gives == [.html]
      ? pageLanguage(of: incoming, target, caller) : incoming.language(caller, settings)
  }
}

extension Asked {
  /// Reads the form of a question, and holds it to what whoever asks may do.
  ///
  /// - Parameters:
  ///   - pairs: its query.
  ///   - target: the address it is asked by, encoded.
  ///   - accept: the notations that are acceptable, as a header names them; nil for the usual one.
  init(
    _ operation: Operation, _ captures: [String], _ pairs: [(name: String, value: String)], under target: String,
    of incoming: Incoming, _ caller: Caller?, accept: String?, language: Language
  ) throws {
    let form = operation.form
    var reach = Reach.all
    switch operation.permission {
    case .everybody: break
    case .signedIn: guard caller != nil else { throw ServerProblem(.notSignedIn) }
    case .having(let right):
      guard let caller else { throw ServerProblem(.notSignedIn) }
      reach = try caller.demand(right)
    }
    let query = try Query(pairs, allowed: form.parameters, mayChooseFormat: form.gives.count > 1)
    let media = try Negotiation.media(form.gives, format: query.format(among: form.gives), accept)
    // What is told whole has no pages.
    if media != .json, query.text(.cursor) != nil { throw ServerProblem(badInput: "cursor", .absent) }
    self.init(
      incoming: incoming, operation: operation, captures: captures, query: query, media: media, target: target,
      caller: caller, reach: reach, language: language)
  }
}
