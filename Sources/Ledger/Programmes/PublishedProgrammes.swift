package import LedgerDomain
package import Programmes

/// The programmes a log publishes, by their names (programmes §10): each with its versions.
package struct PublishedProgrammes: Sendable {
  private var byName: [String: ProgrammeVersions] = [:]
  /// When each was published, in the order of the log.
  private var publications: [(position: Int, recordedAt: Instant)] = []

  /// None.
  package init() {}

  /// Whether there is none, as in most ledgers.
  package var isEmpty: Bool { byName.isEmpty }

  /// Their names, in order.
  package var names: [String] { byName.keys.sorted() }

  /// The one there is; nil for none, or for several.
  package var only: ProgrammeVersions? { byName.count == 1 ? byName.first?.value : nil }

  /// The versions of a programme.
  package subscript(name: String) -> ProgrammeVersions? { byName[name] }

  /// The versions of the programme that has one of this name, such as `stall-1`.
  package func holding(version name: String) -> ProgrammeVersions? {
    byName.values.first { $0.named(name) != nil }
  }

  /// The zones in which their days begin.
  package var zones: [Zone] { byName.values.map(\.zone) }

  /// Adds a version, published after all others.
  package mutating func publish(
    _ programme: Programme, from date: LocalDate, at position: Int, recordedAt: Instant
  ) {
    publications.append((position, recordedAt))
    let version = ProgrammeVersions.Version(effective: date, position: position, programme: programme)
    if byName[programme.programme] == nil {
      byName[programme.programme] = ProgrammeVersions(version)
    } else {
      byName[programme.programme]?.publish(version)
    }
  }

  /// The same with another version of a programme in the place of whatever is in force from a day on; with nil, from the
  /// beginning. A programme that is not published stays unknown.
  package func trying(_ programme: Programme, from date: LocalDate?) -> PublishedProgrammes {
    var copy = self
    copy.byName[programme.programme] = byName[programme.programme]?.trying(programme, from: date)
    return copy
  }

  /// Those known at a moment; with nil, all (programmes §11, two clocks).
  package func known(at moment: Instant?) -> PublishedProgrammes {
    guard let moment, let unknown = publications.first(where: { $0.recordedAt > moment }) else { return self }
    return known(before: unknown.position)
  }

  /// Those known when an event was recorded.
  package func known(before position: Int) -> PublishedProgrammes {
    var copy = self
    for (name, versions) in byName {
      copy.byName[name] =
        versions.versions.contains { $0.position < position } ? versions.known(before: position) : nil
    }
    return copy
  }
}
