import Dispatch
import EventStore
import Foundation
import Synchronization
import Testing

/// Readers and writers beside each other in one process.
extension StoreCheck {
  static let readers = [
    StoreCheck("A reader never waits for the writer, and sees what was there before it", readersDoNotWait),
    StoreCheck("Readers on many threads do not wait for one another", readersTogether),
    StoreCheck("What a transaction has kept, the next reading sees", readsOwnCommits),
    StoreCheck("Writers take turns, and lose nothing", writersTakeTurns),
    StoreCheck("The head is the last event's position and hash, also of events just appended", head),
    StoreCheck("What is said to be wanted changes no answer", expecting),
  ]

  static let waiting = [
    StoreCheck("Waiting ends when the log has gone beyond the position, whoever appends", waits),
    StoreCheck("Waiting ends at the deadline, and at once where the log is beyond it already", deadlines),
  ]

  private static func readersDoNotWait(_ factory: StoreFactory) throws {
    try factory.with { store, _ in
      try store.append("a")
      try store.write { writer throws in
        try writer.append([writer.next("a")])
        #expect(try store.read { try $0.lastPosition() } == 1)
        #expect(try store.read(inParts: 2) { try $0.inParts(2) { try $1.lastPosition() } } == [1, 1])
      }
      #expect(try store.read { try $0.lastPosition() } == 2)
    }
  }

  private static func readersTogether(_ factory: StoreFactory) throws {
    try factory.with { store, _ in
      try store.append("a")
      try store.read { reader throws in
        #expect(try reader.lastPosition() == 1)
        try store.append("a")
        try store.read { inner throws in
          #expect(try inner.lastPosition() == 2)
          try store.append("b")
          #expect(try store.read { try $0.lastPosition() } == 3)
          #expect(try inner.lastPosition() == 2)
        }
        #expect(try reader.lastPosition() == 1)
      }
    }
  }

  private static func readsOwnCommits(_ factory: StoreFactory) throws {
    try factory.with { store, other in
      for count in 1...20 {
        try (count.isMultiple(of: 2) ? store : other).append("a")
        #expect(try store.read { try $0.head(of: "a").version } == count)
        #expect(try other.read { try $0.lastPosition() } == count)
      }
    }
  }

  private static func writersTakeTurns(_ factory: StoreFactory) throws {
    try factory.with { store, _ in
      try onThreads(4) { writer in for _ in 0..<25 { try store.append("s\(writer)") } }
      try store.read { reader throws in
        #expect(try reader.entries().map(\.position) == Array(1...100))
        #expect(try reader.heads().map(\.version) == [25, 25, 25, 25])
      }
    }
  }

  private static func head(_ factory: StoreFactory) throws {
    try factory.with { store, other in
      #expect(try store.read { try $0.head() } == LogHead(position: 0, hash: .zero))
      try store.write { writer throws in
        #expect(try writer.head().position == 0)
        try writer.append([writer.next("a")])
        try writer.append([writer.next("b")])
        #expect(try writer.head() == LogHead(position: 2, hash: writer.head(of: "b").hash))
        try writer.append([writer.next("a")])
        #expect(try writer.head() == LogHead(position: 3, hash: writer.head(of: "a").hash))
      }
      let last = try #require(try other.read { try $0.entries() }.last)
      #expect(try other.read { try $0.head() } == LogHead(position: 3, hash: last.hash ?? .zero))
    }
  }

