package import EventStore
import LedgerDomain
import LedgerFormat

/// Why an exported log cannot be imported.
public struct ImportError: Error, Equatable, Sendable {
  /// The line, from 1; nil where the store is at fault.
  public let line: Int?
  /// What is wrong, in Chinese.
  public let zh: String
  /// What is wrong, in English.
  public let en: String

  /// Why a log cannot be imported.
  public init(line: Int?, zh: String, en: String) {
    self.line = line
    self.zh = zh
    self.en = en
  }
}

extension Ledger {
  /// Hands every event to `body` as a line of an exported log, the event's line with its hash as one more field, and last a
  /// seal over all of them.
  ///
  /// The seal's time is that of the last recording, so two exports of one log are the same bytes.
  public func export(_ body: ([UInt8]) throws -> Void) throws {
    try store.read { reader in
      try reader.scan(EntrySelection()) { entry in
        try body(ExportedLine.make(line: entry.line, hash: entry.hash))
        return true
      }
      let end = try endOfExport(from: reader)
      // The line that closes it says that this is the log.
      try store.awaitSafe()
      try body(end.line)
    }
  }

  /// Hands a part of the log to `body`, as lines of an export with their positions.
  package func export(_ selection: EntrySelection, _ body: ([UInt8], Int) throws -> Void) throws {
    try store.read { reader in
      try reader.scan(selection) { entry in
        try body(ExportedLine.make(line: entry.line, hash: entry.hash), entry.position)
        return true
      }
    }
  }

  /// The position of the log's last event, and the line that closes an export that goes so far.
  package func endOfExport() throws -> (head: Int, line: [UInt8]) {
    let end = try store.read { try endOfExport(from: $0) }
    try store.awaitSafe()
    return end
  }

  private func endOfExport(from reader: any EventStoreReader) throws -> (head: Int, line: [UInt8]) {
    let time = try reader.lastRecordedAt(in: zone).map(zone.text)
    let seal = Seal(time: time, heads: try reader.heads(), rulebooks: try reader.sealedRulebooks(in: zone))
    return (try reader.lastPosition(), Array(seal.closed.text.utf8))
  }

  /// Takes an exported log into this ledger, which must be empty, and makes its read models; all of it or nothing.
  ///
  /// - Parameters:
  ///   - mayLackSeal: whether the log may end without a seal, as those exported before there was one do; what was cut off
  ///     behind a fact's last consequence is not noticed then.
  ///   - next: gives the lines one after the other, nil at the end.
  /// - Returns: how many events were taken.
  /// - Throws: `ImportError` for a broken chain, a gap, a line that is not as this ledger writes it, a fact without its
  ///   consequences, or a seal that is missing or not over just these events.
  public func importLog(mayLackSeal: Bool = false, _ next: () throws -> [UInt8]?) throws -> Int {
    try store.write { writer in
      guard try writer.lastPosition() == 0 else {
        throw ImportError(
          line: nil, zh: "账本中已有事件；请导入新账本", en: "the store holds events already; import into a new one")
      }
      var log = ExportedLog(zone)
      var seal: [UInt8]?
      while let line = try next() {
        guard seal == nil else {
          throw ImportError(line: log.count + 2, zh: "封存行之后不得再有内容", en: "nothing may stand behind the seal")
        }
        if ExportedLine.isSeal(line) { seal = line } else { try writer.append([try log.take(line).entry]) }
      }
      guard seal != nil || mayLackSeal && log.count > 0 else { throw log.unsealed }
      try rebuildDrawing(writer)
      if let seal { try log.check(seal, by: try writer.sealedRulebooks(in: zone)) }
      return log.count
    }
  }

