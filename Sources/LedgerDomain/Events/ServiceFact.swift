/// Facts about service: help, complaints, sales (§2.2.2, §2.2.3(3), §2.2.4(2)).
public enum ServiceFact: Equatable, Sendable {
  /// An outlet asked for help; the response clock starts (§2.2.2).
  case helpRequested(HelpRequested)
  /// The ticket was answered for the first time (§2.2.2).
  case helpAnswered(HelpAnswered)
  /// An outlet or a consumer complains (§2.2.2, §2.2.4(2)).
  case complaintFiled(ComplaintFiled)
  /// The complaint is found true; for a consumer's, whether the provider is at fault (§2.2.2, §2.2.4(2)).
  case complaintUpheld(ComplaintUpheld)
  /// The complaint is found untrue (§2.2.2, §2.2.4(2)).
  case complaintRejected(ComplaintRejected)
  /// What each outlet of a city sold in a month that is over (§2.2.3(3)).
  case salesReported(SalesReported)
}

extension ServiceFact: FactFamily {
  /// The types of these facts, as written in the log.
  public enum Kind: String, CaseIterable, Sendable {
    /// 网点求助
    case helpRequested = "HelpRequested"
    /// 求助响应
    case helpAnswered = "HelpAnswered"
    /// 投诉提出
    case complaintFiled = "ComplaintFiled"
    /// 投诉成立
    case complaintUpheld = "ComplaintUpheld"
    /// 投诉不成立
    case complaintRejected = "ComplaintRejected"
    /// 成交数据上报
    case salesReported = "SalesReported"

    /// The type of the facts' data.
    public var payload: any FactPayload.Type {
      switch self {
      case .helpRequested: HelpRequested.self
      case .helpAnswered: HelpAnswered.self
      case .complaintFiled: ComplaintFiled.self
      case .complaintUpheld: ComplaintUpheld.self
      case .complaintRejected: ComplaintRejected.self
      case .salesReported: SalesReported.self
      }
    }
  }

  /// The type under which the fact stands in the log.
  public var kind: Kind {
    switch self {
    case .helpRequested: .helpRequested
    case .helpAnswered: .helpAnswered
    case .complaintFiled: .complaintFiled
    case .complaintUpheld: .complaintUpheld
    case .complaintRejected: .complaintRejected
    case .salesReported: .salesReported
    }
  }

  /// Takes a fact of this kind from a pass that reads.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ kind: Kind, from pass: inout Pass) throws(Pass.PassError) {
    switch kind {
    case .helpRequested: self = .helpRequested(try HelpRequested(&pass, nil))
    case .helpAnswered: self = .helpAnswered(try HelpAnswered(&pass, nil))
    case .complaintFiled: self = .complaintFiled(try ComplaintFiled(&pass, nil))
    case .complaintUpheld: self = .complaintUpheld(try ComplaintUpheld(&pass, nil))
    case .complaintRejected: self = .complaintRejected(try ComplaintRejected(&pass, nil))
    case .salesReported: self = .salesReported(try SalesReported(&pass, nil))
    }
  }

  /// Takes a pass over the fields of the fact.
  @inlinable
  public func fields<Pass: FieldPass & ~Copyable>(_ pass: inout Pass) throws(Pass.PassError) {
    switch self {
    case .helpRequested(let fact): _ = try HelpRequested(&pass, fact)
    case .helpAnswered(let fact): _ = try HelpAnswered(&pass, fact)
    case .complaintFiled(let fact): _ = try ComplaintFiled(&pass, fact)
    case .complaintUpheld(let fact): _ = try ComplaintUpheld(&pass, fact)
    case .complaintRejected(let fact): _ = try ComplaintRejected(&pass, fact)
    case .salesReported(let fact): _ = try SalesReported(&pass, fact)
    }
  }
}

/// An outlet asked for help; the response clock starts (§2.2.2).
public struct HelpRequested: FactPayload {
  /// The ticket.
  public let ticket: Key<Ticket>
  /// The outlet that asked; nil where none is named.
  public let outlet: Key<Outlet>?

