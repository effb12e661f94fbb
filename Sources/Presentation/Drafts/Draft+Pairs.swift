import Ledger
public import LedgerDomain
public import LedgerFormat

extension Draft {
  /// The names of what stands beside an event's data.
  public static let envelope = EnvelopeField.allCases.map(\.rawValue)

  /// Reads an event from pairs as people write them: names are taken as headings of a file are, and texts as its cells,
  /// but for who submits it: white space around that is no slip of a spreadsheet.
  ///
  /// - Parameter providers: asked for what providers are called where one is named by no key, and for roles of programmes.
  public init(written pairs: [(String, String)], in zone: Zone, calling providers: CalledProviders) throws {
    let kind = pairs.first { $0.0 == EnvelopeField.type.rawValue }.flatMap { FactKind(called: $0.1) }
    let about = pairs.first { CSVColumn($0.0).envelope == .provider }?.1
    let read = try pairs.map { name, text in
      let column = CSVColumn(name)
      guard let field = column.field else { return (name, text) }
      if column.envelope == .type { return (field, kind?.name ?? text) }
      if column.envelope == .by {
        let declared = try providers.signature(text, of: kind, about: about)
        return (field, declared ?? CSVCell.actor(text.narrowed) ?? text)
      }
      let cell = CSVCell.text(text, under: column, of: kind, in: zone)
      guard column.envelope == .provider, kind != .provider(.registered), !cell.isKey() else { return (field, cell) }
      return (field, try providers.names(for: cell).provider(called: cell).text)
    }
    try self.init(pairs: read, in: zone)
  }

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
          writer.name(envelope.first { name == $0.headingOfData } ?? name)
          if text.hasPrefix("["), let list = try? JSON(parsing: text) {
            writer.value(list)
          } else {
            writer.string(text)
          }
        }
      }
    }
    try self.init(json: writer.bytes, in: zone, isLenient: true, mayBeOfProgramme: true)
  }

  /// A correction of a provider's fact, its envelope as texts.
  public init(
    correcting provider: Key<Provider>, _ fact: Fact, at: String?, by: String, id: String, in zone: Zone
  ) throws(InputError) {
    var writer = JSONWriter(zone: zone)
    writer.object { writer in
      writer.field("type", fact.kind.name)
      writer.field("provider", provider.text)
      if let at { writer.field("at", at) }
      writer.field("by", by)
      writer.field("id", id)
      writer.name("data")
      writer.object { writer in fact.fields(&writer) }
    }
    try self.init(json: writer.bytes, in: zone)
  }
}

extension Person {
  /// Who submits, as it is said on a command line, in the form that is taken everywhere: the role may be named in Chinese,
  /// and its signs be of full width, as in a file. What is neither stays as it is.
  public static func inShort(_ text: String) -> String { CSVCell.actor(text.narrowed) ?? text }
}
