import LedgerDomain

/// Why the server itself refuses a request; what the ledger refuses has the ledger's codes (server §5).
enum ServerCode: String, CaseIterable, Sendable {
  case badInput = "bad-input"
  case notSignedIn = "not-signed-in"
  case notPermitted = "not-permitted"
  case notYourself = "not-yourself"
  case roleNotHeld = "role-not-held"
  case notYourOutlet = "not-your-outlet"
  case crossSite = "cross-site"
  case readOnly = "read-only"
  case noSuchResource = "no-such-resource"
  case noSuchRulebook = "no-such-rulebook"
  case methodNotAllowed = "method-not-allowed"
  case notAcceptable = "not-acceptable"
  case tooLarge = "too-large"
  case uriTooLong = "uri-too-long"
  case unsupportedMediaType = "unsupported-media-type"
  case headersTooLarge = "headers-too-large"
  case tooSlow = "too-slow"
  case positionAhead = "position-ahead"
  case versionConflict = "version-conflict"
  case previewDiffers = "preview-differs"
  case tooManyRequests = "too-many-requests"
  case internalFault = "internal"
  case overloaded
  case shuttingDown = "shutting-down"
  case starting
  case notASeal = "not-a-seal"
  case badRulebook = "bad-rulebook"

  /// The one status it has.
  var status: Int {
    switch self {
    case .badInput, .notASeal, .badRulebook: 400
    case .notSignedIn: 401
    case .notPermitted, .notYourself, .roleNotHeld, .notYourOutlet, .crossSite, .readOnly: 403
    case .noSuchResource, .noSuchRulebook: 404
    case .methodNotAllowed: 405
    case .notAcceptable: 406
    case .tooSlow: 408
    case .positionAhead: 409
    case .versionConflict, .previewDiffers: 412
    case .tooLarge: 413
    case .uriTooLong: 414
    case .unsupportedMediaType: 415
    case .tooManyRequests: 429
    case .headersTooLarge: 431
    case .internalFault: 500
    case .overloaded, .shuttingDown, .starting: 503
    }
  }

  /// Whether sending the very same again is safe and may succeed.
  var maySucceedAgain: Bool {
    switch self {
    case .tooManyRequests, .overloaded, .shuttingDown, .starting, .tooSlow: true
    case .badInput, .notASeal, .badRulebook, .notSignedIn, .notPermitted, .notYourself, .roleNotHeld, .notYourOutlet,
      .crossSite, .readOnly, .noSuchResource, .noSuchRulebook, .methodNotAllowed, .notAcceptable, .positionAhead,
      .versionConflict, .previewDiffers, .tooLarge, .uriTooLong, .unsupportedMediaType, .headersTooLarge,
      .internalFault:
      false
    }
  }
}

extension ServerCode {
  /// What happened.
  var reason: Words {
    switch self {
    case .badInput: Words(zh: "请求中有一项不符合要求。", en: "Something in the request is not as it must be.")
    case .notSignedIn: Words(zh: "尚未登录，或凭证无效。", en: "Nobody is signed in, or the credential is not valid.")
    case .notPermitted: Words(zh: "此账户无权如此。", en: "This account may not do that.")
    case .notYourself: Words(zh: "不得以他人名义提交。", en: "Nobody submits as another.")
    case .roleNotHeld: Words(zh: "此账户没有该角色。", en: "The account does not have this role.")
    case .notYourOutlet: Words(zh: "该事件不属于此账户的网点。", en: "The event is not about this account's outlet.")
    case .crossSite: Words(zh: "请求来自其他网站的页面。", en: "The request comes from a page of another site.")
    case .readOnly: Words(zh: "此服务只读。", en: "This server only reads.")
    case .noSuchResource: Words(zh: "此处没有任何内容。", en: "There is nothing here.")
    case .noSuchRulebook: Words(zh: "没有此名称的规则版本。", en: "There is no version of the rules by this name.")
    case .methodNotAllowed: Words(zh: "此处不支持该方法。", en: "That method is not known here.")
    case .notAcceptable: Words(zh: "此处不能以所要求的格式答复。", en: "There is no answer in a form that was asked for.")
    case .tooLarge: Words(zh: "请求内容过大。", en: "The body is too large.")
    case .uriTooLong: Words(zh: "请求行过长。", en: "The request line is too long.")
    case .unsupportedMediaType: Words(zh: "此处不接受该类型的内容。", en: "A body of this type is not taken here.")
    case .headersTooLarge: Words(zh: "请求头过大。", en: "The header fields are too large.")
    case .tooSlow: Words(zh: "请求到达过慢。", en: "The request came in too slowly.")
    case .positionAhead: Words(zh: "该位置在日志末尾之后。", en: "The position is behind the end of the log.")
    case .versionConflict: Words(zh: "账本已有变化。", en: "The ledger has moved on.")
    case .previewDiffers: Words(zh: "结果将与预览不同。", en: "What would happen is no longer what the preview showed.")
    case .tooManyRequests: Words(zh: "请求过多。", en: "There were too many requests.")
    case .internalFault: Words(zh: "程序内部故障。", en: "The program has a fault.")
    case .overloaded: Words(zh: "服务过忙。", en: "The server is overloaded.")
    case .shuttingDown: Words(zh: "服务正在停止。", en: "The server is stopping.")
    case .starting: Words(zh: "服务正在启动。", en: "The server is starting.")
    case .notASeal: Words(zh: "内容不是封存点。", en: "That is not a seal.")
    case .badRulebook: Words(zh: "规则文件有错误。", en: "The rulebook file has errors.")
    }
  }

