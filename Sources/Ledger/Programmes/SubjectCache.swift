import EventStore
import LedgerDomain
import Programmes
import Synchronization

/// States of subjects kept between transactions; good only where the last event folded in still is in its stream.
///
/// Bounded, as `StateCache` is, by the number of events folded into what it holds.
final class SubjectCache: Sendable {
  private struct Contents {
    var states: [Key<Provider>: FoldedSubject] = [:]
    var weight = 0
  }

  private let capacity: Int
  private let contents = Mutex(Contents())

  init(capacity: Int) {
    self.capacity = capacity
  }

  /// The state of a stream that ends here.
  func state(at head: StreamHead) -> SubjectState? {
    contents.withLock { contents in
      guard let kept = contents.states[head.provider], kept.head == head else { return nil }
      return kept.state
    }
  }

  /// The state last put for this subject.
  ///
  /// - Parameter isKept: whether it stays here, for whoever will not put it back; evolving it then copies it first.
  func take(_ subject: Key<Provider>, isKept: Bool) -> FoldedSubject? {
    contents.withLock { contents in
      if isKept { return contents.states[subject] }
      let held = contents.states.removeValue(forKey: subject)
      contents.weight -= held.map(\.weight) ?? 0
      return held
    }
  }

  /// Keeps states.
  func put(_ left: [FoldedSubject]) {
    contents.withLock { contents in
      for folded in left {
        let replaced = contents.states.updateValue(folded, forKey: folded.state.provider)
        contents.weight += folded.weight - (replaced.map(\.weight) ?? 0)
      }
      while contents.weight > capacity, let victim = contents.states.keys.first {
        contents.weight -= contents.states.removeValue(forKey: victim).map(\.weight) ?? 0
      }
    }
  }

  /// How many events are folded into the states that are here, of some subjects.
  func versions(of subjects: Set<Key<Provider>>) -> [Key<Provider>: Int] {
    contents.withLock { contents in
      contents.states.isEmpty
        ? [:]
        : Dictionary(
          uniqueKeysWithValues: subjects.compactMap { subject in
            contents.states[subject].map { (subject, $0.state.version) }
          })
    }
  }

  /// Lets everything go.
  func forget() { contents.withLock { $0 = Contents() } }
}

extension FoldedSubject {
  /// Events it counts for: even one nothing was folded into takes memory.
  fileprivate var weight: Int { StateCache.leastWeight + state.version }
}
