public import LedgerDomain

extension FactKind {
  /// The names of all fields that the data of a fact may have (§4), whatever its kind.
  public static let dataFields: Set<String> = [
    "amountFen", "atFault", "attended", "beneficiary", "breach", "cause", "cities", "city", "clause", "complaint",
    "contractEndedOn", "deadline", "demands", "departments", "endsOn", "entries", "errors", "evidence", "examined",
    "failed", "ground", "grounds", "invited", "issue", "kind", "meeting", "met", "metOn", "month", "name", "on",
    "outcome", "outlet", "outlets", "points", "population", "promotion", "providerAtFault", "reason", "reduction",
    "reference", "sales", "signed", "source", "standard", "startsOn", "terms", "ticket", "to", "training",
    "transactionOn", "via",
  ]
}
