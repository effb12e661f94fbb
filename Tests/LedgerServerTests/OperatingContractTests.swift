import EventStore
import Foundation
import Ledger
import LedgerAccess
import LedgerDomain
import LedgerFormat
import LedgerTesting
import Rulebook
import ServerSettings
import Synchronization
import Testing

@testable import LedgerServer

/// What is promised about jobs, following and operating, and stands in no other test (server §9 to §12).
@Suite("What jobs and followers may rely on")
struct OperatingContractTests {
  // MARK: Jobs

  @Test("9.1 A sweep is through yesterday unless a day is named, can be tried, and is done once")
  func sweeps() async throws {
    let served = try await Served.withTwoProviders()
    #expect(await served.post("/v1/providers/hz-01/events", ContractTests.help("t-1"), as: "integration").status == 201)
    served.set(time("2011-03-10T12:00"))
    let trial = await served.call("POST", "/v1/sweeps?dryRun=true", as: "system-admin")
    #expect(trial.json["through"] == "2011-03-09" && trial.json["dryRun"] == .boolean(true))
    let head = try served.ledger.head()
    let done = await served.call("POST", "/v1/sweeps", as: "channel-operations")
    #expect(done.json["events"]?.items.count == trial.json["events"]?.items.count)
    #expect(try served.ledger.head() > head)
    let again = await served.call("POST", "/v1/sweeps", as: "channel-operations")
    #expect(again.status == 200 && again.json["events"]?.items.isEmpty ?? false)
    let early = await served.post("/v1/sweeps", #"{"through":"2011-03-10"}"#)
    #expect(early.status == 409 && early.code == "day-not-over")
    let year = await served.call("POST", "/v1/years/2011/close", as: "department-head")
    #expect(year.status == 409 && year.code == "year-not-over")
    #expect(await served.call("POST", "/v1/sweeps", as: "legal").status == 403)
  }

  @Test("9.2 A draft of the rules is checked without being kept, and published by whoever may, as it was seen")
  func rules() async throws {
    let served = try await Served.withTwoProviders()
    let yaml = String(decoding: Rulebook.carriedSource("taobao-daigou-1.5-offices") ?? [], as: UTF8.self)
    let form = ["content-type": "application/yaml"]
    func post(_ target: String, _ text: String, as account: String = "department-head") async -> Told {
      await served.post(target, text, as: account, form)
    }
    #expect(await post("/v1/rulebooks/check", yaml).status == 200)
    let broken = await post("/v1/rulebooks/check", "name: x\n")
    guard case .array(let findings) = broken.json else {
      Issue.record("\(broken.text)")
      return
    }
    #expect(broken.status == 200 && !findings.isEmpty)
    let refused = await post("/v1/rulebooks?effective=2011-04-01", "name: x\n")
    #expect(refused.status == 400 && refused.code == "bad-rulebook" && refused.json["findings"] != nil)
    #expect(await post("/v1/rulebooks", yaml).json["field"] == "effective")
    #expect(await post("/v1/rulebooks?effective=2011-04-01&dryRun=true", yaml).json["dryRun"] == .boolean(true))
    #expect(try served.ledger.head() == 2)
    #expect(await post("/v1/rulebooks?effective=2011-04-01", yaml, as: "integration").status == 403)
    let done = await post("/v1/rulebooks?effective=2011-04-01", yaml)
    #expect(done.status == 201 && done.json["head"] == .integer(3), "\(done.text)")
  }

  @Test("9.3, 9.4 A long question is a job: its account's and the auditors', and ended by DELETE")
  func jobs() async throws {
    let served = try await Served.withTwoProviders()
    let begun = await served.post("/v1/verifications", "{}", as: "system-admin")
    let place = try #require(begun["location"])
    #expect(begun.status == 202 && place == "/v1/jobs/\(begun.json["job"]?.string ?? "")", "\(begun.text)")
    #expect(begun.json["kind"] == "verification")
    var job = await served.get(place, as: "system-admin")
    while ["waiting", "running"].contains(job.json["state"]?.string ?? "") {
      job = await served.get(place, as: "system-admin")
    }
    #expect(job.json["state"] == "done" && job.json["progress"] == .number("1.0"), "\(job.text)")
    #expect(job.json["result"] != nil)
    #expect(await served.get(place, as: "auditor").status == 200)
    #expect(await served.get(place, as: "legal").status == 404)
    #expect(await served.call("DELETE", place, as: "legal").status == 404)
    #expect(await served.call("DELETE", place, as: "system-admin").status == 204)
    #expect(await served.get(place, as: "system-admin").status == 404)
    #expect(await served.post("/v1/simulations", "{}", as: "provider").status == 403)
    let nobody = await served.post("/v1/simulations", #"{"provider":""}"#)
    #expect(nobody.status == 400 && nobody.json["field"] == "provider", "\(nobody.text)")
    let unknown = await served.post("/v1/simulations", #"{"provider":"hz-09"}"#)
    #expect(unknown.status == 404 && unknown.code == "unknown-provider", "\(unknown.text)")
    let further = ContractTests.register("hz-09").replacing("\"data\"", with: #""by":"chen@channel-expansion","data""#)
    let would = await served.post("/v1/simulations", #"{"provider":"hz-09","events":[\#(further)]}"#)
    #expect(would.status == 202, "\(would.text)")
    #expect(await served.get("/sign-in?lang=fr", as: nil).status == 400)
    let what = await served.post("/v1/verifications", #"{"seal":{"seal":9}}"#, as: "system-admin")
    #expect(what.status == 400 && what.code == "not-a-seal", "\(what.text)")
  }

  @Test("9.3 The next of a kind begins once the one that was ended has stopped")
  func endedJobs() async throws {
    let served = try await Served.withTwoProviders()
    let mayStop = DispatchSemaphore(value: 0)
    try served.server.jobs.begin(.verification, "a", of: AccountID("system-admin")) { _ in
      mayStop.wait()
      return .null
    }
    #expect(await served.call("DELETE", "/v1/jobs/a", as: "system-admin").status == 204)
    #expect(await served.get("/v1/jobs/a", as: "system-admin").status == 404)
    let place = try #require(await served.post("/v1/verifications", "{}", as: "system-admin")["location"])
    #expect(await served.get(place, as: "system-admin").json["state"] == "waiting")
    mayStop.signal()
    while await served.get(place, as: "system-admin").json["state"] != "done" { await Task.yield() }
  }

  @Test("9.5, 9.6 A seal and a bundle of the second format have what they are checked by")
  func seals() async throws {
    let served = try await Served.withTwoProviders()
    let seal = await served.get("/v1/seal", as: "auditor").json
    #expect(seal["seal"] == .integer(2) && seal["count"] == .integer(2))
    for name in ["tree", "root"] { #expect(seal[name]?.string?.count == 64, "\(name)") }
    #expect(seal["rulebooks"] != nil)
    #expect(await served.get("/v1/seal?seal=2", as: "auditor").json == seal)
    let bundle = await served.get("/v1/providers/hz-01/years/2011/bundle", as: "provider")
    #expect(bundle.status == 200 && !bundle.text.contains("hz-02"), "\(bundle.text)")
    for name in ["head", "leaf", "leaves", "path", "tree", "root"] {
      #expect(bundle.json["seal"]?[name] != nil, "\(name)")
    }
    #expect(bundle.json["seal"]?["leaves"] == .integer(2))
    let told = await served.post("/v1/verifications", #"{"seal":\#(seal.text)}"#, as: "auditor")
    #expect(told.status == 202, "\(told.text)")
  }

  @Test("9.5 Whoever reads no other is given a seal of the first format, of the same chains, which holds")
  func firstFormat() async throws {
    let served = try await Served.withTwoProviders()
    let told = await served.get("/v1/seal?seal=1", as: "auditor")
    #expect(told["content-disposition"] == "attachment; filename=\"koufen-seal-2.json\"")
    #expect(told.json.fields.map(\.name) == ["seal", "time", "count", "root", "heads"])
    #expect(told.json["seal"] == .integer(1))
    #expect(await served.get("/v1/seal", as: "auditor").json["heads"] == told.json["heads"])
    let seal = try Seal(parsing: told.text, in: served.ledger.zone)
    #expect(try served.ledger.verify(against: seal).isSound)
    #expect(await served.get("/v1/seal?seal=3", as: "auditor").json["field"] == "seal")
  }

  // MARK: Following and operating

  @Test("10.4 A long poll that nothing comes for ends when its time is over, however short it is")
  func shortPoll() async throws {
    let served = try await Served.withTwoProviders()
    for _ in 0..<3 {
      let told = await served.get("/v1/events?after=2&wait=1")
      #expect(told.status == 200 && told.items.isEmpty)
    }
    for _ in 0..<200 { await served.server.followers.wait(beyond: 2, for: .microseconds(1)) }
  }

  @Test("10.3, 10.10 Whoever missed something reads on behind a position, and can tell the ledger by its name")
  func readsOn() async throws {
    let served = try await Served.withTwoProviders()
    let told = await served.get("/v1/events?after=1")
    #expect(told.items.map { $0["position"] } == [.integer(2)])
    let name = await served.get("/v1").json["ledger"]?.string
    for target in ["/v1/events?after=1", "/v1/events/1", "/v1/providers/hz-01/events", "/v1/export"] {
      #expect(await served.get(target, as: "system-admin")["koufen-ledger"] == name, "\(target)")
    }
  }

  @Test("11.3 The log says who asked what and how it ended, and nothing of query, body, token or cookie")
  func log() async throws {
    let lines = Mutex<[String]>([])
    let served = try await Served.withTwoProviders()
    var surroundings = served.server.surroundings
    surroundings.log = { line in lines.withLock { $0 += [line.text, line.json] } }
    let server = ServedLedger(served.ledger, access: served.access, served.server.settings, surroundings)
    defer { server.stop() }
    let call = Call(
      method: "GET\u{1B}[31m", target: "/v1/providers/hz-01?asOf=2011-03-01",
      headers: [Header("authorization", "Bearer " + served.token("legal")), Header("cookie", "koufen=secret")],
      address: "127.0.0.1")
    _ = await server.answer(call)
    var plain = call
    plain.method = "GET"
    _ = await server.answer(plain)
    let said = lines.withLock { $0 }
    #expect(said.count == 4)
    #expect(said[2].contains(" legal legal GET /v1/providers/{p} 200 "), "\(said[2])")
    for line in said {
      for secret in ["hz-01", "asOf", "kf1_", "secret", "\u{1B}"] { #expect(!line.contains(secret), "\(line)") }
    }
  }

  @Test("12.2 The address is the connection's, and a proxy's word is believed of a trusted one alone")
  func addresses() async throws {
    let proxies = try AddressRange("10.0.0.0/8")
    let served = try await Served.withTwoProviders { $0.trustedProxies = [proxies] }
    func address(_ own: String?, _ forwarded: String?) -> String {
      let fields = forwarded.map { [Header("x-forwarded-for", $0), Header("forwarded", "for=6.6.6.6")] } ?? []
      return served.server.address(of: Call(method: "GET", target: "/", headers: fields, address: own))
    }
    #expect(address("1.2.3.4", "5.6.7.8") == "1.2.3.4")
    #expect(address("10.0.0.1", "5.6.7.8") == "5.6.7.8")
    #expect(address("10.0.0.1", "9.9.9.9, 5.6.7.8, 10.0.0.2") == "5.6.7.8")
    #expect(address("10.0.0.1", nil) == "10.0.0.1")
    #expect(address(nil, "5.6.7.8") == "5.6.7.8")
  }
}
