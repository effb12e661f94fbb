import EventStore
import Ledger
import LedgerAccess
import LedgerDomain
import LedgerFormat
import ServerSettings

/// Webhooks: made, changed, ended (server 10.7).
extension ServedLedger {
  /// Whether deliveries may go to an address: a host that is among `--webhook-host`, over TLS, or plain on loopback.
  func mayBeTold(_ url: WebhookURL) -> Bool {
    let isLoopback = url.host == "localhost" || NetworkAddress(url.host)?.isLoopback == true
    return (url.isSecure || isLoopback) && settings.webhookHosts.contains { $0.lowercased() == url.host }
  }

  func webhooks(_ asked: Asked) throws -> Reply {
    let all = try access.webhooks()
    let limit = try asked.query.limit() ?? Question.usualLimit
    let first =
      try asked.query.text(.cursor).map { text in
        Int(try Cursor(text, for: identity(of: asked), cursorKey, now: asked.now).place) ?? 0
      } ?? 0
    let shown = all.dropFirst(first).prefix(limit)
    let isLast = first + shown.count >= all.count
    let next =
      isLast
      ? nil : Cursor(at: String(first + shown.count), now: asked.now).text(for: identity(of: asked), cursorKey)
    let head = try ledger.head()
    let items = try shown.map { try $0.json(head: head, in: ledger.zone) }
    var writer = JSONWriter()
    writer.object { writer in
      writer.name("items")
      writer.array { writer in for item in items { writer.value(item) } }
      writer.field("next", orNull: next)
      writer.field("head", head)
      writer.field("total", all.count)
    }
    var reply = Reply.json(writer.bytes, position: head)
    if let next { reply.headers.append(Header("link", "<\(link(of: asked, next))>; rel=\"next\"")) }
    return reply
  }

  func webhook(_ asked: Asked) throws -> Reply {
    let head = try ledger.head()
    return .json(try found(asked).json(head: head, in: ledger.zone).text, position: head)
  }

  private func found(_ asked: Asked) throws -> Webhook {
    do {
      return try access.webhook(asked.captures[0])
    } catch AccessError.noSuchWebhook {
      throw ServerProblem(.noSuchResource)
    }
  }

  func addWebhook(_ asked: Asked) async throws -> Reply {
    let caller = try asked.signedIn()
    let fields = try await fields(asked)
    guard let url = try url(fields) else { throw ServerProblem(badInput: "url", .present) }
    let signature: Webhook.Signature
    switch fields["signature"] {
    case nil: signature = .hmac
    case .string(let text)?:
      guard let known = Webhook.Signature(rawValue: text) else {
        throw ServerProblem(badInput: "signature", .oneOf(Webhook.Signature.allCases.map(\.rawValue)))
      }
      signature = known
    case .null?, .boolean?, .integer?, .number?, .array?, .object?: throw ServerProblem(badInput: "signature", .aText)
    }
    let head = try await readers.run { [ledger] in try ledger.head() }
    var from = head
    if let said = fields["from"] {
      guard case .integer(let position) = said, position >= 0 else {
        throw ServerProblem(badInput: "from", .number(0...Int.max))
      }
      guard position <= head else { throw ServerProblem(.positionAhead, found: .same(String(head))) }
      from = position
    }
    let providers = try providers(fields)
    try await demandThere(providers ?? [])
    let new = NewWebhook(
      url: url, types: try types(fields), providers: providers, signature: signature, cursor: from)
    return try await readers.run { [self] in
      var random = SurroundingRandom(surroundings: surroundings)
      let webhook = try access.add(
        new, owner: caller.account.id, by: AccessAuthor(caller, from: asked.address), asked.now, from: &random)
      return try told(webhook, head, status: 201, withSecret: true)
    }
  }

  func changeWebhook(_ asked: Asked) async throws -> Reply {
    let caller = try asked.signedIn()
    let webhook = try await readers.run { [self] in try found(asked) }
    let fields = try await fields(asked)
    let (url, types, providers) = (try url(fields), try types(fields), try providers(fields))
    try await demandThere(providers ?? [])
    var state: Webhook.State?
    if let said = fields["state"] {
      guard case .string(let text) = said, let known = Webhook.State(rawValue: text) else {
        throw ServerProblem(badInput: "state", .oneOf(Webhook.State.allCases.map(\.rawValue)))
      }
      state = known
    }
    return try await readers.run { [self, state] in
      let changed = try access.changeWebhook(webhook.id, by: AccessAuthor(caller, from: asked.address), asked.now) {
        if let url { $0.url = url }
        if fields["types"] != nil { $0.types = types }
        if fields["providers"] != nil { $0.providers = providers }
        if let state { $0.state = state }
      }
      return try told(changed, try ledger.head(), status: 200, withSecret: false)
    }
  }

