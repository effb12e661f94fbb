/// Why there is no store at a place, or none that may be used.
public struct PlaceError: Error, Equatable, Sendable {
  /// The file it is about, as it is shown to people.
  public var path: String
  /// What is wrong with it.
  public var fault: Fault

  /// What can be wrong with a place.
  public enum Fault: Equatable, Sendable {
    /// There is nothing.
    case missing
    /// There is a server, but no ledger is made there.
    case noLedger
    /// There is something else than a file.
    case notAFile(Kind)
    /// The file has so many names: what is written beside one of them is not found by the others.
    case linked(Int)
    /// The path is longer than SQLite takes, which is so many bytes.
    case tooLong(Int)
    /// Nobody gave this user the right to it; what the system said.
    case forbidden(Access, reason: String)
    /// The store may be read, but SQLite needs a file `-shm` beside it that may not be made.
    case noSharedMemory
    /// The write-ahead log beside the file is another file's: this one was copied in the place of the one it belongs to.
    case foreignLog
    /// Somebody is using it.
    case inUse
    /// A file that is in the way.
    case occupied
  }

  /// What is there instead of a file.
  public enum Kind: Equatable, Sendable {
    case folder, pipe, socket, device
  }

  /// What was asked for.
  public enum Access: Equatable, Sendable {
    case read, write, make
  }

  /// Why a place cannot be used.
  public init(path: String, fault: Fault) {
    self.path = path
    self.fault = fault
  }
}
