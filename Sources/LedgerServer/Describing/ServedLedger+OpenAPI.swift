import LedgerDomain
import LedgerFormat
import Presentation
import Rulebook
import ServerSettings

extension ServedLedger {
  /// The document of this server in the language asked for.
  func openAPI(_ asked: Asked) throws -> Reply {
    let document = try documents.get(asked.language) {
      let isSecure = settings.tls != nil || settings.origin?.isSecure == true
      let cookie = SessionCookie.name(isSecure: isSecure)
      return OpenAPI(under: try Rulebook.builtIn().terms, cookie: cookie, asked.language).json.text
    }
    var reply = Reply(media: .json, body: .bytes(document.bytes))
    reply.tag = .weak(document.tag)
    reply.headers = [Header("content-language", asked.language.rawValue), Header("vary", "accept-language")]
    return reply
  }
}
