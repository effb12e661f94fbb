import Foundation
import Hummingbird
import NIOCore

/// A bare Hummingbird that knows nothing of ledgers: what the machine and the library can do with answers of the same sizes.
enum BareServer {
  /// The path of the answer that has so many bytes.
  static func path(_ bytes: Int) -> String { "/bytes/\(bytes)" }

  /// The path of the answer that says that nothing changed.
  static let unchanged = "/unchanged"

  /// Serves constants of these sizes, an answer without a body, and what it is sent, until it is ended; prints its port first.
  static func run(_ sizes: [Int]) async throws {
    let router = Router()
    for size in Set(sizes) {
      let body = ByteBuffer(repeating: UInt8(ascii: "x"), count: size)
      router.get(RouterPath(path(size))) { _, _ in Response(status: .ok, body: ResponseBody(byteBuffer: body)) }
    }
    router.get(RouterPath(unchanged)) { _, _ in Response(status: .notModified) }
    router.post("/echo") { request, _ in Response(status: .ok, body: ResponseBody(asyncSequence: request.body)) }
    let application = Application(
      router: router, configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
      onServerRunning: { channel in
        FileHandle.standardOutput.write(Data("bare: serving :\(channel.localAddress?.port ?? 0)\n".utf8))
      })
    try await application.runService()
  }
}
