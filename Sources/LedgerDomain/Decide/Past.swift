/// What a correction is decided by besides the state: the stream, and the reading of data of a given type.
public struct Past: Sendable {
  let history: History
  let read: @Sendable (FactKind, FactData) throws(Refusal) -> Fact

  /// The past of the provider that a correction is about.
  ///
  /// - Parameter read: reads data as that of a fact of a type, or says what is wrong with its shape.
  public init(_ history: History, read: @escaping @Sendable (FactKind, FactData) throws(Refusal) -> Fact) {
    self.history = history
    self.read = read
  }
}
