import ArgumentParser
import LedgerAccess
import LedgerDomain
import Presentation

/// `koufen account password ID`: sets a password.
struct AccountPasswordCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "password",
    abstract: Words.asked(zh: "设账户的密码，结束其会话。", en: "Set an account's password and end its sessions."),
    discussion: Words.asked(
      zh: """
        至少 12 个字符，最多 256 字节，不含账户的编号，不是最常见的密码。在终端上输入两次，不显示；
        用 --stdin 则读入标准输入的第一行。密码不能写在命令行上，因为别人用 ps 看得到。

        示例
          koufen account password wu
          pass show koufen/wu | koufen account password wu --stdin
        """,
      en: """
        At least 12 characters, at most 256 bytes, without the account's id, and none of the commonest. It is typed twice
        on the terminal and not shown, or, with --stdin, the first line of standard input. It cannot be an argument, for
        others see those with ps.

        EXAMPLES
          koufen account password wu
          pass show koufen/wu | koufen account password wu --stdin
        """))

  @Argument(help: ArgumentHelp(zh: "账户。", en: "The account.", value: .account))
  var id: String

  @Flag(help: ArgumentHelp(zh: "从标准输入读取密码。", en: "Read the password from standard input."))
  var stdin = false

  @Option(
    help: ArgumentHelp(
      zh: "更严的要求，如 length=16,capital,digit,sign,letter。",
      en: "More that is asked of it, such as length=16,capital,digit,sign,letter.", value: .text))
  var passwordRules: String?

  @OptionGroup var access: AccessOptions
  @OptionGroup var stores: StoreOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let store = try access.store(.writing, beside: stores)
    let id = try store.account(AccountID(argument: id)).id
    let rules = try rules()
    let text = try stdin ? Typed.line() : Typed.secretTwice(output.language)
    let password = try NewPassword(text, for: id, by: rules)
    var random = SystemRandomNumberGenerator()
    try store.setPassword(password, of: id, by: .ofProcess, try WallClock.now(), from: &random)
    output.print(try store.account(id)) { language in
      language(zh: "已设账户 \(id) 的密码；此前的会话已结束。", en: "The password of \(id) is set; sessions begun before have ended.")
    }
  }

  private func rules() throws -> PasswordRules {
    guard let passwordRules else { return .usual }
    guard let rules = PasswordRules(passwordRules) else {
      throw Failure.usage(
        zh: "--password-rules：应如 length=16,capital,digit,sign,letter，长度不少于 12，而非“\(passwordRules.printable)”。",
        en: "--password-rules: expected such as length=16,capital,digit,sign,letter, a length of 12 at least, not "
          + "“\(passwordRules.printable)”.")
    }
    return rules
  }
}

/// `koufen account second-factor ID`: the codes of a device.
struct AccountSecondFactorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "second-factor",
    abstract: Words.asked(
      zh: "给账户新的二次验证，或去除；规定哪些账户必须有。",
      en: "Give an account a second factor, or take it away; say who must have one."),
    discussion: Words.asked(
      zh: """
        打印密钥和供设备读取的地址（RFC 6238，六位，30 秒），只此一次；登录从此另要验证码。
        --require 规定账户必须有二次验证，没有的不能登录；--role 则对有此角色的所有账户。

        示例
          koufen account second-factor sun
          koufen account second-factor sun --remove
          koufen account second-factor --role system-admin --require
        """,
      en: """
        Prints a secret, and the address a device reads it from (RFC 6238, six digits, 30 seconds), once: from now on a code
        is asked for at sign-in. With --require an account must have one, and cannot sign in without; with --role every
        account that has the role.

        EXAMPLES
          koufen account second-factor sun
          koufen account second-factor sun --remove
          koufen account second-factor --role system-admin --require
        """))

  @Argument(help: ArgumentHelp(zh: "账户；或改用 --role。", en: "The account; or give --role.", value: .account))
  var id: String?

  @Option(help: ArgumentHelp(zh: "有此角色的所有账户。", en: "Every account with this role.", value: .role))
  var role: String?

  @Flag(help: ArgumentHelp(zh: "去除二次验证，例如设备遗失时。", en: "Take it away, as where the device is lost."))
  var remove = false

  @Flag(help: ArgumentHelp(zh: "必须有二次验证。", en: "A second factor is required."))
  var require = false

  @Flag(help: ArgumentHelp(zh: "不再必须有。", en: "It is not required any more."))
  var release = false

  @OptionGroup var access: AccessOptions
  @OptionGroup var stores: StoreOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if (id == nil) == (role == nil) {
      throw ValidationError(zh: "请给出账户或 --role，二者择一。", en: "Give an account or --role, one of them.")
    }
    if [remove, require, release].count(where: { $0 }) > 1 {
      throw ValidationError(
        zh: "--remove、--require 和 --release 只能给出一个。", en: "Give one of --remove, --require and --release.")
    }
    if role != nil, !require, !release {
      throw ValidationError(zh: "--role 与 --require 或 --release 同用。", en: "--role goes with --require or --release.")
    }
  }

  func run() throws {
    let store = try access.store(.writing, beside: stores)
    let now = try WallClock.now()
    guard let id else { return try requireOfRole(store, now) }
    let account = try AccountID(argument: id)
    if require || release {
      try store.requireSecondFactor(require, of: account, by: .ofProcess, now)
      return say(account.text)
    }
    if remove {
      try store.removeSecondFactor(of: account, by: .ofProcess, now)
      output.print([("account", "账户", .text(account.text)), ("secondFactor", "二次验证", .truth(false))]) { language in
        language(zh: "账户 \(account) 不再有二次验证。", en: "The account \(account) has no second factor any more.")
      }
      return
    }
    var random = SystemRandomNumberGenerator()
    let factor = try store.setSecondFactor(of: account, by: .ofProcess, now, from: &random)
    let address = factor.address(of: account)
    output.print([
      ("account", "账户", .text(account.text)), ("secret", "密钥", .text(factor.text)), ("uri", "地址", .text(address)),
    ]) { language in
      language(zh: "账户 \(account) 的二次验证，只显示这一次：", en: "The second factor of \(account), shown this once:")
    }
    if output.format == .table {
      for line in [factor.text, address] { StandardStream.output.line("  " + line) }
      StandardStream.output.flush()
    }
  }

  private func requireOfRole(_ store: AccessStore, _ now: Instant) throws {
    let role = try AccountRole(argument: role ?? "", in: stores)
    try store.requireSecondFactor(require, for: role, by: .ofProcess, now)
    say(role.rawValue)
  }

  private func say(_ whose: String) {
    output.print([
      (role == nil ? "account" : "role", role == nil ? "账户" : "角色", .text(whose)),
      ("required", "必须", .truth(require)),
    ]) { language in
      require
        ? language(zh: "\(whose) 登录须有二次验证。", en: "A second factor is required of \(whose).")
        : language(zh: "\(whose) 登录不再必须有二次验证。", en: "A second factor is not required of \(whose) any more.")
    }
  }
}
