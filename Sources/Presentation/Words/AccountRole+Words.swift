public import LedgerAccess
public import LedgerDomain

extension AccountRole {
  /// The name shown to people.
  public var words: Words {
    switch self {
    case .staff(let role): role.ledgerRole.words
    case .integration: Role.integration.words
    case .provider: Role.provider.words
    case .outlet: Role.outlet.words
    case .subject: Words(zh: "方案对象", en: "subject")
    case .auditor: Words(zh: "审计", en: "auditor")
    case .accessAdmin: Words(zh: "账户查看", en: "access administrator")
    }
  }

  /// The code, with the name in the language beside it.
  func shown(_ language: Language) -> String { language(zh: "\(rawValue)（\(words.zh)）", en: rawValue) }
}
