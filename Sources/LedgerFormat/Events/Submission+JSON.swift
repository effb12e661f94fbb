public import LedgerDomain

/// One event as handed in, before what it leaves open is filled in.
public struct Draft: Equatable, Sendable {
  /// The idempotency key, if given: a UUID, its letters as they were written; they are compared without regard to case.
  public var id: String?
  /// The provider it is about.
  public var provider: Key<Provider>
  /// When it happened; nil where it is left to the clock.
  public var at: Instant?
  /// Who submits it.
  public var by: Person
  /// What it says.
  public var fact: Fact
  /// What is noted beside it, which no rule reads.
  public var note: String?
  /// Whether its time was given as a date alone, and so is 00:00.
  public var isDatedOnly = false
  /// Whether its time was given without an offset, and so is a local time of the zone of whoever it is about.
  public var isLocal = false
  /// What is wrong with it where it is about a provider of the daigou form: it is in shape only for a programme.
  package var daigouFault: InputError?

  /// One event as handed in.
  package init(
    id: String? = nil, provider: Key<Provider>, at: Instant? = nil, by: Person, fact: Fact, note: String? = nil
  ) {
    self.id = id
    self.provider = provider
    self.at = at
    self.by = by
    self.fact = fact
    self.note = note
  }

  /// The submission, with `now` where the draft leaves the time to the clock.
  public func submission(now: Instant) -> Submission {
    Submission(id: id, provider: provider, at: at ?? now, by: by, fact: fact, note: note)
  }

  /// Whether `event` says the same, as far as this draft says anything (§7.5).
  ///
  /// - Parameter before: when the event before it in the log was recorded.
  package func says(the event: Event, recordedAfter before: Instant?) -> Bool {
    guard case .fact(let recorded, _) = event.body else { return false }
    return fact == recorded && provider == event.provider && by == event.by && note == event.note
      && (at.map { $0 == event.at } ?? event.mayHaveLeftItsTimeOpen(recordedAfter: before))
  }
}

extension Event {
  /// Whether it may have been handed in without a time: then it is dated when it was recorded, or, where the log was ahead
  /// of the clock and so was not recorded at the clock's time, before that.
  fileprivate func mayHaveLeftItsTimeOpen(recordedAfter before: Instant?) -> Bool {
    at == recordedAt || recordedAt == before && at < recordedAt
  }
}

extension Draft {
  /// Whether its data takes no more room in the log than an event may.
  package var isShortEnough: Bool { fact.writtenBytes <= Limits.eventBytes }

  /// Reads one event from JSON.
  ///
  /// - Parameters:
  ///   - json: the bytes of one object.
  ///   - zone: the ledger's zone, for times without an offset.
  ///   - isLenient: whether texts may stand for numbers and lists, as in flags and CSV.
  ///   - mayBeOfProgramme: whether it may be about a subject of a programme; whether it is, is known where it is decided.
  /// - Throws: the first thing wrong with its shape (§4, §7.10).
  public init(
    json: [UInt8], in zone: Zone, isLenient: Bool = false, mayBeOfProgramme: Bool = false
  ) throws(InputError) {
    guard json.count <= Limits.eventBytes else {
      throw .field("event", expected: .shortEvent)
    }
    let result: Result<Draft, InputError> = json.withUnsafeBufferPointer { buffer in
      do throws(InputError) {
        let draft = try Draft(buffer, in: zone, isLenient: isLenient)
        if !mayBeOfProgramme, let fault = draft.daigouFault { throw fault }
        return .success(draft)
      } catch {
        return .failure(error)
      }
    }
    self = try result.get()
    // Only a text that stands for a list is written longer than it came, some seven times at most.
    guard !isLenient || json.count < Limits.eventBytes / 10 || fact.writtenBytes <= Limits.eventBytes else {
      throw .field("event", expected: .shortEvent)
    }
  }

  /// Reads it as of the daigou form, and where it is not in shape for that as of a programme.
  private init(_ json: UnsafeBufferPointer<UInt8>, in zone: Zone, isLenient: Bool) throws(InputError) {
    do throws(InputError) {
      try self.init(json, in: zone, isLenient: isLenient, of: .daigou)
    } catch {
      do throws(InputError) {
        try self.init(json, in: zone, isLenient: isLenient, of: .programme)
      } catch let other {
        throw error.isOfProgramme ? other : error
      }
      daigouFault = error
    }
    if daigouFault == nil, case .declared = by.role { daigouFault = .field("by", expected: .actor(Role.everywhere)) }
  }

