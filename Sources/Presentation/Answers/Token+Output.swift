public import LedgerAccess
public import LedgerDomain
public import LedgerFormat

extension Token {
  /// The token as JSON, without its secret (server 2.4); `roles` is null for all of its account.
  ///
  /// - Parameter text: the whole token, as it is printed once.
  public func json(in zone: Zone, text: String? = nil) -> JSON {
    .object(
      (text.map { [JSON.Field("token", .string($0))] } ?? []) + [
        .init("id", .string(id.description)), .init("account", .string(account.text)),
        .init("roles", roles.map { .array($0.map(\.rawValue).sorted().map(JSON.string)) } ?? .null),
        .init("label", JSON(label)), .init("created", .string(zone.text(created))),
        .init("expires", JSON(expires.map(zone.text))), .init("lastUsed", JSON((use.last?.at).map(zone.text))),
        .init("lastAddress", JSON(use.last?.address)),
      ])
  }
}

extension Session {
  /// The session as JSON, without its secret (server 2.7).
  public func json(in zone: Zone) -> JSON {
    .object([
      .init("id", .string(id.description)), .init("account", .string(account.text)),
      .init("role", JSON(role?.rawValue)), .init("created", .string(zone.text(created))),
      .init("lastUsed", JSON((use.last?.at).map(zone.text))), .init("lastAddress", JSON(use.last?.address)),
    ])
  }
}

extension Table {
  /// A row for each token; without a language as programs read it.
  public init(_ tokens: [Token], in zone: Zone, _ language: Language?) {
    self.init(
      sheet: [
        SheetColumn("id", zh: "令牌", en: "token"), SheetColumn("account", zh: "账户"), SheetColumn("roles", zh: "角色"),
        SheetColumn("label", zh: "用途"), SheetColumn("created", zh: "发放", en: "issued"),
        SheetColumn("expires", zh: "到期", en: "ends"), SheetColumn("lastUsed", zh: "最近使用", en: "last used"),
        SheetColumn("lastAddress", zh: "来自", en: "from"),
      ], language)
    let all = language.map { $0(zh: "全部", en: "all") } ?? ""
    rows = tokens.map { token in
      let roles = token.roles.map { roles in
        language.cell(roles.sorted { $0.rawValue < $1.rawValue }.map { ($0.rawValue, $0.words) })
      }
      return [
        token.id.description, token.account.text, roles ?? all, token.label ?? "", zone.shown(token.created, language),
        token.expires.map { zone.shown($0, language) } ?? "",
        token.use.last.map { zone.shown($0.at, language) } ?? "", token.use.last?.address ?? "",
      ]
    }
    rank(essential: [0, 1], important: [3, 6], extra: [4])
    whole = .json
  }

  /// A row for each session.
  public init(_ sessions: [Session], in zone: Zone, _ language: Language) {
    self.init(
      sheet: [
        SheetColumn("session", zh: "会话"), SheetColumn("role", zh: "角色"), SheetColumn("since", zh: "开始"),
        SheetColumn("lastUsed", zh: "最近使用", en: "last used"), SheetColumn("lastAddress", zh: "来自", en: "from"),
      ], language)
    rows = sessions.map { session in
      [
        session.id.description, session.role.map { language($0.words) } ?? "", zone.readable(session.created),
        session.use.last.map { zone.readable($0.at) } ?? "", session.use.last?.address ?? "",
      ]
    }
  }
}
