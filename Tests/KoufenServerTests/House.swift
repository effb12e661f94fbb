import Foundation
import LedgerServer
import NIOPosix
import ServerSettings

@testable import koufen_server

/// A server in this process, at a free port or a socket.
struct House {
  static let group = MultiThreadedEventLoopGroup(numberOfThreads: 2)

  let serving: Serving
  let address: String
  private let stop: AsyncStream<Void>.Continuation
  private let running: Task<Void, any Error>

  /// Opens it.
  init(_ answering: some Answering, change: (inout ServerSettings) -> Void = { _ in }) async throws {
    var settings = ServerSettings(store: "-")
    settings.listen = .host("127.0.0.1", port: 0)
    change(&settings)
    let (stops, stop) = AsyncStream<Void>.makeStream()
    let (addresses, ready) = AsyncStream<String>.makeStream()
    let serving = try Serving(settings, group: Self.group)
    let service = Service(answering: answering, measures: Measures(settings.limits))
    running = Task {
      defer { ready.finish() }
      try await serving.run(service) {
        ready.yield($0)
      } until: {
        for await _ in stops {}
      }
    }
    var found: String?
    for await address in addresses {
      found = address
      break
    }
    guard let found else {
      try await running.value
      throw CancellationError()
    }
    (self.serving, address, self.stop) = (serving, found, stop)
  }

  var port: Int { address.split(separator: ":").last.flatMap { Int($0) } ?? 0 }

  /// Says that it is to stop.
  func beginToStop() { stop.finish() }

  /// Stops it, and waits until it has.
  func close() async throws {
    stop.finish()
    try await running.value
  }

  /// What a server answers that is sent this and no more.
  func answer(to request: String, halfCloses: Bool = false) async throws -> (text: String, end: Wire.End) {
    let port = port
    return try await Wire.talk {
      let wire = try Wire(port: port)
      wire.send(request)
      if halfCloses { wire.halfClose() }
      return wire.receiveAll()
    }
  }
}

/// A folder that is removed in the end.
final class Folder {
  let path = FileManager.default.temporaryDirectory.appending(path: "koufen-door-\(UUID().uuidString.prefix(8))").path

  init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String) -> String { path + "/" + name }
}
