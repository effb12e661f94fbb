import Foundation
import Ledger
import LedgerDomain
import LedgerFormat
import LedgerTesting
import Presentation
import Rulebook
import Testing
import Trials

@testable import LedgerServer

/// What each route answers, held to what the document says of it (server 13.2).
@Suite("Answers as they are described")
struct DescribedAnswersTests {
  private static let document = (try? Rulebook.builtIn()).map {
    OpenAPI(under: $0.terms, cookie: "koufen", .en).json
  }
  private let document: JSON
  private let check: SchemaCheck

  init() throws {
    document = try #require(Self.document)
    check = SchemaCheck(document)
  }

  /// The year of a scenario, served a moment after its end.
  private func year(_ name: String, at now: Instant = time("2012-02-01T12:00")) throws -> Served {
    let served = try Served(at: now)
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Scenarios")
    let file = folder.appending(path: "\(name).yaml")
    let yaml = try Data(contentsOf: file)
    let result = try served.ledger.run(Scenario(yaml: Array(yaml), in: Rulebook.builtIn().terms.zone)) { named in
      let path = file.deletingLastPathComponent().appending(path: named)
      return try RulesFile(bytes: Array(Data(contentsOf: path)), file: path.path)
    }
    #expect(result.passed)
    return served
  }

  /// What an answer breaks of what is said of it: its status, its header fields and its body.
  private func findings(_ told: Told, of operation: LedgerServer.Operation) -> [String] {
    let item = document["paths"]?[operation.form.path]?[operation.form.method.rawValue.lowercased()]
    guard var response = item?["responses"]?[String(told.status)] else { return ["\(told.status) is not described"] }
    if let reference = response["$ref"]?.string, let there = check.resolved(reference) { response = there }
    var findings = (response["headers"]?.fields ?? []).flatMap { header -> [String] in
      let described = header.value["$ref"]?.string.flatMap(check.resolved) ?? header.value
      guard let value = told[header.name.lowercased()] else {
        return described["required"] == .boolean(true) ? ["\(header.name) is not there"] : []
      }
      let json = Int(value).map(JSON.integer) ?? .string(value)
      return check.findings(json, described["schema"] ?? .null, at: header.name)
    }
    for header in told.headers where !["content-type", "vary", "x-accel-buffering", "allow"].contains(header.name) {
      let isDescribed = response["headers"]?.fields.contains { $0.name.lowercased() == header.name } ?? false
      if !isDescribed { findings.append("\(header.name) is not described") }
    }
    guard let contents = response["content"] else { return findings + (told.text.isEmpty ? [] : ["a body"]) }
    let type = told["content-type"]?.split(separator: ";").first.map(String.init) ?? ""
    guard let schema = contents[type]?["schema"] else { return findings + ["\(type) is not described"] }
    return findings + (type.hasSuffix("json") ? check.findings(told.json, schema) : [])
  }

  private func expectDescribed(_ told: Told, of operation: LedgerServer.Operation, _ path: String) {
    let found = findings(told, of: operation)
    let isDescribed = found.isEmpty
    #expect(isDescribed, "\(path): \(found.prefix(5).joined(separator: "\n"))")
  }

