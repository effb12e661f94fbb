/// A meeting's results pause expansion (§1.3.1(1)).
public struct ExpansionPaused: FieldSet {
  /// What it rests on.
  public static let basis = Clause.meetingResults.rawValue

  /// The meeting.
  public let meeting: Key<Meeting>

  /// The consequence, with its data.
  public init(meeting: Key<Meeting>) {
    self.meeting = meeting
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    meeting = try pass.key("meeting", "会议", known?.meeting)
    try pass.fixed("clause", "条款", Self.basis)
  }
}

/// That pause ends.
public struct ExpansionUnpaused: FieldSet {
  /// What it rests on.
  public static let basis = Clause.meetingResults.rawValue

  /// The meeting.
  public let meeting: Key<Meeting>

  /// The consequence, with its data.
  public init(meeting: Key<Meeting>) {
    self.meeting = meeting
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    meeting = try pass.key("meeting", "会议", known?.meeting)
    try pass.fixed("clause", "条款", Self.basis)
  }
}

/// A case is open or the provider terminated: no new city (§3.1(1)).
public struct ExpansionSuspended: FieldSet {
  /// What it rests on.
  public static let basis = "§3.1, §3.2"

  /// The consequence; it has no data of its own.
  public init() {}

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    try pass.fixed("clause", "条款", Self.basis)
  }
}

/// No case is open any more.
public struct ExpansionResumed: FieldSet {
  /// What it rests on.
  public static let basis = "§3.1, §3.2"

  /// The consequence; it has no data of its own.
  public init() {}

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    try pass.fixed("clause", "条款", Self.basis)
  }
}

/// An outlet comes from another provider, with its first signing and opening dates.
public struct OutletReceived: FieldSet {
  /// What it rests on.
  public static let basis = "§3.2"

  /// The outlet.
  public let outlet: Key<Outlet>
  /// The city it is in.
  public let city: Key<City>
  /// The provider it comes from.
  public let from: Key<Provider>
  /// When its first provider signed it.
  public let signedOn: LocalDate
  /// When it first opened; nil for not yet.
  public let openedOn: LocalDate?

  /// The consequence, with its data.
  public init(outlet: Key<Outlet>, city: Key<City>, from: Key<Provider>, signedOn: LocalDate, openedOn: LocalDate?) {
    self.outlet = outlet
    self.city = city
    self.from = from
    self.signedOn = signedOn
    self.openedOn = openedOn
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    outlet = try pass.key("outlet", "网点", known?.outlet)
    city = try pass.key("city", "城市", known?.city)
    from = try pass.key("from", "原服务商", known?.from)
    signedOn = try pass.date("signedOn", "签约日期", known?.signedOn)
    openedOn = try pass.optionalDate("openedOn", "开业日期", known?.openedOn)
    try pass.fixed("clause", "条款", Self.basis)
  }
}

/// An outlet nobody took over is frozen with its provider.
public struct OutletFrozen: FieldSet {
  /// What it rests on.
  public static let basis = "§3.3(1)"

  /// The outlet.
  public let outlet: Key<Outlet>
  /// Whether its agreement ended with it.
  public let agreementEnded: Bool

  /// The consequence, with its data.
  public init(outlet: Key<Outlet>, agreementEnded: Bool) {
    self.outlet = outlet
    self.agreementEnded = agreementEnded
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    outlet = try pass.key("outlet", "网点", known?.outlet)
    agreementEnded = try pass.flag("agreementEnded", "协议终止", known?.agreementEnded)
    try pass.fixed("clause", "条款", Self.basis)
  }
}
