import LedgerDomain
import Presentation

/// How a duty of the offices is met (offices §3): most are met by another event than that which marks one fulfilled, and the
/// ledger then refuses the mark.
extension Deed {
  /// The forms by which a duty of the offices is met, as its row in force has it and as far as the account may submit them.
  static func links(meeting duty: DutyID, of provider: String, in frame: Frame) -> HTML {
    guard let row = frame.duties?[duty.slug] else { return "" }
    let mark: [FactKind] =
      (row.recordedBy ?? []).contains { frame.roles.contains($0.rawValue) } ? [.duty(.fulfilled)] : []
    let notice: [FactKind] = row.isMetByNotice ? [.notice(.sent)] : []
    let others = row.metBy.compactMap(form).map { kind, field -> HTML in
      // A key stands in the field it is named by; what is counted otherwise, as a year, is not of the form.
      links(to: [kind], of: provider, field ?? "", field == nil ? nil : duty.subject, in: frame)
    }
    return .joined(
      ([links(to: mark, of: provider, "duty", duty.text, in: frame)]
        + [links(to: notice, of: provider, "about", duty.text, in: frame)] + others).filter { !$0.markup.isEmpty },
      by: " ")
  }

  /// The type of the fact by which something that meets a duty comes about, and the field that says what the duty is about; nil
  /// where no form leads there.
  private static func form(of way: DutyRow.Fulfilment) -> (kind: FactKind, field: String?)? {
    switch way {
    case .event(let trigger): FactKind(trigger.event.text).map { ($0, field(trigger.subject)) }
    case .when(let condition), .whenNot(let condition): kind(bringing: condition).map { ($0, field(condition.subject)) }
    }
  }

  private static func field(_ subject: DutyRow.SubjectField?) -> String? {
    switch subject {
    case .field(let name)?: name
    case .city?: "city"
    case .year?, .lateCase?, nil: nil
    }
  }

  /// The type of the facts by which a condition comes to hold, or no longer does.
  private static func kind(bringing condition: DutyRow.Condition) -> FactKind? {
    switch condition {
    case .admissionFit: .admission(.reviewed)
    case .depositShort, .depositFull: .deposit(.frozen)
    case .forfeitureStands: .deposit(.returned)
    // Both follow from what others do.
    case .readyToOpen, .freezeUnfounded: nil
    }
  }
}
