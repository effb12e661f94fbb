import LedgerDomain

/// What the value of an argument is called, in help and where it is wrong.
enum ValueName: CaseIterable {
  case account, backup, breach, change, city, date, duty, encoding, event, file, folder, format, identifier, key,
    language,
    matter
  case moment, month, name, notation, number, occasion, order, origin, person, position, provider, role, rulebook,
    scenario,
    seal
  case address, host, status, store, target, text, token, type, work, year

  /// The word in both languages.
  var words: Words {
    switch self {
    case .account: Words(zh: "账户", en: "account")
    case .address: Words(zh: "地址", en: "address")
    case .host: Words(zh: "主机", en: "host")
    case .backup: Words(zh: "备份文件", en: "backup")
    case .change: Words(zh: "名称=值", en: "name=value")
    case .breach: Words(zh: "违规", en: "breach")
    case .city: Words(zh: "城市", en: "city")
    case .date: Words(zh: "日期", en: "date")
    case .duty: Words(zh: "义务", en: "duty")
    case .encoding: Words(zh: "编码", en: "encoding")
    case .event: Words(zh: "类型 名称=值", en: "type name=value")
    case .file: Words(zh: "文件", en: "file")
    case .folder: Words(zh: "文件夹", en: "folder")
    case .format: Words(zh: "格式", en: "format")
    case .identifier: Words(zh: "编号", en: "uuid")
    case .key: Words(zh: "密钥文件", en: "key file")
    case .language: Words(zh: "语言", en: "language")
    case .matter: Words(zh: "违规或义务", en: "breach or duty")
    case .moment: Words(zh: "时间", en: "time")
    case .month: Words(zh: "月份", en: "month")
    case .name: Words(zh: "名称", en: "name")
    case .notation: Words(zh: "写法", en: "notation")
    case .number: Words(zh: "整数", en: "number")
    case .occasion: Words(zh: "何时", en: "when")
    case .order: Words(zh: "次序", en: "order")
    case .origin: Words(zh: "原账本", en: "from")
    case .person: Words(zh: "姓名@角色", en: "who@role")
    case .position: Words(zh: "位置", en: "position")
    case .provider: Words(zh: "服务商", en: "provider")
    case .role: Words(zh: "角色", en: "role")
    case .rulebook: Words(zh: "规则", en: "rulebook")
    case .scenario: Words(zh: "场景文件", en: "scenario")
    case .seal: Words(zh: "封存点文件", en: "seal")
    case .status: Words(zh: "状态", en: "status")
    case .store: Words(zh: "账本", en: "store")
    case .target: Words(zh: "目标", en: "to")
    case .text: Words(zh: "文字", en: "text")
    case .token: Words(zh: "令牌", en: "token")
    case .type: Words(zh: "事件类型", en: "type")
    case .work: Words(zh: "待办", en: "work")
    case .year: Words(zh: "年份", en: "year")
    }
  }
}
