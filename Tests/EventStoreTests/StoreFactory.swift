import EventStore
import Foundation
import SQLiteEventStore
import Synchronization
import Testing

/// A way to make a store, empty and gone with the test.
struct StoreFactory: Sendable, CustomTestStringConvertible {
  let name: String
  private let open: @Sendable (TemporaryFolder) throws -> any EventStore

  var testDescription: String { name }

  /// Every implementation that must pass the suite.
  static let all = [
    StoreFactory(name: "in memory") { _ in InMemoryEventStore() },
    StoreFactory(name: "SQLite") { folder in try SQLiteEventStore(path: folder.path("store.db")) },
  ]

  /// The store in a folder.
  func store(in folder: TemporaryFolder) throws -> any EventStore { try open(folder) }

  /// Hands an empty store to `body`, and a second way to the same store, as another process would have.
  func with(_ body: (_ store: any EventStore, _ other: any EventStore) throws -> Void) throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let store = try open(folder)
    try body(store, store is InMemoryEventStore ? store : open(folder))
  }
}

/// Work done again and again on a thread of its own while a test goes on, begun before it does.
final class Meanwhile: Sendable {
  private let isOver = Atomic<Bool>(false)
  private let failure = Mutex<(any Error)?>(nil)
  private let begun = DispatchSemaphore(value: 0)
  private let ended = DispatchSemaphore(value: 0)

  init(_ work: @escaping @Sendable (Int) throws -> Void) {
    let thread = Thread { [self] in
      var round = 0
      do {
        repeat {
          try work(round)
          if round == 0 { begun.signal() }
          round += 1
        } while !isOver.load(ordering: .relaxed)
      } catch {
        failure.withLock { $0 = error }
        begun.signal()
      }
      ended.signal()
    }
    thread.start()
    begun.wait()
  }

  /// Ends it; throws what ended it before.
  func end() throws {
    isOver.store(true, ordering: .relaxed)
    ended.wait()
    if let error = failure.withLock({ $0 }) { throw error }
  }
}

/// A folder of a test's own.
struct TemporaryFolder: Sendable {
  private let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "koufen-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  func path(_ name: String) -> String { url.appending(path: name).path }

  func remove() { try? FileManager.default.removeItem(at: url) }
}

/// An entry read back, kept beyond the call.
struct Kept: Equatable {
  var position: Int
  var stream: String
  var version: Int
  var line: String
  var hash: Digest?
}

extension EventStoreReader {
  /// The selected entries.
  func entries(_ selection: EntrySelection = EntrySelection()) throws -> [Kept] {
    var found: [Kept] = []
    try scan(selection) { view in
      found.append(
        Kept(
          position: view.position, stream: view.stream, version: view.version,
          line: String(decoding: view.line, as: UTF8.self), hash: Digest(bytes: Array(view.hash))))
      return true
    }
    return found
  }

  /// The read models under a prefix, as `key=value`.
  func values(_ prefix: String = "") throws -> [String] {
    var found: [String] = []
    try scanValues(prefix: prefix) { key, value in
      found.append(key + "=" + String(decoding: value, as: UTF8.self))
      return true
    }
    return found
  }
}

extension EventStore {
  /// Appends one line to each of the streams named, in order, as the next of the log.
  func append(_ streams: String..., type: String = "Noted") throws {
    try write { writer throws in
      for stream in streams { try writer.append([writer.next(stream, type: type)]) }
    }
  }
}

extension EventStoreWriter {
  /// The next entry of a stream.
  func next(_ stream: String, id: String? = nil, type: String = "Noted") throws -> Entry {
    let position = try head() + 1
    let version = try head(of: stream).version + 1
    return Entry(
      position: position, stream: stream, version: version, id: id, type: type,
      line: Array(#"{"stream":"\#(stream)","version":\#(version),"text":"杭州 “一号”"}"#.utf8))
  }
}
