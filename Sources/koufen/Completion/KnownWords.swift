import ArgumentParser
import Ledger
import LedgerDomain
import LedgerFormat
import Presentation
import Rulebook

/// What is known to stand at a place of a command line: by what the value there is called, and from the store in use.
struct KnownWords {
  private let typed: TypedLine

  init(_ typed: TypedLine) { self.typed = typed }

  /// What an argument may be.
  func values(of argument: ArgumentModel) -> Completion.Answer {
    if !argument.choices.isEmpty { return .words(argument.choices.map { .init(word: $0, about: "") }) }
    if argument.spelling == "--clause" { return .words(clauses) }
    if argument.spelling == "--state" { return .words(outletStates) }
    guard let kind = ValueName(called: argument.valueName ?? "") else { return .words([]) }
    switch kind {
    case .provider: return .words(providers)
    case .breach: return .words(breaches)
    case .duty: return .words(duties)
    case .matter: return .words(breaches + duties)
    case .type: return .words(types(isFilter: !argument.spelling.isEmpty))
    case .role: return .words(Role.allCases.map { .init(word: $0.rawValue, about: Language.ofProcess($0.words)) })
    case .person: return .words(persons)
    case .rulebook: return versions.isEmpty ? .files : .words(versions)
    case .backup, .file, .folder, .key, .origin, .scenario, .seal, .store, .target: return .files
    case .city: return .words(cities)
    case .work:
      return .words(QueueItem.Work.allCases.map { .init(word: $0.rawValue, about: Language.ofProcess($0.words)) })
    case .account, .address, .change, .date, .encoding, .event, .format, .host, .identifier, .language, .moment, .month,
      .name, .notation, .number, .occasion, .order, .position, .status, .text, .token, .year:
      return .words([])
    }
  }

  private var clauses: [Completion.Candidate] {
    Clause.allCases.map { .init(word: $0.rawValue, about: Language.ofProcess($0.words)) }
  }

  private var outletStates: [Completion.Candidate] {
    OutletLine.State.allCases.map { .init(word: $0.rawValue, about: Language.ofProcess($0.words)) }
  }

  /// The cities anybody was authorised for.
  private var cities: [Completion.Candidate] {
    guard let ledger, let now = try? WallClock.now() else { return [] }
    let standings = (try? ledger.standings(StandingQuestion(), now: now, listing: false)) ?? []
    return Set(standings.flatMap { $0.summary.cities.map(\.city) }).sorted().map { .init(word: $0.text, about: "") }
  }

  /// Types that can be submitted; as a filter, every type there is.
  private func types(isFilter: Bool) -> [Completion.Candidate] {
    let facts = FactKind.allCases.map {
      Completion.Candidate(word: $0.name, about: Language.ofProcess($0.payload.about.words))
    }
    let names = isFilter ? EventFilter.types.dropFirst(facts.count) : []
    return facts + names.map { .init(word: $0, about: "") }
  }

  /// Whoever usually submits; behind an `@`, the roles.
  private var persons: [Completion.Candidate] {
    let usual = Configuration.usualBy.map { [Completion.Candidate(word: $0, about: "")] } ?? []
    guard let at = typed.current.lastIndex(of: "@") else { return usual }
    let sides = typed.current.split(separator: "=", maxSplits: 1)
    let isWithOption = typed.current.hasPrefix("--") && sides.count == 2
    let person = isWithOption ? sides[1].prefix { $0 != "@" } : typed.current[..<at]
    return Role.allCases.map { .init(word: "\(person)@\($0.rawValue)", about: Language.ofProcess($0.words)) }
  }

  /// The store in use, if it is there.
  private var ledger: Ledger? {
    var stores = StoreOptions()
    stores.store = typed.given["--store"].flatMap(StoreLocation.init(argument:))
    // Nobody waits for a server to complete a word.
    if case .server = stores.location { return nil }
    return stores.isThere ? try? stores.ledger(readOnly: true) : nil
  }

  private var providers: [Completion.Candidate] {
    guard let ledger, let now = try? WallClock.now() else { return [] }
    let standings = (try? ledger.standings(StandingQuestion(), now: now, listing: false)) ?? []
    return standings.map { .init(word: $0.provider.text, about: $0.summary.name) }
  }

  /// Those of the provider that is named before, the latest first.
  var breaches: [Completion.Candidate] {
    (standing?.breaches ?? []).reversed().map { line in
      let about = Language.ofProcess(line.clause.words) + " · " + Language.ofProcess(line.state.words)
      return .init(word: line.breach.text, about: about)
    }
  }

  /// What the provider that is named before owes, or met too late.
  private var duties: [Completion.Candidate] {
    (standing?.summary.duties ?? []).map { line in
      let due = line.due.map { " · " + $0.date.description } ?? ""
      return .init(word: line.duty.text, about: Language.ofProcess(line.state.words) + due)
    }
  }

  /// Where the provider that is named before stands.
  private var standing: Standing? {
    guard let provider = typed.given["--provider"] ?? typed.arguments.first, let ledger,
      let now = try? WallClock.now()
    else { return nil }
    return try? ledger.standing(of: Key(provider), StandingQuestion(), now: now)
  }

  private var versions: [Completion.Candidate] {
    guard let builtIn = try? Rulebook.builtIn() else { return [] }
    let published = (try? ledger?.rulebookVersions(besides: builtIn)) ?? []
    return Set(published.map(\.name) + [builtIn.name]).sorted().filter { $0.hasPrefix(typed.current) }
      .map { .init(word: $0, about: "") }
  }
}

extension ValueName {
  /// What is called so, in either language.
  fileprivate init?(called name: String) {
    guard let known = Self.allCases.first(where: { [$0.words.zh, $0.words.en].contains(name) }) else { return nil }
    self = known
  }
}
