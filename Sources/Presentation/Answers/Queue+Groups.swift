import Ledger
public import LedgerDomain
import LedgerFormat

/// The queue so that many small duties do not drown the few matters that count: what touches points and procedures line by
/// line, the duties of an office behind it, those of one row counted together.
extension QueueReport {
  /// The queue as people read it; without duties of an office nothing but the table.
  ///
  /// - Parameters:
  ///   - names: what the rows of duties and the criteria ask for, by their slugs.
  ///   - language: the language.
  public func page(_ names: [String: Words], _ language: Language) -> Page {
    let small = items.filter(\.isOfOffice)
    guard !small.isEmpty else { return Page(table(language)) }
    let rest = QueueReport(items: items.filter { !$0.isOfOffice }, moment: moment, zone: zone, calendar: calendar)
    let late = small.count(where: isOverdue)
    var page = Page()
    page.add(
      language(
        zh: "扣分与程序：\(rest.items.count) 项", en: "Points and procedures: \(rest.items.count)"), .heading)
    if !rest.items.isEmpty { page.add(rest.table(language)) }
    page.add("")
    page.add(
      language(
        zh: "不涉及扣分的义务：\(small.count) 项，逾期 \(late) 项", en: "Duties without points: \(small.count), \(late) overdue"),
      .heading)
    page.add(table(of: groups(of: small), names, language))
    return page
  }

  /// What one role owes by one row, the most urgent first.
  private struct Group {
    let roles: [Role]
    let slug: String
    var items: [QueueItem]
  }

  private struct GroupKey: Hashable {
    let work: QueueItem.Work
    let roles: [Role]
    let slug: String
  }

  /// By role, that first of which something is due first; then by row, likewise. The items stand in the order of the queue.
  private func groups(of items: [QueueItem]) -> [Group] {
    var order: [GroupKey] = []
    var groups: [GroupKey: Group] = [:]
    var roles: [[Role]] = []
    for item in items {
      let key = GroupKey(work: item.work, roles: item.roles, slug: item.subject.slug)
      if groups[key] == nil {
        order.append(key)
        if !roles.contains(item.roles) { roles.append(item.roles) }
      }
      groups[key, default: Group(roles: item.roles, slug: key.slug, items: [])].items.append(item)
    }
    return roles.flatMap { roles in order.filter { $0.roles == roles }.compactMap { groups[$0] } }
  }

  /// A line for each group under one for its role, which is left out where all are of one role.
  private func table(of groups: [Group], _ names: [String: Words], _ language: Language) -> Table {
    var table = Table(
      (language(zh: "义务", en: "duty"), .wrapped), (language(zh: "项数", en: "count"), .right),
      (language(zh: "逾期", en: "overdue"), .right), (language(zh: "最早期限", en: "first due"), .left),
      (language(zh: "服务商", en: "providers"), .wrapped))
    table.rank(essential: [1], important: [0, 2, 3])
    table.whole = .json
    let hasOneRole = groups.allSatisfy { $0.roles == groups[0].roles }
    var tones: [Tone?] = []
    var overdue: [Tone?] = []
    var last: [Role]?
    func add(_ name: String, _ items: [QueueItem], _ tone: Tone? = nil) {
      let late = items.count(where: isOverdue)
      let cells = [String(items.count), late == 0 ? "" : String(late), due(items[0], language)]
      table.rows.append([name] + cells + [providers(of: items, language)])
      tones.append(tone)
      overdue.append(isOverdue(items[0]) ? .danger : nil)
    }
    for group in groups {
      if !hasOneRole, group.roles != last {
        let all = groups.filter { $0.roles == group.roles }.flatMap(\.items).inOrder(in: zone)
        add(language.list(group.roles.map { language($0.words) }), all, .heading)
        last = group.roles
      }
      let id = group.items.count == 1 ? group.items[0].subject.text : group.slug
      let name = names[group.slug].map { language(zh: "\($0.zh)（\(id)）", en: "\($0.en) (\(id))") } ?? id
      add(hasOneRole ? name : "– " + name, group.items)
    }
    table.tint(0, tones)
    table.tint(2, overdue)
    table.tint(3, overdue)
    return table
  }

  /// The providers that are named, at most.
  private static let namedProviders = 2

  private func providers(of items: [QueueItem], _ language: Language) -> String {
    var seen: Set<Key<Provider>> = []
    let keys = items.map(\.provider).filter { seen.insert($0).inserted }.map(\.text)
    let named = language.list(Array(keys.prefix(Self.namedProviders)))
    guard keys.count > Self.namedProviders else { return named }
    return language(zh: "\(named) 等 \(keys.count) 家", en: "\(named) and \(keys.count - Self.namedProviders) more")
  }
}

extension QueueItem {
  /// Whether it is one of the many matters of an office that move no points: a duty of a row, or a criterion.
  fileprivate var isOfOffice: Bool {
    switch subject {
    case .duty, .criterion: true
    case .breach, .complaint, .meeting, .rectification, .step, .deposit: false
    }
  }
}

extension QueueItem.Subject {
  /// The row of a duty, or the criterion; of anything else its text.
  fileprivate var slug: String {
    switch self {
    case .duty(let id): id.slug.text
    case .criterion(let slug, _): slug.text
    case .breach, .complaint, .meeting, .rectification, .step, .deposit: text
    }
  }
}