  private init(
    _ json: UnsafeBufferPointer<UInt8>, in zone: Zone, isLenient: Bool, of form: EventForm
  ) throws(InputError) {
    var scanner = JSONScanner(json)
    var fields = try FieldReader(&scanner, isLenient: isLenient, zone: zone)
    do throws(JSONError) {
      try scanner.expectEnd()
    } catch {
      throw .syntax(error)
    }
    let type = try fields.text("type")
    guard case .fact(let kind)? = EventTypes(type)?.type(of: form) else {
      throw .field("type", expected: Self.expectation(for: type))
    }
    id = try fields.optionalText("id")
    if let id, !Self.isUUID(id) { throw .field("id", expected: .uuid) }
    provider = try fields.key("provider")
    if try fields.has("at") {
      isDatedOnly = try fields.isDateAlone("at")
      at = try fields.instant("at", in: zone)
      isLocal = try fields.isLocal("at")
    }
    by = try fields.actor("by", mayBeDeclared: kind.isOfProgrammes)
    fact = try fields.object("data", isOptional: true) { data throws(InputError) in try Fact(kind, from: &data) }
    note = try fields.optionalText("note")
    try fields.finish()
  }

  /// Names the type that was perhaps meant.
  private static func expectation(for type: String) -> Expectation {
    if ConsequenceKind(rawValue: type) != nil { return .submittable(not: type) }
    if type == Publication.type { return .published }
    let near = (FactKind.allCases + FactKind.ofProgrammes).map { ($0.name, type.editDistance(to: $0.name)) }.min {
      $0.1 < $1.1
    }
    guard let near, near.1 <= 4 else { return .eventType }
    return .eventType(near: near.0)
  }

  /// 8-4-4-4-12 hexadecimal digits.
  package static func isUUID(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      guard bytes.count == 36 else { return false }
      return bytes.indices.allSatisfy { index in
        switch (index, bytes[index]) {
        case (8, let byte), (13, let byte), (18, let byte), (23, let byte): byte == UInt8(ascii: "-")
        case (_, UInt8(ascii: "0")...UInt8(ascii: "9")), (_, UInt8(ascii: "a")...UInt8(ascii: "f")),
          (_, UInt8(ascii: "A")...UInt8(ascii: "F")):
          true
        default: false
        }
      }
    }
  }
}

extension Draft {
  /// The event as a line of JSON, to be handed in elsewhere: read again it says the same.
  ///
  /// - Parameters:
  ///   - zone: the ledger's zone, in which times are written.
  ///   - isSigned: whether it says who submits it.
  public func line(in zone: Zone, signed isSigned: Bool = true) -> [UInt8] {
    var writer = JSONWriter(zone: zone)
    writer.object { writer in
      if let id { writer.field("id", id) }
      writer.field("type", fact.kind.name)
      writer.field("provider", provider.text)
      if let at { writer.field("at", isDatedOnly ? zone.date(of: at).description : zone.text(at)) }
      if isSigned {
        writer.name("by")
        writer.object { writer in
          writer.field("id", by.id)
          writer.field("role", by.role.rawValue)
        }
      }
      writer.name("data")
      writer.object { writer in fact.fields(&writer) }
      if let note { writer.field("note", note) }
    }
    return writer.bytes
  }
}

extension Fact {
  /// How many bytes its data takes in the log.
  fileprivate var writtenBytes: Int {
    var writer = JSONWriter()
    writer.object { fields(&$0) }
    return writer.bytes.count
  }
}

extension Person {
  /// Reads the short form `id@role`, as flags and files have it.
  public init(short text: String) throws(InputError) {
    var writer = JSONWriter()
    writer.object { $0.field("by", text) }
    self = try writer.text.withScanner { scanner throws(InputError) in
      var fields = try FieldReader(&scanner, isLenient: false)
      return try fields.actor("by")
    }
  }
}

extension InputError {
  /// The fields of reports and judgements that only programmes know.
  private static let ofProgrammes = ["data.fields", "data.grade", "data.fen"]

  /// Whether it is that a field stands there which only programmes know.
  fileprivate var isOfProgramme: Bool {
    guard case .field(let name, expected: .absent) = self else { return false }
    return Self.ofProgrammes.contains(name)
  }
}
