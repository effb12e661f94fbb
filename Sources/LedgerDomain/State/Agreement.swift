/// Terms that an agreement sets, in the place of those of the rulebook (§4.4(3)).
public struct TermsOverride: Equatable, Sendable {
  private var values: [Term: Term.Value]

  /// Terms set; none by default.
  public init(_ values: [Term: Term.Value] = [:]) {
    self.values = values
  }

  /// Whether it sets nothing.
  public var isEmpty: Bool { values.isEmpty }

  /// What a term is set to; nil where it is not.
  public subscript(term: Term) -> Term.Value? {
    get { values[term] }
    set { values[term] = newValue }
  }

  /// The terms set, in the order of the rulebook file.
  public var terms: [(term: Term, value: Term.Value)] {
    values.isEmpty ? [] : Term.all.compactMap { term in values[term].map { (term, $0) } }
  }

  /// Sets them in `terms`, as far as `holds` says.
  func apply(to terms: inout Terms, where holds: (Term) -> Bool) {
    for (term, value) in values where holds(term) { terms[term] = value }
  }
}

/// A provider's own agreement: where it differs from the regulation, it wins for acts dated in its term (§4.4(3)).
public struct Agreement: Equatable, Sendable {
  /// The position of its signing, which names it.
  public var position: Int
  /// When it was signed: a later one wins over an earlier.
  public var signedAt: Instant
  /// The first date of its term.
  public var startsOn: LocalDate
  /// The last.
  public var endsOn: LocalDate
  /// What it sets.
  public var terms: TermsOverride
  /// The territory it is for; nil for all.
  public var cities: [Key<City>]?

  /// An agreement.
  public init(
    position: Int, signedAt: Instant, startsOn: LocalDate, endsOn: LocalDate, terms: TermsOverride, cities: [Key<City>]?
  ) {
    self.position = position
    self.signedAt = signedAt
    self.startsOn = startsOn
    self.endsOn = endsOn
    self.terms = terms
    self.cities = cities
  }

  /// The agreement a fact says was signed.
  init(_ fact: AgreementSigned, position: Int, signedAt: Instant) {
    self.init(
      position: position, signedAt: signedAt, startsOn: fact.startsOn, endsOn: fact.endsOn, terms: fact.terms,
      cities: fact.cities)
  }

  /// Whether a date lies in its term.
  func isInForce(on date: LocalDate) -> Bool { startsOn <= date && date <= endsOn }

  /// Whether what it sets for `term` holds for an act of `date` in `city`.
  ///
  /// What concerns the provider as a whole holds everywhere, and so does any term for an act that is in no city.
  func holds(_ term: Term, on date: LocalDate, in city: Key<City>?) -> Bool {
    guard isInForce(on: date) else { return false }
    guard !term.isOfProvider, let city, let cities else { return true }
    return cities.contains(city)
  }
}

extension [Agreement] {
  /// The terms of an act of `date` in `city`: `terms`, and on top what the agreements set, the later signed last.
  public func applied(to terms: Terms, on date: LocalDate, in city: Key<City>?) -> Terms {
    var terms = terms
    for agreement in self where agreement.isInForce(on: date) {
      agreement.terms.apply(to: &terms) { agreement.holds($0, on: date, in: city) }
    }
    return terms
  }

  /// The agreement that sets a term for an act of `date` in `city`; nil where the rulebook does.
  public func setting(_ term: Term, on date: LocalDate, in city: Key<City>?) -> Agreement? {
    last { $0.terms[term] != nil && $0.holds(term, on: date, in: city) }
  }

  /// Adds one where it belongs: in the order of signing, then of the log.
  mutating func insert(_ agreement: Agreement) {
    let index = firstIndex { ($0.signedAt, $0.position) > (agreement.signedAt, agreement.position) } ?? endIndex
    insert(agreement, at: index)
  }
}

extension ProviderState {
  /// The terms this provider is held to for an act of `date` in `city`.
  public func terms(of rules: Rules, on date: LocalDate, in city: Key<City>? = nil) -> Terms {
    let terms = rules.terms(on: date)
    return agreements.isEmpty ? terms : agreements.applied(to: terms, on: date, in: city)
  }
}

/// The city an act is in, as far as what it is about says.
extension ProviderState {
  func city(ofOutlet outlet: Key<Outlet>?) -> Key<City>? { outlet.flatMap { outlets[$0]?.city } }

  func city(ofTicket ticket: Key<Ticket>?) -> Key<City>? { city(ofOutlet: ticket.flatMap { tickets[$0]?.outlet }) }

  func city(ofComplaint complaint: Key<Complaint>) -> Key<City>? {
    switch complaints[complaint]?.subject {
    case .service(let outlet, let ticket)?: city(ofOutlet: outlet) ?? city(ofTicket: ticket)
    case .sale(let outlet, _)?: city(ofOutlet: outlet)
    case nil: nil
    }
  }

  /// The city whose agreed terms a breach is held to; nil where it belongs to none, or nothing was agreed.
  @inline(__always)
  public func city(of breach: BreachID) -> Key<City>? { agreements.isEmpty ? nil : place(of: breach) }

  /// The city a breach belongs to; nil where it belongs to none.
  public func place(of breach: BreachID) -> Key<City>? {
    if let city = citiesOfLeftOut[breach] { return city }
    switch breach.subject {
    case .report?, nil: return city(ofOutlet: breaches[breach]?.outlet)
    case .duty(.answer(let ticket))?: return city(ofTicket: ticket)
    case .duty(.exitResponse(let outlet))?: return city(ofOutlet: outlet)
    case .duty(.applications(let meeting))?, .meetingResults(let meeting)?, .applicationErrors(let meeting)?:
      return meetings[meeting]?.city
    case .duty(.expansionTarget(let city, _))?, .earlyExits(let city)?, .dormantOutlets(let city, _, _)?: return city
    case .serviceComplaint(let complaint)?, .afterSalesDispute(let complaint)?: return city(ofComplaint: complaint)
    case .duty(.promotion)?, .training?, .rectificationFailure?: return nil
    }
  }
}