  func removeWebhook(_ asked: Asked) throws -> Reply {
    let caller = try asked.signedIn()
    try access.deleteWebhook(found(asked).id, by: AccessAuthor(caller, from: asked.address), asked.now)
    return .nothing
  }

  func renewSecret(_ asked: Asked) throws -> Reply {
    let caller = try asked.signedIn()
    var random = SurroundingRandom(surroundings: surroundings)
    let webhook = try access.renewWebhookSecret(
      found(asked).id, by: AccessAuthor(caller, from: asked.address), asked.now, from: &random)
    return try told(webhook, try ledger.head(), status: 201, withSecret: true)
  }

  /// Delivers nothing but that it is a trial, at once, and says what came of it.
  func testWebhook(_ asked: Asked) async throws -> Reply {
    let webhook = try await readers.run { [self] in try found(asked) }
    return .json(try await test(webhook, as: asked.request, now: asked.now).text)
  }

  /// What came of a trial.
  func test(_ webhook: Webhook, as id: String, now: Instant) async throws -> JSON {
    guard let url = WebhookURL(webhook.url), mayBeTold(url), let sending else {
      throw ServerProblem(badInput: "url", .webhookURL)
    }
    let delivery = Delivery(test: id, at: now, in: ledger.zone)
    let outcome = await sending.post(
      delivery.body, to: url, headers: try delivery.headers(of: webhook, surroundings.now()))
    let (status, text): (Int?, String) =
      switch outcome {
      case .answered(let status, _, let text): (status, text)
      case .failed(let fault): (nil, fault.rawValue)
      }
    return .object([
      .init("delivered", .boolean(status.map { (200..<300).contains($0) } ?? false)), .init("status", JSON(status)),
      .init("text", .string(text)),
    ])
  }

  private func told(_ webhook: Webhook, _ head: Int, status: Int, withSecret: Bool) throws -> Reply {
    guard case .object(var fields) = try webhook.json(head: head, in: ledger.zone) else { return .nothing }
    if withSecret, webhook.signature == .hmac { fields.append(try webhook.secretField()) }
    var reply = Reply.json(JSON.object(fields).text, position: head)
    reply.status = status
    reply.headers = [Header("cache-control", "no-store")]
    if status == 201 { reply.headers.append(Header("location", "/v1/webhooks/\(webhook.id)")) }
    return reply
  }

  private func url(_ fields: [String: JSON]) throws(ServerProblem) -> String? {
    guard let said = fields["url"] else { return nil }
    guard case .string(let text) = said, let url = WebhookURL(text), mayBeTold(url) else {
      throw ServerProblem(badInput: "url", .webhookURL)
    }
    return text
  }

  private func types(_ fields: [String: JSON]) throws(ServerProblem) -> [String]? {
    try texts(fields["types"], "types") { EventFilter.types.contains($0) }
  }

  private func providers(_ fields: [String: JSON]) throws(ServerProblem) -> [Key<Provider>]? {
    try texts(fields["providers"], "providers") { !$0.isEmpty && !$0.contains(" ") }?.map { Key($0) }
  }

  /// Demands that providers are there: of one that is not nothing would ever be told.
  ///
  /// - Throws: `unknown-provider` for the first that nobody registered.
  func demandThere(_ providers: [Key<Provider>]) async throws {
    try await readers.run { [ledger] in
      try ledger.store.read { reader in
        for provider in providers where try reader.head(of: provider.stream).version == 0 {
          throw Refusal.rules(.unknownProvider, found: .same(provider.text))
        }
      }
    }
  }

  /// Words of a list, at most a hundred; nil where it is not there, or null.
  private func texts(
    _ said: JSON?, _ name: String, _ isOne: (String) -> Bool
  ) throws(ServerProblem) -> [String]? {
    switch said {
    case nil, .null?: return nil
    case .array(let items)? where items.count <= 100:
      var texts: [String] = []
      for item in items {
        guard case .string(let text) = item, isOne(text) else { throw ServerProblem(badInput: name, .knownWords) }
        texts.append(text)
      }
      return texts
    case .boolean?, .integer?, .number?, .string?, .array?, .object?:
      throw ServerProblem(badInput: name, .knownWords)
    }
  }
}

extension Delivery {
  /// A trial, which tells of nothing.
  init(test request: String, at now: Instant, in zone: Zone) {
    id = "kf_test_\(request)"
    body = Array(
      JSON.object([
        .init("type", "koufen.test"), .init("timestamp", .string(zone.text(now))),
        .init("data", .object([.init("events", .array([]))])),
      ]).text.utf8)
    last = 0
  }
}

extension Expectation {
  static let webhookURL = Expectation(
    zh: "主机在 --webhook-host 之列的网址，加密的，或本机的",
    en: "an address whose host is among --webhook-host: https, or http on loopback")
  static let knownWords = Expectation(zh: "已知名称的列表，至多 100 项", en: "a list of known names, at most 100")
}
