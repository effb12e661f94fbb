import Dispatch
import Synchronization

/// Makes elements on a thread of its own, some way ahead of whoever takes them, in the same order.
final class ReadAhead<Element: Sendable>: Sendable {
  /// What follows the elements of a batch.
  private enum End {
    case more
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

  /// Elements handed over together.
  private static var batchSize: Int { 256 }
  /// Batches made and not taken yet, at most.
  private static var depth: Int { 8 }

  private let contents = Mutex(Contents())
  private let made = DispatchSemaphore(value: 0)
  private let room = DispatchSemaphore(value: 0)

  /// Begins to make elements.
  ///
  /// - Parameter next: gives one element after the other, nil at the end; called on one thread only.
  init(_ next: sending @escaping () throws -> Element?) {
    // Made with no room and given it then: a semaphore may not end with less than it was made with.
    for _ in 0..<Self.depth { room.signal() }
    nonisolated(unsafe) let next = next
    DispatchQueue.global().async { [self] in
      while true {
        room.wait()
        if contents.withLock({ $0.isStopped }) { return }
        var elements: [Element] = []
        var end = End.more
        do {
          while elements.count < Self.batchSize, case .more = end {
            if let element = try next() { elements.append(element) } else { end = .end }
          }
        } catch {
          end = .failure(error)
        }
        contents.withLock { [elements, end] in $0.batches.append((elements, end)) }
        made.signal()
        guard case .more = end else { return }
      }
    }
  }

  /// The element that comes next, or nil at the end; throws what stopped the making.
  func next() throws -> Element? {
    while true {
      let (element, end) = contents.withLock { contents -> (Element?, End) in
        guard contents.index < contents.taken.count else { return (nil, contents.end) }
        contents.index += 1
        return (contents.taken[contents.index - 1], .more)
      }
      if let element { return element }
      switch end {
      case .end: return nil
      case .failure(let error): throw error
      case .more: takeBatch()
      }
    }
  }

  private func takeBatch() {
    made.wait()
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
