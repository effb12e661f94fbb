import LedgerDomain
public import LedgerFormat

/// Rows of a file that make one report of sales between them, one outlet a row.
public struct SalesRows {
  /// Outlets in a report, at most: more do not fit into an event.
  private static let mostOutlets = 40_000

  /// What the rows have in common.
  public let report: [String]
  /// The line of the first.
  public let line: Int
  private var first: Draft?
  private var sales: [OutletSales] = []
  private var seen: Set<Key<Outlet>> = []
  private var fault: LineFault?

  /// No row yet.
  public init(_ report: [String], line: Int) {
    self.report = report
    self.line = line
  }

  /// Adds a row; what is wrong with one is wrong with the report.
  public mutating func add(_ row: Result<Draft, InputError>, line: Int) {
    guard fault == nil else { return }
    do throws(InputError) {
      let draft = try row.get()
      guard case .service(.salesReported(let part)) = draft.fact else { return }
      for entry in part.sales {
        guard seen.insert(entry.outlet).inserted else { throw .field("outlet", expected: .outletOnce(entry.outlet)) }
        guard sales.count < Self.mostOutlets else { throw .field("event", expected: .shortEvent) }
        sales.append(entry)
      }
      if first == nil { first = draft }
    } catch {
      fault = LineFault(error, line: line)
    }
  }

  /// The report, or what is wrong with the first row that is not as it should be.
  public var draft: Result<Draft, LineFault> {
    if let fault { return .failure(fault) }
    guard var draft = first, case .service(.salesReported(let part)) = draft.fact else {
      return .failure(LineFault(.field("sales", expected: .present), line: line))
    }
    draft.fact = .service(.salesReported(SalesReported(city: part.city, month: part.month, sales: sales)))
    guard draft.isShortEnough else { return .failure(LineFault(.field("event", expected: .shortEvent), line: line)) }
    return .success(draft)
  }
}
