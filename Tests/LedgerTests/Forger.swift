import EventStore
import Ledger
import LedgerFormat

/// What someone can do to an exported log who knows the format and makes everything else fit: positions, versions, the
/// positions that events name, every hash, and the seal's count.
struct Forger {
  /// The events as JSON, without their hashes.
  private(set) var events: [JSON]

  /// A log without the seal at its end.
  init(_ lines: some Sequence<[UInt8]>) throws {
    events = try lines.map { line in
      guard case .object(let fields) = try JSON(parsing: String(decoding: line, as: UTF8.self)) else { return .null }
      return .object(fields.filter { $0.name != "hash" })
    }
  }

  /// Takes an event out.
  mutating func remove(_ index: Int) {
    events.remove(at: index)
    move { position in position > index + 1 ? position - 1 : position }
  }

  /// Puts an event in twice.
  mutating func double(_ index: Int) {
    events.insert(events[index], at: index)
    move(from: index + 1) { position in position > index ? position + 1 : position }
  }

  /// Lets two neighbours change places.
  mutating func swap(_ index: Int) {
    events.swapAt(index, index + 1)
  }

  /// Changes an event.
  mutating func change(_ index: Int, _ change: (JSON) -> JSON) {
    events[index] = change(events[index])
  }

  private mutating func move(from first: Int = 0, _ moved: (Int) -> Int) {
    for index in events.indices where index >= first { events[index] = events[index].moving(moved) }
  }

  /// The log, every position, version and hash made anew.
  var lines: [[UInt8]] {
    var heads: [String: StreamHead] = [:]
    return events.enumerated().map { index, event in
      guard case .object(var fields) = event, case .string(let provider)? = event["provider"] else { return [] }
      let last = heads[provider] ?? StreamHead(stream: provider, version: 0, hash: .zero)
      fields[0].value = .integer(index + 1)
      fields[1].value = .integer(last.version + 1)
      let line = Array(JSON.object(fields).text.utf8)
      let hash = line.withUnsafeBytes { Chain.hash(after: last.hash, line: $0) }
      heads[provider] = StreamHead(stream: provider, version: last.version + 1, hash: hash)
      return line.dropLast() + Array(",\"hash\":\"\(hash.hex)\"}".utf8)
    }
  }
}

extension JSON {
  /// The event with every position it names moved.
  fileprivate func moving(_ moved: (Int) -> Int) -> JSON {
    guard case .object(let fields) = self else { return self }
    return .object(
      fields.map { field in
        switch (field.name, field.value) {
        case ("cause", .integer(let position)), ("case", .integer(let position)):
          Field(field.name, .integer(moved(position)))
        case ("for", .string(let cause)):
          Field(
            field.name,
            .string(cause.replacing(/event:([0-9]+)/) { match in "event:\(Int(match.1).map(moved) ?? 0)" }))
        case ("facts", .array(let positions)):
          Field(
            field.name,
            .array(
              positions.map { item in
                guard case .integer(let position) = item else { return item }
                return .integer(moved(position))
              }))
        default: Field(field.name, field.value.moving(moved))
        }
      })
  }
}
