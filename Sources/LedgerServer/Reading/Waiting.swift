import Ledger
import LedgerDomain

/// What waits, at a provider or a subject.
enum Waiting<Item> {
  case provider(Item)
  case subject(SubjectWork)
}

/// What waits at providers and at subjects in one order: each as it stands, a subject's before what is due later than it; the first
/// without a date, and what stands behind it, come last.
struct WaitingOfBoth<Items: IteratorProtocol>: Sequence, IteratorProtocol {
  private var items: Items
  private var item: Items.Element?
  private var others: ArraySlice<SubjectWork>
  private let due: (Items.Element) -> LocalDate?

  /// - Parameter due: when an item is due; nil for what has no date.
  init(_ items: Items, _ others: [SubjectWork], due: @escaping (Items.Element) -> LocalDate?) {
    self.items = items
    self.others = others[...]
    self.due = due
    item = self.items.next()
  }

  mutating func next() -> Waiting<Items.Element>? {
    guard let item else { return others.popFirst().map(Waiting.subject) }
    if let first = others.first, let its = first.item.due, due(item).map({ its < $0 }) ?? true {
      others.removeFirst()
      return .subject(first)
    }
    self.item = items.next()
    return .provider(item)
  }
}
