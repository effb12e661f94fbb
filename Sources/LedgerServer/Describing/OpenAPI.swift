import LedgerAccess
import LedgerDomain
import LedgerFormat
import Presentation

/// The document of this server, made of the one list of operations (server §13).
struct OpenAPI {
  private let language: Language
  private let events: EventSchemas
  private let cookie: String

  /// - Parameters:
  ///   - terms: those of the rules that the program carries.
  ///   - cookie: what the cookie of a session is called.
  ///   - language: that of titles and descriptions.
  init(under terms: Terms, cookie: String, _ language: Language) {
    self.language = language
    self.cookie = cookie
    events = EventSchemas(under: terms, language)
  }

  /// The whole document.
  var json: JSON {
    .object([
      .init("openapi", "3.1.0"), .init("info", info),
      .init("servers", .array([.object([.init("url", "/")])])),
      .init("security", .array(Self.schemes.map { .object([.init($0, .array([]))]) })), .init("paths", paths),
      .init("components", components),
    ])
  }

  private var info: JSON {
    .object([
      .init("title", .string(language(Words(zh: "koufen 扣分", en: "koufen")))),
      .init("version", .string(Release.version)),
      .init(
        "description",
        .string(
          language(
            Words(
              zh: "经 HTTP 使用的扣分账本。凡可 GET 的路径亦可 HEAD；OPTIONS 在 Allow 中列出方法；其他方法得 405。",
              en:
                "The ledger of points over HTTP. HEAD wherever GET; OPTIONS says in Allow which methods there are; any other "
                + "method is 405.")))), .init("license", .object([.init("name", "MIT"), .init("identifier", "MIT")])),
    ])
  }

  private static let schemes = ["bearer", "session"]

  private var paths: JSON {
    var paths: [JSON.Field] = []
    for operation in Operation.allCases {
      let (path, method) = (operation.form.path, operation.form.method.rawValue.lowercased())
      let described = JSON.Field(method, self.described(operation))
      if let index = paths.firstIndex(where: { $0.name == path }) {
        paths[index].value = .object(paths[index].value.fields + [described])
      } else {
        paths.append(.init(path, .object([described])))
      }
    }
    return .object(paths)
  }

  private func described(_ operation: Operation) -> JSON {
    let parameters = operation.parameters(language) + operation.requestHeaders.map { $0.json(in: operation, language) }
    var fields: [JSON.Field] = [
      .init("operationId", .string(operation.name)), .init("summary", .string(language(operation.words))),
      .init("parameters", .array(parameters)),
    ]
    if let body = operation.body { fields.append(.init("requestBody", body)) }
    fields.append(.init("responses", responses(operation)))
    if operation.isOpen { fields.append(.init("security", .array([]))) }
    return .object(fields)
  }

  private func responses(_ operation: Operation) -> JSON {
    var responses = operation.answers.map { answer in
      JSON.Field(String(answer.status), described(answer, of: operation))
    }
    for status in operation.problemStatuses {
      guard !responses.contains(where: { $0.name == String(status) }) else { continue }
      responses.append(
        .init(String(status), .object([.init("$ref", .string("#/components/responses/\(Self.name(of: status))"))])))
    }
    return .object(responses)
  }

  private func described(_ answer: AnswerForm, of operation: Operation) -> JSON {
    var fields: [JSON.Field] = [
      .init("description", .string(language(Self.words(of: answer.status)))),
      .init("headers", AnswerHeader.references(AnswerHeader.always + answer.headers)),
    ]
    if let shape = answer.shape {
      var contents = answer.media.map { media in
        let line = media == .jsonl ? operation.line.map { JSON.Field("x-koufen-line", $0.json) } : nil
        let schema = JSON.Field("schema", (media == .json ? shape : media == .yaml ? .anything : .text).json)
        return JSON.Field(media.type, .object([schema, line].compactMap(\.self)))
      }
      if answer.status >= 400 { contents.append(Self.problem) }
      fields.append(.init("content", .object(contents)))
    }
    if let links = operation.links[answer.status] { fields.append(.init("links", links)) }
    return .object(fields)
  }

  private static let problem = JSON.Field(
    "application/problem+json", .object([.init("schema", Shape.ref(.problem).json)]))

  private var components: JSON {
    .object([
      .init(
        "securitySchemes",
        .object([
          .init(
            "bearer",
            .object([
              .init("type", "http"), .init("scheme", "bearer"),
              .init("description", .string(language(Words(zh: "令牌 kf1_…", en: "A token, kf1_…")))),
            ])),
          .init(
            "session",
            .object([
              .init("type", "apiKey"), .init("in", "cookie"), .init("name", .string(cookie)),
              .init(
                "description",
                .string(
                  language(
                    Words(
                      zh: "登录后的会话。除 GET、HEAD、OPTIONS 外，须 Sec-Fetch-Site: same-origin 或相同的 Origin。",
                      en:
                        "A session. But for GET, HEAD and OPTIONS it needs Sec-Fetch-Site: same-origin, or the same Origin."
                    )))),
            ])),
        ])),
      .init("headers", .object(AnswerHeader.allCases.map { .init($0.rawValue, $0.json(language)) })),
      .init("responses", .object(ProblemCodes.statuses.map { .init(Self.name(of: $0), problem($0)) })),
      .init("schemas", .object(Component.all.map { .init($0.name, $0.shape.json) } + events.components)),
    ])
  }

  private static func name(of status: Int) -> String { "Problem\(status)" }

  /// The problems of a status, with the codes they have.
  private func problem(_ status: Int) -> JSON {
    var headers = AnswerHeader.always + [.language]
    switch status {
    case 401: headers.append(.authenticate)
    case 429, 503: headers.append(.retryAfter)
    case 409: headers.append(.ledger)
    case _: break
    }
    let codes = Shape([
      .init(
        "properties",
        .object([
          .init("code", Shape.word(ProblemCodes.of(status)).json),
          .init("status", Shape.constant(.integer(status)).json),
        ]))
    ])
    return .object([
      .init("description", .string(language(Self.words(of: status)))),
      .init("headers", AnswerHeader.references(headers)),
      .init(
        "content",
        .object([
          .init(
            "application/problem+json",
            .object([.init("schema", Shape.all(of: [.ref(.problem), codes]).json)]))
        ])),
    ])
  }
}
