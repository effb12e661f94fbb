import EventStore
import Ledger
import LedgerAccess
import LedgerDomain
import LedgerFormat
import Pages
import Presentation
import ServerSettings

/// Pages for people (pages §1): each is made of what the API answers, and nothing else.
extension ServedLedger {
  /// What every answer that is a page has besides (pages P3).
  static let ofPages = [
    Header(
      "content-security-policy",
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
        + "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"),
    Header("cross-origin-opener-policy", "same-origin"),
    Header("vary", "accept-language, cookie"),
  ]

  /// What pages are drawn with; nil for an address that is not of it (pages P2).
  func asset(_ target: Target, _ incoming: Incoming) throws -> Reply? {
    guard target.segments.count == 2, target.segments[0] == "assets" else { return nil }
    try demandModeration(incoming, nil)
    guard let asset = Asset.named(target.segments[1]) else { throw ServerProblem(.noSuchResource) }
    guard ["GET", "HEAD"].contains(incoming.call.method) else {
      var problem = ServerProblem(.methodNotAllowed)
      problem.headers.append(Header("allow", "GET, HEAD"))
      throw problem
    }
    return Reply(
      media: nil, body: .bytes(asset.bytes),
      headers: [
        Header("content-type", asset.contentType), Header("cache-control", "public, max-age=31536000, immutable"),
      ])
  }

  /// The page, or what leads to another.
  func reply(
    _ page: Pages.Page, _ captures: [String], _ target: Target, _ incoming: Incoming, _ caller: Caller?
  ) async throws -> Reply {
    incoming.note(page, caller)
    try demandModeration(incoming, caller)
    guard case .html = try Negotiation.media([.html], format: nil, incoming.call["accept"]) else {
      throw ServerProblem(.notAcceptable)
    }
    switch page.permission {
    case .everybody: break
    case .signedIn: if caller == nil { return toSignIn(incoming) }
    case .having(let right):
      guard let caller else { return toSignIn(incoming) }
      if page == .overview, !caller.reach(of: right).permits, let home = Self.home(of: caller) {
        return .led(to: home.replacing("lang", incoming.lang))
      }
      _ = try caller.demand(right)
    }
    for (name, _) in target.pairs where !page.parameters.contains(name) {
      throw ServerProblem(badInput: name, .parameter(among: page.parameters))
    }
    let isPast = page.isCostlyInThePast && target.pairs.contains { ["asOf", "knownAt"].contains($0.name) }
    let place = isPast ? caller.map { costly.enter($0.account.id) } : nil
    if case .some(.none) = place { throw ServerProblem.tooMany(1) }
    defer { withExtendedLifetime(place) {} }
    return try await readers.run { [self] in try looked(page, captures, target, incoming, caller) }
  }

  /// Where whoever may not see the overview begins: an outlet with its receipts, and who looks after accounts with those.
  private static func home(of caller: Caller) -> Address? {
    if caller.reach(of: .events).permits { return Address("events") }
    return caller.reach(of: .accounts).permits ? Address("audit") : nil
  }

  /// The page as it was made for the same account within this second, or is made now.
  private func looked(
    _ page: Pages.Page, _ captures: [String], _ target: Target, _ incoming: Incoming, _ caller: Caller?
  ) throws -> Reply {
    let language = pageLanguage(of: incoming, target, caller)
    guard let alike = LookedAtAlike(page, incoming, caller, language) else {
      return try made(page, captures, target, incoming, caller)
    }
    let basis = KeptBasis(head: try ledger.head(), time: incoming.now.seconds)
    return try pages.value(of: alike, on: basis) { _ in try made(page, captures, target, incoming, caller) }
  }

  /// Makes a page from one state of the log, on the thread it is called on.
  ///
  /// - Parameter posted: what a form of it sent, and what came of that; nil where it is only looked at.
  func made(
    _ page: Pages.Page, _ captures: [String], _ target: Target, _ incoming: Incoming, _ caller: Caller?,
    posted: Posted? = nil
  ) throws -> Reply {
    try ledger.pinned { ledger, reader in
      let head = try reader.lastPosition()
      let language = pageLanguage(of: incoming, target, caller)
      let asking = PageAsking(
        incoming: incoming, caller: caller, language: language, ledger: ledger, reader: reader, head: head,
        server: self)
      let address = Self.address(target)
      if let move = address["move"] {
        guard let move = TimeMove(rawValue: move) else {
          throw ServerProblem(badInput: "move", .oneOf(TimeMove.allCases.map(\.rawValue)))
        }
        return .led(to: try move.address(from: address, of: page.isOfProvider ? captures.first : nil, asking))
      }
      if let sought = address["seek"] {
        return .led(to: try Self.next(seeking: sought, from: captures, address, asking))
      }
      var frame = try frame(page, target, incoming, caller, asking: Questions(asking.answer))
      frame.posted = posted
      if page == .me, let caller { frame.own = Part(own(caller, incoming.now)) }
      if page.leadsToForms, let caller, caller.reach(of: .submit).permits {
        let terms = try terms(ledger, incoming.now)
        frame.open = TypeListing.open(to: caller.ledgerRoles, under: terms)
        frame.duties = terms.duties
      }
      if page == .event, let caller { frame.own = Part(try corrections(of: captures[0], caller, ledger, asking)) }
      if page == .doing || page == .provider { frame.own = Part(try expected(of: caller, ledger, incoming.now)) }
      if page == .audit, let caller { frame.own = Part(try audited(caller, ledger, reader)) }
      if page == .rulebook { frame.own = Part(try calendar(of: captures[0], ledger, reader)) }
      if let place = try page.elsewhere(in: frame) { return .led(to: place) }
      let rendered = try page.render(captures, in: frame)
      var reply = Reply(status: rendered.status, media: .html, body: .bytes(rendered.bytes), position: head)
      // A page that shows jobs changes without an event.
      if posted == nil, page != .whatIfResult, page != .audit {
        reply.tag = try tag(head, reader, target, incoming, caller, language)
      }
      return reply
    }
  }

