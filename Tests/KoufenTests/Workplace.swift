import Foundation
import KoufenTesting

/// A folder with a store of its own, in which the tool is run.
struct Workplace {
  let folder: TemporaryFolder
  /// The store the tool works on unless it is told another.
  let store: String

  /// A folder whose store is not made yet.
  init() throws {
    folder = try TemporaryFolder()
    store = folder.file("koufen.db")
  }

  /// A folder with a store that holds these events, all of them accepted.
  init(_ lines: [String]) throws {
    try self.init()
    let end = try run(["append", "--file", "-"], input: lines)
    guard end.exit == 0 else { throw Unprepared(end: end) }
  }

  /// A folder with the store a scenario leaves behind, in which the ledger learned of everything at its own time.
  init(scenario: String) throws {
    try self.init()
    let end = try run(["replay", "--keep", store, write("story.yaml", scenario)])
    guard end.exit == 0 else { throw Unprepared(end: end) }
  }

  /// A store that could not be prepared.
  struct Unprepared: Error {
    let end: KoufenProcess.End
  }

  /// Runs the tool to its end.
  func run(
    _ arguments: [String], input: [String]? = nil, environment: [String: String] = [:]
  ) throws -> KoufenProcess.End {
    let bytes = input.map { Array($0.map { $0 + "\n" }.joined().utf8) }
    return try withExtendedLifetime(folder) {
      try KoufenProcess.run(arguments, store: store, input: bytes, environment: environment)
    }
  }

  /// Runs the tool on a terminal of 80 columns, with this typed; what it prints and says comes together.
  func onTerminal(
    _ arguments: String, typed: String = "", environment: [String: String] = [:]
  ) throws -> (exit: Int32?, output: String) {
    let usual = ["KOUFEN_STORE": store, "LANG": "C", "PATH": "/usr/bin:/bin", "SHELL": "/bin/sh", "COLUMNS": "80"]
    let (input, output) = (Pipe(), Pipe())
    return try withExtendedLifetime(folder) {
      let process = try ChildProcess(
        "/usr/bin/env", ["script", "-qec", "'\(KoufenProcess.binary)' \(arguments)", "/dev/null"],
        environment: usual.merging(environment) { $1 }, input: .pipe(input), output: .pipe(output))
      try input.fileHandleForWriting.write(contentsOf: Data(typed.utf8))
      try input.fileHandleForWriting.close()
      let shown = try output.fileHandleForReading.readToEnd() ?? Data()
      return (process.wait().exit, String(decoding: shown, as: UTF8.self))
    }
  }

  /// Runs a script of the shell to its end; `$K` in it is the tool.
  func shell(_ script: String) throws -> KoufenProcess.End {
    try withExtendedLifetime(folder) { try KoufenProcess.shell(script, store: store) }
  }

  /// Makes a pipe with a name in the folder; returns its path.
  func pipe(_ name: String) throws -> String {
    guard mkfifo(folder.file(name), 0o600) == 0 else { throw POSIXError(.EIO) }
    return folder.file(name)
  }

  /// Writes a file into the folder; returns its path.
  func write(_ name: String, _ text: String) throws -> String {
    try Data(text.utf8).write(to: URL(filePath: folder.file(name)))
    return folder.file(name)
  }

  /// Writes lines into a file in the folder; returns its path.
  func write(_ name: String, lines: [String]) throws -> String {
    try write(name, lines.map { $0 + "\n" }.joined())
  }

  /// Whether there is anything where its store is to be.
  var isMade: Bool { ["", "-wal", "-shm", "-journal"].contains { FileManager.default.fileExists(atPath: store + $0) } }

  /// The log, a line for each event.
  func log() throws -> [Substring] { try run(["export"]).lines.dropLast() }
}

/// Events as they are handed in, and stories of them.
enum Given {
  static let registered = registered("hz-01", "杭州一号")
  static let help =
    #"{"type":"HelpRequested","provider":"hz-01","at":"2011-03-04T20:00","by":"feed@integration","data":{"ticket":"t-9"}}"#
  static let answer =
    #"{"type":"HelpAnswered","provider":"hz-01","at":"2011-03-05T10:00","by":"feed@integration","data":{"ticket":"t-9"}}"#

  static func registered(_ provider: String, _ name: String) -> String {
    #"{"type":"ProviderRegistered","provider":"\#(provider)","at":"2011-03-01","by":"chen@channel-expansion","#
      + #""data":{"name":"\#(name)","kind":"thirdParty"}}"#
  }

  /// A provider that answered late on 4 March, was judged on the 8th (which the ledger learned on the 9th), and another
  /// that did nothing; the year is closed.
  static let story = """
    scenario: A late answer costs two points
    steps:
      - {event: ProviderRegistered, provider: hz-01, at: 2011-03-01, by: chen@channel-expansion,
         data: {name: Hangzhou One, kind: thirdParty}}
      - {event: ProviderRegistered, provider: hz-02, at: 2011-03-02, by: chen@channel-expansion,
         data: {name: Hangzhou Two, kind: thirdParty}}
      - {event: HelpRequested, provider: hz-01, at: 2011-03-04T20:00, by: feed@integration, data: {ticket: t-9}}
      - {sweep: 2011-03-07}
      - {event: BreachAssessed, provider: hz-01, at: 2011-03-08T10:00, recorded: 2011-03-09T10:00,
         by: wu@channel-operations, data: {breach: "service-complaint:ticket:t-9", points: 2, reason: fourteen hours}}
      - {yearEnd: 2011}
      - {expect: {provider: hz-01, asOf: 2011-12-31, score: 2, status: active}}
    """

  /// The breach of the story.
  static let breach = "service-complaint:ticket:t-9"
}

extension KoufenProcess.End {
  /// The one error said in JSON; nil when what was said is not exactly that.
  var failure: Failure? {
    guard error.hasSuffix("\n"), error.count(where: { $0 == "\n" }) == 1 else { return nil }
    return try? JSONDecoder().decode([String: Failure].self, from: Data(error.utf8))["error"]
  }

  /// An error as the contract has it.
  struct Failure: Decodable {
    let code: String
    let message: String
    let line: Int?
  }

  /// What was printed, read as JSON.
  func json<T: Decodable>(_ type: T.Type) throws -> T {
    try JSONDecoder().decode(type, from: Data(output.utf8))
  }
}

extension KoufenProcess.End {
  /// What was printed, each line read as JSON.
  func jsonLines<T: Decodable>(_ type: T.Type) throws -> [T] {
    try lines.map { try JSONDecoder().decode(type, from: Data($0.utf8)) }
  }
}
