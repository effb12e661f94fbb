import Foundation
import KoufenTesting

/// Feeds that are followed by one thread, which notes when each of them has what.
final class Followers {
  private var sockets: [Int32]
  private var rest: [[UInt8]]
  /// The position that each of them told last.
  private var told: [Int]

  /// Follows from the position of the log's last event.
  init(_ count: Int, after position: Int, of server: ServerProcess, _ token: String) {
    let fields = "Accept: text/event-stream\r\nLast-Event-ID: \(position)\r\n"
    sockets = (0..<count).map { _ in
      guard let socket = PlainHTTP.connect(server.port),
        PlainHTTP.send(PlainHTTP.head("GET", "/v1/events", token, fields, isOld: true), to: socket)
      else { fatalError("the feed is not to be had") }
      return socket
    }
    rest = sockets.map { _ in [] }
    told = sockets.map { _ in position }
    awaitFirstBytes()
  }

  deinit { for socket in sockets { close(socket) } }

  private func awaitFirstBytes() {
    var waiting = Set(sockets.indices)
    while !waiting.isEmpty { read { waiting.remove($0) } }
  }

  /// Waits until all have an event; gives the seconds from `start` to the moment each had it.
  func have(_ position: Int, since start: Double) -> [Double] {
    var seconds: [Double] = []
    var waiting = Set(sockets.indices.filter { told[$0] < position })
    // Those that had it before anybody looked had it by now.
    seconds += Array(repeating: Timer.now - start, count: sockets.count - waiting.count)
    while !waiting.isEmpty {
      read { index in
        if told[index] >= position, waiting.remove(index) != nil { seconds.append(Timer.now - start) }
      }
    }
    return seconds
  }

  /// Reads what came, and says of which feed.
  private func read(_ came: (Int) -> Void) {
    var watched = sockets.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    guard poll(&watched, nfds_t(watched.count), 10_000) > 0 else { fatalError("the feeds are silent") }
    for (index, socket) in watched.enumerated() where socket.revents != 0 {
      guard let bytes = PlainHTTP.receive(sockets[index]) else { fatalError("a feed ended") }
      rest[index] += bytes
      while let end = rest[index].firstIndex(of: UInt8(ascii: "\n")) {
        let line = String(decoding: rest[index][..<end], as: UTF8.self)
        if line.hasPrefix("id: "), let position = Int(line.dropFirst(4)) { told[index] = position }
        rest[index].removeFirst(end + 1)
      }
      came(index)
    }
  }
}
