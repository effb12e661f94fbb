import EventStore
import Foundation
import Ledger
import LedgerAccess
import LedgerDomain
import LedgerFormat
import LedgerTesting
import Presentation
import Rulebook
import Testing
import Trials

@testable import LedgerServer

/// The scenarios, played through the server (server §16).
@Suite("A scenario over HTTP")
struct ScenarioTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Scenarios")

  static var names: [String] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.filter { $0.hasSuffix(".yaml") }.sorted()
  }

  @Test("16 A scenario played through HTTP gives the log the command line gives, byte for byte")
  func played() async throws {
    // Accounts are the same in all of them.
    let office = try Served()
    var known: Set<String> = []
    for name in Self.names {
      let yaml = try Data(contentsOf: Self.folder.appending(path: name))
      let scenario = try Scenario(yaml: Array(yaml), in: BuiltIn.rules.zone)
      let cast = try Cast(scenario)
      for (id, kind) in cast.kinds where known.insert(id).inserted { try office.add(id, kind) }
      try await play(scenario, name, cast, Stage(office))
    }
    #expect(Self.names.count > 100)
  }

  /// A ledger of its own, served to the accounts of another.
  private final class Stage {
    let ledger = Ledger(store: InMemoryEventStore(), rules: BuiltIn.rules)
    private let office: Served
    private let server: ServedLedger

    init(_ office: Served) {
      self.office = office
      server = ServedLedger(
        ledger, access: office.access, office.server.settings, readers: 1, office.server.surroundings)
    }

    deinit { server.stop() }

    func set(_ now: Instant) { office.set(now) }

    func post(_ target: String, _ body: String, as account: String) async -> Told {
      let fields = [
        Header("authorization", "Bearer " + office.token(account)), Header("content-type", "application/json"),
      ]
      let call = Call(
        method: "POST", target: target, headers: fields, address: "127.0.0.1", body: WholeBody(Array(body.utf8)))
      return await Told(server.answer(call))
    }
  }

  private func play(_ scenario: Scenario, _ name: String, _ cast: Cast, _ served: Stage) async throws {
    let plain = Ledger(store: InMemoryEventStore(), rules: BuiltIn.rules)
    var clock = scenario.steps.first?.recorded(in: plain.zone) ?? time("2011-01-01")
    if let base = scenario.rulebook, base != Rulebook.builtInName {
      try publish(base, from: Limits.firstDay, plain, served, clock)
    }
    for step in cast.steps {
      clock = max(clock, step.recorded(in: plain.zone) ?? clock)
      served.set(clock)
      try await take(step, name, cast, plain, served, clock)
    }
    #expect(try export(plain) == export(served.ledger), "\(name)")
  }

  private func take(
    _ step: Scenario.Step, _ name: String, _ cast: Cast, _ plain: Ledger, _ served: Stage, _ clock: Instant
  ) async throws {
    switch step {
    case .event(let event), .refuse(let event, _):
      guard case .success(let draft) = event.draft, cast.kinds[draft.by.id] != nil else { return }
      let refusal = refusal { _ = try plain.submit(draft, now: clock) }
      let told = await served.post("/v1/events", Cast.json(draft), as: draft.by.id)
      #expect(told.code == refusal, "\(name): \(told.text)")
      #expect(refusal != nil || [200, 201].contains(told.status), "\(name): \(told.text)")
    case .sweep(let last):
      try plain.run(.sweep(through: last), clock: { clock })
      let told = await served.post("/v1/sweeps", #"{"through":"\#(last)"}"#, as: StaffRole.systemAdmin.rawValue)
      #expect(told.status == 200, "\(name): \(told.text)")
    case .yearEnd(let year):
      try plain.run(.yearEnd(year), clock: { clock })
      let told = await served.post("/v1/years/\(year)/close", "{}", as: StaffRole.systemAdmin.rawValue)
      #expect(told.status == 200, "\(name): \(told.text)")
    case .publish(let step) where step.code == nil:
      try publish(step.file, from: step.effective, plain, served, clock)
    case .publish, .expect: return
    }
  }

  /// The code that something is refused with; nil where it is done.
  private func refusal(_ body: () throws -> Void) -> String? {
    do {
      try body()
      return nil
    } catch {
      return Problem(error).code
    }
  }

  /// Publishes a version by nobody, as only the command line does: beside the server, in its store.
  private func publish(
    _ name: String, from effective: LocalDate, _ plain: Ledger, _ served: Stage, _ now: Instant
  ) throws {
    let bytes = try Rulebook.carriedFile(name) ?? Array(Data(contentsOf: Self.folder.appending(path: name)))
    let version = try RulesFile(bytes: bytes, file: name)
    for ledger in [plain, served.ledger] {
      try ledger.write { _ = try $0.publish(version, effective: effective, by: nil, now: now) }
    }
  }

  private func export(_ ledger: Ledger) throws -> [String] {
    var lines: [String] = []
    try ledger.export { lines.append(String(decoding: $0, as: UTF8.self)) }
    return lines
  }
}

