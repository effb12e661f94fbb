import EventStore
import Foundation
import Ledger
import LedgerDomain
import LedgerFormat
import Presentation

/// What a server does by itself, and proves of itself (server §9).
extension ServerStore {
  /// How long a job over all providers may take without a word.
  private static let longest = Duration.seconds(900)

  /// Does a job; gives what was recorded. Of a year's end that is not told.
  func run(_ job: ProviderJob, in zone: Zone) throws -> [RecordedEvent] {
    defer { isBehind() }
    var request: ServerRequest
    switch job {
    case .sweep(let through):
      let body = JSON.object([.init("through", .string(through.description))])
      request = .post("/v1/sweeps", [], "application/json", Array(body.text.utf8))
    case .yearEnd(let year): request = .post("/v1/years/\(year)/close", [], "application/json", Array("{}".utf8))
    }
    request.patience = Self.longest
    let answer = try link.json(request)
    let events = try (answer["events"]?.list ?? []).map { event in
      let line = Array(event.text.utf8)
      return RecordedEvent(event: try line.withUnsafeBytes { try Event(line: $0, in: zone) }, line: line)
    }
    if let first = events.first?.event.position, let last = events.last?.event.position { Kept.note(first...last) }
    return events
  }

  /// Has the server verify its store.
  ///
  /// - Parameter progress: told now and then how much is done, from 0 to 1.
  func verify(against seal: Seal?, progress: (Double) throws -> Void) throws -> Verification {
    let asked = JSON.object(
      seal.flatMap { try? JSON(parsing: $0.text) }.map { [.init("seal", $0)] } ?? [])
    var job = try link.json(.post("/v1/verifications", [], "application/json", Array(asked.text.utf8)))
    guard let id = job["job"]?.written else { throw link.notUnderstood }
    var pause: UInt32 = 50_000
    while true {
      switch job["state"]?.written {
      case "done"?:
        guard let result = job["result"].flatMap(Verification.init(json:)) else { throw link.notUnderstood }
        return result
      case "failed"?: throw Failure(ServerProblem(job["problem"] ?? .null), of: link.address)
      case "waiting"?, "running"?:
        try Interruption.check()
        if case .number(let text)? = job["progress"], let part = Double(text) { try progress(part) }
        usleep(pause)
        pause = min(1_000_000, pause * 2)
        job = try link.json(.get("/v1/jobs/\(id.percentEncoded)"))
      case _: throw link.notUnderstood
      }
    }
  }

  /// A seal over the server's log.
  func seal(in zone: Zone) throws -> Seal {
    let text = String(decoding: try link.ask(.get("/v1/seal")), as: UTF8.self)
    do {
      return try Seal(parsing: text, in: zone)
    } catch {
      throw link.notUnderstood
    }
  }

  /// Hands the exported log to `body`, line by line, as the server has it.
  func export(_ body: ([UInt8]) throws -> Void) throws {
    try link.ask(.get("/v1/export", accept: "application/jsonl")) { _, answer in
      while let line = try answer.line() { try body(line) }
    }
  }
}
