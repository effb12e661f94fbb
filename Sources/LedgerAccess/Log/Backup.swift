public import LedgerDomain

/// A backup that was made of the store, as it was when it was made (pages 3.11).
public struct Backup: Hashable, Sendable {
  /// Its file, by its whole path.
  public let file: String
  /// When it was made.
  public let made: Instant
  /// The events it holds.
  public let events: Int
  /// Bytes of it, those of its copy of the accounts among them.
  public let bytes: Int

  /// A backup.
  public init(file: String, made: Instant, events: Int, bytes: Int) {
    self.file = file
    self.made = made
    self.events = events
    self.bytes = bytes
  }
}
