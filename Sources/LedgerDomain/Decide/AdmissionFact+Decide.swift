/// A provider's way in (§1.2, offices §4, §5, §7).
extension Admission {
  func row(_ fact: AdmissionFact) throws(Refusal) -> Instant? {
    switch fact {
    case .reviewed(let fact): try review(fact)
    case .channelOpened:
      try refuse(
        .channelIsOpen, if: state.isChannelOpen,
        found: state.admission?.channelOpenedAt.map { .same(moment($0)) } ?? .same(provider))
    case .contactsSet(let fact): try reach(fact)
    }
    return nil
  }

  private func review(_ fact: AdmissionReviewed) throws(Refusal) {
    if let outlet = fact.outlet { _ = try known(outlet, in: state.outlets, .unknownOutlet) }
    let criteria = terms.criteria ?? []
    let review = Review(fact, of: state, by: criteria)
    let rows = Dictionary(criteria.map { ($0.slug, $0) }) { first, _ in first }
    for (index, finding) in fact.findings.enumerated() {
      guard let row = rows[finding.criterion] else {
        let near = finding.criterion.text.near(among: criteria.map(\.slug.text))
        throw .unknown(.unknownCriterion, named: finding.criterion.text, near: near)
      }
      let isOfSubject = row.subject == (fact.outlet == nil ? .provider : .outlet)
      try refuse(.criterionNotApplicable, unless: isOfSubject && review.applies(row), found: .same(row.slug.text))
      try refuse(
        .roleNotAllowed, unless: row.reviewers.contains(actor.role),
        found: .pair(.same(row.slug.text), zh: "提交角色", en: "by", .role(actor.role, among: row.reviewers)))
      try hold(finding, at: index, against: row)
    }
    for row in fact.findings.compactMap({ rows[$0.criterion] }) {
      guard let missing = review.firstInTheWay(of: row) else { continue }
      try refuse(
        .stageOutOfOrder, if: true,
        found: .pair(.same(row.slug.text), zh: "前一阶段尚缺", en: "before it is missing", .same(missing.text)))
    }
  }

  /// The value must be of the criterion's kind, and be judged only where it may be.
  private func hold(_ finding: Finding, at index: Int, against row: CriterionRow) throws(Refusal) {
    guard row.test.takes(finding.value) else {
      throw .badInput(field: "data.findings[\(index)].value", expected: row.test.expectation)
    }
    guard finding.judgedBy == nil || row.judgedIf != nil else {
      throw .badInput(field: "data.findings[\(index)].judgedBy", expected: .noJudgement)
    }
  }

  private func reach(_ fact: ContactsSet) throws(Refusal) {
    let known = terms.contacts?.keys.map(\.slug) ?? []
    for key in fact.contacts.keys.sorted() where !known.contains(key) {
      throw .badInput(field: "data.contacts.\(key)", expected: .contact(known.map(\.text)))
    }
  }

  /// What is asked of an act only once it has passed its gates.
  func checkBehindGates() throws(Refusal) {
    guard case .admission(.channelOpened(let fact)) = submission.fact, let wanted = terms.opening?.informs else {
      return
    }
    let isComplete = fact.informed.count == wanted.count && Set(fact.informed) == Set(wanted.map(\.rawValue))
    try refuse(
      .departmentsMissing, unless: isComplete,
      found: .pair(.list(fact.informed), zh: "应为", en: "expected", .roles(wanted)))
  }
}

extension Decision {
  func decided(about fact: ProviderFact) -> Decided {
    switch fact {
    case .registered: terms.gates == nil ? .nothing : .gated
    case .agreementSigned: .nothing
    }
  }

  func decided(about fact: AdmissionFact) -> Decided {
    switch fact {
    case .reviewed(let fact): .review(Review(fact, of: state, by: terms.criteria ?? []).decided)
    case .channelOpened, .contactsSet: .nothing
    }
  }

  mutating func conclude(from fact: AdmissionFact) {
    switch fact {
    case .reviewed: drawAdmissions()
    case .channelOpened, .contactsSet: break
    }
  }

  /// Draws how each admission stands where that is not what was drawn last: the provider's own, then those of its outlets.
  mutating func drawAdmissions() {
    guard let admission = state.admission else { return }
    let own = state.admissionResult
    if own != admission.own.drawn { record(.admissionChanged(AdmissionChanged(outlet: nil, result: own))) }
    for outlet in admission.outlets.keys.sorted() {
      let result = state.admissionResult(of: outlet)
      guard result != admission.outlets[outlet]?.drawn else { continue }
      record(.admissionChanged(AdmissionChanged(outlet: outlet, result: result)))
    }
  }
}

extension CriterionTest {
  /// What a value of the kind is expected to be.
  fileprivate var expectation: Expectation {
    switch self {
    case .yes: Expectation(zh: "true 或 false", en: "true or false")
    case .number: Expectation(zh: "不小于 0 的整数", en: "a whole number of at least 0")
    case .share:
      Expectation(
        zh: "{part, whole}：不小于 0 的整数和大于 0 的整数", en: "{part, whole}: whole numbers, at least 0 and more than 0")
    case .choice(let words):
      Expectation(zh: words.joined(separator: "、") + " 之一", en: "one of " + words.joined(separator: ", "))
    case .text: Expectation(zh: "不只含空白的文字", en: "a text of more than white space")
    case .hours:
      Expectation(
        zh: "{weekdays, otherDays}：各为 HH:MM-HH:MM", en: "{weekdays, otherDays}, each HH:MM-HH:MM")
    }
  }
}

extension Expectation {
  fileprivate static let noJudgement = Expectation(
    zh: "空（该条件不以判断代替数目）", en: "nothing: no judgement stands in for a number here")

  fileprivate static func contact(_ known: [String]) -> Expectation {
    Expectation(
      zh: "空（没有这一项，可用 \(known.joined(separator: "、"))）",
      en: "no such contact; there are \(known.joined(separator: ", "))")
  }
}