  /// Paths that ask each question of what a ledger holds, at two moments.
  private func questions(_ served: Served) async throws -> [(LedgerServer.Operation, String)] {
    var asked: [(LedgerServer.Operation, String)] = [
      (.index, "/v1"), (.openAPI, "/v1/openapi.json"), (.me, "/v1/me"), (.providers, "/v1/providers"),
      (.providers, "/v1/providers?breaches=all&limit=3"), (.events, "/v1/events?limit=1000"),
      (.overview, "/v1/overview?asOf=2011-12-31"), (.forecasts, "/v1/forecast?asOf=2011-10-31"),
      (.forecasts, "/v1/forecast"), (.queue, "/v1/queue?asOf=2011-06-30&through=2011-12-31&limit=1000"),
      (.queue, "/v1/queue"), (.rulebooks, "/v1/rulebooks"), (.rulebook, "/v1/rulebooks/taobao-daigou-1.5"),
      (.rulebookDifference, "/v1/rulebooks/diff?a=taobao-daigou-1.5&b=taobao-daigou-1.5-offices"),
      (.yearReport, "/v1/years/2011"), (.yearReport, "/v1/years/2011?asOf=2011-06-30"), (.seal, "/v1/seal"),
      (.webhooks, "/v1/webhooks"), (.accounts, "/v1/accounts"), (.accessLog, "/v1/access-log"),
      (.readiness, "/readyz"), (.health, "/healthz"), (.metrics, "/metrics"), (.problemPage, "/problems/bad-input"),
      (.signInPage, "/sign-in"), (.basis, "/v1/basis"), (.basis, "/v1/basis?asOf=2011-06-30&knownAt=2011-07-01"),
      (.export, "/v1/export?after=100"), (.event, "/v1/events/1"), (.event, "/v1/events/40"),
    ]
    for clause in Clause.allCases { asked.append((.judgements, "/v1/clauses/\(clause.rawValue)/judgements?year=2011")) }
    for provider in await served.get("/v1/providers?limit=1000").items.compactMap({ $0["provider"]?.string }) {
      let here = "/v1/providers/\(provider)"
      asked += [
        (.difference, "\(here)/diff?from=2011-01-01&to=2011-12-31"), (.breaches, "\(here)/breaches"),
        (.outlets, "\(here)/outlets"), (.bundle, "\(here)/years/2011/bundle"),
        (.providerEvents, "\(here)/events?limit=2"),
      ]
      for day in ["2011-06-30", "2011-12-31"] {
        let standing = await served.get("\(here)?asOf=\(day)")
        asked += [
          (.provider, "\(here)?asOf=\(day)"), (.year, "\(here)/years/2011?asOf=\(day)"),
          (.forecast, "\(here)/forecast?asOf=\(day)"), (.admission, "\(here)/admission?asOf=\(day)"),
          (.notices, "\(here)/notices?asOf=\(day)"), (.measures, "\(here)/measures?asOf=\(day)"),
        ]
        for breach in standing.json["breaches"]?.items.compactMap({ $0["breach"]?.string }) ?? [] {
          asked.append((.breach, "\(here)/breaches/\(breach)?asOf=\(day)"))
        }
        for duty in standing.json["duties"]?.items.compactMap({ $0["duty"]?.string }) ?? [] {
          asked.append((.duty, "\(here)/duties/\(duty)?asOf=\(day)"))
        }
      }
      for (index, event) in await served.get("\(here)/events?limit=200").items.enumerated() where index % 20 == 0 {
        if let version = event["version"]?.integer { asked.append((.step, "\(here)/steps/\(version)")) }
      }
      for event in await served.get("\(here)/events?type=FactCorrected").items {
        if let fact = event["data"]?["fact"] { asked.append((.fact, "\(here)/facts/\(fact.string ?? fact.text)")) }
      }
    }
    return asked
  }

  @Test(
    "13.2 What each question is answered with is as described", arguments: ["year-2011-zhejiang", "year-2011-offices"])
  func answers(_ name: String) async throws {
    let served = try year(name)
    var seen: Set<LedgerServer.Operation> = []
    for (operation, path) in try await questions(served) {
      let told = await served.get(path, as: "auditor")
      if told.status == 200 { seen.insert(operation) }
      expectDescribed(told, of: operation, path)
    }
    let left = LedgerServer.Operation.allCases.filter { operation in
      operation.form.method == .get && !seen.contains(operation)
        && ![.job, .webhook, .fact, .duty, .counter, .measure, .subjectBundle].contains(operation)
    }
    #expect(left.isEmpty)
  }

