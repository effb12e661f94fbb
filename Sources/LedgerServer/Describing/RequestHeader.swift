import LedgerDomain
import LedgerFormat
import Presentation

/// The header fields of requests that an operation heeds.
enum RequestHeader: String, CaseIterable {
  case language = "Accept-Language"
  case ifNoneMatch = "If-None-Match"
  case ifMatch = "If-Match"
  case key = "Idempotency-Key"
  case preview = "Koufen-Preview"
  case role = "Koufen-Role"
  case lastEvent = "Last-Event-ID"

  private var words: Words {
    switch self {
    case .language: Words(zh: "title 和 detail 的语言：zh 或 en", en: "The language of title and detail: zh or en")
    case .ifNoneMatch:
      Words(
        zh: "读取时：未变则 304；提交时仅可为 *：仅当链上尚无事件",
        en: "Reading: 304 where nothing changed. Submitting: only *, only if the stream is empty")
    case .ifMatch: Words(zh: "仅当序号或位置仍为此 ETag 所示", en: "Only if version or position still are those of this ETag")
    case .key: Words(zh: "事件的 id：重发不会重复写入", en: "The event's id: sent again it is not kept twice")
    case .preview: Words(zh: "仅当结果与此预览相同", en: "Only if what happens is what this preview showed")
    case .role: Words(zh: "以账户的哪个角色", en: "In which of the account's roles")
    case .lastEvent: Words(zh: "实时事件从此位置之后开始", en: "The live feed begins behind this position")
    }
  }

  private static let uuid = "[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"
  private static let tags = #"(W/)?"[^"]*"([ \t]*,[ \t]*(W/)?"[^"]*")*"#

  private func shape(in operation: Operation) -> Shape {
    switch self {
    case .language: .text
    case .ifNoneMatch: operation.form.method == .get ? .text : .word(["*"])
    case .ifMatch: .text(like: #"^(\*|\#(Self.tags))$"#)
    case .key: .text(like: "^(\(Self.uuid)|\"\(Self.uuid)\")$")
    case .preview: .text(like: "^kp1-[A-Za-z0-9_-]+$")
    case .role: .anyRole
    case .lastEvent: .count
    }
  }

  /// As a parameter of an operation.
  func json(in operation: Operation, _ language: Language) -> JSON {
    .object([
      .init("name", .string(rawValue)), .init("in", "header"), .init("description", .string(language(words))),
      .init("schema", shape(in: operation).json),
    ])
  }
}

extension Operation {
  /// The header fields that it heeds.
  var requestHeaders: [RequestHeader] {
    var headers: [RequestHeader] = [.language]
    if isTagged { headers.append(.ifNoneMatch) }
    switch self {
    case .submit: headers += [.ifMatch, .key, .preview, .role]
    case .submitToProvider: headers += [.ifMatch, .ifNoneMatch, .key, .preview, .role]
    case .me: headers.append(.role)
    case .publish: headers += [.key, .preview, .role]
    case .events, .providerEvents: headers.append(.lastEvent)
    case .index, .openAPI,
      .providers, .provider, .difference, .breaches, .breach,
      .year, .bundle, .subjectBundle, .forecast, .outlets, .step,
      .duty, .fact, .admission, .notices, .measures, .counter, .measure,
      .event,
      .basis, .overview, .forecasts, .judgements, .queue,
      .rulebooks, .checkRulebook, .rulebookDifference, .rulebook,
      .sweep, .yearReport, .closeYear,
      .simulate, .verify, .job, .endJob,
      .seal, .export,
      .webhooks, .addWebhook, .webhook, .changeWebhook, .removeWebhook, .renewSecret, .testWebhook,
      .accounts, .accessLog,
      .signInPage, .signIn, .signOut,
      .health, .readiness, .metrics, .problemPage:
      break
    }
    return headers
  }
}
