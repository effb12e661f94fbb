public import LedgerDomain

/// The keys of a rulebook file as people call them: its sections, and what is said in them (pages 3.8).
public enum RulebookKeys {
  /// What the last key of a path is called; nil for one that the file itself names, such as a city or a year.
  public static func words(_ path: String) -> Words? {
    if let term = Term.all.first(where: { $0.path == path }) { return term.words }
    return path.split(separator: ".").last.map(String.init).flatMap { keys[$0] ?? channels[$0] ?? choices[$0] }
  }

  /// What a part of a duty is called; nil for one that a file names otherwise.
  public static func part(_ part: String) -> Words? { parts[part] }

  /// What a channel of notices is called; nil for one that a file names otherwise.
  public static func channel(_ channel: String) -> Words? { channels[channel] }

  /// What may be chosen for a criterion is called; nil for what a file names otherwise.
  public static func choice(_ choice: String) -> Words? { choices[choice] }

  /// What a section at the left margin of the regulation's file is called.
  static func section(_ key: String) -> Words? { sections[key] }

  private static let sections = [
    "rulebook": Words(zh: "规则", en: "rulebook"), "version": Words(zh: "版本", en: "version"),
    "title": Words(zh: "名称", en: "title"), "zone": Words(zh: "时区", en: "zone"),
    "published": Words(zh: "发布", en: "published"), "clauses": Words(zh: "条款", en: "clause"),
    "meeting": Words(zh: "会议", en: "recruiting meetings"), "expansion": Words(zh: "拓展", en: "expansion"),
    "applications": Words(zh: "申请", en: "applications"), "training": Words(zh: "培训", en: "training"),
    "response": Words(zh: "首次响应", en: "first answers"), "early-exits": Words(zh: "早期退出", en: "early exits"),
    "dormancy": Words(zh: "低成交与零成交网点", en: "outlets that sell little or nothing"),
    "exit-response": Words(zh: "退出申请响应", en: "answers to exit requests"), "appeal": Words(zh: "申诉", en: "appeals"),
    "rectification": Words(zh: "整改", en: "rectification"), "termination": Words(zh: "终止", en: "termination"),
    "deposit": Words(zh: "保证金", en: "deposit"), "opening": Words(zh: "渠道开通", en: "opening the channel"),
    "contacts": Words(zh: "联系方式", en: "contact"), "criteria": Words(zh: "准入条件", en: "criterion"),
    "gates": Words(zh: "前置条件", en: "gates"), "duties": Words(zh: "义务", en: "duty"),
    "measures": Words(zh: "处理措施", en: "measure"), "notices": Words(zh: "通知", en: "notices"),
    "outlet-deposits": Words(zh: "网点保证金", en: "outlet deposits"), "outages": Words(zh: "服务中断", en: "outages"),
    "corrections": Words(zh: "更正", en: "corrections"), "reinstatement": Words(zh: "恢复合作", en: "reinstatement"),
    "late-cases": Words(zh: "逾期立案", en: "late cases"), "order": Words(zh: "办理次序", en: "order of steps"),
    "holidays": Words(zh: "节假日", en: "holiday"), "calendar": Words(zh: "工作日历", en: "calendar"),
  ]