  /// Takes what another store of the same ledger has beyond this one, as it was decided there, and brings the read models up
  /// to it; all of it or nothing.
  ///
  /// - Parameter next: gives the lines one after the other, nil at the end; what this one has already is passed over.
  /// - Throws: `StoreError.conflict` where they do not go on from here.
  package func goOn(_ next: () throws -> [UInt8]?) throws {
    try store.write { writer in
      let end = try writer.head()
      var entries: [Entry] = []
      while let line = try next() {
        let event = try line.withUnsafeBytes { bytes in try Event(line: bytes, in: zone) }
        guard event.position > end.position else { continue }
        entries.append(RecordedEvent(event: event, line: line).entry)
        guard entries.count >= Self.linesTogether else { continue }
        try writer.append(entries)
        entries.removeAll(keepingCapacity: true)
      }
      try writer.append(entries)
      _ = try foldRest(after: end, writer)
    }
  }

  /// Takes streams that are whole out of a log that is not, as it was decided there, into this ledger, which is empty.
  ///
  /// - Parameter lines: their lines as an exported log has them, each stream's in order.
  /// - Throws: `ImportError` for a chain that is broken, a line that is not as this ledger writes it.
  package func takeStreams(_ lines: [[UInt8]]) throws {
    try store.write { writer in
      let placed = lines.map { line in (position: ExportedLine.position(line), line: line) }
      var log = ExportedLog(zone, isPart: true)
      let entries = try placed.sorted { $0.position < $1.position }.map { try log.take($0.line).entry }
      try writer.append(entries)
      _ = try foldRest(after: LogHead(position: 0, hash: .zero), writer)
    }
  }

  /// Lines that are taken together.
  private static let linesTogether = 1_000

  private func rebuildDrawing(_ writer: any EventStoreWriter) throws {
    do {
      try makeModels(writer, drawingBy: RulesTimeline(source, in: writer))
    } catch let fault as LogFault {
      throw ImportError(line: fault.position, zh: fault.zh, en: fault.en)
    }
  }
}

/// An exported log on its way in: where its chains are, and when it was last recorded.
private struct ExportedLog {
  let zone: Zone
  private(set) var count = 0
  private var heads: [Key<Provider>: StreamHead] = [:]
  private var time: String?
  private var lastRecordedAt: Instant?
  /// The zones in which its times may be written: the ledger's, and those of the programmes it publishes.
  private var zones: Set<Zone>
  /// Whether some of its streams are not there, so that positions have gaps.
  private let isPart: Bool
  private var lastPosition = 0

  init(_ zone: Zone, isPart: Bool = false) {
    self.zone = zone
    self.isPart = isPart
    zones = [zone]
  }

  /// Takes a line that is an event.
  mutating func take(_ exported: [UInt8]) throws -> RecordedEvent {
    count += 1
    guard let (line, hash) = ExportedLine.split(exported) else {
      throw ImportError(
        line: count, zh: "应为以 ,\"hash\":\"64 位十六进制数\"} 结尾的事件",
        en: "expected an event that ends in ,\"hash\":\"64 hexadecimal digits\"}")
    }
    let event: Event
    do {
      event = try line.withUnsafeBytes { bytes in try Event(line: bytes, in: zone) }
    } catch let error as InputError {
      throw ImportError(line: count, zh: error.words.zh, en: error.words.en)
    }
    if case .publication(let publication) = event.body, let file = try? publication.file() { zones.insert(file.zone) }
    guard zones.contains(where: { event.line(in: $0) == line }) else {
      throw ImportError(
        line: count, zh: "事件的写法与本账本不同", en: "the event is not written as this ledger writes it")
    }
    if let lastRecordedAt, event.recordedAt < lastRecordedAt {
      throw ImportError(line: count, zh: "记录时间早于前一条", en: "it was recorded before the event before it")
    }
    lastRecordedAt = event.recordedAt
    let last = heads[event.provider] ?? StreamHead(of: event.provider, version: 0, hash: .zero)
    let isNext = isPart ? event.position > lastPosition : event.position == count
    guard isNext, event.version == last.version + 1 else {
      let (position, version) = (event.position, event.version)
      throw ImportError(
        line: count, zh: "位置应为 \(count)、版本应为 \(last.version + 1)，而非 \(position)、\(version)",
        en: "expected position \(count) and version \(last.version + 1), found \(position), \(version)")
    }
    guard line.withUnsafeBytes({ Chain.hash(after: last.hash, line: $0) }) == hash else {
      throw ImportError(
        line: count, zh: "哈希与事件及其前一哈希不符", en: "the hash does not follow from the event and the hash before it")
    }
    heads[event.provider] = StreamHead(of: event.provider, version: event.version, hash: hash)
    lastPosition = event.position
    time = zone.text(event.recordedAt)
    return RecordedEvent(event: event, line: line)
  }

