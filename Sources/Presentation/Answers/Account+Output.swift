public import LedgerAccess
public import LedgerDomain
public import LedgerFormat

extension AccessAccount {
  /// The account as JSON, without anything secret (server 2.1).
  public func json(in zone: Zone) -> JSON { .object(fields(in: zone)) }

  /// The account as JSON, with its tokens and sessions.
  public func json(with tokens: [Token], _ sessions: [Session], in zone: Zone) -> JSON {
    .object(
      fields(in: zone) + [
        .init("tokens", .array(tokens.map { $0.json(in: zone) })),
        .init("sessions", .array(sessions.map { $0.json(in: zone) })),
      ])
  }

  private func fields(in zone: Zone) -> [JSON.Field] {
    [
      .init("id", .string(id.text)), .init("name", JSON(name)),
      .init("roles", .array(kind.roles.map { .string($0.rawValue) })),
      .init("provider", JSON(kind.provider?.text)), .init("outlet", JSON(kind.outlet?.text)),
      .init("lang", JSON(language?.rawValue)), .init("enabled", .boolean(isEnabled)),
      .init("created", .string(zone.text(created))), .init("password", .boolean(hasPassword)),
      .init("secondFactor", .boolean(hasSecondFactor)),
      .init("secondFactorRequired", .boolean(requiresSecondFactor)),
    ]
  }

  /// The account in one sentence.
  public func sentence(_ language: Language) -> String {
    let roles = language.list(kind.roles.map { $0.shown(language) })
    let whose = [kind.provider?.text, kind.outlet?.text].compactMap(\.self).joined(separator: "/")
    let of = whose.isEmpty ? "" : language(zh: "，属于 \(whose)", en: ", of \(whose)")
    let state = isEnabled ? "" : language(zh: "，已停用", en: ", disabled")
    return language(zh: "账户 \(id)：\(roles)\(of)\(state)", en: "account \(id): \(roles)\(of)\(state)")
  }
}

extension Table {
  /// A row for each account; without a language as programs read it.
  public init(_ accounts: [AccessAccount], in zone: Zone, _ language: Language?) {
    self.init(
      sheet: [
        SheetColumn("id", zh: "账户", en: "account"), SheetColumn("name", zh: "名称"), SheetColumn("roles", zh: "角色"),
        SheetColumn("provider", zh: "服务商"), SheetColumn("outlet", zh: "网点"),
        SheetColumn("enabled", zh: "启用"), SheetColumn("password", zh: "密码"),
        SheetColumn("secondFactor", zh: "二次验证", en: "second factor"), SheetColumn("created", zh: "建立", en: "made"),
      ], language)
    func truth(_ isTrue: Bool) -> String {
      guard let language else { return String(isTrue) }
      return isTrue ? language(zh: "是", en: "yes") : language(zh: "否", en: "no")
    }
    rows = accounts.map { account in
      [
        account.id.text, account.name ?? "", language.cell(account.kind.roles.map { ($0.rawValue, $0.words) }),
        account.kind.provider?.text ?? "", account.kind.outlet?.text ?? "", truth(account.isEnabled),
        truth(account.hasPassword), truth(account.hasSecondFactor), zone.shown(account.created, language),
      ]
    }
    rank(essential: [0, 2], important: [5], extra: [8])
    whole = .json
  }
}

extension Zone {
  /// A moment for people, or, without a language, for programs.
  func shown(_ moment: Instant, _ language: Language?) -> String { language == nil ? text(moment) : readable(moment) }
}