  @Test(
    "13.2 What is told of subjects of programmes is as described",
    arguments: [
      "pickup-points-2-ladder", "pickup-points-3-complaints", "pickup-points-5-goods", "pickup-points-7-appeal",
    ])
  func subjects(_ name: String) async throws {
    let served = try year("programmes/guide/\(name)", at: time("2024-04-20T12:00"))
    let here = "/v1/providers/zt-01"
    var asked: [(LedgerServer.Operation, String)] = [
      (.providers, "/v1/providers"), (.providers, "/v1/providers?breaches=all&programme=pickup-points"),
      (.overview, "/v1/overview"), (.queue, "/v1/queue?through=2024-12-31"),
      (.queue, "/v1/queue?asOf=2024-01-10&role=arbiters"), (.events, "/v1/events?limit=1000"),
      (.rulebook, "/v1/rulebooks/pickup-points-2024"), (.rulebooks, "/v1/rulebooks"),
      (.basis, "/v1/basis?provider=zt-01"), (.breaches, "\(here)/breaches"), (.counter, "\(here)/counters/points"),
      (.providerEvents, "\(here)/events"), (.subjectBundle, "\(here)/bundle"), (.forecasts, "/v1/forecast"),
      (.difference, "\(here)/diff?from=2024-01-05&to=2024-04-20"),
      (.judgements, "/v1/clauses/late/judgements?programme=pickup-points&year=2024"),
      (.judgements, "/v1/clauses/goods-taken/judgements?programme=pickup-points&year=2024"),
      (.rulebookDifference, "/v1/rulebooks/diff?a=pickup-points-2024&b=pickup-points-2024"),
    ]
    for day in ["2024-01-12", "2024-04-20"] {
      asked += [
        (.provider, "\(here)?asOf=\(day)"), (.measures, "\(here)/measures?asOf=\(day)"),
        (.notices, "\(here)/notices?asOf=\(day)"), (.forecast, "\(here)/forecast?asOf=\(day)"),
        (.subjectBundle, "\(here)/bundle?asOf=\(day)"),
      ]
    }
    for measure in ["marked", "no-orders", "ended"] { asked.append((.measure, "\(here)/measures/\(measure)")) }
    for breach in await served.get("\(here)/breaches", as: "auditor").items.compactMap({ $0["breach"]?.string }) {
      asked.append((.breach, "\(here)/breaches/\(breach)"))
    }
    for version in 1...6 { asked.append((.step, "\(here)/steps/\(version)")) }
    for (operation, path) in asked {
      let told = await served.get(path, as: "auditor")
      #expect(told.status == 200, "\(path): \(told.text.prefix(200))")
      expectDescribed(told, of: operation, path)
    }
    for path in ["years/2024", "years/2024/bundle", "outlets", "admission", "counters/none", "measures/none"] {
      let told = await served.get("\(here)/\(path)", as: "auditor")
      #expect(told.code == "no-such-resource", "\(path): \(told.status)")
    }
  }

  @Test("13.2 A list as CSV, JSON Lines or YAML, and what did not change, are as described")
  func notations() async throws {
    let served = try year("year-2011-zhejiang")
    for (operation, path) in try await questions(served) where operation.form.gives.count > 1 {
      for media in operation.form.gives where media != .sse {
        let told = await served.get(path + (path.contains("?") ? "&" : "?") + "format=\(media.rawValue)", as: "auditor")
        #expect(told.status == 200)
        expectDescribed(told, of: operation, "\(path) \(media)")
      }
      guard let tag = await served.get(path, as: "auditor")["etag"] else { continue }
      let same = await served.get(path, as: "auditor", ["if-none-match": tag])
      #expect(same.status == 304)
      expectDescribed(same, of: operation, path)
    }
  }

  @Test("13.2 What is done is answered as described, and what is refused too")
  func doings() async throws {
    let served = try year("year-2011-zhejiang")
    let help = #"{"type":"HelpRequested","provider":"hz-01","at":"2012-01-20T10:00","data":{"ticket":"t-900"}}"#
    let asked: [(LedgerServer.Operation, String, String, String, Int)] = [
      (.submit, "/v1/events?dryRun=true", "integration", help, 200), (.submit, "/v1/events", "integration", help, 201),
      (.submit, "/v1/events", "integration", help, 409), (.submit, "/v1/events", "integration", "{}", 400),
      (.submit, "/v1/events", "access-admin", help, 403),
      (
        .submitToProvider, "/v1/providers/hz-99/events", "integration",
        #"{"type":"HelpRequested","data":{"ticket":"t"}}"#, 404
      ),
      (.sweep, "/v1/sweeps", "channel-operations", #"{"through":"2012-01-25"}"#, 200),
      (.closeYear, "/v1/years/2011/close", "department-head", "{}", 200),
      (.closeYear, "/v1/years/2012/close", "department-head", "{}", 409),
      (.simulate, "/v1/simulations", "channel-operations", "{}", 202),
      (.verify, "/v1/verifications", "system-admin", "{}", 202),
      (.verify, "/v1/verifications", "system-admin", #"{"seal":{}}"#, 400),
    ]
    for (operation, path, account, body, status) in asked {
      let told = await served.post(path, body, as: account)
      #expect(told.status == status, "\(path): \(told.text)")
      expectDescribed(told, of: operation, path)
      guard let job = told.json["job"]?.string else { continue }
      let state = await served.get("/v1/jobs/\(job)", as: account)
      expectDescribed(state, of: .job, job)
    }
  }
}
