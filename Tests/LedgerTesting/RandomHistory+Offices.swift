package import LedgerDomain
package import Rulebook

extension BuiltIn {
  /// The version with every section of the regulation.
  package static let offices: Rulebook = {
    do {
      let name = Rulebook.officesName
      return try Rulebook(bytes: Rulebook.carriedSource(name) ?? [], file: name)
    } catch {
      fatalError("the carried rulebook does not load: \(error)")
    }
  }()

  /// The built-in version, and that with every section from 5 January 2011 on.
  package static let officesRules: Rules = {
    var rules = BuiltIn.rules
    rules.publish(offices.terms, from: day("2011-01-05"), at: time("2010-12-31"))
    return rules
  }()
}

/// What an office does besides points (offices §3–§11): an applicant on its way in, and those who came before it.
extension RandomHistory {
  /// Who comes while admission is asked for.
  package static let applicant: Key<Provider> = "p-4"

  /// The applicant is registered and has done what can be done at once.
  var applying: [Action] {
    let provider = Self.applicant
    func act(_ fact: Fact, _ role: Role, _ moment: String) -> Action {
      let submission = Submission(
        provider: provider, at: time(moment), by: Person(id: "chen", role: role), fact: fact)
      return .submit(submission, recordedAt: time(moment))
    }
    return [
      act(ProviderRegistered(name: "Four", kind: .thirdParty).fact, .channelExpansion, "2011-01-06"),
      act(DutyFulfilled(duty: "accept-regulation", parts: ["stamped-copy"]).fact, .channelExpansion, "2011-01-07"),
      act(DutyFulfilled(duty: "file-regulation").fact, .legal, "2011-01-10"),
    ]
  }

  mutating func officeFact(for state: ProviderState, at date: LocalDate) -> Fact {
    if !state.isChannelOpen, random.chance(60) { return applicantFact(state, date) }
    if state.frozenOn != nil || state.listedDuties["decide-late-case"] != nil, random.chance(40) {
      return endFact(state)
    }
    switch random.number(0...19) {
    case 0..<8: return dutyFact(state, date)
    case 8..<10: return review(outlet: random.chance(50) ? state.outlets.keys.sorted().first : nil)
    case 10..<13: return measureFact(state, date)
    case 13..<16: return noticeFact(state)
    case 16: return outletDepositFact(state)
    case 17, 18: return random.chance(70) ? outage(state, date) : contacts()
    default: return endFact(state)
    }
  }

  private mutating func applicantFact(_ state: ProviderState, _ date: LocalDate) -> Fact {
    let terms = BuiltIn.offices.terms
    switch random.number(0...9) {
    case 0..<4: return review(outlet: nil)
    case 4, 5: return DepositFrozen(city: "city-1", amountFen: 30_000_000).fact
    case 6:
      return AgreementSigned(
        startsOn: date, endsOn: date.adding(days: 300), terms: TermsOverride(), cities: nil
      ).fact
    default:
      let informed = (terms.opening?.informs ?? []).map(\.rawValue).shuffled(using: &random)
      return ChannelOpened(informed: random.chance(90) ? informed : Array(informed.dropFirst())).fact
    }
  }

  /// Findings of everything that one role reviews, mostly good.
  private mutating func review(outlet: Key<Outlet>?) -> Fact {
    let rows = (BuiltIn.offices.terms.criteria ?? []).filter { ($0.subject == .outlet) == (outlet != nil) }
    let reviewer = random.one(of: [Role.channelExpansion, .channelOperations, .merchandise]) ?? .channelExpansion
    let isWhole = random.chance(70)
    let findings = rows.filter { row in
      row.conditions.isEmpty && row.reviewers.contains(reviewer) && (isWhole || random.chance(20))
    }
    guard !findings.isEmpty else { return PromotionRun(promotion: random.key("promo", upTo: 20)).fact }
    return AdmissionReviewed(findings: findings.map { Finding($0.slug, value(of: $0)) }, outlet: outlet).fact
  }

  private mutating func value(of row: CriterionRow) -> FindingValue {
    // What is only noted is mostly "no", for a "yes" asks for more.
    let isGood = random.chance(row.informs ? 10 : 99)
    switch row.test {
    case .yes: return .flag(isGood)
    case .number(let least, let most): return .number(isGood ? least ?? most ?? 0 : 0)
    case .share: return .share(part: isGood ? 10 : 9, whole: 10)
    case .choice(let words): return .text(random.one(of: words) ?? "")
    case .text: return .text("seen")
    case .hours(let weekdays, let otherDays): return .hours(weekdays: weekdays, otherDays: isGood ? .day : otherDays)
    }
  }

  private mutating func duty(of state: ProviderState, where holds: (DutyRow) -> Bool = { _ in true }) -> DutyID {
    let rows = (BuiltIn.offices.terms.duties?.rows ?? []).filter(holds)
    let owed = rows.flatMap { state.listedDuties[$0.slug]?.keys.sorted() ?? [] }
    let row = random.one(of: rows)?.slug ?? "accept-regulation"
    return random.chance(93) ? random.one(of: owed) ?? DutyID(row, about: "m-1") : DutyID(row, about: "m-2")
  }

