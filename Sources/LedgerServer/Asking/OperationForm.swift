/// What an operation takes and gives.
struct OperationForm: Sendable {
  /// What is to be done.
  var method: Method
  /// The path; a segment in braces is any one.
  var path: String
  /// What may stand in the query, besides `format` where there is a choice.
  var parameters: [Parameter]
  /// What the body may be written in; empty where there is none.
  var takes: [Media]
  /// What the answer may be written in, the usual one first; empty where it has no body.
  var gives: [Media]

  private init(method: Method, path: String, parameters: [Parameter], takes: [Media], gives: [Media]) {
    self.method = method
    self.path = path
    self.parameters = parameters
    self.takes = takes
    self.gives = gives
  }

  private static func get(_ path: String, _ parameters: [Parameter] = [], _ gives: Media...) -> OperationForm {
    OperationForm(method: .get, path: path, parameters: parameters, takes: [], gives: gives.isEmpty ? [.json] : gives)
  }

  private static func post(
    _ path: String, _ parameters: [Parameter] = [], takes: [Media] = [.json], gives: [Media] = [.json]
  ) -> OperationForm {
    OperationForm(method: .post, path: path, parameters: parameters, takes: takes, gives: gives)
  }

  private static func patch(_ path: String) -> OperationForm {
    OperationForm(method: .patch, path: path, parameters: [], takes: [.json], gives: [.json])
  }

  private static let clocks: [Parameter] = [.asOf, .knownAt]
  private static let pages: [Parameter] = [.limit, .cursor]
  private static let filters: [Parameter] = [
    .type, .by, .role, .breach, .after, .before, .order, .recordedFrom, .recordedTo, .atFrom, .atTo, .asOf, .knownAt,
    .wait, .limit, .cursor,
  ]
  private static let standings: [Parameter] = [
    .programme, .status, .expansion, .kind, .city, .sort, .order, .minScore, .near, .mayReach, .q, .breaches, .year,
    .asOf, .knownAt, .limit, .cursor,
  ]

