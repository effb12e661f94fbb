/// The name of a type of event, as it stands in the log; whoever reads one from a file has seen to it that there is such a type.
public struct EventName: Hashable, Sendable {
  /// The name as written.
  public let text: String

  /// A name as written.
  public init(_ text: String) {
    self.text = text
  }
}