/// Who acts in a scenario, and the steps as they can be played by accounts: a provider's login is of one provider alone and an
/// outlet's of one outlet, and who has roles that no account may have together is several here.
private struct Cast {
  private(set) var steps: [Scenario.Step] = []
  /// The accounts by their ids. Who is not among them has a role that no account has.
  private(set) var kinds: [String: AccountKind] = [:]

  private struct Held {
    var roles: Set<AccountRole> = []
    var provider: Key<Provider>?
    var outlet: Key<Outlet>?

    var kind: AccountKind? { try? AccountKind(roles, provider: provider, outlet: outlet) }
  }

  init(_ scenario: Scenario) throws {
    let steps = try scenario.steps.enumerated().map { number, step in
      try Self.changed(step) { draft in
        // One that has no id is given one by the server.
        let digits = String(1_000_000 + number)
        draft.id = draft.id ?? "0190c0de-0000-7000-8000-00000\(digits)"
        if [.provider, .outlet].contains(draft.by.role) { draft.by.id += "-\(draft.provider)" }
        if draft.by.role == .outlet, let outlet = try Self.outlet(draft) { draft.by.id += "-\(outlet)" }
      }
    }
    let together = try Self.held(in: steps)
    self.steps = try steps.map { step in
      try Self.changed(step) { draft in
        // Whoever has the same name in two scenarios has other roles in each.
        let roles = together[draft.by.id]?.kind?.roles.map(\.rawValue).sorted().joined(separator: "-")
        draft.by.id += "-\(roles ?? draft.by.role.rawValue)"
      }
    }
    kinds = try Self.held(in: self.steps).compactMapValues(\.kind)
  }

  private static func changed(
    _ step: Scenario.Step, _ change: (inout Draft) throws -> Void
  ) throws -> Scenario.Step {
    guard let (found, code) = event(in: step), case .success(var draft) = found.draft else { return step }
    var event = found
    try change(&draft)
    event.draft = .success(draft)
    return code.map { .refuse(event, code: $0) } ?? .event(event)
  }

  private static func event(in step: Scenario.Step) -> (Scenario.EventStep, code: String?)? {
    switch step {
    case .event(let event): (event, nil)
    case .refuse(let event, let code): (event, code)
    case .sweep, .yearEnd, .publish, .expect: nil
    }
  }

  private static func held(in steps: [Scenario.Step]) throws -> [String: Held] {
    var held: [String: Held] = [:]
    for step in steps {
      guard let event = event(in: step)?.0, case .success(let draft) = event.draft,
        let role = AccountRole(draft.by.role)
      else { continue }
      held[draft.by.id, default: Held()].roles.insert(role)
      if [.provider, .outlet].contains(role) { held[draft.by.id]?.provider = draft.provider }
      if role == .outlet { held[draft.by.id]?.outlet = try outlet(draft) }
    }
    return held
  }

  private static func outlet(_ draft: Draft) throws -> Key<Outlet>? {
    guard case .string(let outlet)? = try JSON(parsing: json(draft))["data"]?["outlet"] else { return nil }
    return Key(outlet)
  }

  /// A draft as it is handed in.
  static func json(_ draft: Draft) -> String {
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