  /// What to do about it.
  var remedy: Words {
    switch self {
    case .badInput: Words(zh: "请更正后重试。", en: "Mend it and try again.")
    case .notSignedIn:
      Words(
        zh: "请登录，或给出有效令牌。", en: "Sign in, or send a valid token in Authorization: Bearer.")
    case .notPermitted: Words(zh: "请由有此权限的账户办理。", en: "Let an account do it that may.")
    case .notYourself: Words(zh: "请略去 by，或填写本账户的编号。", en: "Leave by out, or name this account in it.")
    case .roleNotHeld: Words(zh: "请以本账户所有的角色提交。", en: "Submit it in a role the account has.")
    case .notYourOutlet: Words(zh: "请只提交本网点的事件。", en: "Submit only what is about your own outlet.")
    case .crossSite: Words(zh: "请从本服务的页面提交，或使用令牌。", en: "Use this server's own pages, or a token.")
    case .readOnly: Words(zh: "请向可写入的服务提交。", en: "Send it to a server that writes.")
    case .noSuchResource:
      Words(zh: "请核对地址；/v1/openapi.json 列出全部路径。", en: "Check the path; /v1/openapi.json lists all of them.")
    case .noSuchRulebook: Words(zh: "/v1/rulebooks 列出全部版本。", en: "/v1/rulebooks lists the versions.")
    case .methodNotAllowed: Words(zh: "答复的头列出所支持的方法。", en: "Allow says which are.")
    case .notAcceptable: Words(zh: "请更改所要求的格式。", en: "Change Accept or format.")
    case .tooLarge: Words(zh: "请分成几份发送。", en: "Send it in parts.")
    case .uriTooLong, .headersTooLarge: Words(zh: "请缩短后重试。", en: "Make it shorter.")
    case .unsupportedMediaType:
      Words(zh: "请更改 Content-Type，不要压缩内容。", en: "Change Content-Type, and send nothing compressed.")
    case .tooSlow: Words(zh: "请重新发送。", en: "Send it again.")
    case .positionAhead:
      Words(
        zh: "该位置属于另一本账，或账本由备份恢复过；请比对 Koufen-Ledger 后从头读取。",
        en:
          "It belongs to another ledger, or this one was restored: compare Koufen-Ledger, and read from the beginning.")
    case .versionConflict: Words(zh: "请重新读取后再提交。", en: "Read it again before you submit.")
    case .previewDiffers: Words(zh: "请查看新的预览后再确认。", en: "Look at the new preview before you confirm.")
    case .tooManyRequests: Words(zh: "请在 Retry-After 所示时间后重试。", en: "Try again after the time in Retry-After.")
    case .internalFault: Words(zh: "请将请求编号告知管理员。", en: "Tell whoever runs the server the request's id.")
    case .overloaded, .starting: Words(zh: "请稍后重试。", en: "Try again in a moment.")
    case .shuttingDown: Words(zh: "请稍后再次连接。", en: "Connect again in a moment.")
    case .notASeal: Words(zh: "请发送 GET /v1/seal 所得的 JSON。", en: "Send the JSON that GET /v1/seal gives.")
    case .badRulebook: Words(zh: "请按所列问题逐项更正。", en: "Mend what findings names.")
    }
  }
}
