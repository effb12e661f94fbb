package import LedgerDomain
package import Rulebook

/// The rulebook every test decides by, unless it is about another.
package enum BuiltIn {
  /// It itself, loaded once.
  package static let rulebook: Rulebook = {
    do {
      return try Rulebook.builtIn()
    } catch {
      fatalError("the built-in rulebook does not load: \(error)")
    }
  }()

  /// Its terms.
  package static let terms = rulebook.terms

  /// Rows for the duties that examples of events name.
  private static func duties(for roles: [Role]) -> DutyRows {
    DutyRows(
      ["accept-regulation", "outlets-signing", "meeting-groundwork"].map { slug in
        var row = DutyRow(
          slug: Key(slug), section: "4.4(2)", owedBy: .provider, owedTo: .channelOperations,
          opens: [.event(.init(event: EventName("ProviderRegistered")))], words: Words(zh: "义务", en: "duty"))
        row.parts = [Key("stamped-copy")]
        (row.recordedBy, row.extendedBy, row.waivedBy) = (roles, roles, roles)
        return row
      })
  }

  /// The same with every section that a version may have, all of them for the department head.
  package static let termsWithSections: Terms = {
    var terms = BuiltIn.terms
    let head: [Role] = [.departmentHead]
    terms.corrections = CorrectionTerms(by: head, moneyBy: head, judgementsBy: head)
    terms.outletDeposits = OutletDepositTerms(by: head)
    terms.duties = duties(for: head)
    terms.outages = OutageTerms(by: head)
    terms.reinstatement = ReinstatementTerms(proposedBy: head, confirmedBy: head)
    if let until = DayOfYear("03-31") { terms.lateCases = LateCaseTerms(until: until, by: head) }
    terms.opening = OpeningTerms(by: head, informs: [.legal])
    terms.contacts = ContactTerms(
      by: head,
      keys: ["service-phone", "account-email", "postal-address"].map {
        ContactRow(Key($0), section: "1.1.3(2)", words: Words(zh: "联系方式", en: "a contact"))
      })
    terms.criteria = [
      ("legal-form", .choice(["natural-person", "company"])), ("liability", .yes),
      ("years", .number(atLeast: 3, atMost: nil)),
    ].map { slug, test in
      CriterionRow(
        Key(slug), section: "1.2a", test: test, season: .always, reviewers: head,
        words: Words(zh: "条件", en: "a criterion"))
    }
    let kind = MeasureKind(
      section: "1.1.3(3)", by: head, needs: [], effect: nil, isLiftable: true,
      words: Words(zh: "判定赔付", en: "ordered to pay"))
    terms.measures = MeasureTerms(fulfilledBy: head, kinds: ["compensate": kind])
    let mail = NoticeChannel(to: "postal-address", deliveredAfterDays: 7, hasReceipt: true)
    terms.notices = NoticeTerms(
      by: head, receivedBy: head, failedBy: head, rebuttedBy: head, channels: ["registered-mail": mail], platform: [:],
      appealRunsFrom: .delivery)
    return terms
  }()

  /// The terms in force always.
  package static let rules = Rules(terms)
}

/// The date `YYYY-MM-DD`; a text that is none is a mistake in the test.
package func day(_ text: String) -> LocalDate {
  guard let date = LocalDate(text) else { fatalError("not a date: \(text)") }
  return date
}

/// The moment a text means in the ledger's zone; a text that is none is a mistake in the test.
package func time(_ text: String) -> Instant {
  guard let instant = BuiltIn.terms.zone.instant(reading: text) else { fatalError("not a time: \(text)") }
  return instant
}

/// Every day from the first to the last.
package func days(_ first: String, through last: String) -> [LocalDate] {
  (day(first).daysSinceEpoch...day(last).daysSinceEpoch).map { LocalDate(daysSinceEpoch: $0) }
}
