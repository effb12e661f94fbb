import CLibpq
import EventStore
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// One connection, always in a pipeline: statements are asked one after the other and sent together, and what comes back is
/// handed to whoever asked, in order. One thread at a time uses it.
package final class PostgresConnection: @unchecked Sendable {
  /// Flushes sent and not answered yet, at most: with more, both sides could wait for the other to read.
  private static let mostFlushes = 4

  /// What the server will answer next.
  private enum Awaited {
    case answer((PostgresResult) throws -> Void)
    /// Of nobody's interest any more, also where it is that something went wrong.
    case left
    case end
  }

  private let libpq: LibpqFunctions
  private let connection: OpaquePointer
  private var awaited: [Awaited] = []
  private var next = 0
  private var flushes = 0
  private var isSent = true
  private var failure: (any Error)?
  private let notices: Notices
  /// Whether it can no longer be used.
  private(set) var isBroken = false
  /// The first of what went wrong since this was last set to nil.
  var firstFailure: (any Error)?
  /// When waiting for the server ends, and the connection is given up; nil for never.
  var deadline: ContinuousClock.Instant?
  /// Whether the server is told to give up, too, what is waited for at the deadline: so that nothing of it stays behind there.
  var givesUpThere = false
  /// Whether the server was told so: the connection is not used again.
  private(set) var isGivenUp = false
  /// How often the server was waited for.
  private(set) var trips = 0

  /// How long is waited for the end of what the server was told to give up.
  private static let endPatience = Duration.seconds(5)

  /// How long is waited for the last answer, which nobody wants, before the connection is closed.
  private static let lastPatience = Duration.milliseconds(200)

  /// Connects.
  ///
  /// - Throws: `PostgresError`, or `StoreError.noClient`.
  package init(_ address: PostgresAddress) throws {
    let libpq = try Libpq.loaded()
    self.libpq = libpq
    notices = Notices(libpq)
    let (keywords, values) = (address.settings.map(\.keyword), address.settings.map(\.value))
    let found = keywords.withCStrings { keywords in
      values.withCStrings { values in libpq.PQconnectdbParams(keywords, values, 0) }
    }
    guard let found else { throw PostgresError(state: "53200", message: "out of memory") }
    connection = found
    if libpq.PQstatus(connection) != LIBPQ_CONNECTION_OK {
      let words = String(cString: libpq.PQerrorMessage(connection))
      let state = Self.isServer(words) ? stateAskedAgain() : nil
      guard libpq.PQstatus(connection) == LIBPQ_CONNECTION_OK else {
        throw PostgresError.refusedConnection(address.hidingPassword(words), state: state)
      }
    }
    notices.listen(to: connection)
    let host = libpq.PQhost(connection).map { String(cString: $0) } ?? ""
    guard libpq.PQsslInUse(connection) == 1 || !address.demandsTLS || PostgresAddress.isLocal(host) else {
      throw PostgresError(
        state: "28000", message: "the connection to \(host) is not encrypted; give sslmode=verify-full")
    }
    guard libpq.PQsetnonblocking(connection, 1) == 0, libpq.PQenterPipelineMode(connection) == 1 else {
      throw PostgresError.lost("no pipeline could be begun")
    }
  }

  deinit {
    // Whoever hangs up before the last answer makes the server note in its log that a client was lost.
    forgetAnswers()
    deadline = .now + Self.lastPatience
    while next < awaited.count, !isBroken { receive() }
    libpq.PQfinish(connection)
  }

  /// Whether words of a refusal are the server's: behind its word for how grave it is stand two spaces.
  private static func isServer(_ words: String) -> Bool { words.contains(":  ") }

  /// Tries once more, for the code of what the server refuses: its words are in its language, and the code stands among them only
  /// where it was asked for before.
  private func stateAskedAgain() -> String? {
    _ = libpq.PQsetErrorVerbosity(connection, Int32(LIBPQ_ERRORS_SQLSTATE))
    libpq.PQreset(connection)
    _ = libpq.PQsetErrorVerbosity(connection, Int32(LIBPQ_ERRORS_DEFAULT))
    let lines = String(cString: libpq.PQerrorMessage(connection)).split(whereSeparator: \.isNewline)
    return lines.last(where: { Self.isServer(String($0)) }).map { String($0.suffix(5)) }
  }

  /// Warnings that came since this was last set to zero.
  var warnings: Int {
    get { notices.warnings }
    set { notices.warnings = newValue }
  }

  /// Asks a statement; it is sent with the next flush, and its answer handed to `answer` when that is waited for.
  package func ask(
    _ sql: String, _ arguments: [Argument] = [], _ answer: @escaping (PostgresResult) throws -> Void = { _ in }
  ) {
    guard !isBroken else { return }
    let sizes = arguments.map { Int32($0.bytes.count) }
    let types = arguments.map(\.type)
    let formats = [Int32](repeating: 1, count: arguments.count)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(arguments.reduce(1) { $0 + $1.bytes.count + 1 })
    for argument in arguments { bytes += argument.bytes + [0] }
    let isQueued = bytes.withUnsafeBytes { all in
      var place = 0
      let values = sizes.map { size -> UnsafePointer<CChar>? in
        defer { place += Int(size) + 1 }
        return all.baseAddress?.advanced(by: place).assumingMemoryBound(to: CChar.self)
      }
      return libpq.PQsendQueryParams(connection, sql, Int32(arguments.count), types, values, sizes, formats, 1) == 1
    }
    guard isQueued else { return lose() }
    isSent = false
    awaited.append(.answer(answer))
  }

  /// Sends what was asked, without waiting for answers, unless too much is on its way.
  package func flush() throws {
    guard !isSent else { return }
    if libpq.PQpipelineSync(connection) == 1 {
      isSent = true
      awaited.append(.end)
      flushes += 1
      push()
    } else {
      lose()
    }
    while flushes > Self.mostFlushes, !isBroken { receive() }
    if isBroken { try throwFailure() }
  }

  /// Hands over what was asked, so that the server begins with it; it is answered with the next flush.
  func handOver() {
    guard !isSent, !isBroken else { return }
    push()
  }

  /// Sends what was asked, and waits until all of it is answered.
  ///
  /// - Throws: the first of what went wrong since this was last called; statements asked behind it were not done.
  package func settle() throws {
    try flush()
    if next < awaited.count { trips += 1 }
    while next < awaited.count, !isBroken { receive() }
    try throwFailure()
  }

  /// Sends what was asked, and waits until `isEnough` holds.
  package func settle(until isEnough: () -> Bool) throws {
    try flush()
    guard !isEnough() else { return }
    trips += 1
    while next < awaited.count, !isBroken, failure == nil, !isEnough() { receive() }
    if failure != nil { try settle() }
    try throwFailure()
  }

  /// Asks a statement whose answer nobody waits for, and sends it; what else is not answered yet is of no interest any more.
  package func leave(by sql: String) {
    // What stands behind an error is passed over up to the end of its flush: this must not be.
    try? flush()
    forgetAnswers()
    failure = nil
    ask(sql)
    if !isBroken { awaited[awaited.count - 1] = .left }
    try? flush()
  }

  private func forgetAnswers() {
    for index in next..<awaited.count {
      if case .answer = awaited[index] { awaited[index] = .left }
    }
  }

  /// Runs a text of several statements; nothing else may be asked or under way.
  func run(script: String) throws {
    try settle()
    guard libpq.PQexitPipelineMode(connection) == 1, let result = libpq.PQexec(connection, script) else {
      throw PostgresError.lost(message)
    }
    defer {
      libpq.PQclear(result)
      if libpq.PQenterPipelineMode(connection) != 1 { isBroken = true }
    }
    let status = libpq.PQresultStatus(result)
    guard Int(status) == LIBPQ_COMMAND_OK || Int(status) == LIBPQ_TUPLES_OK else {
      let error = PostgresError(result, libpq)
      _ = libpq.PQexec(connection, "ROLLBACK").map { libpq.PQclear($0) }
      throw error
    }
  }

  private func throwFailure() throws {
    if isBroken { failure = failure ?? PostgresError.lost(message) }
    defer { failure = nil }
    guard let failure else { return }
    firstFailure = firstFailure ?? failure
    throw failure
  }

  /// Whether it can be used again: the server has not closed it. Nobody waits for the end of what was done with it last.
  var isReady: Bool {
    guard !isBroken, failure == nil, libpq.PQconsumeInput(connection) == 1 else { return false }
    while next < awaited.count, !isBroken, libpq.PQisBusy(connection) == 0 { receive() }
    guard !isBroken, failure == nil, next == awaited.count else { return !isBroken && failure == nil }
    // What else has come is looked at by this: that the server ends the connection may be among it.
    guard libpq.PQisBusy(connection) == 0, !notices.isEnd, libpq.PQstatus(connection) == LIBPQ_CONNECTION_OK else {
      return false
    }
    var descriptor = pollfd(fd: libpq.PQsocket(connection), events: Int16(POLLIN), revents: 0)
    return systemPoll(&descriptor, 1, 0) == 0
  }

  private var message: String {
    let words = String(cString: libpq.PQerrorMessage(connection))
    return words.isEmpty ? "the connection was lost" : words.firstLine
  }

  private func lose() {
    isBroken = true
    failure = failure ?? PostgresError.lost(message)
  }

  /// Hands everything to the system, reading meanwhile, so that the server never waits for us to read.
  private func push() {
    while true {
      switch libpq.PQflush(connection) {
      case 0: return
      case 1:
        let events = poll(for: Int16(POLLIN | POLLOUT))
        if events == 0 { return lose() }
        if events & Int16(POLLIN) != 0, libpq.PQconsumeInput(connection) == 0 { return lose() }
      default: return lose()
      }
    }
  }

  /// Waits for the socket; nothing comes where the deadline does first.
  private func poll(for events: Int16) -> Int16 {
    var descriptor = pollfd(fd: libpq.PQsocket(connection), events: events, revents: 0)
    while true {
      // Rounded up, so that where nothing came the deadline is over.
      let left = deadline.map { max(0, Int32(clamping: Int(($0 - .now) / .milliseconds(1)) + 1)) } ?? -1
      let found = systemPoll(&descriptor, 1, left)
      if found > 0 { return descriptor.revents }
      if found == 0 { return 0 }
      if errno != EINTR { return Int16(POLLIN) }
    }
  }

  /// Receives what is awaited next.
  private func receive() {
    let awaited = awaited[next]
    next += 1
    switch awaited {
    case .end:
      flushes -= 1
      if let result = result() { libpq.PQclear(result) } else { lose() }
    case .answer(let answer): if !takeAll({ take($0, answer) }) { lose() }
    case .left: if !takeAll({ libpq.PQclear($0) }) { lose() }
    }
    if next == self.awaited.count {
      self.awaited.removeAll(keepingCapacity: true)
      next = 0
    }
  }

  /// Hands all results of one statement over; false where there is none.
  private func takeAll(_ body: (OpaquePointer) -> Void) -> Bool {
    var isAnswered = false
    while !isBroken, let result = result() {
      isAnswered = true
      body(result)
    }
    return isAnswered
  }

  private func take(_ result: OpaquePointer, _ answer: (PostgresResult) throws -> Void) {
    let status = Int(libpq.PQresultStatus(result))
    if status == LIBPQ_COMMAND_OK || status == LIBPQ_TUPLES_OK {
      let result = PostgresResult(result, libpq)
      guard failure == nil else { return }
      do {
        try answer(result)
      } catch {
        failure = error
      }
      return
    }
    defer { libpq.PQclear(result) }
    let error = PostgresError(result, libpq)
    if status != LIBPQ_PIPELINE_ABORTED || failure == nil { failure = failure ?? error }
    if libpq.PQstatus(connection) != LIBPQ_CONNECTION_OK { isBroken = true }
  }

  /// Tells the server to give up what it does, where that is wanted and was not told yet.
  ///
  /// - Returns: whether its answer is to be waited for.
  private func giveUpThere() -> Bool {
    guard givesUpThere, !isGivenUp, let request = CancelRequest(of: connection, libpq) else { return false }
    (isGivenUp, deadline) = (true, .now + Self.endPatience)
    request.send()
    return true
  }

  /// The next result; nil between two answers, and when the connection is gone.
  private func result() -> OpaquePointer? {
    while libpq.PQisBusy(connection) == 1 {
      guard poll(for: Int16(POLLIN)) != 0 || giveUpThere() else {
        lose()
        return nil
      }
      guard libpq.PQconsumeInput(connection) == 1 else { break }
    }
    return libpq.PQgetResult(connection)
  }
}

extension [String] {
  /// The texts as an array of C strings that ends in null.
  fileprivate func withCStrings<T>(_ body: ([UnsafePointer<CChar>?]) -> T) -> T {
    let copies = map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    return body(copies.map { UnsafePointer($0) } + [nil])
  }
}

extension String {
  /// What stands before the first end of a line.
  var firstLine: String { String(split(whereSeparator: \.isNewline).first ?? "") }
}
