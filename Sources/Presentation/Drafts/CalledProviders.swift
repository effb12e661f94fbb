public import Ledger
public import LedgerDomain
public import LedgerFormat
import Programmes

/// The providers that a file names by their names, and not by their keys: those of the ledger, and those the file registers.
///
/// The ledger is asked when the first such name is met, and again where a name is not known and the log has grown.
public final class CalledProviders {
  private let open: () throws -> Ledger?
  private let clock: () throws -> Instant
  private var ledger: Ledger?
  private var names: (known: ProviderNames, head: Int)?
  private var registered: [(Key<Provider>, String)] = []
  private var roles: (called: [String: Set<Role>], head: Int)?
  private var keys: Set<Key<Provider>> = []

  /// Those of a ledger.
  ///
  /// - Parameters:
  ///   - clock: the moment as of which the ledger is asked.
  ///   - ledger: opens the ledger to read; nil where there is none yet, or nobody may be told whose names it has.
  public init(clock: @escaping () throws -> Instant, in ledger: @escaping () throws -> Ledger?) {
    self.clock = clock
    open = ledger
  }

  /// The provider whose name is what was taken for a key.
  ///
  /// - Throws: `unknown-provider`, with a key or name that may be meant; without one where the key is somebody's, who is no
  ///   provider: what is said of one is never told of another.
  public func provider(insteadOf key: Key<Provider>) throws -> Key<Provider> {
    let names = try names(for: key.text)
    if let ledger, try ledger.hasStream(of: key) {
      let isSubject = try ledger.isSubject(key)
      throw Refusal.rules(.unknownProvider, found: isSubject ? .subject(key) : .same(key.text))
    }
    if keys.contains(key) {
      throw Refusal.unknown(.unknownProvider, named: key.text, near: nil)
    }
    do throws(InputError) {
      return try names.provider(called: key.text)
    } catch {
      if names.hasSeveral(called: key.text) { throw error }
      throw Refusal.unknown(.unknownProvider, named: key.text, near: names.near(key))
    }
  }

  /// Who submits an event, the role by its key where a published programme calls it so in Chinese: that of the subject it is
  /// about before all others. Nil where none does, so for the regulation's own names too.
  ///
  /// - Parameters:
  ///   - text: who, in the short form.
  ///   - kind: the type of the event; one that no programme knows is by a role of the regulation.
  ///   - provider: the key or name of whom it is about; nil where nothing is said of that.
  public func signature(_ text: String, of kind: FactKind?, about provider: String?) throws -> String? {
    guard let kind, kind.isOfProgrammes else { return nil }
    let sides = text.narrowed.trimmed.split(separator: "@", omittingEmptySubsequences: false).map(String.init)
    guard sides.count == 2, !sides[1].isKey(), let called = try rolesCalled(sides[1]), let one = called.first else {
      return nil
    }
    let own = try provider.flatMap(programme(of:)).map { programme in
      programme.roles.first { $0.words?.zh == sides[1] }.map { Role(named: $0.name) }
    }
    if let own { return own.map { Person(id: sides[0], role: $0).short } }
    guard called.count == 1, kind == .subject(.enrolled) || !CSVCell.isRole(inChinese: sides[1]) else { return nil }
    return Person(id: sides[0], role: one).short
  }

  /// The roles that published programmes call so in Chinese; nil where none does. What is one of the regulation's names is not
  /// asked for again because the log has grown: most rows of most files have one.
  private func rolesCalled(_ name: String) throws -> Set<Role>? {
    if let roles, roles.called[name] != nil || CSVCell.isRole(inChinese: name) { return roles.called[name] }
    ledger = try ledger ?? open()
    guard let ledger, case let head = try ledger.head() else { return nil }
    if roles?.head != head {
      let named = try ledger.programmeRoles().compactMap { role, words in words.map { ($0.zh, Set([role])) } }
      roles = (Dictionary(named) { $0.union($1) }, head)
    }
    return roles?.called[name]
  }

  /// The programme of a subject that the ledger has, by its key or name, as it is in force today; nil for anybody else.
  private func programme(of text: String) throws -> Programme? {
    let key = text.narrowed.isKey() ? Key(text.narrowed) : try? names(for: text).provider(called: text)
    guard let ledger, let key, try ledger.isSubject(key) else { return nil }
    return try ledger.programme(of: key, on: ledger.zone(of: key).date(of: clock()))
  }

  /// The names, where a row needs them.
  func names(for record: CSVRecord) throws -> ProviderNames? {
    try record.providerName.map { try names(for: $0) }
  }

  /// Takes note of an event: a registration and an enrolment give a key and a name.
  public func note(_ draft: Draft) {
    let name: String
    if case .provider(.registered(let fact)) = draft.fact {
      name = fact.name
    } else if case .subject(.enrolled(let fact)) = draft.fact {
      name = fact.name
    } else {
      return
    }
    keys.insert(draft.provider)
    registered.append((draft.provider, name))
    names?.known.add(draft.provider, called: name)
  }

  /// The types of event that make a key, and so name none that is there.
  private static let firsts = [FactKind.provider(.registered), .subject(.enrolled)].map { JSON.string($0.name) }

  /// An event in JSON with the key of the provider in the place of its name; nil where the name is not what is wrong.
  func renamed(_ json: [UInt8], because error: InputError) throws -> [UInt8]? {
    guard case .field("provider", _) = error,
      case .object(var fields)? = try? JSON(parsing: String(decoding: json, as: UTF8.self)),
      !fields.contains(where: { $0.name == "type" && Self.firsts.contains($0.value) }),
      let index = fields.firstIndex(where: { $0.name == "provider" }), case .string(let name) = fields[index].value,
      !fields[(index + 1)...].contains(where: { $0.name == "provider" })
    else { return nil }
    fields[index].value = .string(try names(for: name).provider(called: name).text)
    return Array(JSON.object(fields).text.utf8)
  }

  /// The names, those of the ledger as new as need be to know this one.
  public func names(for name: String) throws -> ProviderNames {
    if let names, (try? names.known.provider(called: name)) != nil { return names.known }
    ledger = try ledger ?? open()
    let head = try ledger?.head() ?? 0
    if let names, names.head == head { return names.known }
    var known = try ledger?.providerNames(now: clock()) ?? ProviderNames()
    for (key, name) in registered { known.add(key, called: name) }
    names = (known, head)
    return known
  }
}
