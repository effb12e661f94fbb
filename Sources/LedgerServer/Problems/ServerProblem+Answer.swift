import LedgerDomain
import LedgerFormat
import Presentation

extension ServerProblem {
  /// The problem as a member of another answer, and as the whole of its own.
  ///
  /// - Parameter request: the request's id; nil where it stands in a line of another answer.
  func json(_ language: Language, request: String?) -> JSON {
    var fields: [JSON.Field] = [
      .init("type", .string("/problems/\(code)")), .init("title", .string(language(title))),
      .init("status", .integer(status)), .init("detail", .string(language(detail))), .init("code", .string(code)),
    ]
    if let found { fields.append(.init("found", .string(language(found)))) }
    if let field { fields.append(.init("field", .string(field))) }
    if let line { fields.append(.init("line", .integer(line))) }
    fields.append(.init("retry", .boolean(mayRetry)))
    fields += members
    if let request { fields.append(.init("request", .string(request))) }
    return .object(fields)
  }

  /// The answer that tells it.
  func answer(_ language: Language, request: String) -> Answer {
    var answer = Answer(
      status, [Header("content-type", "application/problem+json"), Header("content-language", language.rawValue)],
      .bytes(Array((json(language, request: request).text + "\n").utf8)))
    answer.headers += headers
    if let retryAfter { answer["retry-after"] = String(retryAfter) }
    answer["cache-control"] = "no-store"
    return answer
  }
}
