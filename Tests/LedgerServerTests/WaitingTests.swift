import Ledger
import LedgerDomain
import LedgerFormat
import LedgerTesting
import Testing

/// What waits, and what came since yesterday, in lists of which only what is shown is read (server 6, 14.6).
struct WaitingTests {
  @Test("14.6 The pages of what waits, put together, are what the ledger says, whatever role or work is asked for")
  func pagesOfWork() async throws {
    let served = try Served.afterItsYear()
    let now = time("2012-02-01T12:00")
    let last = served.ledger.zone.date(of: now).adding(days: 7)
    for roles in [[], [.departmentHead], [.channelOperations, .legal], [.provider], [.finance]] as [[Role]] {
      for works in [[], [.assess], [.meetDuty, .decideAppeal]] as [[QueueItem.Work]] {
        let all = try served.ledger.queue(for: roles, through: last, StandingQuestion(), now: now)
          .filter { works.isEmpty || works.contains($0.work) }
        let filters = [("role", roles.map(\.rawValue)), ("work", works.map(\.rawValue))]
          .filter { !$0.1.isEmpty }.map { "&\($0.0)=\($0.1.joined(separator: ","))" }.joined()
        var (told, cursor): ([String], String?) = ([], "")
        while let place = cursor {
          let page = await served.get("/v1/queue?limit=7\(filters)\(place)", as: "auditor")
          #expect(page.json["total"] == .integer(all.count), "\(filters)")
          told += page.items.map { item in
            ["provider", "work", "subject"].map { item[$0]?.string ?? "" }.joined(separator: " ")
          }
          cursor = page.json["next"]?.string.map { "&cursor=\($0)" }
        }
        #expect(told == all.map { "\($0.provider.text) \($0.work.rawValue) \($0.subject.text)" }, "\(filters)")
      }
    }
  }

  @Test("server 6 The overview counts the events recorded since yesterday's beginning, as the list of them does")
  func sinceYesterday() async throws {
    let served = try Served.afterItsYear()
    for moment in ["2011-03-02T09:00", "2011-06-15T12:00", "2011-12-31T23:00", "2012-02-01T12:00"] {
      served.set(time(moment))
      let from = served.ledger.zone.date(of: time(moment)).adding(days: -1)
      for account in ["auditor", "provider"] {
        let counts = await served.get("/v1/overview", as: account).json["counts"]
        let events = await served.get("/v1/events?recordedFrom=\(from)&limit=1000", as: account)
        #expect(counts?["sinceYesterday"] == .integer(events.items.count), "\(moment) \(account)")
      }
    }
  }
}
