import LedgerDomain
import Presentation

/// When the breaches of a provider or a subject became known: what raised each is an event, and the ledger learnt of that (pages
/// 3.2).
struct KnownBreaches {
  private let frame: Frame
  private let list: Answered?
  /// What raised each breach, by its key: the last, where it was withdrawn and raised again.
  private let raised: [String: Part]

  /// Events that are asked for: of a provider with more breaches the earlier ones are told without.
  private static let most = "200"

  /// Of a provider or a subject, under the clocks of the page.
  init(of provider: String, in frame: Frame) {
    self.frame = frame
    let kinds: [EventKind] = [.fact(.breach(.reported)), .consequence(.breachDetected)]
    list =
      frame.may("events")
      ? try? frame.asking(
        "providers", provider, "events",
        query: ["type": kinds.map(\.name).joined(separator: ","), "order": "desc", "limit": Self.most])
      : nil
    let events = list?.items.map { ($0["data"]["breach"].text ?? "", $0) } ?? []
    raised = Dictionary(events) { last, _ in last }
  }

  /// When the ledger learnt of a breach; nil where that is not known.
  func learnt(_ breach: String?) -> Part? { breach.flatMap { raised[$0]?["recordedAt"] } }

  /// The day on which the ledger learnt of a breach; nothing where that is not known.
  ///
  /// - Parameter year: the year that is plain anyway, and is left out.
  func day(of breach: String?, beside year: Int?) -> HTML? {
    learnt(breach).map { "<span data-of=\"\(list?.address ?? "")\">\(frame.date($0, beside: year))</span>" }
  }

  /// The same behind the day of the act, where it is another.
  ///
  /// - Parameters:
  ///   - act: the day of the act.
  ///   - year: the year that is plain anyway, and is left out.
  func aside(of breach: String?, act: Part, beside year: Int?) -> HTML {
    guard let day = day(of: breach, beside: year), learnt(breach)?.day != act.day else { return "" }
    return " <span class=\"soft\">\(frame.say(zh: "获知于", en: "learnt")) \(day)</span>"
  }
}
