/// What somebody found of one criterion (offices §4).
public struct Finding: Equatable, Sendable {
  /// The criterion.
  public let criterion: Key<CriterionRow>
  /// What was found.
  public let value: FindingValue
  /// Who answers for the judgement that it will do; nil where nobody judged.
  public let judgedBy: Judge?
  /// What shows it.
  public let evidence: String?

  /// A finding.
  public init(_ criterion: Key<CriterionRow>, _ value: FindingValue, judgedBy: Judge? = nil, evidence: String? = nil) {
    self.criterion = criterion
    self.value = value
    self.judgedBy = judgedBy
    self.evidence = evidence
  }
}

/// Who answers for a judgement that stands in for a number (§1.2a(5)).
public enum Judge: Equatable, Sendable {
  /// The platform.
  case platform
  /// A provider.
  case provider(Key<Provider>)

  private static let platformWord = "platform"

  /// Who is written so.
  public init(_ text: String) {
    self = text == Self.platformWord ? .platform : .provider(Key(text))
  }

  /// As it is written: `platform`, or the provider's key.
  public var text: String {
    switch self {
    case .platform: Self.platformWord
    case .provider(let key): key.text
    }
  }
}

/// What is decided of a review when it is recorded.
public struct ReviewDecided: Equatable, Sendable {
  /// The criteria that its findings do not meet, in the order of the file.
  public let unmet: [Key<CriterionRow>]
  /// All criteria of its subject by the version it was decided under, in the order of the file.
  public let asked: [AskedCriterion]

  /// What is decided.
  public init(unmet: [Key<CriterionRow>], asked: [AskedCriterion]) {
    self.unmet = unmet
    self.asked = asked
  }
}
