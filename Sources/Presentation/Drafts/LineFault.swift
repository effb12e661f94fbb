public import LedgerFormat

/// What is wrong with a line of a file.
public struct LineFault: Error {
  /// What.
  public let error: InputError
  /// The number of the line.
  public let line: Int

  /// A fault of a line.
  public init(_ error: InputError, line: Int) {
    self.error = error
    self.line = line
  }
}
