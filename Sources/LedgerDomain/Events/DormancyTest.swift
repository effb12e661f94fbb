/// The two tests of a month's sales (§2.2.3(3)).
public enum DormancyTest: String, Sendable {
  /// Nothing sold in the month.
  case zero
  /// Little sold in the month and in the one before.
  case low

  /// The months it looks at.
  func months(endingIn month: Month) -> [Month] {
    switch self {
    case .zero: [month]
    case .low: [month.adding(-1), month]
    }
  }

  /// The share of the outlets tested that may be found so.
  var limit: Term.Single {
    switch self {
    case .zero: .zeroShare
    case .low: .lowShare
    }
  }
}
