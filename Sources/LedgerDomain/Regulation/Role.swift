/// The part in which a person or system submits an event (§4).
public enum Role: String, CaseIterable, Sendable {
  /// 渠道拓展
  case channelExpansion = "channel-expansion"
  /// 渠道运营
  case channelOperations = "channel-operations"
  /// 代购部门负责人
  case departmentHead = "department-head"
  /// 代购系统管理人
  case systemAdmin = "system-admin"
  /// 法务
  case legal
  /// 财务
  case finance
  /// 产品支持
  case productSupport = "product-support"
  /// 客户满意中心
  case customerSatisfaction = "customer-satisfaction"
  /// A system that feeds facts in.
  case integration
  /// 代购服务商
  case provider
  /// 代购网点
  case outlet
  /// 商品组, where a version has the sections that name it
  case merchandise
  /// 系统开发, likewise
  case systemDevelopment = "system-development"

  /// Those that every version of the rulebook has.
  public static let everywhere: [Role] = allCases.filter { ![.merchandise, .systemDevelopment].contains($0) }
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
