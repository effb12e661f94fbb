/// Who may put right what was recorded wrongly: the section `corrections` of a rulebook (offices §10).
public struct CorrectionTerms: Hashable, Sendable {
  /// Those who may correct or retract a fact.
  public var by: [Role]
  /// Those who may where the fact moved money.
  public var moneyBy: [Role]
  /// Those who may take back a judgement.
  public var judgementsBy: [Role]

  /// Everybody who may do any of it.
  var all: [Role] { Role.allCases.filter { (by + moneyBy + judgementsBy).contains($0) } }

  /// Who may.
  public init(by: [Role], moneyBy: [Role], judgementsBy: [Role]) {
    self.by = by
    self.moneyBy = moneyBy
    self.judgementsBy = judgementsBy
  }
}
