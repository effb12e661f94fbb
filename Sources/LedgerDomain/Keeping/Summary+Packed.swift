/// The parts of a state that do not grow with the stream.
extension ProviderState.Registration: Packed {
  package func pack(into bytes: inout PackedBytes) {
    bytes.add(name, kind, on)
  }

  package init(from reader: inout PackedReader) throws(UnreadableBytes) {
    self.init(name: try reader.next(), kind: try reader.next(), on: try reader.next())
  }
}

extension DepositSums: Packed {
  package func pack(into bytes: inout PackedBytes) {
    bytes.add(frozenFen, forfeitedFen, returnedFen)
    bytes.add(compensatedFen, releasedFen)
  }

  package init(from reader: inout PackedReader) throws(UnreadableBytes) {
    self.init()
    frozenFen = try reader.next()
    forfeitedFen = try reader.next()
    returnedFen = try reader.next()
    compensatedFen = try reader.next()
    releasedFen = try reader.next()
  }
}

extension City: Packed {
  package func pack(into bytes: inout PackedBytes) {
    bytes.add(position, population, plan)
    bytes.add(signedForFirstBatch, signedForAll)
  }

  package init(from reader: inout PackedReader) throws(UnreadableBytes) {
    self.init(
      position: try reader.next(), population: try reader.next(), plan: try reader.next(),
      signedForFirstBatch: try reader.next(), signedForAll: try reader.next())
  }
}

extension CityPlan: Packed {
  package func pack(into bytes: inout PackedBytes) {
    bytes.add(planned, firstBatch, firstBatchDue, completeDue)
  }

  package init(from reader: inout PackedReader) throws(UnreadableBytes) {
    self.init(
      planned: try reader.next(), firstBatch: try reader.next(), firstBatchDue: try reader.next(),
      completeDue: try reader.next())
  }
}

extension RectificationCase: Packed {
  package func pack(into bytes: inout PackedBytes) {
    bytes.add(id, year, orderedOn)
    bytes.add(deadline, outcome)
  }

  package init(from reader: inout PackedReader) throws(UnreadableBytes) {
    self.init(
      id: try reader.next(), year: try reader.next(), orderedOn: try reader.next(), deadline: try reader.next(),
      outcome: try reader.next())
  }
}

extension TerminationCase: Packed {
  package func pack(into bytes: inout PackedBytes) {
    bytes.add(id, ground, year, step)
    bytes.add(steppedAt, firstSignature, frozenOn, contractEndedOn)
    bytes.add(releaseFrom, outcome)
  }

  package init(from reader: inout PackedReader) throws(UnreadableBytes) {
    self.init(
      id: try reader.next(), ground: try reader.next(), year: try reader.next(), step: try reader.next(),
      steppedAt: try reader.next(), firstSignature: try reader.next(), frozenOn: try reader.next(),
      contractEndedOn: try reader.next(), releaseFrom: try reader.next(), outcome: try reader.next())
  }
}

extension YearScore: Packed {
  package func pack(into bytes: inout PackedBytes) {
    bytes.add(score, everCharged, isFresh)
    bytes.add(isWaived, closedScore, restatements, latestAct)
  }

  package init(from reader: inout PackedReader) throws(UnreadableBytes) {
    self.init()
    score = try reader.next()
    everCharged = try reader.next()
    isFresh = try reader.next()
    isWaived = try reader.next()
    closedScore = try reader.next()
    restatements = try reader.next()
    latestAct = try reader.next()
  }
}

extension Standing.OutletCounts: Packed {
  package func pack(into bytes: inout PackedBytes) {
    bytes.add(signed, open, gone)
  }

  package init(from reader: inout PackedReader) throws(UnreadableBytes) {
    self.init(signed: try reader.next(), open: try reader.next(), gone: try reader.next())
  }
}

extension Standing.Exposure: Packed {
  package func pack(into bytes: inout PackedBytes) {
    bytes.add(count, minimum, maximum)
  }

  package init(from reader: inout PackedReader) throws(UnreadableBytes) {
    self.init(count: try reader.next(), minimum: try reader.next(), maximum: try reader.next())
  }
}

extension SalesDuty: Packed {
  package func pack(into bytes: inout PackedBytes) {
    bytes.add(changes, runs)
  }

  package init(from reader: inout PackedReader) throws(UnreadableBytes) {
    self.init(changes: try reader.next(), runs: try reader.next())
  }
}
