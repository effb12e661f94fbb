public import Ledger
import LedgerDomain
import Programmes

/// What waits at the subjects of programmes, as people read it (programmes §11).
extension [SubjectWork] {
  /// A row for each; without a language its headings are those of the JSON.
  public func table(_ language: Language?) -> Table {
    let heading = language.heading
    var table = Table(
      (heading("provider", "对象"), .left), (heading("work", "事项"), .left), (heading("subject", "关于"), .wrapped),
      (heading("since", "起"), .left), (heading("due", "期限"), .left), (heading("roles", "角色"), .wrapped))
    table.rows = map { work in
      [
        work.provider.text, language.cell(work.item.work.rawValue, work.item.work.words), work.item.subject,
        work.item.since.description,
        work.item.due?.description ?? "", work.item.roles.joined(separator: ", "),
      ]
    }
    return table
  }
}
