import Synchronization

/// Answers that many ask for, kept as long as what they rest on stays: made once, whoever else asks meanwhile waits for it
/// (server 14.6, 14.7; [decision 0069](../../../Documentation/Decisions/0069-what-many-ask-for-is-made-once.md)).
final class Kept<Question: Hashable & Sendable, Value: Sendable>: Sendable {
  /// What an answer rests on.
  struct Basis: Equatable, Sendable {
    /// The position of the log's last event.
    var head: Int
    /// The stretch of time it is of, counted since 1970: a day, or a second.
    var time: Int
  }

  /// An answer, and what it rests on.
  typealias Made = (basis: Basis, value: Value)

  /// Questions whose answers are kept, at most.
  private let most: Int

  init(most: Int = 64) { self.most = most }

  private final class Slot: Sendable {
    let held = Mutex<Made?>(nil)
  }

  private let slots = Mutex<[Question: Slot]>([:])

  /// The answer to a question, made where none of this basis is kept.
  ///
  /// - Parameter make: makes it; it is shown the one that is kept of another basis, which may be near.
  func value(of question: Question, _ basis: Basis, make: (Made?) throws -> Value) throws -> Value {
    let slot = slots.withLock { slots in
      if let slot = slots[question] { return slot }
      if slots.count >= most { slots.removeAll() }
      let slot = Slot()
      slots[question] = slot
      return slot
    }
    return try slot.held.withLock { held in
      if let held, held.basis == basis { return held.value }
      let value = try make(held)
      // One that was read from an older state is not kept in the place of a newer.
      if held.map({ $0.basis.head <= basis.head }) ?? true { held = (basis, value) }
      return value
    }
  }
}
