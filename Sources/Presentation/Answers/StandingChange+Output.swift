public import Ledger
public import LedgerDomain
public import LedgerFormat

extension [StandingChange] {
  /// A row for each provider whose standing changed: what it was and what it is.
  public func table(_ language: Language) -> Table {
    var table = Table(
      (language(zh: "服务商", en: "provider"), .left), (language(zh: "名称", en: "name"), .left),
      (language(zh: "扣分", en: "score"), .left), (language(zh: "状态", en: "status"), .left),
      (language(zh: "待评定", en: "pending"), .left), (language(zh: "新违规", en: "new breaches"), .right),
      (language(zh: "新评定", en: "assessed"), .right), (language(zh: "其他变动", en: "also changed"), .wrapped),
      (language(zh: "事件", en: "events"), .right))
    table.rank(essential: [0, 2, 3], important: [4, 7], extra: [1])
    table.rows = map { change in
      let (before, after) = (change.before, change.after)
      let status = before.map { language($0.summary.status.words) }
      return [
        change.provider.text, after.summary.name,
        Self.moved(before.map { String($0.score) }, String(after.score)),
        Self.moved(status, language(after.summary.status.words)),
        Self.moved(before?.exposure.shown(language), after.exposure.shown(language)), Self.shown(change.newBreaches),
        Self.shown(change.newlyAssessed),
        change.otherParts.map { language($0) }.joined(separator: language(zh: "、", en: ", ")), String(change.events),
      ]
    }
    return table
  }

  /// The changes as a sheet; without a language a row for each field that changed, in the words of the JSON.
  public func sheet(_ language: Language?) -> Table {
    if let language { return table(language) }
    var table = Table(("provider", .left), ("name", .left), ("path", .left), ("before", .left), ("after", .left))
    table.rows = flatMap { change in
      change.changes.map { [change.provider.text, change.after.summary.name, $0.path, $0.before.bare, $0.after.bare] }
    }
    return table
  }

  /// The changes as JSON.
  ///
  /// - Parameters:
  ///   - from: the earlier state of knowledge.
  ///   - to: the later one.
  ///   - subjects: what changed of subjects of programmes, which stands behind.
  public func json(
    from: Instant, to: Instant, in zone: Zone, _ subjects: [StandingDifference] = []
  ) -> JSON {
    .array(
      map { change in
        .object([
          .init("provider", .string(change.provider.text)), .init("name", .string(change.after.summary.name)),
          .init("asOf", .string(change.after.asOf.description)), .init("from", .string(zone.text(from))),
          .init("to", .string(zone.text(to))), .init("changes", .array(change.changes.map(\.json))),
          .init("events", .integer(change.events)),
        ])
      } + subjects.map(\.line))
  }

  /// A value that stayed, or what it was and is.
  private static func moved(_ before: String?, _ after: String) -> String {
    before == after ? after : "\(before ?? "–") → \(after)"
  }

  private static func shown(_ number: Int) -> String { number == 0 ? "" : String(number) }
}

extension Standing.Exposure {
  /// How many pend, and their range; nothing for none.
  fileprivate func shown(_ language: Language) -> String {
    count == 0 ? "0" : language.counted(count, "\(minimum)–\(maximum)")
  }
}

extension StandingChange {
  private var earlier: [BreachID: Breach.Status] {
    Dictionary((before?.breaches ?? []).map { ($0.breach, $0.state) }) { first, _ in first }
  }

  /// Breaches that were not known before.
  fileprivate var newBreaches: Int {
    let known = earlier
    return after.breaches.count { known[$0.breach] == nil }
  }

  /// Breaches assessed that were not before.
  fileprivate var newlyAssessed: Int {
    let known = earlier
    return after.breaches.count { $0.state == .assessed && known[$0.breach] != .assessed }
  }

  /// What else of the standing differs, by its parts.
  fileprivate var otherParts: [Words] {
    guard let was = before?.summary else { return [Words(zh: "新登记", en: "registered")] }
    let now = after.summary
    let parts: [(Bool, String, String)] = [
      (was.name != now.name, "名称", "name"),
      (was.expansion != now.expansion || was.pauses != now.pauses, "拓展", "expansion"),
      (was.rectification != now.rectification, "整改", "rectification"),
      (was.termination != now.termination, "终止", "termination"), (was.deposit != now.deposit, "保证金", "deposit"),
      (was.cities != now.cities, "城市", "cities"), (was.outlets != now.outlets, "网点", "outlets"),
      (was.agreements != now.agreements, "协议", "agreements"),
      (was.years.compactMap(\.closedScore) != now.years.compactMap(\.closedScore), "关账", "year closed"),
    ]
    return parts.filter(\.0).map { Words(zh: $0.1, en: $0.2) }
  }
}

extension JSON {
  /// The value in a cell: a text as it is, nothing for null.
  var bare: String {
    if case .string(let text) = self { return text }
    return self == .null ? "" : text
  }
}
