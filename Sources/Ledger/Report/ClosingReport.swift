public import LedgerDomain

/// What a year has come to, provider by provider, and what of it is still open.
public struct ClosingReport: Sendable {
  /// The year.
  public var year: Int
  /// The date whose end decides which months are over.
  public var asOf: LocalDate
  /// The providers registered in the year or before, by key.
  public private(set) var lines: [YearBalance] = []

  /// The report of a year, with no provider yet.
  public init(year: Int, asOf: LocalDate) {
    self.year = year
    self.asOf = asOf
  }

  /// Adds the provider that comes next by key, if it was registered by then.
  public mutating func add(_ line: YearBalance?) {
    if let line { lines.append(line) }
  }

  /// Whether the year is closed, for every provider there is.
  public var isClosed: Bool { !lines.isEmpty && lines.allSatisfy { $0.closedScore != nil } }

  /// What the rows come to together.
  public var total: YearTotal { YearTotal(lines) }
}

/// What the years of several providers come to together.
public struct YearTotal: Equatable, Sendable {
  /// How many providers.
  public var providers = 0
  /// The sum of the scores at which years were closed; nil where none is.
  public var closedScore: Int?
  /// The sum of the scores now.
  public var score = 0
  /// The providers to whose score something has come since the closing, though it may have cancelled out.
  public var restated = 0
  /// The movements that came since the closing.
  public var restatements = 0
  /// All pending breaches, and what they may cost together.
  public var pending = Standing.Exposure()
  /// Every case that is open, one after the other.
  public var openCases: [Procedure] = []
  /// Open appeals.
  public var openAppeals = 0
  /// Every month not reported, one after the other.
  public var unreportedMonths: [SalesMonth] = []

  init(_ lines: [YearBalance]) {
    for line in lines {
      providers += 1
      if let closed = line.closedScore { closedScore = (closedScore ?? 0) + closed }
      score += line.score
      restated += line.restatements == 0 ? 0 : 1
      restatements += line.restatements
      pending.count += line.pending.count
      pending.minimum += line.pending.minimum
      pending.maximum += line.pending.maximum
      openCases += line.openCases
      openAppeals += line.openAppeals
      unreportedMonths += line.unreportedMonths
    }
  }
}
