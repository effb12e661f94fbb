import LedgerAccess
import LedgerDomain
import LedgerFormat

/// An event as a request hands it in: what the request says besides the body is filled in, and it is held to who asks.
struct HandedIn {
  /// The event, with an id and who submits it.
  var draft: Draft

  /// Reads an event (server 7.1, 7.3, 2.11, 2.12).
  ///
  /// - Parameters:
  ///   - body: the JSON.
  ///   - provider: the one in the path; nil where it is in the body alone.
  ///   - key: the idempotency key of the head.
  ///   - caller: who submits it.
  ///   - role: the role of the head.
  ///   - declaring: tells in which roles an event about a subject of a programme may be submitted; nil for any other.
  ///   - makeID: makes an id for one that has none.
  /// - Throws: `bad-input` for its shape, then what `Caller.person` throws.
  init(
    _ body: [UInt8], for provider: String?, key: String?, of caller: Caller, in role: String?, _ zone: Zone,
    declaring: (Draft) throws -> [Role]?, makeID: () -> String
  ) throws {
    guard body.count <= Limits.eventBytes else { throw ServerProblem(.tooLarge) }
    let text = String(validating: body, as: UTF8.self)
    guard let text, case .object(var fields)? = try? JSON(parsing: text) else {
      // What is wrong with it, the reader of events says better.
      _ = try Draft(json: body, in: zone, mayBeOfProgramme: true)
      throw ServerProblem(.badInput)
    }
    if let provider {
      switch fields.first(where: { $0.name == "provider" })?.value {
      case nil: fields.append(.init("provider", .string(provider)))
      case .string(provider)?: break
      case .null?, .boolean?, .integer?, .number?, .string?, .array?, .object?:
        throw ServerProblem(badInput: "provider", .providerOfPath(provider))
      }
    }
    try Self.put(key, into: &fields)
    let claimed = Self.claimed(fields)
    if claimed?.isWhole != true {
      fields.removeAll { $0.name == "by" && claimed != nil }
      if !fields.contains(where: { $0.name == "by" }) {
        let held = caller.kind.roles.lazy.compactMap(\.ledgerRole).first ?? .integration
        let stand = Person(
          id: claimed?.id ?? caller.account.id.text, role: claimed?.role.map(Role.init(named:)) ?? held)
        fields.append(
          .init("by", .object([.init("id", .string(stand.id)), .init("role", .string(stand.role.rawValue))])))
      }
    }
    draft = try Draft(json: Array(JSON.object(fields).text.utf8), in: zone, mayBeOfProgramme: true)
    var rows = draft.fact.kind.payload.about.roles ?? []
    // Only who has several roles need be told which of them the event's row names.
    if caller.kind.roles.count > 1, claimed?.role == nil, role == nil, let declared = try declaring(draft) {
      rows = declared
    }
    let claim = Claim(
      id: claimed?.id, role: claimed?.role, header: role, rowRoles: rows,
      provider: draft.provider, outlet: Self.outlet(fields))
    draft.by = try caller.person(submitting: claim)
    if draft.id == nil { draft.id = makeID() }
  }

  /// Who is said to submit it.
  private struct Claimed {
    var id: String?
    var role: String?
    var isWhole: Bool { id != nil && role != nil }
  }

  /// What `by` says, as an object or as `who@role`; nil where it is not there, or is something else: the reader of events
  /// then says what is wrong with it.
  private static func claimed(_ fields: [JSON.Field]) -> Claimed? {
    guard fields.count(where: { $0.name == "by" }) == 1 else { return nil }
    switch fields.first(where: { $0.name == "by" })?.value {
    case .string(let text)?:
      let parts = text.split(separator: "@", omittingEmptySubsequences: false).map(String.init)
      return parts.count == 2 ? Claimed(id: parts[0], role: parts[1]) : nil
    case .object(let by)? where by.allSatisfy({ ["id", "role"].contains($0.name) }):
      guard Set(by.map(\.name)).count == by.count else { return nil }
      var claimed = Claimed()
      for field in by {
        guard case .string(let text) = field.value else { return nil }
        if field.name == "id" { claimed.id = text } else { claimed.role = text }
      }
      return claimed
    case .object?, .null?, .boolean?, .integer?, .number?, .array?, nil: return nil
    }
  }

  /// Puts the idempotency key of the head where an event has it.
  private static func put(_ key: String?, into fields: inout [JSON.Field]) throws(ServerProblem) {
    guard let key = try id(key) else { return }
    switch fields.first(where: { $0.name == "id" })?.value {
    case nil, .null?:
      fields.removeAll { $0.name == "id" }
      fields.append(.init("id", .string(key)))
    case .string(let id)? where id.lowercased() == key.lowercased(): break
    case .boolean?, .integer?, .number?, .string?, .array?, .object?:
      throw ServerProblem(badInput: "Idempotency-Key", .idOfBody)
    }
  }

  /// The id that an idempotency key is, quoted or not (server 7.3); nil where there is none.
  ///
  /// - Throws: `bad-input` for one that is no UUID.
  static func id(_ key: String?) throws(ServerProblem) -> String? {
    guard var key = key?.unpadded else { return nil }
    if key.count > 2, key.hasPrefix("\""), key.hasSuffix("\"") { key = String(key.dropFirst().dropLast()) }
    guard Draft.isUUID(key) else { throw ServerProblem(badInput: "Idempotency-Key", .uuid) }
    return key
  }

  private static func outlet(_ fields: [JSON.Field]) -> Key<Outlet>? {
    guard case .string(let outlet)? = fields.first(where: { $0.name == "data" })?.value["outlet"] else { return nil }
    return Key(outlet)
  }
}

extension Expectation {
  static func providerOfPath(_ provider: String) -> Expectation {
    Expectation(zh: "与路径相同的服务商 \(provider)", en: "the provider of the path, \(provider)")
  }

  static let idOfBody = Expectation(zh: "与事件的 id 相同的 UUID", en: "the same UUID as the event's id")
}
