import Foundation
import KoufenTesting

/// A store that is served by a process which may be killed at any moment and started again on the same port.
final class ServedProcess: Sendable {
  let store: String
  /// The token of a feed, and of a member of staff who may make webhooks.
  let feed: String, admin: String
  private let condition = NSCondition()
  nonisolated(unsafe) private var process: KoufenProcess?
  nonisolated(unsafe) private var lastPort = 0

  /// Serves a store that is there.
  init(_ store: String) throws {
    self.store = store
    func token(_ account: String, _ role: String) throws -> String {
      _ = try KoufenProcess.run(["account", "add", account, "--role", role], store: store)
      return try KoufenProcess.run(["token", "issue", account], store: store).lines.first.map(String.init) ?? ""
    }
    feed = try token("feed", "integration")
    admin = try token("admin", "system-admin")
    try start()
  }

  deinit { kill() }

  /// Its port, once it answers there.
  var port: Int {
    condition.lock()
    defer { condition.unlock() }
    while process == nil { condition.wait() }
    return lastPort
  }

  /// Starts the server, and waits until it answers.
  func start() throws {
    let limits = ["feed-rate", "feed-burst", "person-rate", "person-burst", "streams-each"].flatMap { name in
      ["--limit", "\(name)=\(name == "streams-each" ? 200 : 1_000_000)"]
    }
    let options = ["--nightly", "never", "--webhook-host", "127.0.0.1"]
    let started = try KoufenProcess(
      ["serve", "--listen", "127.0.0.1:\(lastPort)"] + options + limits, store: store)
    let line = started.awaitLines(1).first ?? ""
    condition.lock()
    process = started
    lastPort = line.split(separator: ":").last.flatMap { Int($0) } ?? lastPort
    condition.broadcast()
    condition.unlock()
  }

  /// Kills it as the kernel would, and waits for its end.
  func kill() {
    condition.lock()
    let ended = process
    process = nil
    condition.unlock()
    ended?.kill()
    _ = ended?.end()
  }

  /// Kills it, and says nothing of that to whoever asks it: they find out.
  func killAtOnce() {
    condition.lock()
    process?.kill()
    condition.unlock()
  }

  /// Hands something in until it is taken; what broke off is handed in again, as it was.
  ///
  /// - Returns: the answer, one of 200 or 201.
  func submit(_ body: String, type: String = "application/json", _ query: String = "") -> PlainHTTP.Answer {
    while true {
      let answer = PlainHTTP.ask("POST", "/v1/events" + query, feed, port: port, (type, body))
      if let answer, answer.status < 300 { return answer }
    }
  }
}

/// Does something on so many threads at once, while another thing is done.
func crowd(
  _ count: Int, _ body: @escaping @Sendable (Int) -> Void, beside other: (() -> Bool) throws -> Void
) rethrows {
  let group = DispatchGroup()
  for number in 0..<count {
    group.enter()
    Thread.detachNewThread {
      body(number)
      group.leave()
    }
  }
  try other { group.wait(timeout: .now()) == .timedOut }
  group.wait()
}
