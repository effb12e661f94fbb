import EventStore
public import LedgerDomain

extension Event {
  /// The event as it stands in the log: one line of JSON, the very bytes that are hashed.
  ///
  /// - Parameter zone: the ledger's zone, in which times are written.
  public func line(in zone: Zone) -> [UInt8] {
    var writer = JSONWriter(zone: zone)
    writer.object { writer in
      writer.field("position", position)
      writer.field("version", version)
      writer.field("id", orNull: id)
      writer.field("type", type)
      writer.field("provider", provider.text)
      writer.field("at", zone.text(at))
      writer.field("recordedAt", zone.text(recordedAt))
      writer.name("by")
      if let by {
        writer.object { writer in
          writer.field("id", by.id)
          writer.field("role", by.role.rawValue)
        }
      } else {
        writer.null()
      }
      writer.name("data")
      switch body {
      case .fact(let fact, let decided):
        writer.object { writer in fact.fields(&writer) }
        if let note { writer.field("note", note) }
        decided.write(to: &writer, in: zone)
      case .consequence(let consequence):
        writer.object { writer in consequence.fields(&writer) }
      case .publication(let publication):
        writer.object { writer in publication.write(to: &writer) }
      }
      writer.field("cause", orNull: cause)
      writer.field("rulebook", rulebook)
    }
    return writer.bytes
  }

  /// The event's data as JSON text, but for the file of a publication: that is too long to be read in passing.
  public var dataText: String {
    var writer = JSONWriter()
    writer.object { writer in
      switch body {
      case .fact(let fact, _): fact.fields(&writer)
      case .consequence(let consequence): consequence.fields(&writer)
      case .publication(let publication): publication.writeHeader(to: &writer)
      }
    }
    return writer.text
  }

  /// Reads a line of the log.
  ///
  /// - Parameter form: the form its stream is of. A line of the other form is read too: its data fits only one.
  /// - Throws: what is wrong with it; a line this ledger wrote never is.
  public init(line: UnsafeRawBufferPointer, in zone: Zone, of form: EventForm = .daigou) throws(InputError) {
    do throws(InputError) {
      self = try Self.read(line, in: zone, isInOrder: true, of: form)
    } catch {
      self = try Self.readOtherwise(line, in: zone, of: form)
    }
  }

  /// Reads a line that is not as events of a form are written: of the other form, or its fields in any order.
  private static func readOtherwise(
    _ line: UnsafeRawBufferPointer, in zone: Zone, of form: EventForm
  ) throws(InputError) -> Event {
    if let event = try? read(line, in: zone, isInOrder: true, of: form.other) { return event }
    do throws(InputError) {
      return try read(line, in: zone, isInOrder: false, of: form)
    } catch {
      guard let event = try? read(line, in: zone, isInOrder: false, of: form.other) else { throw error }
      return event
    }
  }

  /// Reads a line whose fields stand in the order in which they are written, or, more slowly, in any.
  static func read(
    _ line: UnsafeRawBufferPointer, in zone: Zone, isInOrder: Bool, of form: EventForm = .daigou
  ) throws(InputError) -> Event {
    var scanner = JSONScanner(line.assumingMemoryBound(to: UInt8.self))
    var fields = try FieldReader(&scanner, isLenient: false, source: .log, isInOrder: isInOrder, zone: zone)
    let position = try fields.count("position")
    let version = try fields.count("version")
    let id = try fields.isNull("id") ? nil : try fields.text("id")
    let type = try fields.eventType(of: form)
    let provider = try fields.stream("provider")
    let at = try fields.instant("at", in: zone)
    let recordedAt = try fields.instant("recordedAt", in: zone)
    let by = try fields.isNull("by") ? nil : try fields.actor("by")
    let (body, note) = try body(type, &fields, in: zone)
    let cause = try fields.optionalCount("cause")
    let rulebook = try fields.text("rulebook")
    scanner.index = try fields.finish()
    do throws(JSONError) {
      try scanner.expectEnd()
    } catch {
      throw .syntax(error)
    }
    return Event(
      position: position, version: version, id: id, provider: provider, at: at, recordedAt: recordedAt, by: by,
      body: body, note: note, cause: cause, rulebook: rulebook)
  }

  private static func body(
    _ type: EventType, _ fields: inout FieldReader, in zone: Zone
  ) throws(InputError) -> (Body, note: String?) {
    switch type {
    case .fact(let kind):
      let fact = try fields.object("data") { data throws(InputError) in try Fact(kind, from: &data) }
      let note = try fields.optionalText("note")
      guard try fields.has("decided") else { return (.fact(fact, .nothing), note) }
      let decided = try fields.object("decided") { data throws(InputError) -> Decided in
        if case .correction(let fact) = fact, try data.has("fact") { return .reading(try FactReading(&data, of: fact)) }
        return try Decided.read(&data, in: zone)
      }
      return (.fact(fact, decided), note)
    case .consequence(let kind):
      let consequence = try fields.object("data") { data throws(InputError) in try Consequence(kind, from: &data) }
      return (.consequence(consequence), nil)
    case .publication:
      let publication = try fields.object("data") { data throws(InputError) in try Publication(from: &data) }
      return (.publication(publication), nil)
    }
  }
}
