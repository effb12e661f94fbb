import EventStore
import LedgerDomain
import LedgerFormat

/// What is asked about subjects, said beforehand to a store that is far away.
extension Wanted {
  /// What bringing some subjects into memory asks: whether they are subjects, their heads, and what is kept of them with the events
  /// since.
  init(ofSubjects subjects: some Collection<Key<Provider>>) {
    self.init(
      streams: subjects.map(\.stream), tails: subjects.map { Tail(of: $0.stream, behind: ReadModel.tailMarks) },
      keys: subjects.flatMap { [ReadModel.subjectKey($0), ReadModel.stateKey($0), ReadModel.outlineKey($0)] })
  }

  /// The same, and what deciding submissions about subjects asks besides.
  ///
  /// - Parameters:
  ///   - drafts: the submissions.
  ///   - versions: how many events are folded into the states that are in memory; of those only the events since are asked, and only
  ///     where others write too.
  ///   - haveProgrammes: whether the log publishes programmes, as far as is known: then of everybody else it is asked which form they
  ///     are of.
  func withSubjects(
    of drafts: [Draft], inMemory versions: [Key<Provider>: Int], isShared: Bool, haveProgrammes: Bool
  ) -> Wanted {
    var wanted = self
    for (subject, version) in versions {
      wanted.streams.append(subject.stream)
      wanted.keys.append(ReadModel.subjectKey(subject))
      if isShared { wanted.tails.append(Tail(of: subject.stream, behind: [version - 1])) }
    }
    let told = Set(drafts.filter { haveProgrammes || $0.isOfProgramme }.map(\.provider)).subtracting(versions.keys)
    wanted.keys += told.flatMap { [ReadModel.subjectKey($0), ReadModel.outlineKey($0)] }
    if haveProgrammes { wanted.keys += told.map(ReadModel.standingKey) }
    return wanted
  }
}

extension Draft {
  /// Whether it is of a type that only subjects have.
  fileprivate var isOfProgramme: Bool { if case .subject = fact { true } else { false } }
}
