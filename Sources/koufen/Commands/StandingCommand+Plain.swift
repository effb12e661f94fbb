import LedgerDomain
import LedgerFormat
import Presentation

extension StandingCommand {
  /// The command for arguments of the plainest kind: `standing PROVIDER`, and options with their values, each once.
  ///
  /// Nil for all others, and for whatever is wrong: that is the parser's to read, and to say. The parser takes longer
  /// than the answer, for it asks the runtime about the conformances of all its types.
  static func plain(_ arguments: some Collection<String>) -> StandingCommand? {
    guard arguments.first == "standing" else { return nil }
    var values: [String: String] = [:]
    var rest = arguments[...]
    while let name = rest.popFirst() {
      guard let value = rest.popFirst(), !value.isEmpty, !value.hasPrefix("-"),
        values.updateValue(value, forKey: name) == nil
      else { return nil }
    }
    let known: Set = ["standing", "--as-of", "--known-at", "--store", "--format", "--lang"]
    guard known.isSuperset(of: values.keys) else { return nil }
    let format = OutputFormat(rawValue: values["--format"] ?? OutputFormat.table.rawValue)
    let language = values["--lang"].flatMap(Language.init(rawValue:))
    guard let format, language != nil || values["--lang"] == nil else { return nil }
    var command = StandingCommand()
    command.provider = values["standing"]
    command.year = nil
    command.status = nil
    command.sort = .provider
    command.by = nil
    command.diff = []
    command.minScore = nil
    command.city = nil
    command.near = false
    command.clocks = ClockOptions()
    command.clocks.asOf = values["--as-of"]
    command.clocks.knownAt = values["--known-at"]
    command.freshness = FreshnessOptions()
    command.freshness.atLeast = nil
    command.stores = StoreOptions()
    command.stores.store = values["--store"].flatMap(StoreLocation.init(argument:))
    command.output = OutputOptions(format, language)
    return command
  }
}