  /// What `operation` takes and gives (server §6 to §11).
  init(of operation: Operation) {
    self =
      switch operation {
      case .index: Self.get("/v1")
      case .openAPI: Self.get("/v1/openapi.json")
      case .me: Self.get("/v1/me")
      case .providers: Self.get("/v1/providers", Self.standings, .json, .csv)
      case .provider: Self.get("/v1/providers/{p}", [.year] + Self.clocks)
      case .difference: Self.get("/v1/providers/{p}/diff", [.from, .to, .asOf])
      case .providerEvents:
        Self.get("/v1/providers/{p}/events", [.afterVersion] + Self.filters, .json, .jsonl, .csv, .sse)
      case .submitToProvider: Self.post("/v1/providers/{p}/events", [.dryRun])
      case .breaches:
        Self.get("/v1/providers/{p}/breaches", [.year, .clause, .state] + Self.clocks + Self.pages, .json, .csv)
      case .breach: Self.get("/v1/providers/{p}/breaches/{b}", Self.clocks)
      case .year: Self.get("/v1/providers/{p}/years/{y}", Self.clocks)
      case .bundle: Self.get("/v1/providers/{p}/years/{y}/bundle", Self.clocks)
      case .subjectBundle: Self.get("/v1/providers/{p}/bundle", Self.clocks)
      case .forecast: Self.get("/v1/providers/{p}/forecast", Self.clocks)
      case .outlets: Self.get("/v1/providers/{p}/outlets", [.city, .held] + Self.clocks + Self.pages, .json, .csv)
      case .step: Self.get("/v1/providers/{p}/steps/{version}")
      case .duty: Self.get("/v1/providers/{p}/duties/{d}", Self.clocks)
      case .fact: Self.get("/v1/providers/{p}/facts/{id}", [.knownAt])
      case .admission: Self.get("/v1/providers/{p}/admission", Self.clocks)
      case .notices: Self.get("/v1/providers/{p}/notices", Self.clocks)
      case .measures: Self.get("/v1/providers/{p}/measures", Self.clocks)
      case .counter: Self.get("/v1/providers/{p}/counters/{c}", Self.clocks)
      case .measure: Self.get("/v1/providers/{p}/measures/{m}", Self.clocks)
      case .events: Self.get("/v1/events", [.provider] + Self.filters, .json, .jsonl, .csv, .sse)
      case .submit:
        Self.post("/v1/events", [.dryRun, .mode, .events], takes: [.json, .jsonl, .csv], gives: [.json, .jsonl])
      case .event: Self.get("/v1/events/{position}")
      case .basis: Self.get("/v1/basis", [.provider] + Self.clocks)
      case .overview: Self.get("/v1/overview", Self.clocks)
      case .forecasts: Self.get("/v1/forecast", Self.clocks + Self.pages, .json, .csv)
      case .judgements: Self.get("/v1/clauses/{c}/judgements", [.programme, .year])
      case .queue:
        Self.get("/v1/queue", [.role, .provider, .work, .through, .late] + Self.clocks + Self.pages, .json, .csv)
      case .rulebooks: Self.get("/v1/rulebooks", Self.pages)
      case .publish: Self.post("/v1/rulebooks", [.effective, .dryRun], takes: [.yaml])
      case .checkRulebook: Self.post("/v1/rulebooks/check", takes: [.yaml])
      case .rulebookDifference: Self.get("/v1/rulebooks/diff", [.first, .second])
      case .rulebook: Self.get("/v1/rulebooks/{name}", [], .json, .yaml)
      case .sweep: Self.post("/v1/sweeps", [.dryRun])
      case .yearReport: Self.get("/v1/years/{y}", Self.clocks, .json, .csv)
      case .closeYear: Self.post("/v1/years/{y}/close", [.dryRun])
      case .simulate: Self.post("/v1/simulations")
      case .verify: Self.post("/v1/verifications")
      case .job: Self.get("/v1/jobs/{id}")
      case .endJob: Self(method: .delete, path: "/v1/jobs/{id}", parameters: [], takes: [], gives: [])
      case .seal: Self.get("/v1/seal", [.seal])
      case .export: Self.get("/v1/export", [.after], .jsonl)
      case .webhooks: Self.get("/v1/webhooks", Self.pages)
      case .addWebhook: Self.post("/v1/webhooks")
      case .webhook: Self.get("/v1/webhooks/{id}")
      case .changeWebhook: Self.patch("/v1/webhooks/{id}")
      case .removeWebhook: Self(method: .delete, path: "/v1/webhooks/{id}", parameters: [], takes: [], gives: [])
      case .renewSecret: Self.post("/v1/webhooks/{id}/secret", takes: [])
      case .testWebhook: Self.post("/v1/webhooks/{id}/test", takes: [])
      case .accounts: Self.get("/v1/accounts", Self.pages)
      case .accessLog: Self.get("/v1/access-log", [.account, .action, .from, .to] + Self.pages, .json, .csv)
      case .signInPage: Self.get("/sign-in", [.next, .lang], .html)
      case .signIn: Self.post("/sign-in", takes: [.form], gives: [])
      case .signOut: Self.post("/sign-out", takes: [], gives: [])
      case .health: Self.get("/healthz", [], .text)
      case .readiness: Self.get("/readyz")
      case .metrics: Self.get("/metrics", [], .text)
      case .problemPage: Self.get("/problems/{code}", [.lang], .html)
      }
  }
}

extension Operation {
  private static let forms = allCases.map(OperationForm.init(of:))

  /// What it takes and gives.
  var form: OperationForm { Self.forms[rawValue] }

  /// Its name, such as `submitToProvider`.
  var name: String { String(describing: self) }

  /// Whether a body has no place in it, and would be passed over unread. What a browser signs out with may have one.
  var takesNothing: Bool { form.method == .post && form.takes.isEmpty && self != .signOut }
}
