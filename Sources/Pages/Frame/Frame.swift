public import LedgerDomain
import LedgerFormat
public import Presentation

/// What a page is made in: who looks at it, in which language, under which address, and whom it asks.
public struct Frame {
  /// Which page it is; nil for signing in, and for problems.
  let page: Page?
  /// The language of what we say (pages P8).
  public let language: Language
  /// The address it is shown under: all of what it shows is in there (pages P1).
  let address: Address
  /// The account, as `/v1/me` has it; nil where nobody is signed in.
  let me: Part?
  /// Whom it asks.
  let questions: Questions
  /// Whether the ledger is an example.
  let isDemo: Bool
  /// When it is made, for whoever prints it.
  let printedAt: String
  /// What a form of it sent, and what came of that; nil where it is only looked at.
  public var posted: Posted?
  /// What no question of the API tells: one's own sessions and tokens, a calendar, what a form expects, the state of the server; nil
  /// but on those pages.
  public var own: Part?
  /// In which roles of the account the rules in force let a type of event be submitted; empty but on pages that offer them or
  /// lead to them (pages P10).
  public var open: [FactKind: [Role]] = [:]
  /// The duties of an office in force, which say how each is met; nil where the rules have none, and but on pages that lead to
  /// forms (pages P10).
  public var duties: DutyRows?
  /// Whether keys do something (pages P12).
  public var hasKeys = true

  /// A frame.
  ///
  /// - Parameters:
  ///   - page: which page; nil for signing in, and for problems.
  ///   - language: the language of what we say.
  ///   - address: its own address, with its query.
  ///   - me: what `/v1/me` answers; nil where nobody is signed in.
  ///   - questions: whom it asks.
  ///   - isDemo: whether the ledger is an example, which is then said.
  ///   - printedAt: the time by the ledger's clock, as the API writes times.
  public init(
    _ page: Page?, _ language: Language, at address: Address, me: Part?, asking questions: Questions,
    isDemo: Bool = false, printedAt: String
  ) {
    self.page = page
    self.language = language
    self.address = address
    self.me = me
    self.questions = questions
    self.isDemo = isDemo
    self.printedAt = printedAt
  }

  /// Whether it shows the ledger: then it has a time bar above and its basis below (pages P5, P6).
  var isOfLedger: Bool { page?.isOfLedger ?? false }

  /// Says a text in the page's language.
  func say(_ words: Words) -> String { language(words) }

  /// Says a text in the page's language.
  func say(zh: String, en: String) -> String { language(zh: zh, en: en) }
}

/// What the account may, and who it is.
extension Frame {
  /// Whether the account has a right, by its name in `/v1/me`.
  func may(_ right: String) -> Bool { me?["permissions"].items.contains { $0.text == right } ?? false }

  /// The one provider whose account this is; nil for staff and whoever else sees all.
  var ownProvider: String? { me?["provider"].text }

  /// The roles of the account.
  var roles: [String] { me?["roles"].items.compactMap(\.text) ?? [] }

  /// Whether somebody who works for the platform is looking.
  var isStaff: Bool { ownProvider == nil && may("simulate") && !roles.contains("auditor") }
}

/// The two clocks (pages P5).
extension Frame {
  /// The day all is as of, where the address names one.
  var asOf: String? { address["asOf"] }

  /// The moment all is as known at, where the address names one.
  var knownAt: String? { address["knownAt"] }

  /// Whether what is shown is the present, in which alone anything is done.
  var isPresent: Bool { asOf == nil && knownAt == nil }

  /// A question under the page's own clocks.
  func asking(_ segments: String..., query: KeyValuePairs<String, String?> = [:]) throws -> Answered {
    try questions.ask(clocked(Address(segments: ["v1"] + segments, pairs: Self.pairs(query))))
  }

  /// What all on the page rests on (pages P6); on a page of one provider by the rules that it is under.
  func basis() throws -> Answered {
    let isOfOne = page?.isOfProvider ?? false
    let provider = isOfOne ? address.segments.dropFirst().first : page == .overview ? ownProvider : nil
    return try asking("basis", query: ["provider": provider])
  }

  /// A question that no clock moves: what was recorded stays.
  func askingOfLog(_ segments: String..., query: KeyValuePairs<String, String?> = [:]) throws -> Answered {
    try questions.ask(Address(segments: ["v1"] + segments, pairs: Self.pairs(query)))
  }

  /// A page of this server, under the same clocks.
  func link(_ segments: String..., query: KeyValuePairs<String, String?> = [:]) -> Address {
    kept(clocked(Address(segments: segments, pairs: Self.pairs(query))))
  }

  /// A page of this server that shows no ledger, and so knows no clocks.
  func linkBeside(_ segments: String...) -> Address { kept(Address(segments: segments, pairs: [])) }

  /// This page, with another value under a name of its query; from its first part on.
  func turned(_ name: String, _ value: String?) -> Address {
    address.replacing("cursor", nil).replacing("move", nil).replacing(name, value)
  }

  private static func pairs(_ query: KeyValuePairs<String, String?>) -> [Address.Pair] {
    query.compactMap { pair in pair.value.map { Address.Pair(pair.key, $0) } }
  }

  private func clocked(_ address: Address) -> Address {
    address.replacing("asOf", address["asOf"] ?? asOf).replacing("knownAt", address["knownAt"] ?? knownAt)
  }

  private func kept(_ address: Address) -> Address { address.replacing("lang", self.address["lang"]) }
}
