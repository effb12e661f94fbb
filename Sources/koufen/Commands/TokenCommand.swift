import ArgumentParser
import LedgerAccess
import LedgerDomain
import LedgerFormat
import Presentation
import Rulebook

/// `koufen token`: what stands for an account over the API.
struct TokenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "token",
    abstract: Words.asked(zh: "账户的令牌：发放、列出、收回。", en: "The tokens of accounts: issue, list and revoke them."),
    discussion: Words.asked(
      zh: """
        令牌代表账户，供程序使用。令牌只在发放时显示一次，服务器只存其 SHA-256。

        示例
          koufen token issue feed --label till-4
          koufen token list feed
          koufen token revoke 2f9c0d31a47be658
        """,
      en: """
        A token stands for an account, for programs. It is shown once, when it is issued; only its SHA-256 is kept.

        EXAMPLES
          koufen token issue feed --label till-4
          koufen token list feed
          koufen token revoke 2f9c0d31a47be658
        """),
    subcommands: [TokenIssueCommand.self, TokenListCommand.self, TokenRevokeCommand.self])
}

/// `koufen token issue ID`: a new token.
struct TokenIssueCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "issue",
    abstract: Words.asked(zh: "发放令牌，只显示这一次。", en: "Issue a token, which is shown this once."),
    discussion: Words.asked(
      zh: """
        不给 --role 则具有账户当时的全部角色，也随账户增减。

        示例
          koufen token issue feed --label till-4 --expires 2027-01-01
          koufen token issue sun --role system-admin --label export
          koufen token issue feed --format json > feed.token.json
        """,
      en: """
        Without --role it has all roles that its account has at the time it is used.

        EXAMPLES
          koufen token issue feed --label till-4 --expires 2027-01-01
          koufen token issue sun --role system-admin --label export
          koufen token issue feed --format json > feed.token.json
        """))

  @Argument(help: ArgumentHelp(zh: "账户。", en: "The account.", value: .account))
  var id: String

  @Option(
    help: ArgumentHelp(
      zh: "只有账户的这个角色；可多次给出。", en: "Only this role of its account; may be given several times.", value: .role))
  var role: [String] = []

  @Option(
    help: ArgumentHelp(zh: "到期：此日期开始时（默认不到期）。", en: "When it ends: as this date begins (default: never).", value: .date)
  )
  var expires: String?

  @Option(help: ArgumentHelp(zh: "用途。", en: "What it is for.", value: .text))
  var label: String?

  @OptionGroup var access: AccessOptions
  @OptionGroup var stores: StoreOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let zone = Rulebook.builtInZone
    let expires = try ArgumentText.instant(expires, "--expires", in: zone)
    let roles = try role.map { try AccountRole(argument: $0, in: stores) }
    let store = try access.store(.writing, beside: stores)
    var random = SystemRandomNumberGenerator()
    let (token, text) = try store.issueToken(
      to: AccountID(argument: id), roles: roles.isEmpty ? nil : Set(roles), expires: expires, label: label,
      by: .ofProcess, try WallClock.now(), from: &random)
    switch output.format {
    case .json: StandardStream.output.line(token.json(in: zone, text: text).text)
    case .table, .csv:
      // Beside the answer, so that a script has the token alone.
      StandardStream.error.say(
        Line(
          output.language(
            zh: "账户 \(token.account) 的令牌 \(token.id)，只显示这一次：",
            en: "Token \(token.id) of \(token.account), shown this once:")))
      StandardStream.output.line(text)
    }
    StandardStream.output.flush()
  }
}

/// `koufen token list [ID]`: tokens, without what is secret of them.
struct TokenListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: Words.asked(
      zh: "列出令牌：角色、用途、到期、最近何时何地使用。", en: "List tokens: roles, what for, until when, last used when and from where."),
    discussion: Words.asked(
      zh: """
        示例
          koufen token list
          koufen token list feed --format json
        """,
      en: """
        EXAMPLES
          koufen token list
          koufen token list feed --format json
        """))

  @Argument(help: ArgumentHelp(zh: "只列出此账户的。", en: "Only those of this account.", value: .account))
  var id: String?

  @OptionGroup var access: AccessOptions
  @OptionGroup var stores: StoreOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let store = try access.store(.reading, beside: stores)
    let accounts = try id.map { [try store.account(AccountID(argument: $0))] } ?? store.accounts.all
    let tokens = accounts.flatMap { store.accounts.tokens(of: $0.id) }
    let zone = Rulebook.builtInZone
    switch output.format {
    case .json: StandardStream.output.line(JSON.array(tokens.map { $0.json(in: zone) }).text)
    case .csv: output.print { Table(tokens, in: zone, $0) }
    case .table: output.show(Table(tokens, in: zone, output.language))
    }
    StandardStream.output.flush()
  }
}

/// `koufen token revoke TOKEN`: ends a token.
struct TokenRevokeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "revoke",
    abstract: Words.asked(zh: "收回令牌。", en: "End a token."),
    discussion: Words.asked(
      zh: """
        示例
          koufen token revoke 2f9c0d31a47be658
        """,
      en: """
        EXAMPLES
          koufen token revoke 2f9c0d31a47be658
        """))

  @Argument(help: ArgumentHelp(zh: "令牌的编号，16 位。", en: "The token's number, 16 digits.", value: .token))
  var token: String

  @OptionGroup var access: AccessOptions
  @OptionGroup var stores: StoreOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let store = try access.store(.writing, beside: stores)
    let token = try store.token(token)
    try store.revokeToken(token.id, by: .ofProcess, try WallClock.now())
    output.print([
      ("id", "令牌", .text(token.id.description)), ("account", "账户", .text(token.account.text)),
      ("revoked", "收回", .truth(true)),
    ]) { language in
      language(
        zh: "已收回账户 \(token.account) 的令牌 \(token.id)。", en: "The token \(token.id) of \(token.account) has ended.")
    }
  }
}
