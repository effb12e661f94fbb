import ArgumentParser
import Ledger
import LedgerAccess
import LedgerDomain
import LedgerFormat
import Presentation
import Rulebook

/// `koufen account`: whoever may use the server.
struct AccountCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "account",
    abstract: Words.asked(
      zh: "服务器的账户：新建、列出、停用、授予角色、设密码。",
      en: "The accounts of the server: make, list and disable them, grant roles, set passwords."),
    discussion: Words.asked(
      zh: """
        账户存于账本旁的文件中，不入账本；运行中的服务器在一秒内照办。每次更改都记入访问日志。
        编号永远留在事件的 by 中，因此应为代号，不用姓名、电话或证件号码。

        示例
          koufen account add wu --role channel-operations
          koufen account password wu
          koufen account add hz-01-boss --role provider --provider hz-01
          koufen account list
          koufen account disable wu
        """,
      en: """
        Accounts are kept in a file beside the ledger, and never in it; a running server acts on a change within a second.
        Each change is in the access log. An id stays in `by` for ever: it is a pseudonym, never a name, telephone or identity
        number.

        EXAMPLES
          koufen account add wu --role channel-operations
          koufen account password wu
          koufen account add hz-01-boss --role provider --provider hz-01
          koufen account list
          koufen account disable wu
        """),
    subcommands: [
      AccountAddCommand.self, AccountListCommand.self, AccountShowCommand.self, AccountEnableCommand.self,
      AccountDisableCommand.self, AccountGrantCommand.self, AccountRevokeCommand.self, AccountChangeCommand.self,
      AccountPasswordCommand.self, AccountSecondFactorCommand.self,
    ])
}

/// `koufen account add ID`: makes an account.
struct AccountAddCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: Words.asked(zh: "新建账户。", en: "Make an account."),
    discussion: Words.asked(
      zh: """
        角色 provider、outlet、subject、integration、auditor、access-admin 各自单独成账户；其余九个可以兼任，
        但 system-admin 与 legal、department-head 与 legal 不可：终止须由两人签署。已发布或内置的方案所声明的角色也可授予，可以兼任；
        方案对象的账户用角色 subject，并以 --provider 指明对象。

        示例
          koufen account add wu --role channel-operations --name 吴
          koufen account add feed --role integration
          koufen account add shop-4 --role outlet --provider hz-01 --outlet o-4
          koufen account add jiang --role arbiters
          koufen account add zt-01-boss --role subject --provider zt-01
        """,
      en: """
        provider, outlet, subject, integration, auditor and access-admin each stand alone in an account; the other nine
        may be combined, but system-admin and legal never, nor department-head and legal: a termination is signed by two
        people. So may the roles that programmes declare, published or carried; a subject's account has the role subject,
        and --provider names the subject.

        EXAMPLES
          koufen account add wu --role channel-operations --name "Wu"
          koufen account add feed --role integration
          koufen account add shop-4 --role outlet --provider hz-01 --outlet o-4
          koufen account add jiang --role arbiters
          koufen account add zt-01-boss --role subject --provider zt-01
        """))

  @Argument(help: ArgumentHelp(zh: "账户的编号：代号，从此不变。", en: "Its id: a pseudonym, for ever.", value: .account))
  var id: String

  @Option(help: ArgumentHelp(zh: "角色；可多次给出。", en: "A role; may be given several times.", value: .role))
  var role: [String] = []

  @Option(
    help: ArgumentHelp(
      zh: "所属服务商或对象，只用于角色 provider、outlet 和 subject。",
      en: "Whose it is, with the roles provider, outlet and subject alone.",
      value: .provider))
  var provider: String?

  @Option(
    help: ArgumentHelp(zh: "所属网点，只用于角色 outlet。", en: "Which outlet's it is, with the role outlet alone.", value: .key))
  var outlet: String?

  @Option(help: ArgumentHelp(zh: "名称，只给员工看。", en: "What it is called, for staff only.", value: .name))
  var name: String?

  @OptionGroup var access: AccessOptions
  @OptionGroup var stores: StoreOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let id = try AccountID(argument: id)
    let kind = try AccountKind(
      role.map { try AccountRole(argument: $0, in: stores) }, provider: try key(provider, "--provider"),
      outlet: try key(outlet, "--outlet"))
    let store = try access.store(.making, beside: stores)
    let account = try store.add(
      NewAccount(id: id, kind: kind, name: name), by: .ofProcess, try WallClock.now())
    output.print(account) { language in
      language(zh: "已新建", en: "Made the ") + account.sentence(language)
    }
    if let provider = kind.provider { warnWhereUnknown(provider, to: id) }
    output.suggest([
      NextStep("account password \(id)", zh: "设密码，以便登录", en: "set a password, to sign in"),
      NextStep("token issue \(id)", zh: "发放令牌，供程序使用", en: "issue a token, for a program"),
    ])
  }

  /// Says so where the ledger has nobody of that key: the account may be there first, and a mistake in the key cannot be
  /// mended.
  private func warnWhereUnknown(_ provider: Key<Provider>, to id: AccountID) {
    // Accounts may be there before the ledger is; and what is wrong with that is not their matter.
    guard (try? stores.isMade) ?? false, let ledger = try? stores.ledger(readOnly: true),
      (try? ledger.hasStream(of: provider)) == false
    else { return }
    var meant: String?
    do {
      meant = try FilterWord.provider(provider.text, in: ledger).text
    } catch Refusal.unknown(_, _, let near) {
      meant = near
    } catch {
      // A name that several bear, or a store that is gone by now: the account is made, and a warning of it does not fail.
    }
    let named = Words(
      zh: "\(provider)\(meant.map { "；是否指 \($0)？" } ?? "。")",
      en: "\(provider)\(meant.map { "; did you mean \($0)?" } ?? ".")")
    Warning(
      code: RefusalCode.unknownProvider.rawValue,
      zh: "账本中还没有 \(named.zh)登记之前，此账户什么也看不到。"
        + "若是写错，请停用它（koufen account disable \(id)），另建一个。",
      en: "The ledger has nobody of this key yet: \(named.en) Until it is registered the account sees nothing. "
        + "If it is a mistake, disable the account (koufen account disable \(id)) and make another."
    ).say()
  }

  private func key<Of>(_ text: String?, _ option: String) throws -> Key<Of>? {
    guard let text else { return nil }
    guard AccountID(reading: text) != nil else {
      throw Failure.usage(
        zh: "\(option)：应为编号，如 hz-01，而非“\(text.printable)”。",
        en: "\(option): expected a key such as hz-01, not “\(text.printable)”.")
    }
    return Key(text)
  }
}

