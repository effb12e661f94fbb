public import LedgerDomain

/// One of the nine roles of people who work for the platform: an account may have several of them (server 2.2).
public enum StaffRole: String, CaseIterable, Sendable {
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
  /// 商品组
  case merchandise

  /// The role in which the ledger knows it.
  public var ledgerRole: Role {
    switch self {
    case .channelExpansion: .channelExpansion
    case .channelOperations: .channelOperations
    case .departmentHead: .departmentHead
    case .systemAdmin: .systemAdmin
    case .legal: .legal
    case .finance: .finance
    case .productSupport: .productSupport
    case .customerSatisfaction: .customerSatisfaction
    case .merchandise: .merchandise
    }
  }

  /// Those never held together with another: a termination is signed by two people, and the ledger compares only their
  /// roles.
  public static let apart: [(StaffRole, StaffRole)] = [(.systemAdmin, .legal), (.departmentHead, .legal)]
}

/// Roles of staff that one account may have together: at least one, and none that are kept apart (server 2.2).
public struct StaffRoles: Hashable, Sendable {
  /// The roles, in the order of `StaffRole`.
  public let all: [StaffRole]

  /// Holds roles to the rule.
  ///
  /// - Throws: `noRole`, or `apart` with the two.
  public init(_ roles: some Sequence<StaffRole>) throws(AccountFault) {
    let held = Set(roles)
    guard !held.isEmpty else { throw .noRole }
    for (one, other) in StaffRole.apart where held.contains(one) && held.contains(other) { throw .apart(one, other) }
    all = StaffRole.allCases.filter(held.contains)
  }

  /// One role.
  public init(_ role: StaffRole) { all = [role] }

  /// Whether one of these is among them.
  public func contains(anyOf roles: StaffRole...) -> Bool { all.contains(where: roles.contains) }
}