  private static let keys = [
    "section": Words(zh: "出处", en: "section"), "zh": Words(zh: "中文", en: "in Chinese"),
    "en": Words(zh: "英文", en: "in English"), "kind": Words(zh: "类别", en: "kind"),
    "type": Words(zh: "类型", en: "type"), "mode": Words(zh: "方式", en: "how"),
    "origin": Words(zh: "由来", en: "origin"), "points": Words(zh: "扣分", en: "points"),
    "cap": Words(zh: "上限", en: "cap"), "assessors": Words(zh: "由谁评定", en: "assessed by"),
    "third-party-only": Words(zh: "只约束第三方", en: "third parties only"),
    "outlet-required": Words(zh: "须指明网点", en: "names an outlet"), "by": Words(zh: "由谁办理", en: "done by"),
    "informs": Words(zh: "告知", en: "informs"), "of": Words(zh: "可选项", en: "choices"),
    "when": Words(zh: "时机", en: "when"), "if": Words(zh: "适用条件", en: "applies if"),
    "min": Words(zh: "最低", en: "least"), "max": Words(zh: "最高", en: "most"), "unit": Words(zh: "单位", en: "unit"),
    "stage": Words(zh: "阶段", en: "stage"), "about": Words(zh: "对象", en: "about"),
    "judged-if": Words(zh: "可凭判断的条件", en: "may be judged if"),
    "reviewed-by": Words(zh: "由谁审核", en: "reviewed by"), "owed-by": Words(zh: "由谁履行", en: "owed by"),
    "owed-to": Words(zh: "向谁履行", en: "owed to"), "opens": Words(zh: "何时产生", en: "opened by"),
    "due": Words(zh: "期限", en: "due"), "met-by": Words(zh: "如何履行", en: "met by"),
    "met": Words(zh: "如何履行", en: "met by"),
    "recorded-by": Words(zh: "由谁登记", en: "recorded by"), "parts": Words(zh: "内容", en: "parts"),
    "one-of": Words(zh: "至少一项", en: "one of"), "once": Words(zh: "只一次", en: "once"),
    "extended-by": Words(zh: "由谁延期", en: "extended by"), "waived-by": Words(zh: "由谁免除", en: "waived by"),
    "by-notice": Words(zh: "以通知履行", en: "met by notice"), "channel": Words(zh: "送达方式", en: "channel"),
    "lapses-on": Words(zh: "失效日期", en: "lapses on"), "fulfilled-by": Words(zh: "由谁确认执行", en: "fulfilled by"),
    "needs": Words(zh: "必填项", en: "needs"), "effect": Words(zh: "效力", en: "effect"),
    "liftable": Words(zh: "可解除", en: "may be lifted"), "to": Words(zh: "送往", en: "sent to"),
    "delivered-after-days": Words(zh: "视为送达的天数", en: "days until it counts as delivered"),
    "receipt": Words(zh: "须有回执", en: "needs a receipt"), "received-by": Words(zh: "由谁登记送达", en: "delivery recorded by"),
    "failed-by": Words(zh: "由谁登记未送达", en: "failure recorded by"),
    "rebutted-by": Words(zh: "由谁反驳送达", en: "rebutted by"),
    "appeal-runs-from": Words(zh: "申诉期限起算", en: "time for appeal runs from"),
    "money-by": Words(zh: "金额由谁更正", en: "money put right by"),
    "judgements-by": Words(zh: "评定由谁更正", en: "judgements put right by"),
    "proposed-by": Words(zh: "由谁提出", en: "proposed by"), "confirmed-by": Words(zh: "由谁确认", en: "confirmed by"),
    "until": Words(zh: "止于", en: "until"), "before-departure": Words(zh: "离开之前", en: "before a departure"),
    "before-freeze": Words(zh: "冻结之前", en: "before a freeze"), "cause": Words(zh: "因违规终止", en: "for cause"),
    "request": Words(zh: "应申请终止", en: "at a request"), "expiry": Words(zh: "期满终止", en: "at expiry"),
    "departments": Words(zh: "须告知的部门", en: "departments"), "work": Words(zh: "调休上班", en: "weekend days worked"),
    "name": Words(zh: "名称", en: "name"), "version": Words(zh: "版本", en: "version"),
    "rulebook": Words(zh: "规则", en: "rulebook"), "offset": Words(zh: "时差", en: "offset"),
    "window": Words(zh: "计入期间", en: "counts for"), "nodes": Words(zh: "节点", en: "nodes"),
    "cost": Words(zh: "处理", en: "costs"), "quote": Words(zh: "原文", en: "in its own words"),
    "arises": Words(zh: "如何产生", en: "arises"), "reporters": Words(zh: "由谁上报", en: "reported by"),
    "decided": Words(zh: "评定", en: "judged"), "dated": Words(zh: "自何日计", en: "dated"),
    "do": Words(zh: "结果", en: "does"), "at": Words(zh: "达到", en: "at"), "every": Words(zh: "此后每", en: "then every"),
    "fields": Words(zh: "内容", en: "fields"), "roles": Words(zh: "角色", en: "roles"),
    "required": Words(zh: "应有", en: "required"), "top-up": Words(zh: "补足", en: "top up"),
    "missed": Words(zh: "逾期", en: "missed"), "choose": Words(zh: "各行", en: "rows"),
    "default": Words(zh: "默认", en: "default"), "within": Words(zh: "期限", en: "within"),
    "starts": Words(zh: "何时产生", en: "starts"), "same": Words(zh: "对应", en: "same"),
    "times": Words(zh: "次数", en: "times"), "notice": Words(zh: "只是通知", en: "a notice"),
  ]
  private static let channels = [
    "registered-mail": Words(zh: "挂号信", en: "registered mail"), "courier": Words(zh: "快递", en: "courier"),
    "email": Words(zh: "电子邮件", en: "email"), "system": Words(zh: "系统通知", en: "notice in the system"),
  ]

