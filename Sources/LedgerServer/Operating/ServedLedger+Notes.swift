import Ledger
import LedgerAccess
import LedgerDomain
import LedgerFormat
import Presentation

/// What is noted of each request: figures, a line of the log, a line of the access log (server 11.2 to 11.4).
extension ServedLedger {
  /// Notes an answer, once it is sent.
  ///
  /// - Parameters:
  ///   - bytes: of its body.
  ///   - isBroken: whether it was broken off.
  func note(_ incoming: Incoming, _ status: Int, bytes: Int, isBroken: Bool = false) {
    let duration = surroundings.steady() - incoming.clock
    let route = incoming.route
    let labels = [("route", route ?? "none")]
    metrics.count(.requests, labels + [("method", Self.method(of: incoming.call)), ("status", String(status))])
    metrics.observe(.requestDuration, labels, Double(duration.microseconds) / 1_000_000)
    let caller = incoming.caller
    surroundings.log(
      RequestLine(
        time: ledger.zone.text(incoming.now), request: incoming.request, account: caller?.account.id.text,
        role: incoming.role?.rawValue,
        method: incoming.call.method, route: route, status: isBroken ? 499 : status, bytes: bytes,
        milliseconds: Double(duration.microseconds / 10) / 100, waitedFor: incoming.together))
    noteAccess(incoming, status)
  }

  /// Notes what was refused before it was a request: nobody knows who asked, and for what.
  func note(refused request: String, _ status: Int, at now: Instant) {
    let labels = [("route", "none"), ("method", "other"), ("status", String(status))]
    metrics.count(.requests, labels)
    surroundings.log(
      RequestLine(
        time: ledger.zone.text(now), request: request, method: "-", status: status, bytes: 0, milliseconds: 0))
  }

  private static func method(of call: Call) -> String {
    ["GET", "HEAD", "POST", "PATCH", "DELETE", "OPTIONS"].contains(call.method) ? call.method : "other"
  }

  private func noteAccess(_ incoming: Incoming, _ status: Int) {
    guard let caller = incoming.caller, let route = incoming.route else { return }
    let author = AccessAuthor(caller, as: incoming.role, from: incoming.address)
    if status == 403 {
      let object = AccessObject(.right, "\(incoming.call.method) \(route)")
      return notes.add(
        AccessEntry(
          at: incoming.now, by: author, .forbidden, object, outcome: .refused(incoming.code ?? "not-permitted")))
    }
    guard let action = incoming.action else { return }
    let outcome: AccessOutcome = status < 400 ? .done : .refused(incoming.code ?? String(status))
    let objects = incoming.objects
    for object in objects.isEmpty ? [nil] : objects.map(Optional.some) {
      notes.add(AccessEntry(at: incoming.now, by: author, action, object, outcome: outcome))
    }
  }

  /// Has an answer noted when it is sent: at once where it is at hand, else when its stream ends.
  func noted(_ answer: Answer, of incoming: Incoming) -> Answer {
    switch answer.body {
    case .bytes(let bytes):
      note(incoming, answer.status, bytes: incoming.call.method == "HEAD" ? 0 : bytes.count)
      return answer
    case .stream(let write):
      var answer = answer
      let status = answer.status
      answer.body = .stream { [self] out in
        let counted = CountingWriter(out)
        do {
          try await write(counted)
        } catch {
          note(incoming, status, bytes: counted.count, isBroken: true)
          throw error
        }
        note(incoming, status, bytes: counted.count)
      }
      return answer
    }
  }
}

extension Duration {
  /// In whole millionths of a second.
  var microseconds: Int { Int(components.seconds) * 1_000_000 + Int(components.attoseconds / 1_000_000_000_000) }
}
