public import LedgerDomain
public import LedgerFormat

/// What a file of events is written in, where its name does not say.
public struct InputForm: Sendable {
  /// JSON Lines or CSV.
  public enum Notation: String, CaseIterable, Sendable {
    case jsonl
    case csv
  }

  /// Nil where the name of the file tells: CSV by its ending.
  public var notation: Notation?
  /// That of CSV; nil where it is judged by the whole file.
  public var encoding: TextEncoding?

  /// What a file is written in, as far as that is said.
  public init(notation: Notation? = nil, encoding: TextEncoding? = nil) {
    self.notation = notation
    self.encoding = encoding
  }

  /// Whether the file is CSV.
  public func isCSV(_ path: String) -> Bool { notation.map { $0 == .csv } ?? path.lowercased().hasSuffix(".csv") }
}

/// The events of a file, one after the other: JSON Lines, or CSV with a heading.
public struct DraftSource {
  /// An event with the line it begins on, or a row that is passed over.
  public struct Item: Sendable {
    /// What stands there.
    public enum Content: Sendable {
      /// An event, or what is wrong with it; behind a reference, for an item passes through many hands.
      indirect case draft(Result<Draft, LineFault>)
      /// A breach in a judging sheet that was not judged.
      case unjudged
    }

    /// The line it begins on.
    public let line: Int
    /// What stands there.
    public var content: Content
    /// How much of the file has been read with it, from 0 to 1; nil where its length is not known.
    public let part: Double?
    /// The bytes of the line.
    public let weight: Int
    /// The row of a CSV it was read from; nil where it was none, or several.
    public var record: CSVRecord?
    /// Whether it says who submits it.
    public var isSigned = true

    /// The event, where it is one.
    public var draft: Draft? {
      get { if case .draft(.success(let draft)) = content { draft } else { nil } }
      set { if let newValue { content = .draft(.success(newValue)) } }
    }
  }

  /// What comes next.
  public enum Step {
    /// An event, or a row that is passed over.
    case item(Item)
    /// Nothing has come yet: the next step waits for whoever writes.
    case pause
    /// Nothing comes any more.
    case end
  }

  /// Lines above the headings that may be titles, at most.
  private static let mostTitles = 5

  private var lines: CSVLines
  private let zone: Zone
  private let isCSV: Bool
  private var providers: CalledProviders
  private let usual: Person?
  private var report: (rows: SalesRows, weight: Int, isSigned: Bool)?
  private var ready: [Item] = []
  private var hasRows = false

  /// Reads the heading if it is CSV; titles above that are passed over.
  ///
  /// - Parameters:
  ///   - input: where the file is read from.
  ///   - path: what it is called in messages; its ending tells what it is written in where `form` does not.
  ///   - zone: the ledger's zone, for times without an offset.
  ///   - providers: tells those who are named by their names from each other.
  ///   - usual: who submits rows of CSV that say nothing of it; nil where each must.
  public init(
    _ input: any ByteSource, called path: String, in zone: Zone, as form: InputForm = InputForm(),
    providers: CalledProviders, by usual: Person? = nil
  ) throws {
    isCSV = form.isCSV(path)
    self.zone = zone
    self.providers = providers
    self.usual = usual
    let reader = try LineReader(
      over: input, breaks: isCSV ? .any : .lineFeeds, encoding: isCSV ? form.encoding : .utf8)
    lines = CSVLines(reader, isCSV: isCSV)
    if let workbook = CSVHeading.workbook(nil, of: path) { throw workbook }
    guard isCSV else { return }
    var line = try lines.next()
    if let workbook = CSVHeading.workbook(line?.bytes, of: path) { throw workbook }
    for _ in 0..<Self.mostTitles {
      guard let title = line?.bytes, CSVHeading.isTitle(title), let next = try lines.next() else { break }
      line = next
    }
    do throws(Problem) {
      lines.heading = try CSVHeading(line?.bytes, number: line?.number ?? 1, of: path)
    } catch {
      guard let title = line?.bytes, let next = try lines.next(), let bytes = next.bytes,
        CSVHeading.isTitle(title, above: bytes)
      else { throw error }
      lines.heading = try CSVHeading(bytes, number: next.number, of: path)
    }
  }

