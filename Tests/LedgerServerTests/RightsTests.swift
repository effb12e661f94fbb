import Foundation
import Ledger
import LedgerAccess
import LedgerDomain
import LedgerFormat
import LedgerTesting
import Testing

@testable import LedgerServer

/// Each role at each route (server §3).
@Suite("Who may ask what")
struct RightsTests {
  private func served() async throws -> Served {
    let served = try Served()
    for (provider, name) in [("hz-01", "One"), ("hz-02", "Two")] {
      let told = await served.post(
        "/v1/events",
        #"{"type":"ProviderRegistered","provider":"\#(provider)","at":"2011-03-01","data":{"name":"\#(name)","kind":"thirdParty"}}"#,
        as: "channel-expansion")
      #expect(told.status == 201, "\(told.text)")
    }
    return served
  }

  /// The table of §3: for each route, the accounts that are answered, by the names of their roles.
  static let reading: [(route: String, allowed: Set<String>)] = {
    let staff = Set(StaffRole.allCases.map(\.rawValue))
    let all = staff.union(["integration", "auditor"])
    return [
      ("/v1/providers/hz-02", all), ("/v1/providers/hz-01", all.union(["provider"])),
      ("/v1/providers/hz-01/breaches", all.union(["provider"])),
      ("/v1/providers/hz-01/forecast", all.union(["provider"])),
      ("/v1/providers/hz-01/outlets", all.union(["provider"])),
      ("/v1/providers/hz-01/years/2011", all.union(["provider"])),
      ("/v1/providers/hz-01/steps/1", all.union(["provider"])), ("/v1/events", all.union(["provider", "outlet"])),
      ("/v1/providers/hz-01/events", all.union(["provider", "outlet"])),
      ("/v1/queue", staff.union(["auditor", "provider"])), ("/v1/rulebooks", all.union(["provider"])),
      ("/v1/years/2011", staff.union(["auditor"])), ("/v1/seal", ["system-admin", "auditor"]),
      ("/v1/export", ["system-admin", "auditor"]),
      ("/v1/providers/hz-01/years/2011/bundle", staff.union(["auditor", "provider"])),
      ("/v1/webhooks", ["system-admin", "auditor"]), ("/v1/accounts", ["auditor", "access-admin"]),
      ("/v1/access-log", ["auditor", "access-admin"]), ("/metrics", all),
      ("/v1/clauses/negative-press/judgements", staff.union(["auditor"])),
    ]
  }()

  @Test("§3 Each role is answered where the table says so, and nowhere else", arguments: reading.map(\.route))
  func table(_ route: String) async throws {
    let served = try await served()
    let allowed = try #require(Self.reading.first { $0.route == route }?.allowed)
    for (account, _) in Served.kinds {
      let told = await served.get(route, as: account)
      if allowed.contains(account) {
        #expect(told.status == 200, "\(account) \(route): \(told.text.prefix(200))")
      } else {
        #expect([403, 404].contains(told.status), "\(account) \(route): \(told.status)")
      }
    }
    let nobody = await served.get(route, as: nil)
    #expect(nobody.status == 401 && nobody["www-authenticate"] == "Bearer")
  }

  @Test("3.1 What an account may not see is 404 when it is a thing and 403 when it is a list")
  func thingsAndLists() async throws {
    let served = try await served()
    #expect(await served.get("/v1/providers/hz-02", as: "provider").code == "unknown-provider")
    #expect(await served.get("/v1/providers", as: "access-admin").code == "not-permitted")
    #expect(await served.get("/v1/events/2", as: "provider").status == 404)
    #expect(await served.get("/v1/events/1", as: "provider").status == 200)
  }

  @Test("6 A provider's own list holds nobody else")
  func ownList() async throws {
    let served = try await served()
    let told = await served.get("/v1/providers", as: "provider")
    #expect(told.items.count == 1 && told.items.first?["provider"] == "hz-01")
    let events = await served.get("/v1/events", as: "provider")
    #expect(events.items.allSatisfy { $0["provider"] == "hz-01" })
    let forecast = await served.get("/v1/forecast", as: "provider")
    #expect(forecast.items.allSatisfy { $0["provider"] == "hz-01" })
  }

  /// The questions about a provider.
  static let aboutProviders = Operation.allCases.map(\.form).filter { $0.method == .get && $0.path.contains("{p}") }
    .map(\.path)

  /// What is told, without what is another in each answer: its request, and the provider that was named.
  private func bare(_ told: Told, _ provider: String) -> [String] {
    let text = told.text.replacing(told.json["request"]?.string ?? "-", with: "").replacing(provider, with: "")
    return [String(told.status), text] + told.headers.map(\.name)
  }

  @Test(
    "2.12, 16 By no question does an account of one provider learn whether another is there: the same bytes",
    arguments: aboutProviders)
  func foreign(_ path: String) async throws {
    let served = try await served()
    for account in ["provider", "outlet"] {
      var answers: [[String]] = []
      for provider in ["hz-02", "hz-99"] {
        let filled = path.replacing("{p}", with: provider).replacing("{y}", with: "2011")
          .replacing("{version}", with: "1").replacing(/\{[a-z]+\}/, with: "x")
        answers.append(bare(await served.get(filled, as: account), provider))
      }
      #expect(answers[0] == answers[1], "\(account) \(path)")
      #expect(["400", "403", "404"].contains(answers[0][0]), "\(account) \(path)")
    }
  }

  @Test(
    "2.12, 16 By no type of event does an account of one provider learn whether another is there",
    arguments: FactKind.allCases)
  func foreignEvents(_ kind: FactKind) async throws {
    let served = try await served()
    guard let example = kind.payload.examples.first else { return }
    var writer = JSONWriter()
    writer.object { example.fact.fields(&$0) }
    for account in ["provider", "outlet"] {
      var answers: [[String]] = []
      for provider in ["hz-02", "hz-99"] {
        let told = await served.post(
          "/v1/events", #"{"type":"\#(kind.name)","provider":"\#(provider)","at":"2011-03-01","data":\#(writer.text)}"#,
          as: account)
        answers.append(bare(told, provider))
      }
      #expect(answers[0] == answers[1] && answers[0][0] != "201", "\(account) \(kind.name)")
    }
    #expect(try served.ledger.head() == 2)
  }

  @Test(
    "2.11 Every type of event: a role that domain §4 does not name is refused by the ledger, whoever it is",
    arguments: FactKind.allCases)
  func submitting(_ kind: FactKind) async throws {
    let served = try await served()
    guard let roles = kind.payload.about.roles, let example = kind.payload.examples.first else { return }
    var writer = JSONWriter()
    writer.object { example.fact.fields(&$0) }
    for (account, held) in Served.kinds {
      guard let role = held.roles.first?.ledgerRole, !roles.contains(role), role != .outlet else { continue }
      let provider = kind.name == "ProviderRegistered" ? "hz-09" : "hz-01"
      let told = await served.post(
        "/v1/events", #"{"type":"\#(kind.name)","provider":"\#(provider)","at":"2011-03-01","data":\#(writer.text)}"#,
        as: account)
      // A role that no version in force has is none.
      if account == StaffRole.merchandise.rawValue, told.code == "bad-input" { continue }
      let isForeign = held.provider != nil && provider != "hz-01"
      #expect(
        isForeign
          ? told.status == 404 : ["role-not-allowed", "not-in-force", "in-the-future"].contains(told.code ?? ""),
        "\(account) \(kind.name): \(told.status) \(told.text.prefix(300))")
    }
    #expect(try served.ledger.head() == 2)
  }
}
