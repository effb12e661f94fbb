public import LedgerDomain
public import LedgerFormat

extension Draft {
  /// The names of what stands beside an event's data.
  public static let envelope = EnvelopeField.allCases.map(\.rawValue)

  /// Reads an event from pairs of names and texts: those of the envelope, and any other as a field of its data.
  public init(pairs: [(String, String)], in zone: Zone) throws(InputError) {
    let envelope = Self.envelope
    var writer = JSONWriter()
    writer.object { writer in
      for (name, text) in pairs where envelope.contains(name) {
        writer.name(name)
        writer.string(text)
      }
      writer.name("data")
      writer.object { writer in
        for (name, text) in pairs where !envelope.contains(name) {
          writer.name(name)
          if text.hasPrefix("["), let list = try? JSON(parsing: text) {
            writer.value(list)
          } else {
            writer.string(text)
          }
        }
      }
    }
    try self.init(json: writer.bytes, in: zone, isLenient: true)
  }
}