  /// The next event, or nil at the end.
  public mutating func next() throws -> Item? {
    while true {
      switch try step() {
      case .item(let item): return item
      case .pause: continue
      case .end: return nil
      }
    }
  }

  /// The next event, a pause, or the end; blank lines are passed over.
  ///
  /// Rows of a report of sales wait for the row behind the last of them, or the end.
  public mutating func step() throws -> Step {
    while true {
      if !ready.isEmpty { return .item(ready.removeFirst()) }
      switch try lines.step() {
      case .pause: return .pause
      case .end:
        endReport(part: 1)
        if !ready.isEmpty { continue }
        if let heading = lines.heading, !hasRows { throw heading.standsAlone }
        return .end
      case .line(let line):
        guard let bytes = line.bytes else {
          endReport(part: line.part)
          add(.draft(.failure(LineFault(.field("event", expected: .shortLine), line: line.number))), line, weight: 0)
          continue
        }
        if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { continue }
        try take(line, bytes)
      }
    }
  }

  private mutating func take(_ line: LineReader.Line, _ bytes: [UInt8]) throws {
    do {
      guard let heading = lines.heading else {
        return add(.draft(.success(try draft(bytes))), line, weight: bytes.count)
      }
      guard let record = try heading.record(bytes) else { return }
      if let rows = record.report(in: zone) { return try add(record, to: rows, line, bytes.count) }
      endReport(part: line.part)
      if record.isUnjudged { return add(.unjudged, line, weight: bytes.count) }
      let draft = try draft(record)
      providers.note(draft)
      add(.draft(.success(draft)), line, weight: bytes.count, record)
    } catch let error as InputError {
      endReport(part: line.part)
      add(.draft(.failure(LineFault(error, line: line.number))), line, weight: bytes.count)
    }
  }

  /// The event of a row of CSV.
  private func draft(_ record: CSVRecord) throws -> Draft {
    let signature = try record.signature.flatMap { try providers.signature($0.text, of: $0.kind, about: $0.provider) }
    return try record.draft(in: zone, calling: try providers.names(for: record), by: usual, signed: signature)
  }

  /// The event of a line of JSON.
  private mutating func draft(_ bytes: [UInt8]) throws -> Draft {
    do throws(InputError) {
      let draft = try Draft(json: bytes, in: zone, mayBeOfProgramme: true)
      providers.note(draft)
      return draft
    } catch {
      guard let renamed = try providers.renamed(bytes, because: error) else { throw error.naming(in: bytes) }
      return try Draft(json: renamed, in: zone, mayBeOfProgramme: true)
    }
  }

  /// Adds a row to the report it is a part of; one of another report ends that before it.
  private mutating func add(
    _ record: CSVRecord, to rows: [String], _ line: LineReader.Line, _ weight: Int
  ) throws {
    if report?.rows.report != rows {
      endReport(part: line.part)
      report = (SalesRows(rows, line: line.number), 0, record.isSigned)
    }
    let draft: Result<Draft, InputError>
    do {
      draft = .success(try self.draft(record))
    } catch let error as InputError {
      draft = .failure(error)
    }
    report?.rows.add(draft, line: line.number)
    report?.weight += weight
  }

  private mutating func endReport(part: Double?) {
    guard let (rows, weight, isSigned) = report else { return }
    report = nil
    hasRows = true
    ready.append(
      Item(line: rows.line, content: .draft(rows.draft), part: part, weight: weight, isSigned: isSigned))
  }

  private mutating func add(
    _ content: Item.Content, _ line: LineReader.Line, weight: Int, _ record: CSVRecord? = nil
  ) {
    hasRows = true
    ready.append(
      Item(
        line: line.number, content: content, part: line.part, weight: weight, record: record,
        isSigned: record?.isSigned ?? true))
  }
}
