import Synchronization

/// What an answer that is kept rests on.
struct KeptBasis: Equatable, Sendable {
  /// The position of the log's last event.
  var head: Int
  /// The stretch of time it is of, counted since 1970: a day, or a second.
  var time: Int
}

/// The answer to a question that many ask, kept as long as what it rests on stays: made once, whoever else asks meanwhile
/// waits for it (server 14.6, 14.7; [decision 0069](../../../Documentation/Decisions/0069-what-many-ask-for-is-made-once.md)).
final class KeptAnswer<Value: Sendable>: Sendable {
  /// An answer, and what it rests on.
  typealias Made = (basis: KeptBasis, value: Value)

  private let held = Mutex<Made?>(nil)

  /// The answer that is kept of a basis, or is being made of it; nil where there is none.
  func known(on basis: KeptBasis) -> Value? {
    held.withLock { held in held.flatMap { $0.basis == basis ? $0.value : nil } }
  }

  /// The answer, made where none of this basis is kept.
  ///
  /// - Parameter make: makes it; it is shown the one that is kept of another basis, which may be near.
  func value(on basis: KeptBasis, make: (Made?) throws -> Value) throws -> Value {
    try held.withLock { held in
      if let held, held.basis == basis { return held.value }
      let value = try make(held)
      // One that was read from an older state is not kept in the place of a newer.
      if held.map({ $0.basis.head <= basis.head }) ?? true { held = (basis, value) }
      return value
    }
  }
}

/// The answers to several such questions.
final class Kept<Question: Hashable & Sendable, Value: Sendable>: Sendable {
  /// Questions whose answers are kept, at most.
  private let most: Int
  private let answers = Mutex<[Question: KeptAnswer<Value>]>([:])

  init(most: Int = 64) { self.most = most }

  /// The answer to a question that is kept of a basis, or is being made of it; nil where there is none.
  func known(of question: Question, on basis: KeptBasis) -> Value? {
    answers.withLock { $0[question] }?.known(on: basis)
  }

  /// The answer to a question, made where none of this basis is kept.
  ///
  /// - Parameter make: as of a single answer.
  func value(of question: Question, on basis: KeptBasis, make: (KeptAnswer<Value>.Made?) throws -> Value) throws
    -> Value
  {
    let answer = answers.withLock { answers in
      if let answer = answers[question] { return answer }
      if answers.count >= most { answers.removeAll() }
      let answer = KeptAnswer<Value>()
      answers[question] = answer
      return answer
    }
    return try answer.value(on: basis, make: make)
  }
}
