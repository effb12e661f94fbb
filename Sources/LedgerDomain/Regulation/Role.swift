/// The part in which a person or system submits an event (§4).
public enum Role: Hashable, Sendable {
  /// 渠道拓展
  case channelExpansion
  /// 渠道运营
  case channelOperations
  /// 代购部门负责人
  case departmentHead
  /// 代购系统管理人
  case systemAdmin
  /// 法务
  case legal
  /// 财务
  case finance
  /// 产品支持
  case productSupport
  /// 客户满意中心
  case customerSatisfaction
  /// A system that feeds facts in.
  case integration
  /// 代购服务商
  case provider
  /// 代购网点
  case outlet
  /// 商品组, where a version has the sections that name it
  case merchandise
  /// 系统开发, likewise
  case systemDevelopment
  /// A role that a programme declares, under its key there (programmes §10); never one of the others.
  indirect case declared(String)

  /// Those that every version of the rulebook has.
  public static let everywhere: [Role] = allCases.filter { ![.merchandise, .systemDevelopment].contains($0) }

  /// The subject of a programme itself: it stands where `provider` stands in the daigou form (programmes §10).
  public static let subject = Role.declared("subject")

  /// The role under this name: one of the regulation's, else one that a programme declares.
  public init(named name: String) { self = Role(rawValue: name) ?? .declared(name) }
}

extension Role: RawRepresentable, CaseIterable {
  /// Those of the regulation.
  public static let allCases: [Role] = [
    .channelExpansion, .channelOperations, .departmentHead, .systemAdmin, .legal, .finance, .productSupport,
    .customerSatisfaction, .integration, .provider, .outlet, .merchandise, .systemDevelopment,
  ]

  private static let byName: [String: Role] = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })

  /// The role of the regulation written like this, if there is one.
  public init?(rawValue: String) {
    guard let role = Self.byName[rawValue] else { return nil }
    self = role
  }

  /// As it is written.
  public var rawValue: String {
    switch self {
    case .channelExpansion: "channel-expansion"
    case .channelOperations: "channel-operations"
    case .departmentHead: "department-head"
    case .systemAdmin: "system-admin"
    case .legal: "legal"
    case .finance: "finance"
    case .productSupport: "product-support"
    case .customerSatisfaction: "customer-satisfaction"
    case .integration: "integration"
    case .provider: "provider"
    case .outlet: "outlet"
    case .merchandise: "merchandise"
    case .systemDevelopment: "system-development"
    case .declared(let name): name
    }
  }
}

extension Terms {
  /// The roles that the version has: two only where it has the sections that name them (offices §2).
  public var roles: [Role] { opening == nil && criteria == nil ? Role.everywhere : Role.allCases }
}

/// Who submitted an event, and in which role.
public struct Person: Hashable, Sendable {
  /// The person's or system's id.
  public var id: String
  /// The role they acted in.
  public var role: Role

  /// `id` acting as `role`.
  public init(id: String, role: Role) {
    self.id = id
    self.role = role
  }
}
