import Ledger
import LedgerDomain
import Presentation
import Rulebook

/// What programmes call what events tell of: each event by the words of the version that it rests on. A version is read once, and
/// none where nothing is told.
final class EventNames {
  private let ledger: Ledger
  private var versions: [String: RulebookVersion]?
  private var read: [String: ProgrammeNames] = [:]

  /// Those of the versions that a ledger knows.
  init(_ ledger: Ledger) { self.ledger = ledger }

  /// The words for an event; names alone where it rests on no programme, or on one that cannot be read.
  func callAsFunction(_ event: Event) -> ProgrammeNames {
    guard event.isOfProgramme else { return .byName }
    if let known = read[event.rulebook] { return known }
    load()
    var names = ProgrammeNames.byName
    if case .programme(let programme, _)? = try? versions?[event.rulebook]?.file() { names = ProgrammeNames(programme) }
    read[event.rulebook] = names
    return names
  }

  /// Asks the ledger for its programmes, where that was not done: it cannot be asked while its log is read.
  func load() { versions = versions ?? programmes() }

  private func programmes() -> [String: RulebookVersion] {
    guard let builtIn = try? Rulebook.builtIn(), (try? ledger.hasProgrammes()) ?? false else { return [:] }
    let all = (try? ledger.rulebookVersions(besides: builtIn)) ?? []
    return Dictionary(all.filter(\.isProgramme).map { ($0.name, $0) }) { $1 }
  }
}

extension Event {
  /// Whether it is about a subject of a programme, as far as it says so itself: all else is told without asking for programmes.
  fileprivate var isOfProgramme: Bool {
    if case .consequence(.programme) = body { return true }
    if case .fact(.subject, _) = body { return true }
    if case .declared? = by?.role { return true }
    return false
  }
}