  /// The terms in force.
  private func terms(_ ledger: Ledger, _ now: Instant) throws -> Terms {
    try ledger.terms(StandingQuestion(), now: now)
  }

  /// The types by which whoever asks may put right what was recorded as an event: no question of the API tells that.
  private func corrections(of position: String, _ caller: Caller, _ ledger: Ledger, _ asking: PageAsking) throws -> JSON
  {
    guard caller.reach(of: .submit).permits,
      let event = try? asking.answer(Address("v1", "events", position))["event"],
      case .string(let type)? = event["type"], let kind = FactKind(type), FactKind.allCases.contains(kind)
    else { return .null }
    let corrections = try terms(ledger, asking.incoming.now).corrections
    let types = corrections?.kinds(of: kind, for: caller.ledgerRoles) ?? []
    return .object([.init("corrections", .array(types.map { .string($0.rawValue) }))])
  }

  /// What a form can be filled in with because the rules say it: the departments that are told, the channels of notices, the
  /// criteria of admission, the kinds of measures that the account may order (pages P20).
  private func expected(of caller: Caller?, _ ledger: Ledger, _ now: Instant) throws -> JSON {
    let terms = try terms(ledger, now)
    let roles = caller?.ledgerRoles ?? []
    let measures = (terms.measures?.kinds ?? [:]).filter { $0.value.by.contains(where: roles.contains) }.keys
    func list(_ roles: [Role]) -> JSON { .string(roles.map(\.rawValue).joined(separator: ",")) }
    return .object([
      .init("departments", list(terms.termination.departments)),
      .init("informed", terms.opening.map { list($0.informs) } ?? .null),
      .init("channels", .array((terms.notices?.channels.keys.map(\.text) ?? []).sorted().map(JSON.string))),
      .init("criteria", .array((terms.criteria ?? []).map(\.asked))),
      .init("measures", .array(measures.map(\.text).sorted().map(JSON.string))),
    ])
  }

  /// The next step of a provider that moves points, or crosses a line; the one it is looked for from, where there is none.
  private static func next(
    seeking what: String, from captures: [String], _ address: Address, _ asking: PageAsking
  ) throws -> Address {
    guard captures.count == 2, let types = Pages.Page.types(soughtBy: what) else {
      throw ServerProblem(badInput: "seek", .oneOf(["points", "line"]))
    }
    let question = Address(
      "v1", "providers", captures[0], "events", query: ["afterVersion": captures[1], "type": types, "limit": "1"])
    var found = address.replacing("seek", nil)
    if case .array(let items)? = try asking.answer(question)["items"],
      case .integer(let version)? = items.first?["version"]
    {
      found.segments[found.segments.count - 1] = String(version)
    }
    return found
  }

  /// What a page is made in.
  func frame(
    _ page: Pages.Page?, _ target: Target, _ incoming: Incoming, _ caller: Caller?,
    asking questions: Questions = Questions { _ in throw ServerProblem(.noSuchResource) }
  ) throws -> Frame {
    let language = pageLanguage(of: incoming, target, caller)
    let me = try caller.map { try JSON(parsing: String(decoding: meText($0, language), as: UTF8.self)) }
    var frame = Frame(
      page, language, at: Self.address(target), me: me.map(Part.init), asking: questions, isDemo: settings.isDemo,
      printedAt: ledger.zone.text(incoming.now))
    frame.hasKeys = Self.hasKeys(incoming)
    return frame
  }

  /// Whether whoever looks has left the keys of pages on.
  static func hasKeys(_ incoming: Incoming) -> Bool {
    !(incoming.call["cookie"] ?? "").contains("koufen-keys=off")
  }

  private static func address(_ target: Target) -> Address {
    Address(segments: target.segments, pairs: target.pairs.map { Address.Pair($0.name, $0.value) })
  }

