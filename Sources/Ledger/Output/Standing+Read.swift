import LedgerDomain

/// Reading back what the read models keep of a standing.
extension Standing.Summary {
  /// Reads a summary as `write(to:)` wrote it.
  init(from fields: inout FieldReader) throws(InputError) {
    self.init(
      name: try fields.text("name"), kind: try fields.oneOf("kind", ProviderKind.self),
      status: try fields.oneOf("status", ProviderStatus.self),
      expansion: try fields.oneOf("expansion", ExpansionStatus.self), pauses: try fields.texts("pauses"),
      years: try fields.objects("years") { line throws(InputError) in try Standing.YearLine(from: &line) },
      exposures: try Self.exposures(&fields),
      rectification: try Self.rectification(&fields), termination: try Self.termination(&fields),
      deposit: try fields.object("deposit") { line throws(InputError) in try DepositSums(from: &line) },
      cities: try fields.objects("cities") { line throws(InputError) in try Standing.CityLine(from: &line) },
      outlets: try fields.object("outlets") { line throws(InputError) in try Standing.OutletCounts(from: &line) })
  }

  private static func exposures(_ fields: inout FieldReader) throws(InputError) -> [Int: Standing.Exposure] {
    let lines = try fields.objects("exposures") { line throws(InputError) in
      (
        try line.count("year"),
        Standing.Exposure(minimum: try line.count("minimum"), maximum: try line.count("maximum"))
      )
    }
    return Dictionary(lines) { first, _ in first }
  }

  private static func rectification(
    _ fields: inout FieldReader
  ) throws(InputError) -> Standing.RectificationLine? {
    if try fields.isNull("rectification") { return nil }
    return try fields.object("rectification") { line throws(InputError) in
      Standing.RectificationLine(
        year: try line.count("year"), isOrdered: try line.flag("ordered"),
        deadline: try line.isNull("deadline") ? nil : try line.date("deadline"))
    }
  }

  private static func termination(_ fields: inout FieldReader) throws(InputError) -> Standing.TerminationLine? {
    if try fields.isNull("termination") { return nil }
    return try fields.object("termination") { line throws(InputError) in
      Standing.TerminationLine(
        ground: try line.oneOf("ground", TerminationGround.self), year: try line.optionalCount("year"),
        step: try line.oneOf("step", TerminationStep.self))
    }
  }
}

extension Standing.YearLine {
  init(from fields: inout FieldReader) throws(InputError) {
    self.init(
      year: try fields.count("year"), score: try fields.count("score"),
      closedScore: try fields.optionalCount("closedScore"))
  }
}

extension Standing.CityLine {
  init(from fields: inout FieldReader) throws(InputError) {
    self.init(
      city: try fields.key("city"), population: try fields.count("population"),
      planned: try fields.count("planned"), firstBatchDue: try fields.date("firstBatchDue"),
      completeDue: try fields.date("completeDue"), signed: try fields.count("signed"))
  }
}

extension Standing.OutletCounts {
  init(from fields: inout FieldReader) throws(InputError) {
    self.init(
      signed: try fields.count("signed"), open: try fields.count("open"), gone: try fields.count("gone"))
  }
}

extension Standing.BreachLine {
  /// Reads a breach as `write(to:)` wrote it.
  init(from fields: inout FieldReader) throws(InputError) {
    self.init(
      breach: try fields.breach("breach"), clause: try fields.oneOf("clause", Clause.self), on: try fields.date("on"),
      state: try fields.oneOf("state", Breach.Status.self), points: try fields.points(),
      assessed: try fields.optionalCount("assessed"), charged: try fields.optionalCount("charged"))
    _ = try fields.has("year")
  }
}

extension DepositSums {
  init(from fields: inout FieldReader) throws(InputError) {
    self.init()
    frozenFen = try fields.count("frozenFen")
    forfeitedFen = try fields.count("forfeitedFen")
    returnedFen = try fields.count("returnedFen")
    compensatedFen = try fields.count("compensatedFen")
    releasedFen = try fields.count("releasedFen")
    _ = try fields.has("balanceFen")
  }
}