  /// Why it cannot be taken without a seal.
  var unsealed: ImportError {
    guard count > 0 else {
      return ImportError(
        line: 1, zh: "输入为空：连空账本的导出也有封存行", en: "there is nothing in it; even the export of an empty log is a seal")
    }
    return ImportError(
      line: count + 1, zh: "末行不是封存行，日志可能不完整。请重新导出；确为旧版导出的完整日志时用 --unsealed",
      en: "the log does not end in a seal, so it may be a part of one. Export it again; "
        + "for a whole log exported before there were seals, use --unsealed")
  }

  /// Holds the seal at its end against what was taken.
  func check(_ line: [UInt8], by rulebooks: [Seal.SealedRulebook]) throws(ImportError) {
    let number = count + 1
    let sorted = heads.values.sorted { $0.stream.utf8.lexicographicallyPrecedes($1.stream.utf8) }
    let wanted = Seal(time: time, heads: sorted, rulebooks: rulebooks).closed
    let found: Seal
    do {
      found = try Seal(parsing: String(decoding: line, as: UTF8.self), in: zone)
    } catch {
      throw ImportError(line: number, zh: "封存行有误：\(error.zh)", en: "the seal at its end is none: \(error.en)")
    }
    guard found.count == count else {
      throw ImportError(
        line: number, zh: "封存了 \(found.count) 条事件，而其上有 \(count) 条",
        en: "the seal is over \(found.count) events, but \(count) stand above it")
    }
    guard Array(wanted.text.utf8) == line else {
      throw ImportError(
        line: number, zh: "封存行所封的不是其上的事件", en: "the seal is not over the events that stand above it")
    }
  }
}

/// The form of an event in an exported log.
enum ExportedLine {
  private static let opening = Array(",\"hash\":\"".utf8)
  private static let sealOpening = Array("{\"seal\":".utf8)
  private static let closing = Array("\"}".utf8)
  private static let beginning = Array("{\"position\":".utf8)

  /// Whether a line is the seal at the end, whole or not.
  static func isSeal(_ line: [UInt8]) -> Bool {
    line.starts(with: sealOpening)
  }

  /// An event's line with its hash as the last field.
  static func make(line: UnsafeRawBufferPointer, hash: UnsafeRawBufferPointer) -> [UInt8] {
    let digest = Hash(bytes: hash) ?? .zero
    return Array(line.dropLast()) + opening + Array(digest.hex.utf8) + closing
  }

  /// How the line of an event decided under `rulebook` ends, without its hash.
  static func ending(naming rulebook: String) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { $0.field("rulebook", rulebook) }
    return [UInt8(ascii: ",")] + writer.bytes.dropFirst()
  }

  /// The position that a line begins with; 0 where it begins otherwise.
  static func position(_ exported: [UInt8]) -> Int {
    guard exported.starts(with: beginning) else { return 0 }
    let digits = exported.dropFirst(beginning.count).prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
    return Int(String(decoding: digits, as: UTF8.self)) ?? 0
  }

  /// The line and the hash; nil where the last field is no hash.
  static func split(_ exported: [UInt8]) -> (line: [UInt8], hash: Hash)? {
    let tail = opening.count + 64 + closing.count
    guard exported.count > tail else { return nil }
    let end = exported.suffix(tail)
    guard end.starts(with: opening), end.suffix(closing.count).elementsEqual(closing),
      case let digits = String(decoding: end.dropFirst(opening.count).prefix(64), as: UTF8.self),
      let hash = Hash(hex: digits), hash.hex == digits
    else { return nil }
    return (exported.dropLast(tail) + [UInt8(ascii: "}")], hash)
  }
}