  /// The fact, with its data.
  public init(ticket: Key<Ticket>, outlet: Key<Outlet>?) {
    self.ticket = ticket
    self.outlet = outlet
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    ticket = try pass.key("ticket", "求助单", known?.ticket)
    outlet = try pass.optionalKey("outlet", "网点", known?.outlet)
  }

  /// The fact among all others.
  public var fact: Fact { .service(.helpRequested(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "网点求助", en: "help requested"), roles: Role.feed + [.outlet],
    mayPrecedeFreeze: true, refusals: [.ticketExists, .unknownOutlet])

  /// Facts of the type.
  public static let examples = [HelpRequested(ticket: Key("t-9"), outlet: Key("o-17"))]
}

/// The ticket was answered for the first time (§2.2.2).
public struct HelpAnswered: FactPayload {
  /// The ticket.
  public let ticket: Key<Ticket>

  /// The fact, with its data.
  public init(ticket: Key<Ticket>) {
    self.ticket = ticket
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    ticket = try pass.key("ticket", "求助单", known?.ticket)
  }

  /// The fact among all others.
  public var fact: Fact { .service(.helpAnswered(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "求助响应", en: "help answered"), roles: Role.feed + [.provider],
    mayPrecedeFreeze: true, notBefore: Words(zh: "求助", en: "the request for help"),
    refusals: [.unknownTicket, .ticketAnswered])

  /// Facts of the type.
  public static let examples = [HelpAnswered(ticket: Key("t-9"))]
}

/// An outlet or a consumer complains (§2.2.2, §2.2.4(2)).
public struct ComplaintFiled: FactPayload {
  /// The complaint.
  public let complaint: Key<Complaint>
  /// Who complains, and about what.
  public let about: ComplaintSubject

  /// The fact, with its data.
  public init(complaint: Key<Complaint>, about: ComplaintSubject) {
    self.complaint = complaint
    self.about = about
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    complaint = try pass.key("complaint", "投诉", known?.complaint)
    switch try pass.choice("source", "投诉人", known?.about.source) {
    case .outlet:
      about = .service(
        outlet: try pass.optionalKey("outlet", "网点", known?.about.outlet),
        ticket: try pass.optionalKey("ticket", "求助单", known?.about.ticket))
    case .consumer:
      about = .sale(
        outlet: try pass.key("outlet", "网点", known?.about.outlet),
        transactionOn: try pass.date("transactionOn", "交易日期", known?.about.transactionOn))
    }
  }

  /// The fact among all others.
  public var fact: Fact { .service(.complaintFiled(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "投诉提出", en: "complaint filed"), roles: Role.feed + [.outlet, .customerSatisfaction],
    isAcceptedAfterFreeze: true,
    refusals: [.complaintExists, .unknownOutlet, .unknownTicket])

  /// Facts of the type.
  public static let examples = [
    ComplaintFiled(complaint: Key("c-1"), about: .service(outlet: Key("o-17"), ticket: Key("t-9"))),
    ComplaintFiled(complaint: Key("c-2"), about: .sale(outlet: Key("o-17"), transactionOn: .example)),
  ]
}

/// The complaint is found true; for a consumer's, whether the provider is at fault (§2.2.2, §2.2.4(2)).
public struct ComplaintUpheld: FactPayload {
  /// The complaint.
  public let complaint: Key<Complaint>
  /// Whether the provider is at fault; nil for an outlet's complaint.
  public let providerAtFault: Bool?

  /// The fact, with its data.
  public init(complaint: Key<Complaint>, providerAtFault: Bool?) {
    self.complaint = complaint
    self.providerAtFault = providerAtFault
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    complaint = try pass.key("complaint", "投诉", known?.complaint)
    providerAtFault = try pass.optionalFlag("providerAtFault", "服务商有过错", known?.providerAtFault)
  }

