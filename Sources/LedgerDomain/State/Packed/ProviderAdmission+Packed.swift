public import Packing

extension Rare: Packed where Part: Packed {
  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: Rare<Part>?) throws(Pass.Problem) {
    self.init()
    kept = try pass.list(known?.kept)
  }
}

extension AdmissionState: PackedCase {}

extension ProviderAdmission: Packed {
  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: ProviderAdmission?) throws(Pass.Problem) {
    own = try pass.next(known) { $0.own }
    outlets = try pass.next(known) { $0.outlets }
    channelOpenedAt = try pass.next(known) { $0.channelOpenedAt }
    contacts = try pass.next(known) { $0.contacts }
  }
}

extension ProviderAdmission.Reviews: Packed {
  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: ProviderAdmission.Reviews?) throws(Pass.Problem) {
    findings = try pass.next(known) { $0.findings }
    asked = try pass.next(known) { $0.asked }
    drawn = try pass.next(known) { $0.drawn }
  }
}

extension ProviderAdmission.Found: Packed {
  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: ProviderAdmission.Found?) throws(Pass.Problem) {
    value = try pass.next(known) { $0.value }
    isMet = try pass.next(known) { $0.isMet }
    at = try pass.next(known) { $0.at }
  }
}

extension ProviderAdmission.Contact: Packed {
  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: ProviderAdmission.Contact?) throws(Pass.Problem) {
    at = try pass.next(known) { $0.at }
    text = try pass.next(known) { $0.text }
  }
}

extension AdmissionResult: Packed {
  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: AdmissionResult?) throws(Pass.Problem) {
    state = try pass.next(known) { $0.state }
    unmet = try pass.next(known) { $0.unmet }
    missing = try pass.next(known) { $0.missing }
  }
}

extension AskedCriterion: Packed {
  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: AskedCriterion?) throws(Pass.Problem) {
    slug = try pass.next(known) { $0.slug }
    isRunning = try pass.next(known) { $0.isRunning }
    conditions = try pass.next(known) { $0.conditions }
  }
}

extension CriterionCondition: Packed {
  private enum Form: CaseIterable, PackedCase {
    case finding, thirdParty, selfOperated
  }

  private var form: Form {
    switch self {
    case .finding: .finding
    case .thirdParty: .thirdParty
    case .selfOperated: .selfOperated
    }
  }

  private var finding: (slug: Key<CriterionRow>, value: FindingValue)? {
    if case .finding(let slug, let value) = self { (slug, value) } else { nil }
  }

  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: CriterionCondition?) throws(Pass.Problem) {
    let form: Form = try pass.next(known) { $0.form }
    switch form {
    case .finding:
      self = .finding(try pass.next(known) { $0.finding!.slug }, try pass.next(known) { $0.finding!.value })
    case .thirdParty: self = .thirdParty
    case .selfOperated: self = .selfOperated
    }
  }
}

extension HoursOfDay: Packed {
  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: HoursOfDay?) throws(Pass.Problem) {
    let start = try pass.number(known?.start)
    let end = try pass.number(known?.end)
    let hours = HoursOfDay(from: start, to: end)
    try pass.demand(hours != nil)
    self = hours ?? .day
  }
}

extension FindingValue: Packed {
  private enum Form: CaseIterable, PackedCase {
    case flag, number, share, text, hours
  }

  private var form: Form {
    switch self {
    case .flag: .flag
    case .number: .number
    case .share: .share
    case .text: .text
    case .hours: .hours
    }
  }

  private var flag: Bool? { if case .flag(let flag) = self { flag } else { nil } }
  private var number: Int? { if case .number(let number) = self { number } else { nil } }
  private var share: (part: Int, whole: Int)? {
    if case .share(let part, let whole) = self { (part, whole) } else { nil }
  }
  private var text: String? { if case .text(let text) = self { text } else { nil } }
  private var hours: (weekdays: HoursOfDay, otherDays: HoursOfDay)? {
    if case .hours(let weekdays, let otherDays) = self { (weekdays, otherDays) } else { nil }
  }

  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: FindingValue?) throws(Pass.Problem) {
    let form: Form = try pass.next(known) { $0.form }
    switch form {
    case .flag: self = .flag(try pass.next(known) { $0.flag! })
    case .number: self = .number(try pass.next(known) { $0.number! })
    case .share:
      let part = try pass.number(known?.share?.part)
      self = .share(part: part, whole: try pass.number(known?.share?.whole))
    case .text: self = .text(try pass.next(known) { $0.text! })
    case .hours:
      let weekdays: HoursOfDay = try pass.next(known) { $0.hours!.weekdays }
      self = .hours(weekdays: weekdays, otherDays: try pass.next(known) { $0.hours!.otherDays })
    }
  }
}
