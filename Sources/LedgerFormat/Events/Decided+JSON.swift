import LedgerDomain

/// What was decided about a fact, as JSON beside its data; nothing is written for nothing.
extension Decided {
  /// Writes the field `decided`, in the ledger's zone.
  func write(to writer: inout JSONWriter, in zone: Zone) {
    if self == .nothing { return }
    writer.name("decided")
    writer.object { writer in writeFields(to: &writer, in: zone) }
  }

  private func writeFields(to writer: inout JSONWriter, in zone: Zone) {
    switch self {
    case .nothing: break
    case .plan(let plan):
      writer.field("planned", plan.planned)
      writer.field("firstBatch", plan.firstBatch)
      writer.field("firstBatchDue", plan.firstBatchDue.date.description)
      writer.field("completeDue", plan.completeDue.date.description)
      if plan.firstBatchDue.provisional { writer.field("firstBatchProvisional", true) }
      if plan.completeDue.provisional { writer.field("completeProvisional", true) }
    case .due(let due): writer.field("due", due)
    case .dueInstant(let due, let provisional):
      writer.field("answerDue", zone.text(due))
      if provisional { writer.field("provisional", true) }
    case .breach(let on, let points):
      writer.field("on", on.description)
      writer.field("minimum", points.lowerBound)
      writer.field("maximum", points.upperBound)
    case .gated: writer.field("gated", true)
    case .review(let review): review.writeFields(to: &writer)
    case .rectification(let id, let year):
      writer.field("rectification", id)
      writer.field("year", year)
    case .termination(let id): writer.field("termination", id)
    case .freeze(let id, let contractEndedOn, let releaseFrom):
      writer.field("termination", id)
      writer.field("contractEndedOn", contractEndedOn.description)
      writer.field("releaseFrom", releaseFrom.description)
    case .report(let report):
      writer.field("on", report.on.description)
      writer.field("atOnce", report.isAtOnce)
    case .effect(let effect): writer.field("effect", effect.rawValue)
    case .delivery(let on): writer.field("deliveredOn", on.description)
    case .reading(let reading): reading.writeFields(to: &writer, in: zone)
    }
  }

  /// Reads the fields of `decided`.
  static func read(_ data: inout FieldReader, in zone: Zone) throws(InputError) -> Decided {
    if try data.has("planned") {
      return .plan(try CityPlan(from: &data))
    }
    if let due = try data.optionalDue("due") { return .due(due) }
    if try data.has("answerDue") {
      return .dueInstant(
        try data.instant("answerDue", in: zone), provisional: try data.optionalFlag("provisional") ?? false)
    }
    if let on = try data.optionalDate("on") {
      guard try data.has("atOnce") else { return .breach(on: on, points: try data.points()) }
      return .report(ReportDecided(on: on, isAtOnce: try data.flag("atOnce")))
    }
    if try data.has("gated") { return try data.flag("gated") ? .gated : .nothing }
    if try data.has("unmet") { return .review(try ReviewDecided(&data)) }
    if try data.has("rectification") {
      return .rectification(case: try data.count("rectification"), year: try data.count("year"))
    }
    if let on = try data.optionalDate("deliveredOn") { return .delivery(on: on) }
    if try data.has("effect") {
      guard let effect = MeasureEffect(rawValue: try data.text("effect")) else {
        throw .field("decided.effect", expected: .oneOf(MeasureEffect.allCases.map(\.rawValue)))
      }
      return .effect(effect)
    }
    guard try data.has("termination") else { return .nothing }
    let id = try data.count("termination")
    guard let contractEndedOn = try data.optionalDate("contractEndedOn") else { return .termination(case: id) }
    return .freeze(case: id, contractEndedOn: contractEndedOn, releaseFrom: try data.date("releaseFrom"))
  }
}

extension CityPlan {
  fileprivate init(from data: inout FieldReader) throws(InputError) {
    let planned = try data.count("planned")
    let firstBatch = try data.count("firstBatch")
    let (firstBatchDue, completeDue) = (try data.date("firstBatchDue"), try data.date("completeDue"))
    self.init(
      planned: planned, firstBatch: firstBatch,
      firstBatchDue: DueDate(firstBatchDue, provisional: try data.optionalFlag("firstBatchProvisional") ?? false),
      completeDue: DueDate(completeDue, provisional: try data.optionalFlag("completeProvisional") ?? false))
  }
}
