public import LedgerDomain

/// The table of rights (server §3): a function a row or two, a case a column.
extension AccountKind {
  /// How far a right goes for an account of this kind.
  ///
  /// - Parameter account: whose receipts its own are.
  public func reach(of right: Right, for account: AccountID) -> Reach {
    switch right {
    case .submit: submitting
    case .providers: providers
    case .events: events(account)
    case .queue: queue
    case .rulebooks: reading
    case .checkRulebooks: forStaff(.all)
    case .publishRulebooks: publishing
    case .simulate, .judgements: forStaffAndAuditors
    case .sweep: forStaff(having: .channelOperations, .systemAdmin)
    case .closeYear: forStaff(having: .departmentHead, .systemAdmin)
    case .verify: verifying
    case .bundle: bundle
    case .webhooks: verifying
    case .manageWebhooks: forStaff(having: .systemAdmin)
    case .accounts: accounts
    case .metrics: metrics
    }
  }

  /// Submit, preview. Which events, the ledger says.
  private var submitting: Reach {
    switch self {
    case .staff, .integration: .all
    case .auditor: .nothing
    case .provider(let own), .subject(let own): .provider(own)
    case .outlet(let own, let provider): .outlet(own, of: provider)
    case .accessAdmin: .nothing
    }
  }

  /// Providers, breaches, years, forecast, steps, outlets.
  private var providers: Reach {
    switch self {
    case .staff, .integration, .auditor: .all
    case .provider(let own), .subject(let own): .provider(own)
    case .outlet, .accessAdmin: .nothing
    }
  }

  /// Events, feed.
  private func events(_ account: AccountID) -> Reach {
    switch self {
    case .staff, .integration, .auditor: .all
    case .provider(let own), .subject(let own): .provider(own)
    case .outlet: .receipts(of: account)
    case .accessAdmin: .nothing
    }
  }

  private var queue: Reach {
    switch self {
    case .staff(let roles): .allByDefaultOf(roles.all.map(\.ledgerRole))
    case .integration: .nothing
    case .auditor: .all
    case .provider(let own), .subject(let own): .dutiesAndAppeals(of: own)
    case .outlet, .accessAdmin: .nothing
    }
  }

  /// Rulebooks: read.
  private var reading: Reach {
    switch self {
    case .staff, .integration, .auditor, .provider, .subject: .all
    case .outlet, .accessAdmin: .nothing
    }
  }

  /// Rulebooks: publish by role.
  private var publishing: Reach {
    switch self {
    case .staff(let roles): roles.all.contains { Publication.roles.contains($0.ledgerRole) } ? .all : .nothing
    case .integration, .auditor, .provider, .outlet, .subject, .accessAdmin: .nothing
    }
  }

  /// Simulate, year report.
  private var forStaffAndAuditors: Reach {
    switch self {
    case .staff, .auditor: .all
    case .integration, .provider, .outlet, .subject, .accessAdmin: .nothing
    }
  }

  /// Verify, seal, export; webhooks: read.
  private var verifying: Reach {
    switch self {
    case .staff: forStaff(having: .systemAdmin)
    case .auditor: .all
    case .integration, .provider, .outlet, .subject, .accessAdmin: .nothing
    }
  }

  /// Bundle of a year.
  private var bundle: Reach {
    switch self {
    case .staff, .auditor: .all
    case .provider(let own), .subject(let own): .provider(own)
    case .integration, .outlet, .accessAdmin: .nothing
    }
  }

  /// Accounts, access log.
  private var accounts: Reach {
    switch self {
    case .auditor, .accessAdmin: .all
    case .staff, .integration, .provider, .outlet, .subject: .nothing
    }
  }

  private var metrics: Reach {
    switch self {
    case .staff, .integration, .auditor: .all
    case .provider, .outlet, .subject, .accessAdmin: .nothing
    }
  }

  private func forStaff(_ reach: Reach) -> Reach {
    switch self {
    case .staff: reach
    case .integration, .auditor, .provider, .outlet, .subject, .accessAdmin: .nothing
    }
  }

  private func forStaff(having roles: StaffRole...) -> Reach {
    switch self {
    case .staff(let held): held.all.contains(where: roles.contains) ? .all : .nothing
    case .integration, .auditor, .provider, .outlet, .subject, .accessAdmin: .nothing
    }
  }
}

extension Caller {
  /// How far a right goes for whoever asks.
  public func reach(of right: Right) -> Reach { kind.reach(of: right, for: account.id) }

  /// How far a right goes.
  ///
  /// - Throws: `notPermitted` where it goes nowhere (server 3.1).
  public func demand(_ right: Right) throws(AccessRefusal) -> Reach {
    let reach = reach(of: right)
    guard reach.permits else { throw .notPermitted(right) }
    return reach
  }

  /// All that it may do, in the order of the table.
  public var rights: [Right] { Right.allCases.filter { reach(of: $0).permits } }
}
