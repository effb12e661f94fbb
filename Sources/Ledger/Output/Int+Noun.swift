extension Int {
  /// The number with what is counted, in English: `1 provider`, `2 providers`.
  public func english(_ noun: String) -> String { "\(self) \(noun)" + (self == 1 ? "" : "s") }
}
