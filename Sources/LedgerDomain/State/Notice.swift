/// A notice that was sent, and when it counts as delivered (§4.3(6); offices §7).
public struct Notice: Equatable, Sendable {
  /// How it turned out to be none.
  public enum End: CaseIterable, Equatable, Sendable {
    /// It did not arrive.
    case failed
    /// It is proven that it never arrived.
    case rebutted
  }

  /// Where a notice stands on a date.
  public enum Status: String, CaseIterable, Sendable {
    /// It does not count as delivered yet.
    case sent
    /// It counts as delivered.
    case delivered
    /// It did not arrive.
    case failed
    /// It is proven that it never arrived.
    case rebutted
  }

  /// The position of its sending.
  public var position: Int
  /// How it was sent.
  public var channel: Key<NoticeChannel>
  /// When it was sent.
  public var sentAt: Instant
  /// The date of that.
  public var sentOn: LocalDate
  /// The duties it is about.
  public var about: [DutyID]
  /// The date on which it arrived, as far as that is known, else the one on which it is presumed to.
  public var arrivesOn: LocalDate
  /// How it turned out to be none; nil while it stands.
  public var end: End?

  /// The date on which it counts as delivered, past or to come; nil for one that is none.
  public var deliveredOn: LocalDate? { end == nil ? arrivesOn : nil }

  /// Where it stands on a date.
  public func status(on date: LocalDate) -> Status {
    switch end {
    case .failed?: .failed
    case .rebutted?: .rebutted
    case nil: arrivesOn <= date ? .delivered : .sent
    }
  }
}

extension ProviderState {
  mutating func evolve(_ fact: NoticeFact, _ decided: Decided, _ event: Event) {
    let date = zone.date(of: event.at)
    switch fact {
    case .sent(let fact):
      var arrival = date
      if case .delivery(let presumed) = decided { arrival = presumed }
      notices[fact.notice] = Notice(
        position: event.position, channel: fact.channel, sentAt: event.at, sentOn: date, about: fact.about,
        arrivesOn: arrival)
    case .received(let fact): notices[fact.notice]?.arrivesOn = date
    case .failed(let fact): notices[fact.notice]?.end = .failed
    case .rebutted(let fact): notices[fact.notice]?.end = .rebutted
    }
  }

  /// The first date on which a notice of the charge that stands for a breach counts as delivered; nil for none.
  public func firstDelivery(ofChargeOf id: BreachID) -> LocalDate? {
    guard !notices.isEmpty, let charged = breaches[id]?.chargePosition, charged > 0 else { return nil }
    let duty = DutyID("notify-charge:" + id.text)
    let told = notices.values.lazy.filter { $0.position > charged && $0.about.contains(duty) }
    return told.compactMap(\.deliveredOn).min()
  }

  /// The last day on which an appeal against a charge may be dated: the one recorded with the charge, or, where the time runs
  /// from delivery, that counted from the first; nil while it does not run.
  public func appealUntil(of id: BreachID, by rules: Rules) -> LocalDate? {
    guard let breach = breaches[id] else { return nil }
    if let recorded = breach.appealUntil { return recorded }
    return firstDelivery(ofChargeOf: id).map {
      terms(of: rules, on: breach.on, in: city(of: id)).due(.appeal, from: zone.instant($0)).date.date
    }
  }
}
