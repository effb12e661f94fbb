import LedgerDomain
import LedgerFormat
import Presentation

extension StandingCommand {
  /// What the plainest form is made of, each with a value behind it.
  private enum PlainWord: String {
    case standing
    case asOf = "--as-of"
    case knownAt = "--known-at"
    case store = "--store"
    case format = "--format"
    case lang = "--lang"
  }

  /// The command for arguments of the plainest kind: `standing PROVIDER`, and options with their values, each once.
  ///
  /// Nil for all others, and for whatever is wrong: that is the parser's to read, and to say. The parser takes longer
  /// than the answer, for it asks the runtime about the conformances of all its types; and so does the first dictionary
  /// of a program, which is why there is none here.
  static func plain(_ arguments: some Collection<String>) -> StandingCommand? {
    guard arguments.first == "standing" else { return nil }
    var provider, asOf, knownAt, store, format, language: String?
    var rest = arguments[...]
    while let name = rest.popFirst() {
      guard let word = PlainWord(rawValue: name), let value = rest.popFirst(), !value.isEmpty, !value.hasPrefix("-")
      else { return nil }
      let earlier: String?
      switch word {
      case .standing: (earlier, provider) = (provider, value)
      case .asOf: (earlier, asOf) = (asOf, value)
      case .knownAt: (earlier, knownAt) = (knownAt, value)
      case .store: (earlier, store) = (store, value)
      case .format: (earlier, format) = (format, value)
      case .lang: (earlier, language) = (language, value)
      }
      guard earlier == nil else { return nil }
    }
    guard let output = OutputFormat(rawValue: format ?? OutputFormat.table.rawValue) else { return nil }
    let spoken = language.flatMap(Language.init(rawValue:))
    guard spoken != nil || language == nil else { return nil }
    var command = StandingCommand()
    command.provider = provider
    command.year = nil
    command.status = nil
    command.sort = .provider
    command.by = nil
    command.diff = []
    command.minScore = nil
    command.city = nil
    command.near = false
    command.clocks = ClockOptions()
    command.clocks.asOf = asOf
    command.clocks.knownAt = knownAt
    command.freshness = FreshnessOptions()
    command.freshness.atLeast = nil
    command.stores = StoreOptions()
    command.stores.store = store.flatMap(StoreLocation.init(argument:))
    command.output = OutputOptions(output, spoken)
    return command
  }
}
