import EventStore
import Ledger
import LedgerDomain
import LedgerFormat
import Presentation

/// What filters name, held against what there is: an unknown word is a mistake, told with the nearest known one.
enum FilterWord {
  /// A type of event, by its name in the log or in Chinese.
  static func type(_ text: String?) throws -> String? {
    try known(text, "--type", among: EventFilter.types, zh: "事件类型", en: "type of event") { type in
      FactKind(type)?.payload.about.words.zh ?? ConsequenceKind(rawValue: type)?.words.zh
        ?? (type == Publication.type ? Publication.words.zh : nil)
    }
  }

  /// A role, by its name in the log or in Chinese: one of the regulation's, or one of the ledger's programmes.
  ///
  /// - Parameter ledger: nil where its programmes are not to be seen.
  static func role(_ text: String?, in ledger: Ledger?) throws -> Role? {
    guard let text else { return nil }
    let regular = Role.allCases.map { ($0, $0.words) }
    let roles = try Role(rawValue: text) == nil ? regular + (ledger?.programmeRoles() ?? []) : regular
    if let called = roles.first(where: { $0.1?.zh == text }) { return called.0 }
    let word = try known(text, "--role", among: roles.map(\.0.rawValue), zh: "角色", en: "role") { name in
      roles.first { $0.0.rawValue == name }?.1?.zh
    }
    return word.map(Role.init(named:))
  }

  /// A kind of work in the queue, by its code or as it is shown.
  static func work(_ text: String?) throws -> QueueItem.Work? {
    let kinds = QueueItem.Work.allCases
    if let shown = kinds.first(where: { $0.words.en == text }) { return shown }
    let word = try known(text, "--work", among: kinds.map(\.rawValue), zh: "待办", en: "work") {
      QueueItem.Work(rawValue: $0)?.words.zh
    }
    return word.flatMap(QueueItem.Work.init)
  }

  /// Where an outlet stands, by its code or as it is shown.
  static func outletState(_ text: String?) throws -> OutletLine.State? {
    let states = OutletLine.State.allCases
    if let shown = states.first(where: { $0.words.en == text }) { return shown }
    let word = try known(text, "--state", among: states.map(\.rawValue), zh: "网点状态", en: "state of an outlet") {
      OutletLine.State(rawValue: $0)?.words.zh
    }
    return word.flatMap(OutletLine.State.init)
  }

  /// Demands that a duty named by its slug or its id is one of those there are.
  static func demand(duty text: String, among slugs: [String]) throws {
    _ = try known(DutyID(text).slug.text, "--duty", among: slugs, zh: "义务", en: "duty")
  }

  /// A city, among those there are.
  static func city(_ text: String?, among cities: some Sequence<Key<City>>) throws -> Key<City>? {
    guard let text else { return nil }
    let known = Set(cities).sorted().map(\.text)
    if known.isEmpty {
      throw Failure.usage(zh: "--city：没有任何城市。", en: "--city: there is no city at all.")
    }
    return try Self.known(text, "--city", among: known, zh: "城市", en: "city", inChinese: { _ in nil }).map(Key.init)
  }

  /// A type that can be submitted, by its name in the log or in Chinese.
  static func fact(_ text: String) throws -> FactKind {
    if let kind = FactKind(called: text) { return kind }
    _ = try known(
      text, AskedOutput.ofProcess.language(zh: "<事件类型>", en: "TYPE"), among: FactKind.allCases.map(\.name),
      zh: "可提交的事件类型", en: "type of event to submit"
    ) {
      FactKind($0)?.payload.about.words.zh
    }
    throw InputError.field("type", expected: .eventType)
  }

  /// The word that a text is, or names in Chinese.
  private static func known(
    _ text: String?, _ option: String, among words: [String], zh: String, en: String,
    inChinese: (String) -> String? = { _ in nil }
  ) throws -> String? {
    guard let text, !words.contains(text) else { return text }
    if let word = words.first(where: { inChinese($0) == text }) { return word }
    let chinese = words.compactMap(inChinese)
    let candidates = chinese.isEmpty || text.utf8.allSatisfy { $0 < 0x80 } ? words : chinese
    let hint = hint(for: text, among: candidates, of: words, inChinese)
    throw Failure.usage(
      zh: "\(option)：没有名为“\(text.printable)”的\(zh)\(hint.zh)",
      en: "\(option): there is no \(en) \(text.printable)\(hint.en)")
  }

  /// Words that are named where none of them is like the one that was given, at most.
  private static let mostNamed = 12

  /// The word that was perhaps meant; where there is none, all that may stand there, if they are few: in Chinese each beside
  /// what it is called.
  ///
  /// - Parameter candidates: those of the words, in the log or in Chinese, that one like the text is looked for among.
  private static func hint(
    for text: String, among candidates: [String], of words: [String], _ inChinese: (String) -> String?
  ) -> Words {
    if let near = text.near(among: candidates) ?? candidates.first(where: { text.count > 1 && $0.contains(text) }) {
      return Words(zh: "；是否指 \(near)？", en: "; did you mean \(near)?")
    }
    let named = Array(words.prefix(mostNamed))
    let rest = words.count - named.count
    let called = named.map { word in inChinese(word).map { "\($0)（\(word)）" } ?? word }
    return Words(
      zh: "；可用：\(Language.zh.list(called))\(rest > 0 ? "，另有 \(rest) 个" : "")。",
      en: "; there are \(Language.en.list(named))\(rest > 0 ? " and \(rest) more" : "").")
  }

  /// A provider of the ledger, by its key or, where nobody has that key, by its name.
  ///
  /// - Parameter providers: tells those called by their names; else those of the ledger.
  /// - Throws: `unknown-provider`, naming the nearest; `bad-input` with the keys, where several are called so.
  static func provider(
    _ text: String, in ledger: Ledger, calling providers: CalledProviders? = nil
  ) throws -> Key<Provider> {
    let key = Key<Provider>(text)
    if try ledger.hasStream(of: key) { return key }
    return try (providers ?? CalledProviders(clock: WallClock.now) { ledger }).provider(insteadOf: key)
  }

  /// What is asked about a provider, named as above; that it is there is found out by asking.
  static func answer<T>(
    about text: String, in ledger: Ledger, _ ask: (Key<Provider>) throws -> T
  ) throws -> T {
    do {
      return try ask(Key(text))
    } catch Refusal.rules(.unknownProvider, let found) {
      let provider = try provider(text, in: ledger)
      guard provider != Key(text) else { throw Refusal.rules(.unknownProvider, found: found) }
      return try ask(provider)
    }
  }

  /// The provider a filter names; nil where it names none.
  static func provider(_ text: String?, in ledger: Ledger) throws -> Key<Provider>? {
    try text.map { try provider($0, in: ledger) }
  }
}
