public import LedgerAccess
import LedgerDomain

extension Problem {
  /// What the access store says, and what to do.
  public init(_ error: AccessError) {
    switch error {
    case .badAccountID(let text):
      self.init(
        .usage, code: "usage", zh: "账户应为小写字母、数字及 . _ -，以字母或数字开头，最多 64 个字符，而非“\(text.printable)”。",
        en: "An account is called by small letters, digits and . _ -, a letter or digit first, 64 at most, not "
          + "“\(text.printable)”.")
    case .accountExists(let id):
      self.init(
        .refused, code: "account-exists", zh: "账户 \(id) 早已存在，未作改动。角色用 koufen account grant 增加。",
        en: "There is an account \(id) already, and it was left as it is. Roles are added by koufen account grant.")
    case .noSuchAccount(let name, let near): self.init(noAccount: name.printable, near: near?.text)
    case .fault(let fault): self.init(fault)
    case .roleNotHeld(let role, let id):
      self.init(
        .refused, code: "role-not-held",
        zh: "账户 \(id) 没有角色 \(role.rawValue)。koufen account show \(id) 显示它有哪些角色。",
        en: "The account \(id) has not the role \(role.rawValue). koufen account show \(id) says which it has.")
    case .disabled(let id):
      self.init(
        .refused, code: "account-disabled", zh: "账户 \(id) 已停用；先用 koufen account enable 启用。",
        en: "The account \(id) is disabled. Enable it first, by koufen account enable.")
    case .alreadyOver:
      self.init(
        .usage, code: "usage", zh: "令牌的到期时间应在将来。", en: "A token ends in the future: that moment is over.")
    case .noSuchToken(let text): self.init(missing: "token", "令牌", "token", text)
    case .noSuchSession(let text): self.init(missing: "session", "会话", "session", text)
    case .noSuchWebhook(let text): self.init(missing: "webhook", "推送", "webhook", text)
    case .password(let fault): self.init(fault)
    case .noSecondFactor(let id):
      self.init(
        .refused, code: "no-second-factor",
        zh: "账户 \(id) 没有二次验证；要设置，见 koufen account second-factor --help。",
        en: "The account \(id) has no second factor. How one is set up, koufen account second-factor --help says.")
    case .wrongCode:
      self.init(
        .refused, code: "wrong-code", zh: "验证码不对；请核对设备的时钟，输入此刻显示的验证码。",
        en: "That is not the code of now. Check the device's clock, and type the code it shows.")
    case .file(let path, let fault): self.init(fault, of: path)
    }
  }

  private init(noAccount name: String, near: String?) {
    self.init(
      .missing, code: "unknown-account",
      zh: "没有账户 \(name)\(near.map { "；是否指 \($0)？" } ?? "。koufen account list 列出全部账户。")",
      en:
        "There is no account \(name)\(near.map { "; did you mean \($0)?" } ?? ". koufen account list lists them all.")")
  }

  private init(missing code: String, _ zh: String, _ en: String, _ name: String) {
    self.init(
      .missing, code: "unknown-\(code)", zh: "没有\(zh) \(name.printable)；它可能已经结束。",
      en: "There is no \(en) \(name.printable); perhaps it has ended.")
  }

  /// What is wrong with the file of accounts.
  private init(_ fault: FileFault, of path: String) {
    switch fault {
    case .missing:
      self.init(
        .missing, code: "no-access-store", zh: "\(path) 处还没有账户；koufen account add 会新建。",
        en: "There are no accounts at \(path) yet; koufen account add makes the first.")
    case .forbidden(let reason):
      self.init(
        .inputOutput, code: "store-forbidden", zh: "无权使用 \(path)（\(SystemText.words(reason).zh)）。请由其所有者运行。",
        en: "\(path) may not be used by this user (\(reason)). Run this as its owner.")
    case .foreign:
      self.init(
        .fault, code: "store-damaged", zh: "\(path) 不是存放账户的文件。请核对 --access 和 --store。",
        en: "\(path) is no file of accounts. Check --access and --store.")
    case .newer(let found, let known):
      self.init(
        .fault, code: "store-newer", zh: "账户文件由更新的版本创建（格式 \(found)，本程序支持到 \(known)）；请升级 koufen。",
        en:
          "The file of accounts was made by a newer koufen (layout \(found), this one knows \(known)); upgrade koufen.")
    case .busy:
      self.init(
        .unavailable, code: "store-busy", zh: "\(path)：另一进程正持有写锁；可安全重试。",
        en: "\(path): another process holds the lock; it is safe to try again.")
    case .damaged(let text):
      self.init(
        .fault, code: "store-damaged", zh: "账户文件 \(path) 损坏（\(SystemText.words(text).zh)）。请由备份恢复；事件不受影响。",
        en: "The file of accounts \(path) is damaged: \(text). Put it back from a backup; no event is lost.")
    case .inputOutput(let text):
      let words = SystemText.words(text)
      self.init(.inputOutput, code: "input-output", zh: "\(path)：\(words.zh)。", en: "\(path): \(words.en).")
    }
  }
}

