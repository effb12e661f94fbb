import EventStore
import LedgerDomain
import Programmes

/// What was judged under a clause of a programme in a year, over all its subjects (programmes §11).
public struct SubjectJudgements: Sendable {
  /// How often which points were judged; none where no range of the clause asks for them.
  public private(set) var points: [Int: Int] = [:]
  /// How often which grade was; none where the clause has none.
  public private(set) var grades: [String: Int] = [:]

  fileprivate mutating func add(_ judgement: SubjectBreach.Judgement) {
    if let judged = judgement.points { points[judged, default: 0] += 1 }
    if let grade = judgement.grade { grades[grade, default: 0] += 1 }
  }
}

extension Ledger {
  /// What was judged under a clause of a programme about acts of a year, as it stands: what was overturned or withdrawn since is
  /// no longer among it.
  ///
  /// - Throws: `unknown-programme` for one that the log does not publish; `unknown-clause` for what no version of it declares.
  public func judgements(under clause: String, of programme: String, year: Int) throws -> SubjectJudgements {
    try store.read { reader in
      let programmes = try source.programmes(in: reader)
      guard let versions = programmes[programme] else {
        throw Refusal.rules(.unknownProgramme, found: .unknown(programme, among: programmes.names))
      }
      let clauses = Set(versions.versions.flatMap { $0.programme.clauses.map(\.name) })
      guard clauses.contains(clause) else {
        throw Refusal.rules(.unknownClause, found: .unknown(clause, among: clauses.sorted()))
      }
      var judgements = SubjectJudgements()
      for subject in try reader.subjects() {
        let state = try subjectState(of: subject, knownAt: nil, among: programmes, from: reader)
        guard let state, state.programme == programme else { continue }
        for breach in state.breaches where breach.clause == clause && breach.on.year == year {
          if breach.status == .assessed, let judgement = breach.judgement { judgements.add(judgement) }
        }
      }
      return judgements
    }
  }
}
