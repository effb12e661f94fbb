/// The options that stand before a command's name as well as behind it: those of the store and of what is printed.
enum GlobalOptions {
  /// Which they are.
  static func all() throws -> [ArgumentModel] {
    try CommandModel(of: StoreOptions.self).options + CommandModel(of: OutputOptions.self).options
  }

  /// Their spellings.
  static func spellings() throws -> Set<String> { Set(try all().flatMap(\.spellings)) }

  /// How many words the option at the start of some words is, with its value; nil where it is none of these options.
  ///
  /// - Throws: wrong usage where the value is missing.
  static func length(_ words: ArraySlice<String>) throws -> Int? {
    guard let word = words.first, word.hasPrefix("--"), word != "--" else { return nil }
    let sides = word.split(separator: "=", maxSplits: 1)
    guard let name = sides.first.map(String.init), let option = try all().first(where: { $0.spelling == name }) else {
      return nil
    }
    if option.kind == .flag || sides.count == 2 || word.hasSuffix("=") { return 1 }
    guard words.count > 1, let value = words.dropFirst().first, !value.hasPrefix("--") else {
      throw UsageProblem.missingValue(option).failure(at: [Koufen.self])
    }
    return 2
  }
}
