import EventStore

/// What is read row by row.
extension PostgresTransaction {
  /// Rows read at once without a cursor, at most.
  private static let page = 1000

  func scan(_ selection: EntrySelection, _ body: (EntryView) throws -> Bool) throws {
    if let limit = selection.limit, limit <= 0 { return }
    if let last, rows.appended == 0, selection == EntrySelection(after: last.head.position - 1) {
      _ = try last.view(body)
      return
    }
    if try scanKnown(selection, body) { return }
    guard let (text, arguments) = try statement(selection) else { return }
    let isOfAny = selection.stream == nil && selection.streams == nil
    // The names of the first rows' streams come with them.
    func besides() {
      guard isOfAny else { return }
      connection.ask(sql.firstNames, [.number(selection.after)]) { [unowned self] in takeNames($0) }
    }
    try each(text, arguments, limit: selection.limit, besides: besides) { result in
      try learnNames(in: result)
      for row in 0..<result.count where try !body(view(result, row)) { return false }
      return true
    }
  }

  /// The statement that gives the rows selected; nil where none can be.
  private func statement(_ selection: EntrySelection) throws -> (String, [Argument])? {
    var (text, arguments) = (sql.events, [Argument.number(selection.after)])
    func add(_ argument: Argument) -> Int {
      arguments.append(argument)
      return arguments.count
    }
    if let stream = selection.stream {
      // With a plus, the place in the log is no reason to walk the log.
      text = text.replacing("e.position > $1", with: "e.position + 0 > $1")
      if case .some(.some(let place)) = places[stream] {
        text += " AND e.stream = $\(add(.number(place.key)))::int"
      } else {
        text += " AND " + sql.isOfStream(add(.text(stream)))
      }
    }
    if let version = selection.afterVersion { text += " AND e.version > $\(add(.number(version)))::int" }
    if let type = selection.type { text += " AND e.type = $\(add(.text(type)))" }
    if let through = selection.through { text += " AND e.position <= $\(add(.number(through)))" }
    if let streams = selection.streams {
      let keys = try keys(of: streams)
      guard !keys.isEmpty else { return nil }
      text += " AND e.stream = ANY ($\(add(.numbers(keys))))"
      // Else the whole log might be sorted on the server's disk.
      connection.ask("SET LOCAL enable_sort = off")
    }
    text += selection.stream == nil ? " ORDER BY e.position" : " ORDER BY e.version"
    if let limit = selection.limit { text += " LIMIT \(limit)" }
    return (text, arguments)
  }

  private func keys(of streams: Set<String>) throws -> [Int] {
    var keys = streams.compactMap { places[$0].flatMap(\.self)?.key }
    let unknown = streams.filter { places[$0] == nil }
    guard !unknown.isEmpty else { return keys }
    try trip {
      connection.ask(sql.keys, [.texts(unknown)]) { [unowned self] result in
        for row in 0..<result.count {
          guard let key = result.number(row, 0) else { continue }
          keys.append(key)
          names[key] = result.text(row, 1)
        }
      }
    }
    return keys
  }

  private func learnNames(in result: PostgresResult) throws {
    let unknown = Set((0..<result.count).compactMap { result.number($0, 1) }.filter { names[$0] == nil })
    guard !unknown.isEmpty else { return }
    try trip { connection.ask(sql.names, [.numbers(unknown)]) { [unowned self] in takeNames($0) } }
  }

  private func takeNames(_ result: PostgresResult) {
    for row in 0..<result.count { result.number(row, 0).map { names[$0] = result.text(row, 1) } }
  }

  /// A row, read where libpq holds it: nothing is copied.
  func view(_ row: PostgresResult, _ number: Int) throws -> EntryView {
    guard let key = row.number(number, 1), let stream = names[key] else {
      throw StoreError.damaged("stream \(row.number(number, 1) ?? 0) has no name")
    }
    return EntryView(
      position: row.number(number, 0) ?? 0, stream: stream, version: row.number(number, 2) ?? 0,
      id: row.bytes(number, 4), type: row.bytes(number, 3) ?? .none, line: row.bytes(number, 6) ?? .none,
      hash: row.bytes(number, 5) ?? .none)
  }

  func scanValues(prefix: String, _ body: (String, [UInt8]) throws -> Bool) throws {
    let cursor: Cursor
    if let begun = opened.removeValue(forKey: prefix) {
      cursor = begun
    } else {
      begin()
      try rows.send()
      cursor = models(prefix)
    }
    defer { cursor.close() }
    while let page = try cursor.next() {
      for row in 0..<page.count {
        guard try body(page.text(row, 0) ?? "", Array(page.bytes(row, 1) ?? .none)) else { return }
      }
    }
  }

  /// A cursor over the read models whose keys begin so.
  func models(_ prefix: String) -> Cursor {
    cursor(sql.valuesBetween, [.text(prefix), .text(prefix + "\u{10FFFF}")], pages: [Self.page])
  }

  private func cursor(_ text: String, _ arguments: [Argument], pages: [Int]) -> Cursor {
    cursors += 1
    return Cursor(connection, "koufen_\(cursors)", text, arguments, pages)
  }

  /// Hands the rows of a statement to `body`, page by page, until it returns false; `besides` is asked with the first.
  private func each(
    _ text: String, _ arguments: [Argument], limit: Int?, besides: () -> Void, _ body: (PostgresResult) throws -> Bool
  ) throws {
    if let limit, limit <= Self.page {
      var found: PostgresResult?
      try trip {
        besides()
        connection.ask(text, arguments) { found = $0 }
      }
      if let found { _ = try body(found) }
      return
    }
    begin()
    try rows.send()
    besides()
    let cursor = cursor(text, arguments, pages: [16, 64, 256, Self.page])
    defer { cursor.close() }
    while let page = try cursor.next() {
      guard try body(page) else { return }
    }
  }
}

/// A cursor of the transaction: page after page of the sizes given, of events a few at first, for often two are wanted; at the last
/// size the next page is under way while one is read.
final class Cursor {
  private let pages: [Int]
  private let connection: PostgresConnection
  private let name: String
  private var arrived: PostgresResult?
  private var isUnderWay = false
  private var isAtEnd = false
  private var number = 0

  init(_ connection: PostgresConnection, _ name: String, _ text: String, _ arguments: [Argument], _ pages: [Int]) {
    self.pages = pages
    self.connection = connection
    self.name = name
    connection.ask("DECLARE \(name) NO SCROLL CURSOR FOR \(text)", arguments)
  }

  /// The next rows; nil at the end.
  func next() throws -> PostgresResult? {
    guard !isAtEnd || arrived != nil || isUnderWay else { return nil }
    if arrived == nil { fetch() }
    try connection.settle(until: { arrived != nil })
    guard let page = arrived else { return nil }
    arrived = nil
    if !isAtEnd, number >= pages.count - 1 {
      fetch()
      try connection.flush()
    }
    return page.count > 0 ? page : nil
  }

  /// Asks for the next rows, unless they are under way.
  func fetch() {
    guard !isUnderWay, !isAtEnd else { return }
    let size = pages[min(number, pages.count - 1)]
    number += 1
    isUnderWay = true
    connection.ask("FETCH \(size) FROM \(name)") { [weak self] page in
      self?.arrived = page
      self?.isUnderWay = false
      if page.count < size { self?.isAtEnd = true }
    }
  }

  /// Lets it go; said with the next flush.
  func close() {
    if !isAtEnd { connection.ask("CLOSE \(name)") }
  }
}