  private static func expecting(_ factory: StoreFactory) throws {
    try factory.with { store, other in
      try store.write { writer throws in
        try writer.append([writer.next("a", id: "x")])
        try writer.put(ReadModel(key: "k", value: [1]))
      }
      let wanted = Wanted(ids: ["x", "none"], streams: ["a", "none"], keys: ["k", "none"])
      try other.read { reader throws in
        try reader.expect(wanted)
        #expect(try reader.position(ofID: "x") == 1)
        #expect(try reader.position(ofID: "none") == nil)
        #expect(try reader.head(of: "a").version == 1)
        #expect(try reader.head(of: "none").version == 0)
        #expect(try reader.value("k") == [1])
        #expect(try reader.value("none") == nil)
      }
      try store.write { writer throws in
        try writer.expect(wanted)
        try writer.append([writer.next("a", id: "none")])
        try writer.append([writer.next("none")])
        try writer.put(ReadModel(key: "none", value: [2]))
        #expect(try writer.position(ofID: "none") == 2)
        #expect(try writer.head(of: "a").version == 2)
        #expect(try writer.head(of: "none").version == 1)
        #expect(try writer.value("none") == [2])
      }
      try expectingAhead(store)
    }
  }

  /// What is written between an announcement and its answer holds, and so does what of a stream's end was announced.
  private static func expectingAhead(_ store: any EventStore) throws {
    try store.append("a", "a")
    try store.write { writer throws in
      try writer.expect(Wanted(streams: ["a"]))
      var next = try writer.next("a", id: "Ahead")
      let tails = [Wanted.Tail(of: "a", behind: [0, 2, 70]), Wanted.Tail(of: "nobody's", behind: [0])]
      try writer.expect(Wanted(ids: ["ahead", "x"], streams: ["nobody's"], tails: tails, keys: ["k", "ahead"]))
      try writer.append([next])
      try writer.put(ReadModel(key: "ahead", value: [3]))
      try writer.put(ReadModel(key: "k", value: [4]))
      #expect(try writer.position(ofID: "AHEAD") == next.position)
      #expect(try writer.value("ahead") == [3] && writer.value("k") == [4])
      #expect(try writer.head(of: "nobody's").version == 0)
      func versions(behind version: Int?) throws -> [Int] {
        try writer.entries(EntrySelection(stream: "a", afterVersion: version)).map(\.version)
      }
      next = try writer.next("a")
      #expect(try versions(behind: nil) == Array(1..<next.version) && versions(behind: 3) == Array(4..<next.version))
      #expect(try versions(behind: next.version - 1) == [])
    }
    try store.write { writer throws in
      let last = try writer.next("a").version - 1
      for behind in [[0], [last - 1], [last], [0, last - 2, last + 5]] {
        try writer.expect(Wanted(streams: ["a"], tails: [Wanted.Tail(of: "a", behind: behind)]))
        let found = try writer.entries(EntrySelection(stream: "a", afterVersion: last - 2)).map(\.version)
        #expect(found == [last - 1, last], "\(behind)")
      }
    }
  }

  private static func waits(_ factory: StoreFactory) throws {
    try factory.with { store, other in
      for appending in [store, other] {
        let head = try store.read { try $0.lastPosition() }
        let found = Mutex(0)
        try onThreads(2) { part in
          if part == 0 {
            let seen = try store.wait(beyond: head, until: .now + .seconds(60))
            found.withLock { $0 = seen }
          } else {
            try appending.append("a")
          }
        }
        #expect(found.withLock { $0 } == head + 1)
      }
    }
  }

  private static func deadlines(_ factory: StoreFactory) throws {
    try factory.with { store, _ in
      #expect(try store.wait(beyond: 0, until: .now + .milliseconds(5)) == 0)
      #expect(try store.wait(beyond: 0, until: .now - .seconds(1)) == 0)
      try store.append("a", "a")
      #expect(try store.wait(beyond: 1, until: .now - .seconds(1)) == 2)
      #expect(try store.wait(beyond: 0, until: .now + .seconds(60)) == 2)
    }
  }

  /// Runs `body` for each number on a thread of its own; throws what the first of them threw.
  private static func onThreads(_ count: Int, _ body: @escaping @Sendable (Int) throws -> Void) throws {
    let failure = Mutex<(any Error)?>(nil)
    DispatchQueue.concurrentPerform(iterations: count) { number in
      do { try body(number) } catch { failure.withLock { $0 = $0 ?? error } }
    }
    if let error = failure.withLock({ $0 }) { throw error }
  }
}
