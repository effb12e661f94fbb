import LedgerAccess
public import LedgerDomain

/// What was done on a server, as people call it (pages 3.11).
public enum AccessWords {
  /// Every action that the access log may name, in its order.
  public static let actions = AccessAction.allCases.map { (code: $0.rawValue, words: $0.words) }

  /// What an action is called; nil for none.
  public static func action(_ code: String) -> Words? { AccessAction(rawValue: code)?.words }

  /// What kind of thing an action was done to, by the code before the colon; nil for none.
  public static func object(_ code: String) -> Words? { AccessObject.Kind(rawValue: code)?.words }
}

extension AccessAction {
  fileprivate var words: Words {
    switch self {
    case .signIn: Words(zh: "登录", en: "signed in")
    case .signOut: Words(zh: "退出登录", en: "signed out")
    case .forbidden: Words(zh: "无权访问", en: "was refused")
    case .submit: Words(zh: "提交事件", en: "submitted an event")
    case .bulk: Words(zh: "批量提交", en: "submitted a bulk")
    case .publish: Words(zh: "发布规则", en: "published rules")
    case .sweep: Words(zh: "到期检查", en: "swept")
    case .closeYear: Words(zh: "年度结算", en: "closed a year")
    case .simulate: Words(zh: "试算", en: "asked what if")
    case .verify: Words(zh: "核验", en: "verified the log")
    case .endJob: Words(zh: "终止作业", en: "ended a job")
    case .export: Words(zh: "导出日志", en: "exported the log")
    case .seal: Words(zh: "取封存点", en: "took a seal")
    case .bundle: Words(zh: "下载凭证", en: "took a bundle")
    case .backup: Words(zh: "备份", en: "made a backup")
    case .download: Words(zh: "下载 CSV", en: "downloaded a CSV")
    case .addAccount: Words(zh: "新建账户", en: "added an account")
    case .changeAccount: Words(zh: "变更账户", en: "changed an account")
    case .enableAccount: Words(zh: "启用账户", en: "enabled an account")
    case .disableAccount: Words(zh: "停用账户", en: "disabled an account")
    case .grantRole: Words(zh: "授予角色", en: "granted a role")
    case .revokeRole: Words(zh: "收回角色", en: "revoked a role")
    case .setPassword: Words(zh: "设置密码", en: "set a password")
    case .setSecondFactor: Words(zh: "启用二次验证", en: "set a second factor")
    case .removeSecondFactor: Words(zh: "取消二次验证", en: "removed a second factor")
    case .requireSecondFactor: Words(zh: "要求二次验证", en: "required a second factor")
    case .releaseSecondFactor: Words(zh: "不再要求二次验证", en: "released from a second factor")
    case .issueToken: Words(zh: "签发令牌", en: "issued a token")
    case .revokeToken: Words(zh: "收回令牌", en: "revoked a token")
    case .endSession: Words(zh: "结束会话", en: "ended a session")
    case .addWebhook: Words(zh: "新建推送", en: "added a webhook")
    case .changeWebhook: Words(zh: "变更推送", en: "changed a webhook")
    case .renewWebhookSecret: Words(zh: "更换推送密钥", en: "renewed the secret of a webhook")
    case .testWebhook: Words(zh: "试投推送", en: "tested a webhook")
    case .deleteWebhook: Words(zh: "删除推送", en: "deleted a webhook")
    }
  }
}

extension AccessObject.Kind {
  fileprivate var words: Words {
    switch self {
    case .account: Words(zh: "账户", en: "account")
    case .role: Words(zh: "角色", en: "role")
    case .token: Words(zh: "令牌", en: "token")
    case .session: Words(zh: "会话", en: "session")
    case .webhook: Words(zh: "推送", en: "webhook")
    case .event: Words(zh: "事件", en: "event")
    case .events: Words(zh: "事件", en: "events")
    case .provider: Words(zh: "服务商", en: "provider")
    case .year: Words(zh: "年度", en: "year")
    case .rulebook: Words(zh: "规则", en: "rulebook")
    case .job: Words(zh: "作业", en: "job")
    case .right: Words(zh: "权限", en: "right")
    case .list: Words(zh: "列表", en: "list")
    case .backup: Words(zh: "备份", en: "backup")
    }
  }
}
