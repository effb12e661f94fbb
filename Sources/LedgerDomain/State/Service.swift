/// A request for help, which must be answered within the response clock (§2.2.2).
public struct Ticket: Equatable, Sendable {
  /// The position of the request.
  public var position: Int
  /// The outlet that asked; nil where none is named.
  public var outlet: Key<Outlet>?
  /// When it was raised.
  public var requestedAt: Instant
  /// The last moment at which an answer is in time.
  public var due: Instant
  /// Whether the due instant was counted beyond the known calendars.
  public var provisional: Bool
  /// When it was first answered.
  public var answeredAt: Instant?
  /// The complaints that name it.
  public var complaints: [Key<Complaint>] = []
}

/// A ticket that waits for its first answer.
public struct OpenTicket: Equatable, Sendable {
  /// The date by which it should be answered.
  public var due: LocalDate
  /// The position of the request.
  public var position: Int
}

/// A complaint of an outlet or a consumer.
public struct Complaint: Equatable, Sendable {
  /// Where a complaint stands.
  public enum Status: CaseIterable, Equatable, Sendable {
    /// Not decided yet.
    case open
    /// Found true.
    case upheld
    /// Found untrue.
    case rejected
  }

  /// The position of the filing.
  public var position: Int
  /// When it was filed.
  public var filedAt: Instant
  /// Who complains, and about what.
  public var subject: ComplaintSubject
  /// Where it stands.
  public var status = Status.open
}

/// The sales report of one city and month.
public struct SalesMonth: Hashable, Sendable {
  /// The city.
  public var city: Key<City>
  /// The month.
  public var month: Month
}

extension SalesMonth: Comparable {
  /// By city, then month.
  public static func < (left: SalesMonth, right: SalesMonth) -> Bool {
    (left.city, left.month) < (right.city, right.month)
  }
}

/// What a sales report said.
public struct SalesReport: Equatable, Sendable {
  /// The position of the report.
  public var position: Int
  /// Fen sold, by outlet.
  public var amounts: [Key<Outlet>: Int]
}
