import LedgerDomain
import LedgerFormat
import Testing

@testable import Pages
@testable import Presentation

/// The form by which a duty of a clause is met is that of a fact which the ledger takes as meeting it.
@Suite("Forms that meet duties")
struct DutyFormTests {
  /// Every example of a fact with the duties that it meets.
  private static let meeting: [(kind: FactKind, data: JSON, duties: [Duty])] = FactKind.allCases.flatMap { kind in
    TypeVariant.all(of: kind).map { variant in
      (kind, .object(variant.data), variant.fact.dutiesMet(on: Month(year: 2011, month: 6).firstDay))
    }
  }

  @Test("3.12 §5 The fact that a duty is met by meets it, and its subject stands in the field that is filled in")
  func met() throws {
    var sorts: Set<Clause> = []
    for (kind, data, duties) in Self.meeting {
      for duty in duties where duty.metBy == kind {
        sorts.insert(duty.clause)
        guard let field = Deed.field(of: duty) else { continue }
        #expect(data[field]?.cell == Deed.subject(of: duty), "\(kind.name)")
      }
    }
    #expect(sorts == [.serviceComplaint, .exitResponse, .signingProgress, .expansionTarget, .promotionGap])
  }

  @Test("§5 Facts that meet a duty besides are those by which an outlet is gone")
  func besides() {
    let others = Self.meeting.filter { line in line.duties.contains { $0.metBy != line.kind } }.map(\.kind)
    #expect(Set(others) == [.outlet(.exited), .outlet(.transferred)])
  }
}
