import LedgerDomain

/// How a corrected fact is read, as JSON beside the correction: the fact's position and type, the moment at which it is read
/// to have happened, and what is decided of it; its data are those of the correction.
extension FactReading {
  /// Writes the fields of `decided`.
  func writeFields(to writer: inout JSONWriter, in zone: Zone) {
    writer.field("fact", position)
    writer.field("type", kind.name)
    if case .otherwise(_, let at, let decided) = how {
      writer.field("at", zone.text(at))
      decided.write(to: &writer, in: zone)
    }
    guard !others.isEmpty else { return }
    writer.name("others")
    writer.array { writer in
      for other in others {
        writer.object { writer in
          writer.field("fact", other.position)
          other.decided.write(to: &writer, in: zone)
        }
      }
    }
  }

  /// Reads the fields of `decided` of a correction.
  init(_ data: inout FieldReader, of correction: CorrectionFact) throws(InputError) {
    let zone = data.zone
    let position = try data.count("fact")
    guard case .fact(let kind) = try data.eventType() else { throw .field("decided.type", expected: .eventType) }
    var how = How.retracted
    if case .corrected(let correction) = correction {
      let at = try data.instant("at", in: zone)
      let decided = try data.decided(in: zone)
      how = .otherwise(try correction.data.fact(of: kind, in: zone, isRecorded: true), at: at, decided)
    }
    let others =
      try data.has("others")
      ? try data.objects("others") { other throws(InputError) in
        Other(position: try other.count("fact"), decided: try other.decided(in: zone))
      } : []
    self.init(position: position, kind: kind, how: how, others: others)
  }
}

extension FieldReader {
  /// What is decided of a fact, if the field is there; nothing otherwise.
  fileprivate mutating func decided(in zone: Zone) throws(InputError) -> Decided {
    guard try has("decided") else { return .nothing }
    return try object("decided") { data throws(InputError) in try Decided.read(&data, in: zone) }
  }
}
