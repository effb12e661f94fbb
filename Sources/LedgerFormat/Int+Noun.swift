extension Int {
  /// The number with what is counted, in English: `1 provider`, `2 providers`.
  public func english(_ noun: String) -> String { english(noun, noun + "s") }

  /// The same for a noun whose plural is its own: `1 breach`, `2 breaches`.
  public func english(_ noun: String, _ nouns: String) -> String { "\(self) \(self == 1 ? noun : nouns)" }
}
