import LedgerDomain

/// A section that a rulebook file may have besides those that every file has: one mechanism each, which is switched off
/// where the section is absent (offices §1).
enum RulebookSection: String, CaseIterable {
  case opening, contacts, criteria, gates, duties, measures, notices
  case outletDeposits = "outlet-deposits"
  case outages, corrections, reinstatement
  case lateCases = "late-cases"
  case order
}

/// What is done about a fact that is recorded out of order.
private enum OutOfOrder: String, CaseIterable {
  case accept, refuse
}

extension Rulebook {
  /// Adds what the optional sections say.
  ///
  /// - Throws: where one stands there that this program cannot obey yet: it is never ignored.
  static func addSections(of root: RulebookNode, to terms: inout Terms) throws(RulebookError) {
    for section in RulebookSection.allCases {
      guard let node = try root.optional(section.rawValue) else { continue }
      switch section {
      case .corrections: terms.corrections = try corrections(node)
      case .outletDeposits: terms.outletDeposits = OutletDepositTerms(by: try node.only(["by"])["by"].roles())
      case .opening: terms.opening = try opening(node)
      case .contacts: terms.contacts = try contacts(node)
      case .criteria: terms.criteria = try criteria(node)
      case .gates: terms.gates = try gates(node, duties: root.optional(RulebookSection.duties.rawValue))
      case .duties: terms.duties = try duties(node)
      case .measures: terms.measures = try measures(node)
      case .notices: terms.notices = try notices(node)
      case .outages: terms.outages = OutageTerms(by: try node.only(["by"])["by"].roles())
      case .reinstatement: terms.reinstatement = try reinstatement(node)
      case .lateCases: terms.lateCases = try lateCases(node)
      case .order: terms.order = try order(node)
      }
    }
  }

  private static func reinstatement(_ node: RulebookNode) throws(RulebookError) -> ReinstatementTerms {
    try node.allow(["proposed-by", "confirmed-by"])
    return ReinstatementTerms(
      proposedBy: try node["proposed-by"].roles(), confirmedBy: try node["confirmed-by"].roles())
  }

  private static func lateCases(_ node: RulebookNode) throws(RulebookError) -> LateCaseTerms {
    try node.allow(["until", "by"])
    return LateCaseTerms(until: try node["until"].dayOfYear(), by: try node["by"].roles())
  }

  private static func order(_ node: RulebookNode) throws(RulebookError) -> OrderTerms {
    try node.allow(["before-departure", "before-freeze"])
    func accepts(_ key: String) throws(RulebookError) -> Bool {
      guard let choice = try node.optional(key) else { return false }
      return try choice.oneOf(OutOfOrder.self, OutOfOrder.allCases) == .accept
    }
    return OrderTerms(
      acceptsBeforeDeparture: try accepts("before-departure"), acceptsBeforeFreeze: try accepts("before-freeze"))
  }

  private static func corrections(_ node: RulebookNode) throws(RulebookError) -> CorrectionTerms {
    try node.allow(["by", "money-by", "judgements-by"])
    return CorrectionTerms(
      by: try node["by"].roles(), moneyBy: try node["money-by"].roles(),
      judgementsBy: try node["judgements-by"].roles())
  }
}
