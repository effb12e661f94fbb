import LedgerDomain
import LedgerFormat

extension OpenAPI {
  /// What a status means here.
  static func words(of status: Int) -> Words {
    switch status {
    case 200: Words(zh: "成功", en: "Done")
    case 201: Words(zh: "已写入", en: "Made, and kept")
    case 202: Words(zh: "已开始", en: "Begun")
    case 204: Words(zh: "成功，无内容", en: "Done; there is nothing to say")
    case 303: Words(zh: "请看另一处", en: "Go on elsewhere")
    case 304: Words(zh: "未变", en: "Nothing changed")
    case 400: Words(zh: "任何时候都不会接受", en: "What no state of the ledger would accept")
    case 401: Words(zh: "尚未登录", en: "Nobody is signed in")
    case 403: Words(zh: "无权如此", en: "Not permitted")
    case 404: Words(zh: "没有此物", en: "It is not there")
    case 405: Words(zh: "不支持该方法", en: "No such method")
    case 406: Words(zh: "没有所要求的格式", en: "No such notation")
    case 408: Words(zh: "到达过慢", en: "It came in too slowly")
    case 409: Words(zh: "此刻不会接受", en: "What the present state of the ledger does not accept")
    case 412: Words(zh: "账本已有变化", en: "The ledger has moved on")
    case 413: Words(zh: "内容过大", en: "The body is too large")
    case 414: Words(zh: "请求行过长", en: "The request line is too long")
    case 415: Words(zh: "不接受该类型", en: "A body of this type is not taken")
    case 422: Words(zh: "此编号已用于其他内容", en: "The id stands for other content")
    case 429: Words(zh: "请求过多", en: "Too many requests")
    case 431: Words(zh: "请求头过大", en: "The header fields are too large")
    case 500: Words(zh: "故障", en: "A fault")
    case 503: Words(zh: "此刻不行，可安全重试", en: "Not now; sending it again is safe")
    case _: Words(zh: "不能写入，什么都没有写入", en: "It would not be written; nothing was kept")
    }
  }
}

extension Operation {
  /// What can be asked next with what an answer says, by its status.
  var links: [Int: JSON] {
    switch self {
    case .submit, .submitToProvider:
      [201: Self.linked([(.event, "position", "events/0/position")])]
    case .events, .providerEvents: [200: Self.linked([(.event, "position", "items/0/position")])]
    case .providers: [200: Self.linked([(.provider, "p", "items/0/provider")])]
    case .rulebooks: [200: Self.linked([(.rulebook, "name", "items/0/name")])]
    case .simulate, .verify: [202: Self.linked([(.job, "id", "job"), (.endJob, "id", "job")])]
    case .addWebhook:
      [
        201: Self.linked(
          [.webhook, .changeWebhook, .renewSecret, .testWebhook, .removeWebhook].map { ($0, "id", "id") })
      ]
    case .index, .openAPI, .me,
      .provider, .difference, .breaches, .breach,
      .year, .bundle, .subjectBundle, .forecast, .outlets, .step,
      .duty, .fact, .admission, .notices, .measures, .counter, .measure,
      .event,
      .basis, .overview, .forecasts, .judgements, .queue,
      .publish, .checkRulebook, .rulebookDifference, .rulebook,
      .sweep, .yearReport, .closeYear,
      .job, .endJob,
      .seal, .export,
      .webhooks, .webhook, .changeWebhook, .removeWebhook, .renewSecret, .testWebhook,
      .accounts, .accessLog,
      .signInPage, .signIn, .signOut,
      .health, .readiness, .metrics, .problemPage:
      [:]
    }
  }

  private static func linked(_ links: [(operation: Operation, name: String, pointer: String)]) -> JSON {
    .object(
      links.map { operation, name, pointer in
        .init(
          operation.name,
          .object([
            .init("operationId", .string(operation.name)),
            .init("parameters", .object([.init(name, .string("$response.body#/\(pointer)"))])),
          ]))
      })
  }
}
