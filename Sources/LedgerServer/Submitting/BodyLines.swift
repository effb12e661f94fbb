/// The lines of a body, as they come in.
struct BodyLines {
  private let body: any CallBody
  private let most: Int
  private var splitter = LineSplitter()
  private var taken = 0
  private var isTooLong = false
  private var isAtEnd = false

  /// - Parameters:
  ///   - body: where they are in.
  ///   - most: bytes of the body, at most.
  init(_ body: any CallBody, most: Int) {
    self.body = body
    self.most = most
  }

  /// The lines that are whole by now, as soon as there is one; nil at the end.
  ///
  /// - Throws: 413, with the line, where the body is too long; what breaks it off.
  mutating func next() async throws -> [LineSplitter.Line]? {
    while !isAtEnd {
      // What stands before the limit is a line still.
      if isTooLong { throw splitter.tooLarge }
      guard let part = try await body.next() else {
        isAtEnd = true
        let last = splitter.end()
        return last.isEmpty ? nil : last
      }
      let taking = part.prefix(most - taken)
      taken += taking.count
      isTooLong = taking.count < part.count
      let lines = try splitter.add(taking)
      if !lines.isEmpty { return lines }
    }
    return nil
  }
}
