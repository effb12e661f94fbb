/// Duties met by hand, put off and let go (offices §3).
extension Admission {
  /// Who may submit it, by the row in force on its date; without such a row, or where nobody may, it is refused.
  func roles(of fact: DutyFact) throws(Refusal) -> [Role] {
    let row = try known(terms.duties?[fact.duty.slug], .unknownDuty, named: fact.duty.text)
    switch fact {
    case .fulfilled: return try known(row.recordedBy, .notRecordable, named: fact.duty.text)
    case .extended: return try known(row.extendedBy, .notExtendable, named: fact.duty.text)
    case .waived: return try known(row.waivedBy, .notWaivable, named: fact.duty.text)
    }
  }

  func row(_ fact: DutyFact) throws(Refusal) -> Instant? {
    switch fact {
    case .fulfilled(let fact):
      try demandKnownParts(fact)
      if isHeldAgain { return nil }
      let duty = try owed(fact.duty)
      try demandAllParts(fact)
      return state.zone.instant(duty.openedOn)
    case .extended(let fact):
      let duty = try owed(fact.duty)
      if let due = duty.due?.date {
        try refuse(
          .timeOrder, if: fact.due <= due, found: dates(fact.due, zh: "原到期日", en: "it is due on", due))
      } else {
        try refuse(.timeOrder, if: fact.due < date, found: dates(fact.due, zh: "登记日", en: "recorded on", date))
      }
      return nil
    case .waived(let fact):
      _ = try owed(fact.duty)
      return nil
    }
  }

  private func owed(_ id: DutyID) throws(Refusal) -> OwedDuty {
    let duty = try known(state.owedDuties[id], .unknownDuty, named: id.text)
    try refuse(
      .dutyClosed, unless: duty.state.isOwed, found: .pair(.same(id.text), zh: "状态", en: "state", duty.state.words))
    return duty
  }

  /// Every part that is named is one of the row; without a row, as on a date a correction gives, none is.
  private func demandKnownParts(_ fact: DutyFulfilled) throws(Refusal) {
    let row = terms.duties?[fact.duty.slug]
    let all = row.map { $0.parts + $0.oneOf } ?? []
    for part in fact.parts ?? [] where !all.contains(part) {
      throw .badInput(field: "parts", expected: .parts(all))
    }
  }

  private func demandAllParts(_ fact: DutyFulfilled) throws(Refusal) {
    guard let row = terms.duties?[fact.duty.slug] else { return }
    let done = fact.parts ?? []
    let missing = row.parts.filter { !done.contains($0) }
    try refuse(.partsMissing, unless: missing.isEmpty, found: .same(missing.map(\.text).joined(separator: ", ")))
    let isOneDone = row.oneOf.isEmpty || row.oneOf.contains { done.contains($0) }
    try refuse(
      .partsMissing, unless: isOneDone,
      found: Words(
        zh: "下列之一：" + row.oneOf.map(\.text).joined(separator: "、"),
        en: "one of " + row.oneOf.map(\.text).joined(separator: ", ")))
  }
}

extension Expectation {
  fileprivate static func parts(_ all: [Key<DutyPart>]) -> Expectation {
    let parts = all.map(\.text).joined(separator: ", ")
    return parts.isEmpty
      ? Expectation(zh: "空（该项义务不分部分）", en: "nothing: the duty has no parts")
      : Expectation(zh: "只含 \(parts) 的列表", en: "a list of \(parts)")
  }
}

extension Terms {
  /// Who may submit such a fact by any row.
  func roles(of fact: DutyFact) -> [Role] {
    let rows = duties?.rows ?? []
    let all = rows.flatMap { row in
      switch fact {
      case .fulfilled: row.recordedBy ?? []
      case .extended: row.extendedBy ?? []
      case .waived: row.waivedBy ?? []
      }
    }
    return Role.allCases.filter { all.contains($0) }
  }
}
