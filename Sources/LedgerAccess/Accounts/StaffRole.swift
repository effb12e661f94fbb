public import LedgerDomain

/// A role of people who work for the platform: one of the nine of the regulation, or one that a programme declares. An account
/// may have several of them (server 2.2, programmes §10).
public enum StaffRole: Hashable, Sendable {
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
  /// 商品组
  case merchandise
  /// A role that a programme declares, under its key there; never one of the others.
  indirect case declared(String)

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
    case .declared(let name): .declared(name)
    }
  }

  /// Those never held together with another: a termination is signed by two people, and the ledger compares only their
  /// roles.
  public static let apart: [(StaffRole, StaffRole)] = [(.systemAdmin, .legal), (.departmentHead, .legal)]
}

extension StaffRole: RawRepresentable, CaseIterable {
  /// The nine of the regulation.
  public static let allCases: [StaffRole] = [
    .channelExpansion, .channelOperations, .departmentHead, .systemAdmin, .legal, .finance, .productSupport,
    .customerSatisfaction, .merchandise,
  ]

  /// The role of the regulation written like this, if there is one.
  public init?(rawValue: String) {
    guard let role = Self.allCases.first(where: { $0.rawValue == rawValue }) else { return nil }
    self = role
  }

  /// As it is written.
  public var rawValue: String { ledgerRole.rawValue }
}

/// Roles of staff that one account may have together: at least one, and none that are kept apart (server 2.2).
public struct StaffRoles: Hashable, Sendable {
  /// The roles, in the order of `StaffRole`; those that programmes declare behind, by name.
  public let all: [StaffRole]

  /// Holds roles to the rule.
  ///
  /// - Throws: `noRole`, or `apart` with the two.
  public init(_ roles: some Sequence<StaffRole>) throws(AccountFault) {
    let held = Set(roles)
    guard !held.isEmpty else { throw .noRole }
    for (one, other) in StaffRole.apart where held.contains(one) && held.contains(other) { throw .apart(one, other) }
    let declared = held.subtracting(StaffRole.allCases).sorted { $0.rawValue < $1.rawValue }
    all = StaffRole.allCases.filter(held.contains) + declared
  }

  /// One role.
  public init(_ role: StaffRole) { all = [role] }

  /// Whether one of these is among them.
  public func contains(anyOf roles: StaffRole...) -> Bool { all.contains(where: roles.contains) }
}
