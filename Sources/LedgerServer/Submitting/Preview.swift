import Crypto
import Foundation
import LedgerDomain
import LedgerFormat
import Ledger

/// What a submission would append, as one short text: two are equal exactly when the events are the same but for
/// `position`, `version`, `id`, `recordedAt`, `cause`, and where they name each other by position (server 7.6).
struct Preview: Equatable, Sendable {
  /// As it is sent: `kp1-…`.
  let text: String

  /// That of the events of a submission.
  ///
  /// - Parameter isOfNow: whether its time was left to the clock: what is seen at one moment is then what happens at the
  ///   next, as long as nothing else differs.
  init(of events: [RecordedEvent], isOfNow: Bool = false) {
    let first = events.first?.event.position ?? 0
    let now = isOfNow ? (try? JSON(parsing: events.first?.text ?? ""))?["at"] : nil
    var hasher = SHA256()
    for recorded in events {
      let line = (try? JSON(parsing: recorded.text)).map { Self.canonical($0, from: first, now).text } ?? recorded.text
      hasher.update(data: Data(line.utf8))
      hasher.update(data: [0x0A])
    }
    text = "kp1-" + Data(hasher.finalize().prefix(18)).base64URL
  }

  /// Holds what is decided now to what was seen (server 7.7); what stands in the log already was.
  ///
  /// - Throws: `preview-differs`, with the events and the preview of now.
  func demand(_ confirmed: String, _ receipt: Receipt) throws(ServerProblem) {
    guard !receipt.isRepeat, text != confirmed.unpadded else { return }
    var problem = ServerProblem(.previewDiffers)
    problem.members = [
      .init("events", .array(receipt.events.compactMap { try? JSON(parsing: $0.text) })),
      .init("preview", .string(text)),
    ]
    throw problem
  }

  private static let left: Set = ["position", "version", "id", "recordedAt", "cause"]

  private static func canonical(_ event: JSON, from first: Int, _ now: JSON?) -> JSON {
    guard case .object(let fields) = event else { return event }
    return .object(
      fields.compactMap { field in
        guard !left.contains(field.name) else { return nil }
        if field.name == "at", field.value == now { return .init("at", .null) }
        guard field.name == "data", case .object(let data) = field.value else { return field }
        return .init("data", .object(data.map { .init($0.name, $0.name == "facts" ? own($0.value, first) : $0.value) }))
      })
  }

  /// Positions of the submission itself as places in it.
  private static func own(_ positions: JSON, _ first: Int) -> JSON {
    guard case .array(let items) = positions else { return positions }
    return .array(
      items.map { item in
        if case .integer(let position) = item, position >= first { .string("+\(position - first)") } else { item }
      })
  }
}
