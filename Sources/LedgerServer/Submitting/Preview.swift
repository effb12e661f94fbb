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
        return .init("data", .object(data.map { .init($0.name, own($0, first)) }))
      })
  }

  /// A field by which events name one another, its positions of the submission itself as places in it: the facts that a breach rests
  /// on, the one that a duty does or that shows a breach otherwise, the case that is closed, and what a rule of a programme was
  /// applied to. Any other as it is.
  private static func own(_ field: JSON.Field, _ first: Int) -> JSON {
    switch (field.name, field.value) {
    case ("facts", .array(let items)): .array(items.map { own($0, first) })
    case ("basis", let position), ("fact", let position), ("case", let position): own(position, first)
    case ("for", .string(let cause)): .string(GroundCause(cause).map { own($0, first) } ?? cause)
    case (_, let value): value
    }
  }

  private static func own(_ position: JSON, _ first: Int) -> JSON {
    if case .integer(let number) = position, number >= first { .string("+\(number - first)") } else { position }
  }

  private static func own(_ cause: GroundCause, _ first: Int) -> String {
    switch cause {
    case .event(let position): position >= first ? "event:+\(position - first)" : cause.description
    case .end(let rule, let origin): "end:\(rule)/" + (GroundCause(origin).map { own($0, first) } ?? origin)
    case .breach, .duty, .period: cause.description
    }
  }
}
