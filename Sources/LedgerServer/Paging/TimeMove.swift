import Ledger
import LedgerDomain
import LedgerFormat
import Pages

/// A step of the time bar: a day or an event back or on (pages P5). Where it leads is looked for when it is taken.
enum TimeMove: String, CaseIterable {
  case dayBefore = "day-before"
  case dayAfter = "day-after"
  case eventBefore = "event-before"
  case eventAfter = "event-after"

  /// Where it leads.
  ///
  /// - Parameter provider: whose events are gone through; nil for all.
  func address(from page: Address, of provider: String?, _ asking: PageAsking) throws -> Address {
    let zone = asking.ledger.zone
    let today = zone.date(of: asking.incoming.now)
    let day = page["asOf"].flatMap { LocalDate($0) } ?? today
    let rest = page.replacing("move", nil).replacing("cursor", nil)
    switch self {
    case .dayBefore: return rest.replacing("asOf", day.adding(days: -1).description)
    case .dayAfter: return rest.replacing("asOf", day.adding(days: 1).description)
    case .eventBefore, .eventAfter: break
    }
    let known = page["knownAt"].flatMap { Limits.instant($0, in: zone) } ?? asking.incoming.now
    let found =
      self == .eventBefore
      ? try before(known, of: provider, asking) : try event(["recordedFrom": behind(known, zone)], of: provider, asking)
    guard let found else { return self == .eventAfter ? rest.replacing("knownAt", nil).replacing("asOf", nil) : rest }
    let asOf = page["asOf"] ?? zone.date(of: found).description
    return rest.replacing("asOf", asOf).replacing("knownAt", zone.text(found))
  }

  /// When the event before the last that was known was recorded; that of the first, where there is none before.
  private func before(_ known: Instant, of provider: String?, _ asking: PageAsking) throws -> Instant? {
    let zone = asking.ledger.zone
    guard let last = try event(["order": "desc", "recordedTo": behind(known, zone)], of: provider, asking) else {
      return nil
    }
    return try event(["order": "desc", "recordedTo": zone.text(last)], of: provider, asking) ?? last
  }

  private func behind(_ moment: Instant, _ zone: Zone) -> String {
    zone.text(moment.adding(nanoseconds: 1))
  }

  /// When the first event of a listing was recorded.
  private func event(
    _ query: KeyValuePairs<String, String>, of provider: String?, _ asking: PageAsking
  ) throws -> Instant? {
    let segments = provider.map { ["v1", "providers", $0, "events"] } ?? ["v1", "events"]
    let pairs = query.map { Address.Pair($0.key, $0.value) } + [Address.Pair("limit", "1")]
    let answer = try asking.answer(Address(segments: segments, pairs: pairs))
    guard case .array(let items)? = answer["items"], case .string(let text)? = items.first?["recordedAt"] else {
      return nil
    }
    return Limits.instant(text, in: asking.ledger.zone)
  }
}
