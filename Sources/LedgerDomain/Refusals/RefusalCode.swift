/// Why the ledger did not accept an event (§4), and what is said of it.
///
/// A code is declared together with its words, in the file of its family: there is none without.
public struct RefusalCode: Hashable, Sendable {
  /// The code as printed.
  public let rawValue: String
  /// What was refused, in one sentence.
  public let reason: Words
  /// What the person at the terminal can do about it, in one sentence.
  public let remedy: Words

  /// A code; reason and remedy each in Chinese, then in English.
  init(_ code: String, reason zh: String, _ en: String, remedy remedyZh: String, _ remedyEn: String) {
    rawValue = code
    reason = Words(zh: zh, en: en)
    remedy = Words(zh: remedyZh, en: remedyEn)
  }

  /// Two codes are the same where they are printed the same.
  public static func == (left: RefusalCode, right: RefusalCode) -> Bool { left.rawValue == right.rawValue }

  /// Hashes the code as printed.
  public func hash(into hasher: inout Hasher) { hasher.combine(rawValue) }
}

extension RefusalCode: CaseIterable, CustomStringConvertible {
  /// Every code, family by family.
  public static let allCases: [RefusalCode] = [
    envelope, deposit, cities, meetings, outlets, transfers, service, breaches, investigations, judgements,
    rectifications, terminations, corrections, duties, afterwards, admission, gates, measures, notices, programmes,
    jobs,
    publications,
  ].flatMap(\.self)

  private static let byName = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })

  /// The code printed like this, if there is one.
  public init?(rawValue: String) {
    guard let code = Self.byName[rawValue] else { return nil }
    self = code
  }

  /// The code as printed.
  public var description: String { rawValue }
}
