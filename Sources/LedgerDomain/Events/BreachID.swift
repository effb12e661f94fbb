/// What a breach is of (§3): what was reported, or the clause the ledger found broken, and its subject.
public enum BreachSubject: Hashable, Sendable {
  /// What was reported under this key.
  case report(Key<Report>)
  /// A duty that was not met in time.
  case duty(Duty)
  /// A meeting too few came to or signed at.
  case meetingResults(Key<Meeting>)
  /// The applications of a meeting, entered with too many errors.
  case applicationErrors(Key<Meeting>)
  /// A training too many failed.
  case training(Key<Training>)
  /// An outlet's upheld complaint about service.
  case serviceComplaint(Key<Complaint>)
  /// Early exits from a city.
  case earlyExits(Key<City>)
  /// The dormant outlets a test found in a city and month.
  case dormantOutlets(Key<City>, Month, DormancyTest)
  /// A consumer's upheld complaint about a sale.
  case afterSalesDispute(Key<Complaint>)
  /// The provider's n-th rectification that was not done as asked.
  case rectificationFailure(Int)
}

/// The name of a breach (§3): a key given with the report, or one the ledger builds with `:` between its parts.
///
/// It is kept as its text, whose order is its order; what it is the name of is read from that text when it is asked.
public struct BreachID: Hashable, Sendable {
  /// The id as written.
  public let text: String

  /// An id as written, whether or not there is such a breach.
  public init(_ text: String) {
    self.text = text
  }

  /// The id of the breach of a subject.
  public init(_ subject: BreachSubject) {
    switch subject {
    case .report(let key): self.init(key.text)
    case .duty(let duty): self.init(duty)
    case .meetingResults(let meeting): self.init(.meetingResults, meeting.text)
    case .applicationErrors(let meeting): self.init(.signingProgress, meeting.text, "errors")
    case .training(let training): self.init(.trainingFailure, training.text)
    case .serviceComplaint(let complaint): self.init(.serviceComplaint, "complaint", complaint.text)
    case .earlyExits(let city): self.init(.earlyExits, city.text)
    case .dormantOutlets(let city, let month, let test):
      self.init(.dormantOutlets, city.text, month.description, test.rawValue)
    case .afterSalesDispute(let complaint): self.init(.afterSalesDispute, complaint.text)
    case .rectificationFailure(let number): self.init(.rectificationFailure, String(number))
    }
  }

  private init(_ duty: Duty) {
    switch duty {
    case .answer(let ticket): self.init(.serviceComplaint, "ticket", ticket.text)
    case .exitResponse(let outlet): self.init(.exitResponse, outlet.text)
    case .applications(let meeting): self.init(.signingProgress, meeting.text, "late")
    case .expansionTarget(let city, let batch): self.init(.expansionTarget, city.text, batch.rawValue)
    case .promotion(let month): self.init(.promotionGap, month.description)
    }
  }

  private init(_ clause: Clause, _ parts: String...) {
    var text = clause.rawValue
    text.reserveCapacity(parts.reduce(text.utf8.count) { $0 + 1 + $1.utf8.count })
    for part in parts {
      text += ":"
      text += part
    }
    self.init(text)
  }

  /// What it is the name of; nil for an id that no breach has.
  public var subject: BreachSubject? {
    text.reading { bytes in
      var parts = Parts(of: bytes)
      let name = parts.next()
      guard let first = parts.next() else { return .report(Key(text)) }
      guard let clause = name.flatMap({ Clause.words[$0] }) else { return nil }
      guard let second = parts.next() else { return Self.subject(of: clause, first) }
      guard let third = parts.next() else { return Self.subject(of: clause, first, second) }
      guard parts.next() == nil, clause == .dormantOutlets, let month = Month(utf8: second),
        let test = DormancyTest(rawValue: third.text)
      else { return nil }
      return .dormantOutlets(Key(first.text), month, test)
    }
  }

  private static func subject(of clause: Clause, _ part: Part) -> BreachSubject? {
    switch clause {
    case .meetingResults: .meetingResults(Key(part.text))
    case .trainingFailure: .training(Key(part.text))
    case .promotionGap: Month(utf8: part).map { .duty(.promotion($0)) }
    case .earlyExits: .earlyExits(Key(part.text))
    case .exitResponse: .duty(.exitResponse(Key(part.text)))
    case .afterSalesDispute: .afterSalesDispute(Key(part.text))
    case .rectificationFailure: Int(part.text).map(BreachSubject.rectificationFailure)
    case .negativePress, .competitorDealing, .expansionTarget, .nonstandardMaterials, .unapprovedMaterials,
      .signingProgress, .serviceComplaint, .dormantOutlets:
      nil
    }
  }

  private static func subject(of clause: Clause, _ first: Part, _ second: Part) -> BreachSubject? {
    switch clause {
    case .expansionTarget:
      ExpansionBatch(rawValue: second.text).map { .duty(.expansionTarget(Key(first.text), $0)) }
    case .signingProgress:
      second.text == "late"
        ? .duty(.applications(Key(first.text)))
        : second.text == "errors" ? .applicationErrors(Key(first.text)) : nil
    case .serviceComplaint:
      first.text == "ticket"
        ? .duty(.answer(Key(second.text)))
        : first.text == "complaint" ? .serviceComplaint(Key(second.text)) : nil
    case .negativePress, .competitorDealing, .meetingResults, .nonstandardMaterials, .unapprovedMaterials,
      .trainingFailure, .promotionGap, .earlyExits, .dormantOutlets, .exitResponse, .afterSalesDispute,
      .rectificationFailure:
      nil
    }
  }
}

/// What stands between two `:` of an id.
private typealias Part = UnsafeBufferPointer<UInt8>

extension Part {
  /// The same as a text.
  fileprivate var text: String { String(decoding: self, as: UTF8.self) }
}

/// The parts of an id from left to right, found by their bytes: ids are taken apart at every event.
private struct Parts {
  private var rest: Part?

  init(of id: Part) {
    rest = id
  }

  /// The part that comes next; nil behind the last.
  mutating func next() -> Part? {
    guard let left = rest else { return nil }
    guard let end = left.firstIndex(of: UInt8(ascii: ":")) else {
      rest = nil
      return left
    }
    rest = Part(rebasing: left[(end + 1)...])
    return Part(rebasing: left[..<end])
  }
}

extension BreachID: Comparable, CustomStringConvertible {
  /// The order of the texts.
  public static func < (left: BreachID, right: BreachID) -> Bool { left.text < right.text }

  /// The id as written.
  public var description: String { text }
}
