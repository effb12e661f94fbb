import LedgerDomain

// The minimum of a deposit, and the duty to reach it again (programmes §2, account).
extension Deciding {
  /// The deposits that lie below their minimum.
  func shortAccounts(_ programme: Programme) -> Set<String> {
    var short: Set<String> = []
    for account in programme.accounts where account.topUp != nil && isShort(account, programme) {
      short.insert(account.name)
    }
    return short
  }

  private func isShort(_ account: AccountForm, _ programme: Programme) -> Bool {
    guard account.kind == .deposit, let required = account.required else { return false }
    let balance = Fraction(Int128(state.accounts[account.name]?.balance ?? 0), 1)
    switch required {
    case .fen(let fen): return balance.order(Fraction(Int128(fen), 1)) < 0
    case .attribute(let name, let times):
      guard let value = state.value(of: name, on: date, by: programme), let wanted = Fraction(value) else {
        return false
      }
      return balance.order(wanted.times(times)) < 0
    }
  }

  /// After a movement or change: a deposit left below its minimum is to be topped up, and one that reaches it is.
  ///
  /// - Parameters:
  ///   - wereShort: the deposits that lay below before: a duty missed for one goes on, and no other opens.
  ///   - opens: whether duties open; after a reversal the difference has opened them.
  mutating func topUp(wereShort: Set<String>, opens: Bool = true, _ hand: Hand) {
    for account in hand.programme.accounts {
      guard let topUp = account.topUp else { continue }
      let name = DutyName(duty: account.topUpDuty)
      let open = state.openDuty(name)
      let ground = hand.ruled(.account(account.name))
      if !isShort(account, hand.programme) {
        if let open, date <= open.due.date {
          record(.dutyMet(SubjectDutyMet(name: name, on: date)), ground, by: hand.programme)
        }
      } else if opens, open == nil, !(wereShort.contains(account.name) && wasMissed(name)) {
        let due = DueDate(date.adding(days: topUp.days), provisional: false)
        record(.dutyOpened(SubjectDutyOpened(name: name, due: due)), ground, by: hand.programme)
      }
    }
  }

  private func wasMissed(_ name: DutyName) -> Bool {
    guard case .missed? = state.duties.last(where: { $0.name == name })?.status else { return false }
    return true
  }
}