extension Problem {
  /// Which part of the rule about roles an account would break.
  public init(_ fault: AccountFault) {
    func refused(zh: String, en: String) -> Problem { Problem(.refused, code: "roles-not-allowed", zh: zh, en: en) }
    func usage(zh: String, en: String) -> Problem { Problem(.usage, code: "usage", zh: zh, en: en) }
    self =
      switch fault {
      case .noRole:
        refused(
          zh: "账户至少要有一个角色。不再使用的账户请停用：koufen account disable。",
          en: "An account has one role at least. One that is no longer used is disabled: koufen account disable.")
      case .lacks(let role):

        refused(
          zh: "账户没有角色 \(role.rawValue)。koufen account show 显示它有哪些角色。",
          en: "The account has not the role \(role.rawValue). koufen account show says which it has.")
      case .standsAlone(let role):
        refused(
          zh: "角色 \(role.rawValue) 须单独成一账户，不与其他角色并存。",
          en: "The role \(role.rawValue) stands alone in an account, with no other.")
      case .apart(let one, let other):
        refused(
          zh: "角色 \(one.rawValue) 与 \(other.rawValue) 不得由同一账户兼任：终止须由两人签署。",
          en:
            "The roles \(one.rawValue) and \(other.rawValue) are never together in an account: a termination is signed "
            + "by two people.")
      case .lacksProvider(let role):
        usage(
          zh: "角色 \(role.rawValue) 须以 --provider 指明服务商。", en: "The role \(role.rawValue) wants a provider: --provider.")
      case .lacksOutlet: usage(zh: "角色 outlet 须以 --outlet 指明网点。", en: "The role outlet wants an outlet: --outlet.")
      case .strayProvider(let role):
        usage(
          zh: "--provider 只用于角色 provider、outlet 和 subject，不用于 \(role.rawValue)。",
          en: "--provider goes with the roles provider, outlet and subject, not with \(role.rawValue).")
      case .strayOutlet(let role):
        usage(
          zh: "--outlet 只用于角色 outlet，不用于 \(role.rawValue)。",
          en: "--outlet goes with the role outlet, not with \(role.rawValue).")
      }
  }

  /// Why a password may not be used.
  public init(_ fault: PasswordFault) {
    func bad(zh: String, en: String) -> Problem { Problem(.badInput, code: "bad-password", zh: zh, en: en) }
    self =
      switch fault {
      case .tooShort(let least):
        bad(zh: "密码至少要有 \(least) 个字符。", en: "A password has at least \(least) characters.")
      case .tooLong(let most):
        bad(zh: "密码不得超过 \(most) 字节。", en: "A password takes at most \(most) bytes.")
      case .holdsID: bad(zh: "密码中不得含有账户的编号。", en: "A password does not hold the id of its account.")
      case .common:
        bad(zh: "这是最常见的密码之一，会被首先尝试；请另选。", en: "That is one of the passwords that are tried first. Choose another.")
      case .lacks(.letter): bad(zh: "密码中须有字母。", en: "A letter is asked for in a password.")
      case .lacks(.capital): bad(zh: "密码中须有大写字母。", en: "A capital letter is asked for in a password.")
      case .lacks(.digit): bad(zh: "密码中须有数字。", en: "A digit is asked for in a password.")
      case .lacks(.sign): bad(zh: "密码中须有符号。", en: "A sign is asked for in a password.")
      }
  }
}
