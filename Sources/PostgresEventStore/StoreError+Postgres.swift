import EventStore

extension StoreError {
  /// What an error of PostgreSQL, or one of ours, means for the caller.
  ///
  /// - Parameter transaction: the one in which it came, to say what of it is at fault.
  init(_ error: any Error, of address: PostgresAddress, in transaction: PostgresTransaction? = nil) {
    if let error = error as? StoreError {
      self = error
      return
    }
    guard let error = error as? PostgresError else {
      self = .inputOutput("\(address.shown): \(error)")
      return
    }
    let words = "\(address.shown): \(address.hidingPassword(error.message))"
    guard let state = error.state else {
      self = .unreachable(words)
      return
    }
    switch state {
    case "55P03", "40P01", "40001", "57014", "KF005": self = .busy(words)
    case _ where error.isOfStatementPooling:
      self = .inputOutput(
        "\(address.shown): the pooler is in statement mode; a ledger wants session or transaction mode")
    case _ where error.isLoss: self = .unreachable(words)
    case "42703", "42883": self = .damaged(words)
    case "KF010": self = .closed(for: error.detail ?? "")
    case "KF001": self = Self.conflict(error, transaction)
    case "23505" where error.constraint != "events_by_id":
      let position = transaction?.rows.first?.position ?? 0
      self = .conflict(stream: error.constraint ?? "", expected: position + 1, found: position)
    case "KF003", "KF004", "KF009", "XX001", "XX002": self = .damaged(words)
    case "42P01", "3F000", "3D000": self = .place(PlaceError(path: address.shown, fault: .noLedger))
    case "42501":
      self = .forbidden(words, wanted: LedgerRole(wantedFor: error.message)?.name(in: address.ledger))
    case _ where state.hasPrefix("28"): self = .forbidden(words, wanted: nil)
    default: self = .inputOutput("\(words) (\(state))")
    }
  }

  /// The database's word on what does not come next: a stream's key, and the numbers expected and found.
  private static func conflict(_ error: PostgresError, _ transaction: PostgresTransaction?) -> StoreError {
    let numbers = (error.detail ?? "").split { !$0.isNumber }.compactMap { Int($0) }
    guard numbers.count == 3 else { return .conflict(stream: "", expected: 0, found: 0) }
    return .conflict(stream: transaction?.names[numbers[0]] ?? "", expected: numbers[1], found: numbers[2])
  }
}
