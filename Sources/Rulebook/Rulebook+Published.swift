import LedgerDomain

/// Versions that a log holds. What they say stays the same, whatever a file must be like today.
extension Rulebook {
  /// A version as a log holds it.
  ///
  /// - Parameters:
  ///   - bytes: its file.
  ///   - file: what it is called in an error.
  ///   - obeysEveryField: whether it was published to be obeyed in every field; without that, what ledgers used to ignore
  ///     stays ignored.
  public static func published(
    _ bytes: [UInt8], file: String, obeysEveryField: Bool
  ) throws(RulebookError) -> Rulebook {
    var rulebook = try Rulebook(bytes: bytes, root: root(of: bytes, file: file, .published))
    guard !obeysEveryField, rulebook.statesWhatWasIgnored else { return rulebook }
    rulebook.terms.obeysEveryField = false
    for (clause, terms) in rulebook.terms.clauses {
      rulebook.terms.clauses[clause]?.thirdPartyOnly = clause.wasForThirdPartiesOnly
      rulebook.terms.clauses[clause]?.cap = clause.capScope == .year ? nil : terms.cap
    }
    return rulebook
  }

  /// Whether the file states something that ledgers used to ignore.
  public var statesWhatWasIgnored: Bool {
    terms.clauses.contains { clause, terms in
      clause.capScope == .year && terms.cap != nil || terms.thirdPartyOnly != clause.wasForThirdPartiesOnly
    }
  }

  /// A warning for each value of the file that is ignored, as it was when the version was published.
  public var ignored: [RulebookFinding] {
    guard !terms.obeysEveryField, let root = try? Self.root(of: source, file: name, .published) else { return [] }
    var found: [RulebookFinding] = []
    for clause in Clause.allCases {
      guard let node = try? root["clauses"].optional(clause.rawValue) else { continue }
      if clause.capScope == .year, let cap = try? node.optional("cap") {
        found.append(
          cap.ignored(
            zh: "不生效：发布时账本尚不执行该条款的上限；以新的 version 再次发布即可生效",
            en: "ignored: when it was published no cap of this clause was obeyed; publish it under a new version"))
      }
      let flag = try? node.optional("third-party-only")
      if ((try? flag?.flag()) ?? false) != clause.wasForThirdPartiesOnly {
        let held = clause.wasForThirdPartiesOnly
        found.append(
          (flag ?? node).ignored(
            zh: "按 third-party-only: \(held) 执行，与发布时一样；以新的 version 再次发布即可按文件执行",
            en: "held to third-party-only: \(held), as when it was published; publish it under a new version"))
      }
    }
    return found
  }
}

extension RulebookNode {
  fileprivate func ignored(zh: String, en: String) -> RulebookFinding { RulebookFinding(.warning, error(en, zh: zh)) }
}

extension Clause {
  /// Whether it bound third-party providers only, whatever a file said, before ledgers obeyed the field.
  fileprivate var wasForThirdPartiesOnly: Bool {
    switch self {
    case .meetingResults, .signingProgress, .trainingFailure: true
    case .negativePress, .competitorDealing, .expansionTarget, .nonstandardMaterials, .unapprovedMaterials,
      .promotionGap, .serviceComplaint, .earlyExits, .dormantOutlets, .exitResponse, .afterSalesDispute,
      .rectificationFailure:
      false
    }
  }
}
