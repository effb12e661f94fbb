public import LedgerDomain
import LedgerFormat

extension [QueueItem] {
  /// The queue as a table; without a language its headings and words are those of the JSON.
  public func table(_ language: Language?) -> Table {
    func heading(_ name: String, _ zh: String) -> String { language == .zh ? zh : name }
    var table = Table(
      (heading("due", "期限"), .left), (heading("provider", "服务商"), .left), (heading("work", "待办"), .left),
      (heading("subject", "对象"), .left), (heading("roles", "角色"), .left), (heading("provisional", "暂定"), .left))
    table.rows = map { item in
      [
        item.due?.date.description ?? "", item.provider.text,
        language.map { $0(item.work.words) } ?? item.work.rawValue,
        item.subject,
        item.roles.map { role in language.map { $0(role.words) } ?? role.rawValue }.joined(separator: ", "),
        item.due?.provisional == true ? heading("provisional", "暂定") : "",
      ]
    }
    return table
  }

  /// The queue as a list of JSON objects.
  public var jsonText: String {
    var writer = JSONWriter()
    writer.array { writer in
      for item in self {
        writer.object { writer in
          writer.field("provider", item.provider.text)
          writer.field("work", item.work.rawValue)
          writer.field("subject", item.subject)
          writer.name("roles")
          writer.array { writer in for role in item.roles { writer.string(role.rawValue) } }
          writer.field("due", orNull: item.due?.date.description)
          writer.field("provisional", item.due?.provisional ?? false)
        }
      }
    }
    return writer.text
  }
}
