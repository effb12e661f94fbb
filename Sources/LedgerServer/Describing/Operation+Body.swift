import LedgerAccess
import LedgerDomain
import LedgerFormat
import Presentation

extension Operation {
  /// What is handed in with it; nil where nothing is.
  var body: JSON? {
    if form.takes.isEmpty { return nil }
    var contents: [JSON.Field] = []
    for media in form.takes {
      let schema = JSON.object([.init("schema", bodyShape(media).json)])
      contents.append(.init(media.type, schema))
      if media == .jsonl { contents.append(.init("application/x-ndjson", schema)) }
    }
    return .object([.init("required", .boolean(isBodyRequired)), .init("content", .object(contents))])
  }

  /// The fields of what is handed in with it.
  var bodyFields: [String] { bodyShape(.json).json["properties"]?.fields.map(\.name) ?? [] }

  private var isBodyRequired: Bool {
    ![.sweep, .closeYear, .simulate, .verify, .changeWebhook].contains(self)
  }

  private func bodyShape(_ media: Media) -> Shape {
    guard media == .json || media == .form else { return .text }
    switch self {
    case .submit: return .ref(named: EventSchemas.submission)
    case .submitToProvider: return .ref(named: EventSchemas.providerSubmission)
    case .sweep: return .object(["through": Shape.date.orMissing])
    case .closeYear: return .object([:])
    case .simulate: return Self.simulation
    case .verify: return .object(["seal": .any(of: [.ref(.seal), .null]).orMissing])
    case .addWebhook:
      return .object(
        [("url", .text(like: Self.url))] + Self.followed + [
          ("signature", .word(Webhook.Signature.self).orMissing), ("from", .count.orMissing),
        ])
    case .changeWebhook:
      return .object(
        [("url", .text(like: Self.url).orMissing)] + Self.followed + [("state", .word(Webhook.State.self).orMissing)])
    case .signIn:
      return .object([
        "account": .text, "password": .text, "code": Shape.text.orMissing, "next": Shape.text.orMissing,
      ])
    case .index, .openAPI, .me,
      .providers, .provider, .difference, .breaches, .breach,
      .year, .bundle, .subjectBundle, .forecast, .outlets, .step,
      .duty, .fact, .admission, .notices, .measures, .counter, .measure,
      .providerEvents,
      .events, .event,
      .basis, .overview, .forecasts, .judgements, .queue,
      .rulebooks, .publish, .checkRulebook, .rulebookDifference, .rulebook,
      .yearReport,
      .job, .endJob,
      .seal, .export,
      .webhooks, .webhook, .removeWebhook, .renewSecret, .testWebhook,
      .accounts, .accessLog,
      .signInPage, .signOut,
      .health, .readiness, .metrics, .problemPage:
      return .anything
    }
  }

  private static let url = #"^[Hh][Tt][Tt][Pp][Ss]?://[^\s\u0000#\\]+$"#

  private static let followed: [(name: String, shape: Shape)] = [
    ("types", Shape.list(LogShapes.type).with("maxItems", .integer(100)).orNull.orMissing),
    ("providers", Shape.list(.key).with("maxItems", .integer(100)).orNull.orMissing),
  ]

  /// An event that is supposed: it says by whom, for it may be by anybody.
  private static let supposed = Shape.all(of: [
    .ref(named: EventSchemas.submission),
    Shape([
      .init("properties", .object([.init("by", LogShapes.wholeSubmitter.json)])), .init("required", .array(["by"])),
    ]),
  ])

  /// Other rules by name or by text, from a day on; other events; of one provider.
  private static let simulation = Shape.object([
    "rulebook": Shape.text.orMissing, "rulebookSource": Shape.text.orMissing, "effective": Shape.date.orMissing,
    "events": Shape.list(supposed).orMissing, "provider": Shape.key.orMissing,
  ]).with("not", .object([.init("required", .array(["rulebook", "rulebookSource"]))]))
    .with(
      "dependentSchemas",
      .object([
        .init(
          "effective",
          Shape.any(of: [
            Shape([.init("required", .array(["rulebook"]))]), Shape([.init("required", .array(["rulebookSource"]))]),
          ]).json)
      ]))
}
