import CLibpq

/// What the server, or the way to it, refused.
struct PostgresError: Error {
  /// The five characters by which PostgreSQL names an error; nil where the connection was lost.
  var state: String?
  /// What is wrong, in the server's words.
  var message: String
  /// More about it.
  var detail: String?
  /// The constraint that was violated.
  var constraint: String?

  /// A lost connection.
  static func lost(_ message: String) -> PostgresError { PostgresError(state: nil, message: message) }

  init(state: String?, message: String, detail: String? = nil, constraint: String? = nil) {
    self.state = state
    self.message = message
    self.detail = detail
    self.constraint = constraint
  }

  /// What a result of libpq says.
  init(_ result: OpaquePointer, _ libpq: LibpqFunctions) {
    func field(_ letter: Character) -> String? {
      libpq.PQresultErrorField(result, Int32(letter.asciiValue ?? 0)).map { String(cString: $0) }
    }
    self.init(
      state: field("C"), message: field("M") ?? "the connection was lost", detail: field("D"), constraint: field("n"))
  }

  /// Whether a pooler refuses transactions: it hands each statement to another connection, by its configuration.
  var isOfStatementPooling: Bool { state == "08P01" && message.contains("statement pooling") }

  /// Whether somebody, or a limit of time, had the server give up what was asked.
  var isCancelled: Bool { state == "57014" }

  /// Whether the server may be gone, or has let go of this connection: what it did last is not known.
  var isLoss: Bool {
    guard let state else { return true }
    if isOfStatementPooling { return false }
    return state.hasPrefix("08") || Self.lossStates.contains(state)
  }

  /// Besides those of the connection itself: a primary that became a standby, no connection left, a server that goes or a database
  /// that is dropped, and a session that was idle too long, in a transaction or not.
  private static let lossStates: Set<String> = [
    "25006", "25P03", "25P04", "53300", "57P01", "57P02", "57P03", "57P04", "57P05",
  ]
}

extension PostgresError {
  /// A connection that was refused.
  ///
  /// - Parameters:
  ///   - words: what libpq says, in the server's language where the server refused it.
  ///   - state: the server's code; nil where it said nothing, and where only words tell what is wrong.
  static func refusedConnection(_ words: String, state: String?) -> PostgresError {
    let told: String? =
      switch state {
      // A pooler in between has words for everything, and this one code.
      case nil, "08P01": stateByWords(words)
      case let state? where state.hasPrefix("28") || ["3D000", "42501", "57014"].contains(state): state
      case _?: nil
      }
    // What is behind a tab is advice.
    let lines = words.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("\t") }
    // Its advice on certificates is to check none.
    let said = lines.filter { !$0.hasPrefix("Either provide the file") }.joined(separator: "; ")
    let message = said.hasSuffix(".") ? String(said.dropLast()) : said
    let remedy =
      said.contains("root certificate file") && said.contains("does not exist")
      ? "; give sslrootcert=FILE in the address, or put the authority's certificate there" : ""
    return PostgresError(state: told, message: message + remedy)
  }

  private static func stateByWords(_ words: String) -> String? {
    let forbidding = ["authentication", "no pg_hba.conf entry", "certificate", "no password supplied", "FATAL:  role"]
    if forbidding.contains(where: words.contains) { return "28000" }
    return words.contains("FATAL:  database") || words.contains("no such database") ? "3D000" : nil
  }
}