  private static let choices = [
    "natural-person": Words(zh: "自然人", en: "natural person"), "company": Words(zh: "公司", en: "company"),
    "other-organisation": Words(zh: "其他组织", en: "other organisation"),
    "national": Words(zh: "全国", en: "the whole country"), "regional": Words(zh: "区域", en: "a region"),
    "single-city": Words(zh: "单个城市", en: "a single city"),
  ]

  private static let parts = [
    "stamped-copy": Words(zh: "盖章回传件", en: "stamped copy"),
    "enterprise-account": Words(zh: "企业账户", en: "enterprise account"), "own-funds": Words(zh: "自有资金", en: "own funds"),
    "information": Words(zh: "信息", en: "information"), "accounts": Words(zh: "账号", en: "accounts"),
    "materials": Words(zh: "物料", en: "materials"), "training": Words(zh: "培训", en: "training"),
    "visits-100": Words(zh: "地推 100 人次", en: "100 visits by staff"),
    "outlets-2000": Words(zh: "拜访 2000 家", en: "2,000 outlets visited"),
    "real-shops": Words(zh: "实体店", en: "real shops"), "templates": Words(zh: "模板", en: "templates"),
    "scripts": Words(zh: "话术", en: "scripts"), "local-media": Words(zh: "媒体预热", en: "local media"),
    "system-data": Words(zh: "系统资料", en: "data in the system"), "agreements": Words(zh: "签约", en: "agreements"),
    "permissions": Words(zh: "开通权限", en: "permissions"), "application": Words(zh: "提交申请", en: "application"),
    "outlet-deposits": Words(zh: "冻结网点保证金", en: "outlet deposits"), "guidance": Words(zh: "上门指导", en: "guidance"),
    "accounts-working": Words(zh: "账号可用", en: "accounts working"),
    "procedure": Words(zh: "熟悉流程", en: "procedure known"), "ordering": Words(zh: "熟悉下单", en: "ordering known"),
    "complaints": Words(zh: "投诉", en: "complaints"), "sales": Words(zh: "销量", en: "sales"),
    "members": Words(zh: "会员", en: "members"), "form": Words(zh: "申请表", en: "form"),
    "removal-photos": Words(zh: "VI 拆除照片", en: "photos of the signs removed"),
    "destroyed": Words(zh: "已销毁", en: "destroyed"), "declared": Words(zh: "声明不再使用", en: "declared unused"),
    "recovered": Words(zh: "已回收", en: "recovered"),
  ]
}
