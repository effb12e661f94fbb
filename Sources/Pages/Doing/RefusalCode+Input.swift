import LedgerDomain

extension RefusalCode {
  /// The input of a form that a refusal of the ledger is about (pages P10); nil where it is about none.
  var input: String? {
    switch self {
    case .pointsOutOfRange: "points"
    case .amountOutOfRange: "fenYuan"
    case .gradeMissing: "grade"
    case .factExists: "key"
    case .unknownBreach, .breachNotPending, .breachExists, .appealLate: "breach"
    case .unknownClause, .clauseNotReportable, .clauseNotBinding: "clause"
    case .unknownOutlet, .outletExists: "outlet"
    case .unknownFact, .notCorrectable, .factRetracted: "fact"
    case .inTheFuture, .timeOrder: "at"
    case .roleNotAllowed, .samePerson: "as"
    case _: nil
    }
  }
}
