/// The parts of a state that do.
extension Meeting: Packed {
  package func pack(into bytes: inout PackedBytes) {
    bytes.add(position, city, heldAt)
    bytes.add(invited, attended, signed)
    bytes.add(applicationsDue, applicationsAt, isReviewed)
  }

  package init(from reader: inout PackedReader) throws(UnreadableBytes) {
    self.init(
      position: try reader.next(), city: try reader.next(), heldAt: try reader.next(), invited: try reader.next(),
      attended: try reader.next(),
      signed: try reader.next(), applicationsDue: try reader.next(), applicationsAt: try reader.next(),
      isReviewed: try reader.next())
  }
}

extension Outlet: Packed {
  package func pack(into bytes: inout PackedBytes) {
    bytes.add(facts, city, heldFrom, heldFromDate)
    bytes.add(isOwnSigning, signedOn, openedAt, openedOn)
    bytes.add(exitRequest, goneOn, departure)
  }

  package init(from reader: inout PackedReader) throws(UnreadableBytes) {
    self.init(
      facts: try reader.next(), city: try reader.next(), heldFrom: try reader.next(), heldFromDate: try reader.next(),
      isOwnSigning: try reader.next(), signedOn: try reader.next(), openedAt: try reader.next(),
      openedOn: try reader.next(), exitRequest: try reader.next(), goneOn: try reader.next(),
      departure: try reader.next())
  }
}

extension ExitRequest: Packed {
  package func pack(into bytes: inout PackedBytes) {
    bytes.add(position, at, due)
    bytes.add(answeredOn, fulfilledOn)
  }

  package init(from reader: inout PackedReader) throws(UnreadableBytes) {
    self.init(
      position: try reader.next(), at: try reader.next(), due: try reader.next(), answeredOn: try reader.next(),
      fulfilledOn: try reader.next())
  }
}

extension Ticket: Packed {
  package func pack(into bytes: inout PackedBytes) {
    bytes.add(position, outlet, requestedAt, due)
    bytes.add(provisional, answeredAt, complaints)
  }

  package init(from reader: inout PackedReader) throws(UnreadableBytes) {
    self.init(
      position: try reader.next(), outlet: try reader.next(), requestedAt: try reader.next(), due: try reader.next(),
      provisional: try reader.next(), answeredAt: try reader.next(), complaints: try reader.next())
  }
}

extension Complaint: Packed {
  package func pack(into bytes: inout PackedBytes) {
    bytes.add(position, filedAt, subject, status)
  }

  package init(from reader: inout PackedReader) throws(UnreadableBytes) {
    self.init(
      position: try reader.next(), filedAt: try reader.next(), subject: try reader.next(), status: try reader.next())
  }
}

extension SalesMonth: Packed {
  package func pack(into bytes: inout PackedBytes) {
    bytes.add(city, month)
  }

  package init(from reader: inout PackedReader) throws(UnreadableBytes) {
    self.init(city: try reader.next(), month: try reader.next())
  }
}

extension SalesReport: Packed {
  package func pack(into bytes: inout PackedBytes) {
    bytes.add(position, amounts.count)
    for (outlet, amount) in amounts { bytes.add(outlet, amount) }
  }

  package init(from reader: inout PackedReader) throws(UnreadableBytes) {
    self.init(position: try reader.next(), amounts: try reader.next())
  }
}

extension Breach: Packed {
  package func pack(into bytes: inout PackedBytes) {
    bytes.add(ordinal, raisedAt, clause, on)
    bytes.add(points, status, assessed, charged)
    bytes.add(isRaisedBySweep, outlet, reportedBy, chargedBy)
    bytes.add(chargedAt, appealUntil, cap, appeal)
    bytes.add(investigation)
  }

  package init(from reader: inout PackedReader) throws(UnreadableBytes) {
    self.init(
      ordinal: try reader.next(), raisedAt: try reader.next(), clause: try reader.next(), on: try reader.next(),
      points: try reader.next(), status: try reader.next(), assessed: try reader.next(), charged: try reader.next(),
      isRaisedBySweep: try reader.next(), outlet: try reader.next(), reportedBy: try reader.next(),
      chargedBy: try reader.next(),
      chargedAt: try reader.next(), appealUntil: try reader.next(), cap: try reader.next(), appeal: try reader.next(),
      investigation: try reader.next())
  }
}

extension Investigation: Packed {
  package func pack(into bytes: inout PackedBytes) {
    bytes.add(atFault, deadline, met)
  }

  package init(from reader: inout PackedReader) throws(UnreadableBytes) {
    self.init(atFault: try reader.next(), deadline: try reader.next(), met: try reader.next())
  }
}

extension Standing.BreachLine: Packed {
  package func pack(into bytes: inout PackedBytes) {
    bytes.add(breach, clause, on, state)
    bytes.add(points, assessed, charged)
  }

  package init(from reader: inout PackedReader) throws(UnreadableBytes) {
    self.init(
      breach: try reader.next(), clause: try reader.next(), on: try reader.next(), state: try reader.next(),
      points: try reader.next(), assessed: try reader.next(), charged: try reader.next())
  }
}

extension Outlet.Departure: PackedCase {
  package static let table = [exited, transferred, frozen]
}

extension Complaint.Status: PackedCase {
  package static let table = [open, upheld, rejected]
}

extension Breach.Appeal: Packed {
  package func pack(into bytes: inout PackedBytes) {
    switch self {
    case .none: bytes.add(0)
    case .open(let filedAt): bytes.add(1, filedAt)
    case .decided: bytes.add(2)
    }
  }

  package init(from reader: inout PackedReader) throws(UnreadableBytes) {
    switch try reader.number() {
    case 0: self = .none
    case 1: self = .open(filedAt: try reader.next())
    case 2: self = .decided
    default: throw reader.unreadable()
    }
  }
}

extension ComplaintSubject: Packed {
  package func pack(into bytes: inout PackedBytes) {
    switch self {
    case .service(let outlet, let ticket): bytes.add(0, outlet, ticket)
    case .sale(let outlet, let transactionOn): bytes.add(1, outlet, transactionOn)
    }
  }

  package init(from reader: inout PackedReader) throws(UnreadableBytes) {
    switch try reader.number() {
    case 0: self = .service(outlet: try reader.next(), ticket: try reader.next())
    case 1: self = .sale(outlet: try reader.next(), transactionOn: try reader.next())
    default: throw reader.unreadable()
    }
  }
}

extension SalesMonth: Comparable {
  /// By city, then month.
  public static func < (left: SalesMonth, right: SalesMonth) -> Bool {
    (left.city, left.month) < (right.city, right.month)
  }
}