  /// It depends on the log, the rules and the question as the API's do, and on who looks, who is named on it; on the minute,
  /// because it says what time is left.
  private func tag(
    _ head: Int, _ reader: any EventStoreReader, _ target: Target, _ incoming: Incoming, _ caller: Caller?,
    _ language: Language
  ) throws -> ETag {
    let rules = try reader.head(of: Publication.stream.text).version
    let who = caller.map {
      "\($0.account.id.text).\($0.kind).\($0.chosenRole?.rawValue ?? "").\($0.account.name ?? "")"
    }
    let question = Self.fingerprint("\(incoming.call.target)\n\(who ?? "")\n\(language)\n\(Asset.edition)")
    return .weak("p\(head).r\(rules).\(incoming.now.seconds / 60).\(question)")
  }

  /// The language of a page: that of its address, else the account's, else the browser's, else the server's (pages P8).
  func pageLanguage(of incoming: Incoming, _ target: Target, _ caller: Caller?) -> Language {
    let asked = target.pairs.first { $0.name == "lang" }.flatMap { Language(rawValue: $0.value) }
    return asked ?? caller?.account.language.map { $0 == .zh ? .zh : .en }
      ?? AcceptedLanguage(incoming.call["accept-language"]).chosen ?? settings.spoken
  }

  /// Leads to the sign-in in the page's language, and from there back to what was asked.
  func toSignIn(_ incoming: Incoming) -> Reply {
    .led(
      to: Address(
        "sign-in", query: ["next": incoming.call.target == "/" ? nil : incoming.call.target, "lang": incoming.lang]))
  }

  func signInPage(_ asked: Asked) throws -> Reply {
    _ = try asked.query.word(.lang, Language.self)
    guard let target = Target(asked.call.target) else { throw ServerProblem(.noSuchResource) }
    return Self.page(try frame(nil, target, asked.incoming, asked.caller).renderSignIn())
  }

  func problemPage(_ asked: Asked) throws -> Reply {
    guard let problem = ExplainedCode(asked.captures[0]), let target = Target(asked.call.target) else {
      throw ServerProblem(.noSuchResource)
    }
    let frame = try frame(nil, target, asked.incoming, asked.caller)
    let refusal = asked.caller == nil ? nil : RefusalCode(rawValue: problem.code)
    let checked = try refusal.map { TypeListing.refused(with: $0, under: try terms(ledger, asked.incoming.now)) }
    return Self.page(
      frame.render(code: problem.code, reason: problem.reason, remedy: problem.remedy, checked: checked ?? []))
  }

  /// What is asked of something else than the ledger.
  static func page(_ rendered: Rendered) -> Reply {
    Reply(status: rendered.status, media: .html, body: .bytes(rendered.bytes))
  }

  /// What a browser is told of what went wrong.
  func page(telling problem: ServerProblem, of incoming: Incoming) -> Answer? {
    let caller = incoming.caller
    guard let target = Target(incoming.call.target),
      let frame = try? frame(nil, target, incoming, caller)
    else { return nil }
    let rendered = frame.render(problem: problem.json(frame.language, request: incoming.request))
    var answer = Answer(rendered.status, [], .bytes(rendered.bytes))
    answer.headers = [
      Header("content-type", Media.html.contentType), Header("content-language", frame.language.rawValue),
    ]
    answer.headers += Self.ofPages + problem.headers.filter { $0.name != "www-authenticate" }
    if let retryAfter = problem.retryAfter { answer["retry-after"] = String(retryAfter) }
    answer["cache-control"] = "no-store"
    return answer
  }
}

extension Caller {
  /// The roles in which it submits.
  fileprivate var ledgerRoles: [Role] { kind.roles.compactMap(\.ledgerRole) }
}

extension CriterionRow {
  /// What a form asks of it: its words, of what, by whom, and what kind of value.
  fileprivate var asked: JSON {
    let (kind, words) = test.form
    return .object([
      .init("criterion", .string(slug.text)), .init("section", .string(section)), .init("name", JSON(self.words)),
      .init("about", .string(subject.rawValue)), .init("roles", .array(reviewers.map { .string($0.rawValue) })),
      .init("kind", .string(kind)), .init("choices", .array(words.map(JSON.string))),
      .init("unit", JSON(unit)), .init("judged", .boolean(judgedIf != nil)),
    ])
  }
}

extension CriterionTest {
  /// The kind of its value, and the words that there are to choose from.
  fileprivate var form: (kind: String, words: [String]) {
    switch self {
    case .yes: ("yes", [])
    case .number: ("number", [])
    case .share: ("share", [])
    case .choice(let words): ("choice", words)
    case .text: ("text", [])
    case .hours: ("hours", [])
    }
  }
}

extension Reply {
  /// What leads a browser to another page.
  static func led(to address: Address) -> Reply {
    Reply(
      status: 303, media: nil, body: .bytes([]),
      headers: [Header("location", address.description), Header("cache-control", "no-store")])
  }
}
