import LedgerAccess
import LedgerDomain
import Pages
import Presentation
import ServerSettings
import Synchronization

/// A request that came in, and what is noted of it while it is answered.
final class Incoming: Sendable {
  let call: Call
  /// Its id.
  let request: String
  /// When it came, by the clock of the ledger.
  let now: Instant
  /// The same by a clock that only goes on.
  let clock: ContinuousClock.Instant
  /// The address it came from (server 12.2).
  let address: String

  private struct Noted {
    var operation: Operation?
    var page: Pages.Page?
    var isForPeople = false
    var caller: Caller?
    var role: AccountRole?
    var media: Media?
    var objects: [AccessObject] = []
    var action: AccessAction?
    var code: String?
    var together: Int?
  }

  private let noted = Mutex(Noted())

  init(_ call: Call, _ server: ServedLedger) {
    self.call = call
    now = server.surroundings.now()
    clock = server.surroundings.steady()
    request = server.makeID(now)
    address = server.address(of: call)
  }

  /// Notes what it asks, and who does.
  func note(_ operation: Operation, _ caller: Caller?) {
    noted.withLock { noted in
      noted.operation = operation
      noted.caller = caller
    }
  }

  /// Notes who asks, whatever it is.
  func note(_ caller: Caller?) { noted.withLock { $0.caller = caller } }

  /// Notes in which of its roles whoever asks does it, where that is said by what it hands in.
  func note(role: AccountRole?) { noted.withLock { $0.role = role } }

  /// Notes which page it asks for, and who does.
  func note(_ page: Pages.Page, _ caller: Caller?) {
    noted.withLock { noted in
      noted.page = page
      noted.caller = caller
      noted.media = .html
    }
  }

  /// Notes whether what it asks for is shown to people, by a browser.
  func note(isForPeople: Bool) { noted.withLock { $0.isForPeople = isForPeople } }

  /// Notes in which notation it is answered.
  func note(_ media: Media) { noted.withLock { $0.media = media } }

  /// Notes what it is about, for the access log.
  func note(_ object: AccessObject) { note([object]) }

  /// The same of so much that no line of it has room for all.
  func note(_ objects: [AccessObject]) { noted.withLock { $0.objects = objects } }

  /// Notes what is done, where that is not said by what is asked alone.
  func note(_ action: AccessAction) { noted.withLock { $0.action = action } }

  /// Notes why it was refused.
  func note(code: String) { noted.withLock { $0.code = code } }

  /// Notes how many submissions were kept by the same commit.
  func note(together: Int) { noted.withLock { $0.together = together } }

  /// The role in which it is done: the one handed in, else the one chosen, else the first; nil where nobody is known.
  var role: AccountRole? {
    noted.withLock { noted in noted.role ?? noted.caller?.chosenRole ?? noted.caller?.kind.roles.first }
  }

  /// What it asks; nil where that was not found out.
  var operation: Operation? { noted.withLock { $0.operation } }

  /// Which page it asks for; nil for none, and where that was not found out.
  var page: Pages.Page? { noted.withLock { $0.page } }

  /// The pattern of its path; nil where it is none.
  var route: String? { operation?.form.path ?? page?.path }

  /// Whether it is answered by a page, whatever went wrong: it is one, or a browser asks for something that is not there.
  var wantsPage: Bool {
    if page != nil { return true }
    return noted.withLock { $0.isForPeople } && (call["accept"] ?? "").contains(Media.html.type)
  }

  /// Who asks; nil for nobody.
  var caller: Caller? { noted.withLock { $0.caller } }

  /// The notation of the answer.
  var media: Media? { noted.withLock { $0.media } }

  /// What the access log calls what it does; nil for what is not written down when it succeeds.
  var action: AccessAction? { noted.withLock { $0.action } ?? operation?.action(in: media ?? .json) }

  /// What it is about, a line of the access log each.
  var objects: [AccessObject] { noted.withLock { $0.objects } }

  /// Why it was refused.
  var code: String? { noted.withLock { $0.code } }

  /// How many submissions were kept by the same commit.
  var together: Int? { noted.withLock { $0.together } }

  /// The language it is answered in: the one it asks for, else the account's, else the server's (server 4.11).
  func language(_ caller: Caller?, _ settings: ServerSettings) -> Language {
    AcceptedLanguage(call["accept-language"]).chosen
      ?? caller?.account.language.map { $0 == .zh ? .zh : .en } ?? settings.spoken
  }
}

/// The language `Accept-Language` asks for.
struct AcceptedLanguage {
  /// The first of those that are spoken; nil where none is asked for.
  let chosen: Language?

  init(_ field: String?) {
    var best: (quality: Double, language: Language)?
    for range in (field ?? "").split(separator: ",") {
      let parts = range.split(separator: ";").map { String($0).unpadded }
      guard let tag = parts.first?.lowercased(), let language = Self.language(of: tag) else { continue }
      let quality = parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
      if quality > best?.quality ?? 0 { best = (quality, language) }
    }
    chosen = best?.language
  }

  private static func language(of tag: String) -> Language? {
    Language.allCases.first { tag == $0.rawValue || tag.hasPrefix($0.rawValue + "-") }
  }
}

extension ServerSettings {
  /// The language where nobody asks for one.
  var spoken: Presentation.Language {
    switch language {
    case .zh: .zh
    case .en: .en
    }
  }
}
