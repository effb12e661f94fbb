/// Why a store could not do what it was asked.
public enum StoreError: Error, Equatable, Sendable {
  /// Another process holds the lock; trying again is safe.
  case busy(String)
  /// The store cannot be reached, and nothing was kept; trying again is safe.
  case unreachable(String)
  /// Whether a commit was kept could not be found out: its answer was lost, and nobody could be asked.
  case unsettled(String)
  /// Whoever asks has not the right to: what was refused, and the role that has it, where that is known.
  case forbidden(String, wanted: String?)
  /// The library by which the store is reached is not installed, or cannot be used; what the system said.
  case noClient(String)
  /// The store is closed to writers: its log goes on at another place.
  case closed(for: String)
  /// An event did not come next in its stream or in the log: expected and found.
  case conflict(stream: String, expected: Int, found: Int)
  /// An idempotency key is in use.
  case idTaken(String)
  /// The file is not a store, or its contents are damaged.
  case damaged(String)
  /// An event that somebody has read is no longer in the log: it was cut back, or another log took its place.
  case cutBack(position: Int)
  /// The store was made by a newer version of the program.
  case newer(found: Int, known: Int)
  /// Reading or writing failed, as on a full disk.
  case inputOutput(String)
  /// There is no store at the place, or none that may be used.
  case place(PlaceError)
}
