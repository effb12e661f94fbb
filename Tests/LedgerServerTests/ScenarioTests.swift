import EventStore
import Foundation
import Ledger
import LedgerAccess
import LedgerDomain
import LedgerFormat
import LedgerTesting
import Testing
import Trials

@testable import LedgerServer

/// A year played through the server (server §16).
@Suite("A scenario over HTTP")
struct ScenarioTests {
  private static let year = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Scenarios/year-2011-zhejiang.yaml")

  /// The steps of the year that write. Whoever submits for several providers is one account for each here, for a provider's
  /// login is of one provider alone.
  private func steps() throws -> [Scenario.Step] {
    let scenario = try Scenario(yaml: Array(Data(contentsOf: Self.year)), in: BuiltIn.rules.zone)
    return scenario.steps.enumerated().map { number, step in
      guard case .event(var event) = step, case .success(var draft) = event.draft else { return step }
      if [.provider, .outlet].contains(draft.by.role) { draft.by.id += "-\(draft.provider)" }
      // One that has no id is given one by the server.
      let digits = String(1_000_000 + number)
      draft.id = draft.id ?? "0190c0de-0000-7000-8000-00000\(digits)"
      event.draft = .success(draft)
      return .event(event)
    }
  }

  @Test("A scenario played through HTTP gives the log the command line gives, byte for byte")
  func year() async throws {
    let steps = try steps()
    let plain = Ledger(store: InMemoryEventStore(), rules: BuiltIn.rules)
    let served = try Served()
    try makeAccounts(for: steps, served)
    var clock = time("2011-01-01")
    for step in steps {
      switch step {
      case .event(let event):
        guard case .success(let draft) = event.draft else { continue }
        clock = max(clock, event.recorded ?? event.at ?? clock)
        served.set(clock)
        _ = try plain.submit(draft, now: clock)
        let told = await served.post("/v1/events", json(draft), as: draft.by.id)
        #expect(told.status == 201, "\(told.text)")
      case .sweep(let last):
        clock = max(clock, plain.zone.instant(last.adding(days: 1)))
        served.set(clock)
        try plain.run(.sweep(through: last), clock: { clock })
        let told = await served.post("/v1/sweeps", #"{"through":"\#(last)"}"#, as: "root-of-all")
        #expect(told.status == 200, "\(told.text)")
      case .yearEnd(let year):
        clock = max(clock, plain.zone.instant(LocalDate("\(year + 1)-01-01")!))
        served.set(clock)
        try plain.run(.yearEnd(year), clock: { clock })
        #expect(await served.call("POST", "/v1/years/\(year)/close", as: "root-of-all").status == 200)
      case .refuse, .publish, .expect: continue
      }
    }
    #expect(try export(plain) == export(served.ledger))
    #expect(try plain.head() > 400)
  }

  private func export(_ ledger: Ledger) throws -> [String] {
    var lines: [String] = []
    try ledger.export { lines.append(String(decoding: $0, as: UTF8.self)) }
    return lines
  }

  private func makeAccounts(for steps: [Scenario.Step], _ served: Served) throws {
    var roles: [String: (roles: Set<AccountRole>, provider: Key<Provider>?, outlet: Key<Outlet>?)] = [:]
    for case .event(let event) in steps {
      guard case .success(let draft) = event.draft, let role = AccountRole(draft.by.role) else { continue }
      roles[draft.by.id, default: ([], nil, nil)].roles.insert(role)
      if [.provider, .outlet].contains(role) { roles[draft.by.id]?.provider = draft.provider }
      if role == .outlet, case .string(let outlet)? = try JSON(parsing: json(draft))["data"]?["outlet"] {
        roles[draft.by.id]?.outlet = Key(outlet)
      }
    }
    for (id, held) in roles {
      try served.add(id, AccountKind(held.roles, provider: held.provider, outlet: held.outlet))
    }
    try served.add("root-of-all", .staff(StaffRoles(.systemAdmin)))
  }

  private func json(_ draft: Draft) -> String {
    var writer = JSONWriter(zone: BuiltIn.rules.zone)
    writer.object { writer in
      writer.field("type", draft.fact.kind.name)
      writer.field("provider", draft.provider.text)
      if let id = draft.id { writer.field("id", id) }
      if let at = draft.at { writer.field("at", BuiltIn.rules.zone.text(at)) }
      writer.name("by")
      writer.object { writer in
        writer.field("id", draft.by.id)
        writer.field("role", draft.by.role.rawValue)
      }
      writer.name("data")
      writer.object { draft.fact.fields(&$0) }
      if let note = draft.note { writer.field("note", note) }
    }
    return writer.text
  }
}