/// `koufen account list`: all accounts.
struct AccountListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: Words.asked(zh: "列出账户。", en: "List the accounts."),
    discussion: Words.asked(
      zh: """
        示例
          koufen account list
          koufen account list --format csv
        """,
      en: """
        EXAMPLES
          koufen account list
          koufen account list --format csv
        """))

  @OptionGroup var access: AccessOptions
  @OptionGroup var stores: StoreOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let accounts = try access.store(.reading, beside: stores).accounts.all
    let zone = Rulebook.builtInZone
    switch output.format {
    case .json: StandardStream.output.line(JSON.array(accounts.map { $0.json(in: zone) }).text)
    case .csv: output.print { Table(accounts, in: zone, $0) }
    case .table: output.show(Table(accounts, in: zone, output.language))
    }
    StandardStream.output.flush()
  }
}

/// `koufen account show ID`: one account, its tokens and sessions.
struct AccountShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: Words.asked(zh: "显示一个账户及其令牌和会话。", en: "Show an account, its tokens and sessions."),
    discussion: Words.asked(
      zh: """
        示例
          koufen account show wu
          koufen account show wu --format json
        """,
      en: """
        EXAMPLES
          koufen account show wu
          koufen account show wu --format json
        """))

  @Argument(help: ArgumentHelp(zh: "账户。", en: "The account.", value: .account))
  var id: String

  @OptionGroup var access: AccessOptions
  @OptionGroup var stores: StoreOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let store = try access.store(.reading, beside: stores)
    let account = try store.account(AccountID(argument: id))
    let zone = Rulebook.builtInZone
    let tokens = store.accounts.tokens(of: account.id)
    let sessions = store.accounts.sessions(of: account.id, try WallClock.now())
    switch output.format {
    case .json: StandardStream.output.line(account.json(with: tokens, sessions, in: zone).text)
    case .csv: output.print { Table([account], in: zone, $0) }
    case .table:
      output.show(account.sentence(output.language), .heading)
      output.show(Table([account], in: zone, output.language))
      if !tokens.isEmpty { output.show(Table(tokens, in: zone, output.language)) }
      if !sessions.isEmpty { output.show(Table(sessions, in: zone, output.language)) }
    }
    StandardStream.output.flush()
  }
}
