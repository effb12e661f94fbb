import Synchronization

/// Answers that many ask for, kept as long as what they rest on stays: made once, whoever else asks meanwhile waits for it
/// (server 14.6, 14.7).
final class Kept<Question: Hashable & Sendable, Value: Sendable>: Sendable {
  /// What an answer rests on.
  struct Basis: Equatable, Sendable {
    /// The position of the log's last event.
    var head: Int
    /// The day it is of, as days since 1970.
    var day: Int
  }

  /// Questions whose answers are kept, at most.
  private static var most: Int { 64 }

  private final class Slot: Sendable {
    let held = Mutex<(basis: Basis, value: Value)?>(nil)
  }

  private let slots = Mutex<[Question: Slot]>([:])

  /// The answer to a question, made where none of this basis is kept.
  func value(of question: Question, _ basis: Basis, make: () throws -> Value) throws -> Value {
    let slot = slots.withLock { slots in
      if let slot = slots[question] { return slot }
      if slots.count >= Self.most { slots.removeAll() }
      let slot = Slot()
      slots[question] = slot
      return slot
    }
    return try slot.held.withLock { held in
      if let held, held.basis == basis { return held.value }
      let value = try make()
      // One that was read from an older state is not kept in the place of a newer.
      if held.map({ $0.basis.head <= basis.head }) ?? true { held = (basis, value) }
      return value
    }
  }
}
