import Ledger
import LedgerAccess
import LedgerDomain
import LedgerFormat
import Presentation
import Synchronization

/// The events of a body, as they come in (server 8.1): lines of JSON, or rows of CSV.
struct BulkSource {
  /// What stands in a line, before it is held to who submits it.
  struct Line: Sendable {
    /// What it is.
    enum Content: Sendable {
      /// An event as JSON; and the row it was read from, where it was one.
      case event([UInt8], CSVRecord?)
      /// What is wrong with it.
      case fault(LineFault)
      /// A breach in a judging sheet that was not judged.
      case unjudged
    }

    /// Its number in the body, from 1.
    var number: Int
    var content: Content
  }

  private enum Source {
    case lines(BodyLines)
    case rows(CSVBody)
  }

  /// Rows read at once, at most.
  private static let rowsTogether = 256

  private var source: Source
  private let readers: Workers

  /// - Parameters:
  ///   - media: what the body is written in: JSON Lines or CSV.
  ///   - most: its bytes, at most.
  ///   - waits: whether the client waits to be told to send it.
  ///   - providers: tells the providers of a CSV that are called by their names from each other.
  /// - Throws: what is wrong with the heading of a CSV; 413; what breaks the body off.
  init(
    _ body: any CallBody, _ media: Media, upTo most: Int, waits: Bool, in zone: Zone, _ readers: Workers,
    providers: @escaping @Sendable () -> CalledProviders
  ) async throws {
    self.readers = readers
    // Whoever waits to be told to send it is not told to (server 4.13); where it comes anyway, the line is found.
    if waits, let announced = body.announced, announced > most { throw ServerProblem(.tooLarge) }
    source =
      media == .csv
      ? .rows(try await CSVBody.read(body, upTo: most, in: zone, readers, providers: providers))
      : .lines(BodyLines(body, most: most))
  }

  /// The lines that are there by now, as soon as there is one; nil at the end.
  mutating func next() async throws -> [Line]? {
    switch source {
    case .lines(var lines):
      let next = try await lines.next()
      source = .lines(lines)
      return next?.map { Line(number: $0.number, content: .event($0.bytes, nil)) }
    case .rows(let rows):
      return try await readers.run { try rows.next(Self.rowsTogether) }
    }
  }
}

/// A body of CSV: which encoding it is in is judged by the whole of it, so that it is read to its end first.
final class CSVBody: Sendable {
  /// What a row is taken to be submitted by until it is known who asks.
  private static let anybody = Person(id: "anybody", role: .integration)

  private let source: Mutex<DraftSource>
  private let zone: Zone

  /// Reads a body to its end.
  ///
  /// - Throws: 413; what is wrong with its heading; what breaks it off.
  static func read(
    _ body: any CallBody, upTo most: Int, in zone: Zone, _ readers: Workers,
    providers: @escaping @Sendable () -> CalledProviders
  ) async throws -> CSVBody {
    if let announced = body.announced, announced > most { throw ServerProblem(.tooLarge) }
    let spool = Spool()
    while let part = try await body.next() {
      guard spool.count + part.count <= most else { throw ServerProblem(.tooLarge) }
      try await readers.run { try spool.append(part) }
    }
    return try await readers.run { try CSVBody(spool, in: zone, providers()) }
  }

  private init(_ spool: Spool, in zone: Zone, _ providers: sending CalledProviders) throws {
    self.zone = zone
    source = Mutex(
      try DraftSource(
        SpooledBytes(spool), called: "CSV", in: zone, as: InputForm(notation: .csv), providers: providers,
        by: Self.anybody))
  }

  /// The next rows, at most so many; nil at the end.
  func next(_ most: Int) throws -> [BulkSource.Line]? {
    let lines = try source.withLock { source in
      var lines: [BulkSource.Line] = []
      while lines.count < most, let item = try source.next() { lines.append(line(item)) }
      return lines
    }
    return lines.isEmpty ? nil : lines
  }

  private func line(_ item: DraftSource.Item) -> BulkSource.Line {
    switch item.content {
    case .unjudged: BulkSource.Line(number: item.line, content: .unjudged)
    case .draft(.failure(let fault)): BulkSource.Line(number: item.line, content: .fault(fault))
    case .draft(.success(let draft)):
      BulkSource.Line(
        number: item.line, content: .event(draft.line(in: zone, signed: item.isSigned), item.record))
    }
  }
}

/// What was put aside, as a file of events is read.
private final class SpooledBytes: ByteSource {
  private let spool: Spool
  let size: Int?
  let isStored = true
  let isReady = true

  init(_ spool: Spool) throws {
    self.spool = spool
    size = spool.count
    try spool.rewind()
  }

  func read(upTo count: Int, into buffer: inout [UInt8]) throws -> Bool {
    guard let piece = try spool.next(count) else { return false }
    buffer += piece
    return true
  }

  func rewind() throws { try spool.rewind() }
}
