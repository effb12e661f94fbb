import Ledger
import LedgerDomain
import LedgerFormat
import Presentation

/// A submission about a subject that was decided and given up: what it would append, and where that would leave the subject
/// (pages P22).
struct SubjectRehearsal {
  let handed: LedgerWriter.Handed
  let receipt: Receipt
  /// The position of the log's last event.
  let head: Int
  /// Nil for one that is about to be enrolled.
  let before: SubjectSeen?
  let after: SubjectSeen?

  /// The whole as JSON: the members of a preview, and those of where it leads.
  var json: JSON {
    let (old, new) = (listed(before), listed(after))
    let known = Set((before?.work ?? []).map { "\($0.item.work) \($0.item.subject)" })
    let next = (after?.work ?? []).filter { !known.contains("\($0.item.work) \($0.item.subject)") }
    return .object([
      .init("events", .array(receipt.events.compactMap { try? JSON(parsing: $0.text) })),
      .init("repeat", .boolean(receipt.isRepeat)), .init("head", .integer(head)), .init("dryRun", .boolean(true)),
      .init("preview", .string(Preview(of: receipt.events, isOfNow: handed.draft.at == nil).text)),
      .init("id", JSON(handed.draft.id)), .init("version", .integer(before?.version ?? 0)),
      .init("before", old), .init("after", new),
      .init("changes", .array(StandingDifference.changes(old, new).map(\.json))),
      .init("next", .array(next.map { $0.json(at: handed.now) })),
    ])
  }

  private func listed(_ seen: SubjectSeen?) -> JSON { seen?.answer?.json(listing: false) ?? .null }
}
