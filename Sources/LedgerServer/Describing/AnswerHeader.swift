import LedgerDomain
import LedgerFormat
import Presentation

/// The header fields of answers (server 4.8 and where each is).
enum AnswerHeader: String, CaseIterable {
  case request = "Koufen-Request"
  case sniff = "X-Content-Type-Options"
  case referrer = "Referrer-Policy"
  case resource = "Cross-Origin-Resource-Policy"
  case cache = "Cache-Control"
  case transport = "Strict-Transport-Security"
  case position = "Koufen-Position"
  case ledger = "Koufen-Ledger"
  case tag = "ETag"
  case link = "Link"
  case disposition = "Content-Disposition"
  case location = "Location"
  case replayed = "Idempotent-Replayed"
  case cookie = "Set-Cookie"
  case language = "Content-Language"
  case authenticate = "WWW-Authenticate"
  case retryAfter = "Retry-After"
  case policy = "Content-Security-Policy"
  case opener = "Cross-Origin-Opener-Policy"

  /// Those of every page (pages P3).
  static let ofPages: [AnswerHeader] = [.policy, .opener]

  /// Those of every answer.
  static let always: [AnswerHeader] = [.request, .sniff, .referrer, .resource, .cache, .transport]

  private var words: Words {
    switch self {
    case .request: Words(zh: "请求的编号，日志中亦有", en: "The request's id, which the log has too")
    case .sniff, .referrer, .resource, .policy, .opener: Words(zh: "见各浏览器的说明", en: "For browsers")
    case .cache: Words(zh: "能否缓存", en: "Whether it may be kept")
    case .transport: Words(zh: "仅在 TLS 上", en: "Over TLS alone")
    case .position: Words(zh: "答复所依据的日志末尾位置", en: "The position of the log's last event in what the answer rests on")
    case .ledger: Words(zh: "账本的名称：第一条事件的哈希", en: "Which ledger it is: the hash of its first event")
    case .tag: Words(zh: "供 If-None-Match 和 If-Match 使用", en: "For If-None-Match and If-Match")
    case .link: Words(zh: "下一页的地址", en: "The address of the next page")
    case .disposition: Words(zh: "保存时的文件名", en: "The name under which it is saved")
    case .location: Words(zh: "所生成之物的地址", en: "Where what was made is")
    case .replayed: Words(zh: "此编号早已提交过，这是当时的收据", en: "The id was handed in before; this is its receipt")
    case .cookie: Words(zh: "会话", en: "The session")
    case .language: Words(zh: "title 和 detail 的语言", en: "The language of title and detail")
    case .authenticate: Words(zh: "可用 Bearer 令牌", en: "A Bearer token may be sent")
    case .retryAfter: Words(zh: "几秒后可以重试", en: "After how many seconds to try again")
    }
  }

  private var shape: Shape {
    switch self {
    case .request, .cache, .disposition, .location, .cookie, .transport, .policy: .text
    case .sniff: .constant("nosniff")
    case .referrer, .resource, .opener: .constant("same-origin")
    case .position: .count
    case .ledger: .text(like: "^([0-9a-f]{64})?$")
    case .tag: .text(like: #"^(W/)?"[^"]+"$"#)
    case .link: .text(like: #"^<[^>]+>; rel="next"$"#)
    case .replayed: .constant("true")
    case .language: .word(Language.self)
    case .authenticate: .constant("Bearer")
    case .retryAfter: .count
    }
  }

  private var isAlwaysThere: Bool {
    switch self {
    case .request, .sniff, .referrer, .resource, .cache, .location, .cookie, .language, .authenticate, .retryAfter,
      .policy, .opener:
      true
    case .transport, .position, .ledger, .tag, .link, .disposition, .replayed: false
    }
  }

  /// As a document has it.
  func json(_ language: Language) -> JSON {
    .object([
      .init("description", .string(language(words))), .init("required", .boolean(isAlwaysThere)),
      .init("schema", shape.json),
    ])
  }

  /// Where it stands in an answer.
  static func references(_ headers: [AnswerHeader]) -> JSON {
    .object(
      headers.map { .init($0.rawValue, .object([.init("$ref", .string("#/components/headers/\($0.rawValue)"))])) })
  }
}
