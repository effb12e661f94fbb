import Dispatch
import Synchronization

/// What can be read ahead: each element says how much room it takes.
protocol Weighed: Sendable {
  /// Its bytes, roughly.
  var weight: Int { get }
}

/// Makes elements on a thread of its own, some way ahead of whoever takes them, in the same order.
final class ReadAhead<Element: Weighed>: Sendable {
  /// What is made next.
  enum Step {
    case element(Element)
    /// The next element has to be waited for.
    case pause
    case end
  }

  /// What follows the elements of a batch.
  private enum End {
    case more
    case pause
    case end
    case failure(any Error)
  }

  private struct Contents {
    var batches: [(elements: [Element], end: End)] = []
    var taken: [Element] = []
    var index = 0
    var end = End.more
    var isStopped = false
  }

  /// Elements handed over together, and their weight, at most.
  private static var batchSize: Int { 256 }
  private static var batchWeight: Int { 1 << 20 }
  /// Batches made and not taken yet, at most.
  private static var depth: Int { 8 }

  private let contents = Mutex(Contents())
  private let made = DispatchSemaphore(value: 0)
  private let room = DispatchSemaphore(value: 0)

  /// Begins to make elements.
  ///
  /// - Parameter step: gives one element after the other, and says when it will have to wait; called on one thread only.
  init(_ step: sending @escaping () throws -> Step) {
    // Made with no room and given it then: a semaphore may not end with less than it was made with.
    for _ in 0..<Self.depth { room.signal() }
    Interruption.whenAsked { [made] in made.signal() }
    nonisolated(unsafe) let step = step
    DispatchQueue.global().async { [self] in
      while true {
        room.wait()
        if contents.withLock({ $0.isStopped }) { return }
        let batch = Self.batch(of: step)
        contents.withLock { $0.batches.append(batch) }
        made.signal()
        switch batch.end {
        case .more, .pause: continue
        case .end, .failure: return
        }
      }
    }
  }

  private static func batch(of step: () throws -> Step) -> (elements: [Element], end: End) {
    var elements: [Element] = []
    var weight = 0
    do {
      while elements.count < batchSize, weight < batchWeight {
        switch try step() {
        case .element(let element):
          elements.append(element)
          weight += element.weight
        case .pause: return (elements, .pause)
        case .end: return (elements, .end)
        }
      }
      return (elements, .more)
    } catch {
      return (elements, .failure(error))
    }
  }

  /// The elements that come next: as many as asked for, of the weight given and not much more, or those that have come
  /// when the next has to be waited for. None at the end.
  ///
  /// - Throws: what stopped the making, once all elements before it were taken; `Interruption.Stopped`.
  func take(upTo count: Int, weighing limit: Int) throws -> [Element] {
    var elements: [Element] = []
    var weight = 0
    while true {
      let end = contents.withLock { contents -> End? in
        while contents.index < contents.taken.count {
          if elements.count == count || weight > limit { return nil }
          elements.append(contents.taken[contents.index])
          weight += contents.taken[contents.index].weight
          contents.index += 1
        }
        return elements.count == count ? nil : contents.end
      }
      switch end {
      case nil, .end: return elements
      case .failure(let error):
        if elements.isEmpty { throw error }
        return elements
      case .pause where !elements.isEmpty: return elements
      case .more, .pause: try takeBatch()
      }
    }
  }

  private func takeBatch() throws {
    repeat {
      made.wait()
      try Interruption.check()
    } while contents.withLock { $0.batches.isEmpty }
    contents.withLock { contents in
      (contents.taken, contents.end) = contents.batches.removeFirst()
      contents.index = 0
    }
    room.signal()
  }

  /// Ends the making of elements nobody will take.
  func stop() {
    contents.withLock { $0.isStopped = true }
    room.signal()
  }
}
