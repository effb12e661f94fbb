public import ArgumentParser
public import LedgerDomain
import Presentation

extension ProviderStatus: ExpressibleByArgument {
  /// Reads its name in the log or in Chinese.
  public init?(argument: String) {
    guard let status = Self.allCases.first(where: { [$0.rawValue, $0.words.zh].contains(argument) }) else { return nil }
    self = status
  }

  /// What can be given, in the language of the process.
  public static var allValueStrings: [String] {
    allCases.map { Language.ofProcess(zh: $0.words.zh, en: $0.rawValue) }
  }
}

extension Role: ExpressibleByArgument {}
