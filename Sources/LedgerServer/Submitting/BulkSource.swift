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
  fileprivate static let rowsTogether = 256

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
      return next?.map(Line.init)
    case .rows(let rows):
      return try await readers.run { try rows.next(Self.rowsTogether) }
    }
  }

  /// Reads the body to its end: its lines can then be read without waiting for whoever sends it.
  ///
  /// - Throws: 413, with the line, where it is too long; what breaks it off.
  mutating func putAside() async throws -> BulkPutAside {
    switch source {
    case .rows(let rows): return BulkPutAside(rows)
    case .lines(var lines):
      let spool = Spool()
      var number = 0
      while let some = try await lines.next() {
        var bytes: [UInt8] = []
        for line in some {
          // Lines that were passed over keep their numbers.
          bytes += repeatElement(UInt8(ascii: "\n"), count: line.number - number - 1)
          bytes += line.bytes + [UInt8(ascii: "\n")]
          number = line.number
        }
        try await readers.run { [bytes] in try spool.append(bytes) }
      }
      return try await readers.run { try BulkPutAside(spool) }
    }
  }
}

/// The events of a body that was read to its end.
final class BulkPutAside: Sendable {
  private enum Source {
    case lines(Spool, LineSplitter)
    case rows(CSVBody)
  }

  private let source: Mutex<Source>

  fileprivate init(_ rows: CSVBody) { source = Mutex(.rows(rows)) }

  fileprivate init(_ lines: Spool) throws {
    try lines.rewind()
    source = Mutex(.lines(lines, LineSplitter()))
  }

  /// The next lines; nil at the end.
  func next() throws -> [BulkSource.Line]? {
    try source.withLock { source in
      switch source {
      case .rows(let rows): return try rows.next(BulkSource.rowsTogether)
      case .lines(let spool, var splitter):
        // All of them end with a line break.
        while let piece = try spool.next() {
          let lines = try splitter.add(piece)
          source = .lines(spool, splitter)
          if !lines.isEmpty { return lines.map(BulkSource.Line.init) }
        }
        return nil
      }
    }
  }
}

extension BulkSource.Line {
  fileprivate init(_ line: LineSplitter.Line) {
    self.init(number: line.number, content: .event(line.bytes, nil))
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
  /// - Throws: 413, with the line; what is wrong with its heading; what breaks it off.
  static func read(
    _ body: any CallBody, upTo most: Int, in zone: Zone, _ readers: Workers,
    providers: @escaping @Sendable () -> CalledProviders
  ) async throws -> CSVBody {
    let spool = Spool()
    while let part = try await body.next() {
      let room = most - spool.count
      guard part.count <= room else {
        var problem = ServerProblem(.tooLarge)
        problem.line = try await readers.run {
          var line = LineCount()
          try spool.rewind()
          while let piece = try spool.next() { line.add(piece) }
          line.add(part.prefix(room))
          return line.number
        }
        throw problem
      }
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