  private mutating func dutyFact(_ state: ProviderState, _ date: LocalDate) -> Fact {
    switch random.number(0...9) {
    case 0: return DutyWaived(duty: duty(of: state) { $0.waivedBy != nil }, reason: "seen on the spot").fact
    case 1, 2:
      let due = date.adding(days: random.number(0...30))
      return DutyExtended(duty: duty(of: state) { $0.extendedBy != nil }, due: due, reason: "holidays").fact
    default:
      let id = duty(of: state) { $0.recordedBy != nil }
      let row = BuiltIn.offices.terms.duties?[id.slug]
      let parts = (row?.parts ?? []) + (row?.oneOf.prefix(1) ?? [])
      return DutyFulfilled(duty: id, parts: parts.isEmpty ? nil : parts, evidence: random.chance(50) ? "file" : nil)
        .fact
    }
  }

  private mutating func measureFact(_ state: ProviderState, _ date: LocalDate) -> Fact {
    let open = random.one(of: state.measures.filter { $0.value.status == .open }.keys.sorted())
    switch random.number(0...9) {
    case 0, 1: return MeasureFulfilled(measure: open ?? "ms-1", evidence: "seen").fact
    case 2, 3: return MeasureLifted(measure: open ?? "ms-1", reason: "put right").fact
    default:
      let kinds = BuiltIn.offices.terms.measures?.kinds ?? [:]
      let kind = random.one(of: kinds.keys.sorted()) ?? "other"
      let needs = kinds[kind]?.needs ?? []
      return MeasureOrdered(
        measure: random.key("ms", upTo: 30), kind: kind, reason: "as found",
        outlet: needs.contains(.outlet) ? state.outlets.keys.sorted().first ?? "o-1" : nil,
        amountFen: needs.contains(.amountFen) ? random.number(1...100_000) : nil,
        beneficiary: needs.contains(.beneficiary) ? .consumer : nil,
        deadline: needs.contains(.deadline) || random.chance(30) ? date.adding(days: random.number(0...20)) : nil
      ).fact
    }
  }

  private mutating func noticeFact(_ state: ProviderState) -> Fact {
    let notice = random.one(of: state.notices.keys.sorted()) ?? "n-1"
    switch random.number(0...9) {
    case 0, 1: return NoticeReceived(notice: notice).fact
    case 2: return NoticeFailed(notice: notice, reason: "returned").fact
    case 3: return NoticeRebutted(notice: notice, evidence: "moved").fact
    default:
      let channels = BuiltIn.offices.terms.notices?.channels ?? [:]
      let channel = random.one(of: channels.keys.sorted()) ?? "email"
      let about = (0..<random.number(0...2)).map { _ in duty(of: state) { $0.isMetByNotice } }
      return NoticeSent(
        notice: random.key("n", upTo: 40), channel: channel, about: Array(Set(about)).sorted(), to: nil,
        receipt: channels[channel]?.hasReceipt == true ? "r-1" : nil
      ).fact
    }
  }

  private mutating func outletDepositFact(_ state: ProviderState) -> Fact {
    if let outlet = random.one(of: state.outletDeposits.keys.sorted()), random.chance(50) {
      return OutletDepositReleased(outlet: outlet, amountFen: random.number(1...100_000)).fact
    }
    return OutletDepositFrozen(
      outlet: random.one(of: state.outlets.keys.sorted()) ?? "o-1", amountFen: 100_000
    ).fact
  }

  /// One of the last days, or one that began while some request waited.
  private mutating func outage(_ state: ProviderState, _ date: LocalDate) -> Fact {
    if let ticket = random.one(of: state.tickets.keys.sorted()), let asked = state.tickets[ticket]?.requestedAt {
      return OutageRecorded(
        outage: random.key("out", upTo: 30), from: asked.adding(seconds: 60), to: asked.adding(seconds: 40_000)
      ).fact
    }
    let end = BuiltIn.terms.zone.instant(date).adding(seconds: -random.number(1...20_000))
    return OutageRecorded(
      outage: random.key("out", upTo: 30), from: end.adding(seconds: -random.number(60...300_000)), to: end
    ).fact
  }

  private mutating func contacts() -> Fact {
    var contacts = [Key<ContactRow>("daigou-id"): "c-\(random.number(1...3))"]
    for key in ["postal-address", "account-email"] where random.chance(70) { contacts[Key(key)] = "here" }
    return ContactsSet(contacts: contacts).fact
  }

  private mutating func endFact(_ state: ProviderState) -> Fact {
    if state.frozenOn != nil {
      let frozen = state.outlets.keys.sorted().filter { _ in random.chance(50) }
      return random.chance(50)
        ? ReinstatementProposed(reason: "heard", outlets: frozen).fact : ReinstatementConfirmed().fact
    }
    let late =
      state.listedDuties["decide-late-case"]?.keys.min()?.text.split(separator: ":").compactMap { Int($0) } ?? []
    return LateCaseOpened(year: late.first ?? 2011, threshold: late.last ?? 100, reason: "grave").fact
  }
}

extension [CriterionRow] {
  /// The roles that may review all of the criteria that findings name.
  func reviewers(of findings: [Finding]) -> [Role] {
    let rows = filter { row in findings.contains { $0.criterion == row.slug } }
    return Role.allCases.filter { role in rows.allSatisfy { $0.reviewers.contains(role) } }
  }
}
