import ArgumentParser
import LedgerAccess
import LedgerDomain
import Presentation

/// `koufen account enable ID`: lets an account be used again.
struct AccountEnableCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "enable",
    abstract: Words.asked(zh: "启用已停用的账户。", en: "Let a disabled account be used again."),
    discussion: Words.asked(
      zh: """
        停用时结束的会话和令牌不会恢复；密码和二次验证仍在。

        示例
          koufen account enable wu
        """,
      en: """
        Sessions and tokens that ended with it do not come back; its password and second factor are still there.

        EXAMPLES
          koufen account enable wu
        """))

  @Argument(help: ArgumentHelp(zh: "账户。", en: "The account.", value: .account))
  var id: String

  @OptionGroup var access: AccessOptions
  @OptionGroup var stores: StoreOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let store = try access.store(.writing, beside: stores)
    let id = try AccountID(argument: id)
    let isChanged = try store.setEnabled(true, of: id, by: .ofProcess, try WallClock.now())
    output.print(try store.account(id)) { language in
      isChanged
        ? language(zh: "已启用账户 \(id)。", en: "The account \(id) may be used again.")
        : language(zh: "账户 \(id) 本已启用，未作改动。", en: "The account \(id) was not disabled, and is left as it is.")
    }
  }
}

/// `koufen account disable ID`: ends the use of an account.
struct AccountDisableCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "disable",
    abstract: Words.asked(zh: "停用账户，结束其会话和令牌。", en: "End the use of an account, with its sessions and tokens."),
    discussion: Words.asked(
      zh: """
        账户从不删除，因为它提交过的事件仍指向它。运行中的服务器在一秒内断开它。

        示例
          koufen account disable wu
        """,
      en: """
        No account is ever removed: the events it submitted name it. A running server lets go of it within a second.

        EXAMPLES
          koufen account disable wu
        """))

  @Argument(help: ArgumentHelp(zh: "账户。", en: "The account.", value: .account))
  var id: String

  @OptionGroup var access: AccessOptions
  @OptionGroup var stores: StoreOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let store = try access.store(.writing, beside: stores)
    let id = try AccountID(argument: id)
    let isChanged = try store.setEnabled(false, of: id, by: .ofProcess, try WallClock.now())
    output.print(try store.account(id)) { language in
      isChanged
        ? language(
          zh: "已停用账户 \(id)，其会话和令牌已结束。", en: "The account \(id) is disabled; its sessions and tokens have ended.")
        : language(zh: "账户 \(id) 本已停用，未作改动。", en: "The account \(id) was disabled already, and is left as it is.")
    }
  }
}

/// `koufen account grant ID ROLE`: one role more.
struct AccountGrantCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "grant",
    abstract: Words.asked(zh: "给账户增加一个角色。", en: "Give an account one role more."),
    discussion: Words.asked(
      zh: """
        发放时未限定角色的令牌也随之得到此角色。

        示例
          koufen account grant wu department-head
        """,
      en: """
        Tokens that were issued with all roles have it too.

        EXAMPLES
          koufen account grant wu department-head
        """))

  @Argument(help: ArgumentHelp(zh: "账户。", en: "The account.", value: .account))
  var id: String

  @Argument(help: ArgumentHelp(zh: "角色。", en: "The role.", value: .role))
  var role: String

  @OptionGroup var access: AccessOptions
  @OptionGroup var stores: StoreOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let store = try access.store(.writing, beside: stores)
    let (id, role) = (try AccountID(argument: id), try AccountRole(argument: role, in: stores))
    let isChanged = try store.grant(role, to: id, by: .ofProcess, try WallClock.now())
    let account = try store.account(id)
    output.print(account) { language in
      isChanged
        ? account.sentence(language)
        : language(
          zh: "账户 \(id) 已有角色 \(role.rawValue)，未作改动。", en: "The account \(id) has the role \(role.rawValue) already.")
    }
  }
}

/// `koufen account revoke ID ROLE`: one role less.
struct AccountRevokeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "revoke",
    abstract: Words.asked(zh: "收回账户的一个角色。", en: "Take a role from an account."),
    discussion: Words.asked(
      zh: """
        最后一个角色不能收回；不再使用的账户用 koufen account disable 停用。

        示例
          koufen account revoke wu department-head
        """,
      en: """
        Not its last: an account that is not used any more is disabled, by koufen account disable.

        EXAMPLES
          koufen account revoke wu department-head
        """))

  @Argument(help: ArgumentHelp(zh: "账户。", en: "The account.", value: .account))
  var id: String

  @Argument(help: ArgumentHelp(zh: "角色。", en: "The role.", value: .role))
  var role: String

  @OptionGroup var access: AccessOptions
  @OptionGroup var stores: StoreOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let store = try access.store(.writing, beside: stores)
    let (id, role) = (try AccountID(argument: id), try AccountRole(argument: role, in: stores))
    try store.revoke(role, from: id, by: .ofProcess, try WallClock.now())
    let account = try store.account(id)
    output.print(account) { account.sentence($0) }
  }
}

/// `koufen account change ID`: what an account is called, and how it is spoken to.
struct AccountChangeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "change",
    abstract: Words.asked(zh: "更改或抹去账户的名称，更改其语言。", en: "Change or erase an account's name, or change its language."),
    discussion: Words.asked(
      zh: """
        编号和所属的服务商、网点不变；要换就新建账户。

        示例
          koufen account change wu --name 吴 --language zh
          koufen account change wu --no-name
        """,
      en: """
        Its id, provider and outlet stay: make another account instead.

        EXAMPLES
          koufen account change wu --name "Wu" --language zh
          koufen account change wu --no-name
        """))

  @Argument(help: ArgumentHelp(zh: "账户。", en: "The account.", value: .account))
  var id: String

  @Option(help: ArgumentHelp(zh: "新的名称。", en: "The new name.", value: .name))
  var name: String?

  @Flag(name: .customLong("no-name"), help: ArgumentHelp(zh: "抹去名称。", en: "Erase the name."))
  var noName = false

  @Option(help: ArgumentHelp(zh: "服务器对它所用的语言。", en: "The language the server speaks to it in.", value: .language))
  var language: Language?

  @OptionGroup var access: AccessOptions
  @OptionGroup var stores: StoreOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if name != nil, noName {
      throw ValidationError(zh: "--name 与 --no-name 只能给出一个。", en: "Give --name or --no-name, not both.")
    }
    if name == nil, !noName, language == nil {
      throw ValidationError(
        zh: "请给出 --name、--no-name 或 --language。", en: "Give --name, --no-name or --language.")
    }
  }

  func run() throws {
    let store = try access.store(.writing, beside: stores)
    let id = try AccountID(argument: id)
    let now = try WallClock.now()
    if name != nil || noName { try store.setName(name, of: id, by: .ofProcess, now) }
    if let language {
      try store.setLanguage(language == .zh ? .zh : .en, of: id, by: .ofProcess, now)
    }
    let account = try store.account(id)
    output.print(account) { account.sentence($0) }
  }
}
