public import EventStore
import Foundation

/// A way to make a store, empty and gone with the test.
public struct StoreFactory: Sendable {
  /// What kind of store it makes.
  public let name: String
  private let isSharedByOpening: Bool
  private let open: @Sendable (_ folder: String) throws -> any EventStore

  /// A way to make a store.
  ///
  /// - Parameters:
  ///   - name: what kind it is.
  ///   - isSharedByOpening: whether opening a second one in the same folder gives the same store, as another process would
  ///     have it; a store in memory is shared by handing it on.
  ///   - open: opens or makes the store in a folder.
  public init(
    name: String, isSharedByOpening: Bool = true, open: @escaping @Sendable (_ folder: String) throws -> any EventStore
  ) {
    self.name = name
    self.isSharedByOpening = isSharedByOpening
    self.open = open
  }

  /// Hands an empty store to `body`, and a second way to the same store, as another process would have.
  public func with(_ body: (_ store: any EventStore, _ other: any EventStore) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "koufen-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let store = try open(folder.path)
    try body(store, isSharedByOpening ? open(folder.path) : store)
  }
}
