import LedgerTesting
import Testing

@testable import LedgerDomain
@testable import Presentation

@Suite("The queue with many small duties")
struct QueueGroupsTests {
  private static let names = [
    "notify-charge": Words(zh: "书面告知扣分", en: "tell the provider of points charged"),
    "exit-file": Words(zh: "退出资料", en: "the exit file"),
  ]

  private func duty(_ provider: Key<Provider>, _ id: DutyID, _ role: Role, due: String? = nil) -> QueueItem {
    QueueItem(
      provider: provider, name: provider.text, work: .meetDuty, subject: .duty(id), roles: [role],
      due: due.map { DueDate(day($0), provisional: false) }, since: time("2011-03-01"))
  }

  private func report(_ items: [QueueItem]) -> QueueReport {
    QueueReport(
      items: items, moment: time("2011-03-10T12:00"), zone: BuiltIn.terms.zone, calendar: BuiltIn.terms.calendar)
  }

  private static let assessment = QueueItem(
    provider: "wz-02", name: "Wenzhou", work: .assess, subject: .breach("b-1"), roles: [.channelOperations],
    since: time("2011-03-05"))

  @Test("What touches points stands first and one by one; duties behind it, those of a row and role in one line")
  func grouped() {
    let items = [
      duty("hz-01", "exit-file:o-1", .provider, due: "2011-03-08"),
      duty("nb-02", "exit-file:o-7", .provider, due: "2011-03-11"),
      Self.assessment, duty("hz-01", "notify-charge:b-1", .channelOperations),
      duty("hz-01", "notify-charge:b-2", .channelOperations), duty("nb-02", "notify-charge:b-1", .channelOperations),
      duty("wz-02", "notify-charge:b-4", .channelOperations), duty("hz-01", "freeze-deposit", .channelOperations),
    ]
    let lines = report(items).page(Self.names, .en).lines(width: 80, .en).map(\.text)
    #expect(lines[0] == "Points and procedures: 1")
    #expect(lines.contains { $0.contains("wz-02") && $0.contains("assess breach") && $0.contains("b-1") })
    let second = lines.firstIndex(of: "Duties without points: 7, 1 overdue") ?? 0
    #expect(second > 2 && lines.allSatisfy { $0.count <= 80 })
    let rest = lines[second...].map { $0.split(separator: " ").joined(separator: " ") }
    #expect(rest.contains("provider 2 1 2011-03-08 hz-01, nb-02"))
    #expect(rest.contains("– the exit file (exit-file) 2 1 2011-03-08 hz-01, nb-02"))
    #expect(rest.contains("channel operations 5 hz-01, nb-02 and 1 more"))
    #expect(rest.contains { $0.hasPrefix("– tell the provider of 4 hz-01, nb-02 and 1 more") })
    #expect(rest.contains("– freeze-deposit 1 hz-01"), "of one its id, of a row the version has no more its slug")
    let roles = ["provider 2", "channel operations 5"].map { role in rest.firstIndex { $0.hasPrefix(role) } ?? 0 }
    #expect(roles[0] < roles[1], "whose first duty is due first stands first")
  }

  @Test("One role alone needs no line of its own; in Chinese it reads as well")
  func oneRole() {
    let items = [duty("hz-01", "exit-file:o-1", .provider, due: "2011-03-12")]
    let lines = report(items).page(Self.names, .zh).lines(width: 80, .zh).map(\.text)
    #expect(lines[0] == "扣分与程序：0 项" && lines.contains("不涉及扣分的义务：1 项，逾期 0 项"))
    #expect(lines.contains { $0.hasPrefix("退出资料（exit-file:o-1）") && $0.hasSuffix("hz-01") })
    #expect(!lines.contains { $0.hasPrefix("代购服务商") })
  }

  @Test("Without duties of an office it is the table it always was; JSON holds every item either way")
  func unchanged() {
    let alone = report([Self.assessment])
    #expect(alone.page(Self.names, .en).text(width: 80, .en) == Page(alone.table(.en)).text(width: 80, .en))
    let items = [Self.assessment, duty("hz-01", "notify-charge:b-1", .channelOperations)]
    #expect(Array(report(items).jsonTexts).count == 2)
  }
}
