/// How an admission stands (offices §4).
public enum AdmissionState: String, CaseIterable, Sendable {
  /// Nothing has been found yet.
  case unreviewed
  /// Something that is asked has not been found.
  case incomplete
  /// Something that was found will not do.
  case unfit
  /// All that is asked was found, and will do.
  case fit
}

/// How an admission stands, and what is in its way, by name in the order of the file.
public struct AdmissionResult: Equatable, Sendable {
  /// Where it stands.
  public var state = AdmissionState.unreviewed
  /// The criteria whose latest findings will not do.
  public var unmet: [Key<CriterionRow>] = []
  /// The criteria that are asked and of which nothing was found.
  public var missing: [Key<CriterionRow>] = []

  /// Nothing has been found.
  public init() {}

  /// An admission that stands so.
  public init(state: AdmissionState, unmet: [Key<CriterionRow>], missing: [Key<CriterionRow>]) {
    self.state = state
    self.unmet = unmet
    self.missing = missing
  }
}

/// How the admission of a provider or of an outlet stands has changed (§1.2).
public struct AdmissionChanged: FieldSet {
  /// What it rests on.
  public static let basis = "§1.2"

  /// The outlet; nil for the provider itself.
  public let outlet: Key<Outlet>?
  /// How it stands now.
  public let result: AdmissionResult

  /// The consequence, with its data.
  public init(outlet: Key<Outlet>?, result: AdmissionResult) {
    self.outlet = outlet
    self.result = result
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    outlet = try pass.optionalKey("outlet", "网点", known.flatMap(\.outlet))
    let state: AdmissionState = try pass.choice("state", "准入状态", known?.result.state)
    let unmet = try pass.texts("unmet", "未满足", known?.result.unmet.map(\.text))
    let missing = try pass.texts("missing", "未认定", known?.result.missing.map(\.text))
    result = AdmissionResult(state: state, unmet: unmet.map { Key($0) }, missing: missing.map { Key($0) })
    try pass.fixed("clause", "条款", Self.basis)
  }
}
