import LedgerDomain

/// Every code that an answer may have, by its status (server 5.2).
enum ProblemCodes {
  /// The statuses there are, in order.
  static let statuses = Set(ServerCode.allCases.map(\.status) + [409, 422, 507]).sorted()

  /// The codes that have a status.
  static func of(_ status: Int) -> [String] {
    let own = ServerCode.allCases.filter { $0.status == status }.map(\.rawValue)
    let refusals = RefusalCode.allCases.map(\.rawValue).filter { ServerProblem.statusOfRefusal($0) == status }
    let stores = StoreCode.allCases.filter { $0.statuses.contains(status) }.map(\.rawValue)
    return own + refusals + stores
  }

  /// All codes.
  static let all = statuses.flatMap(of).reduce(into: [String]()) { all, code in
    if !all.contains(code) { all.append(code) }
  }
}

extension Operation {
  /// The statuses of the problems that it may be answered with (server §5).
  var problemStatuses: [Int] {
    // What any request may meet, whatever it asks.
    var statuses: Set = [400, 401, 408, 414, 429, 431, 500, 503]
    if isRestricted || form.method != .get { statuses.insert(403) }
    if !pathNames.isEmpty || form.parameters.contains(.provider) || form.parameters.contains(.first) {
      statuses.insert(404)
    }
    if form.gives.contains(where: { $0 != .html }) { statuses.insert(406) }
    if !form.takes.isEmpty { statuses.formUnion([413, 415]) }
    switch self {
    case .submit, .submitToProvider: statuses.formUnion([404, 409, 412, 422])
    case .publish: statuses.formUnion([409, 412, 422])
    case .sweep, .closeYear: statuses.insert(409)
    case .simulate, .providers, .forecasts, .overview: statuses.insert(404)
    case .me: statuses.insert(403)
    case .addWebhook: statuses.formUnion([404, 409])
    case .export, .events, .providerEvents: statuses.insert(409)
    case .index, .openAPI,
      .provider, .difference, .breaches, .breach,
      .year, .bundle, .subjectBundle, .forecast, .outlets, .step,
      .duty, .fact, .admission, .notices, .measures, .counter, .measure,
      .event,
      .basis, .judgements, .queue,
      .rulebooks, .checkRulebook, .rulebookDifference, .rulebook,
      .yearReport,
      .verify, .job, .endJob,
      .seal,
      .webhooks, .webhook, .changeWebhook, .removeWebhook, .renewSecret, .testWebhook,
      .accounts, .accessLog,
      .signInPage, .signIn, .signOut,
      .health, .readiness, .metrics, .problemPage:
      break
    }
    if isWriting { statuses.insert(507) }
    return statuses.sorted()
  }

  /// Whether not everybody who is signed in may ask it.
  private var isRestricted: Bool {
    switch permission {
    case .everybody, .signedIn: false
    case .having: true
    }
  }

  /// Whether it is answered to whoever is not signed in.
  var isOpen: Bool {
    switch permission {
    case .everybody: true
    case .signedIn, .having: false
    }
  }

  /// The names in its path, in order.
  var pathNames: [String] {
    form.path.split(separator: "/").filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
  }
}