  /// The fact among all others.
  public var fact: Fact { .service(.complaintUpheld(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "投诉成立", en: "complaint upheld"), roles: [.channelOperations, .customerSatisfaction],
    isAcceptedAfterFreeze: true, notBefore: Words(zh: "投诉提出", en: "the filing"),
    refusals: [.unknownComplaint, .complaintClosed])

  /// Facts of the type.
  public static let examples = [ComplaintUpheld(complaint: Key("c-2"), providerAtFault: true)]
}

/// The complaint is found untrue (§2.2.2, §2.2.4(2)).
public struct ComplaintRejected: FactPayload {
  /// The complaint.
  public let complaint: Key<Complaint>

  /// The fact, with its data.
  public init(complaint: Key<Complaint>) {
    self.complaint = complaint
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    complaint = try pass.key("complaint", "投诉", known?.complaint)
  }

  /// The fact among all others.
  public var fact: Fact { .service(.complaintRejected(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "投诉不成立", en: "complaint rejected"), roles: [.channelOperations, .customerSatisfaction],
    isAcceptedAfterFreeze: true, notBefore: Words(zh: "投诉提出", en: "the filing"),
    refusals: [.unknownComplaint, .complaintClosed])

  /// Facts of the type.
  public static let examples = [ComplaintRejected(complaint: Key("c-1"))]
}

/// What each outlet of a city sold in a month that is over (§2.2.3(3)).
public struct SalesReported: FactPayload {
  /// The city.
  public let city: Key<City>
  /// The month.
  public let month: Month
  /// What each outlet sold.
  public let sales: [OutletSales]

  /// The fact, with its data.
  public init(city: Key<City>, month: Month, sales: [OutletSales]) {
    self.city = city
    self.month = month
    self.sales = sales
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    city = try pass.key("city", "城市", known?.city)
    month = try pass.month("month", "月份", known?.month)
    sales = try pass.sales("sales", "成交", known?.sales)
  }

  /// The fact among all others.
  public var fact: Fact { .service(.salesReported(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "成交数据上报", en: "sales reported"), roles: Role.feed + [.finance],
    mayPrecedeFreeze: true, refusals: [.unknownCity, .monthNotOver, .salesExist, .unknownOutlet, .outletsMissing])

  /// Facts of the type.
  public static let examples = [
    SalesReported(
      city: Key("hangzhou"), month: LocalDate.example.month,
      sales: [OutletSales(outlet: Key("o-17"), amountFen: 123_400)])
  ]
}

/// Who complains, and about what.
public enum ComplaintSubject: Equatable, Sendable {
  /// An outlet, about the provider's service (§2.2.2); the ticket is the one it concerns.
  case service(outlet: Key<Outlet>?, ticket: Key<Ticket>?)
  /// A consumer, about a sale of an outlet (§2.2.4(2)).
  case sale(outlet: Key<Outlet>, transactionOn: LocalDate)

  /// Who complains.
  public enum Source: String, Word {
    /// An outlet.
    case outlet
    /// A consumer.
    case consumer

    /// The words, by their bytes.
    public static let words = WordTable(Source.self)
  }

  /// Who complains.
  public var source: Source {
    switch self {
    case .service: .outlet
    case .sale: .consumer
    }
  }

  /// The outlet that complains, or whose sale it is.
  public var outlet: Key<Outlet>? {
    switch self {
    case .service(let outlet, _): outlet
    case .sale(let outlet, _): outlet
    }
  }

  /// The ticket an outlet's complaint concerns.
  public var ticket: Key<Ticket>? { if case .service(_, let ticket) = self { ticket } else { nil } }

  /// The date of the sale a consumer's complaint is about.
  public var transactionOn: LocalDate? { if case .sale(_, let date) = self { date } else { nil } }
}

/// One outlet's sales in a month.
public struct OutletSales: Equatable, Sendable {
  /// The outlet.
  public let outlet: Key<Outlet>
  /// What it sold, in fen.
  public let amountFen: Int

  /// `amountFen` sold by `outlet`.
  public init(outlet: Key<Outlet>, amountFen: Int) {
    self.outlet = outlet
    self.amountFen = amountFen
  }
}
