import Testing

/// The habits of the house, held by a test and not by memory. Each finding names file and line.
@Suite("Style")
struct StyleTests {
  @Test("No function is longer than 70 lines")
  func functionsAreShort() {
    for file in SourceFile.sources {
      for function in file.functions where function.length > 70 {
        file.report(function.line, "\(function.length) lines in one function; 70 is the most")
      }
    }
  }

  @Test("No file is longer than 350 lines")
  func filesAreShort() {
    for file in SourceFile.sources where file.lines.count > 350 {
      file.report(351, "\(file.lines.count) lines in one file; 350 is the most")
    }
  }

  @Test("Every target imports only from the rooms below it")
  func importsFollowTheArrows() {
    for file in SourceFile.sources {
      guard let allowed = Arrows.allowed[file.target] else {
        file.report(1, "the target \(file.target) is not listed in Arrows: say what it may import")
        continue
      }
      for (line, module) in file.imports where !allowed.contains(module) {
        file.report(line, "\(file.target) must not import \(module)")
      }
    }
  }

  @Test("A folder names only types of folders below it in its room")
  func foldersFollowTheArrows() {
    for (room, floors) in Floors.rooms {
      let files = SourceFile.sources.filter { $0.target == room }
      var homes: [String: Int] = [:]
      for file in files {
        guard let floor = floors.firstIndex(where: { $0.contains(file.folder) }) else {
          file.report(1, "the folder \(file.folder) of \(room) is not listed in Floors: say what stands below it")
          continue
        }
        for (_, name) in file.topLevelTypes { homes[name] = floor }
      }
      for file in files {
        guard let floor = floors.firstIndex(where: { $0.contains(file.folder) }) else { continue }
        for (line, name) in file.typesNamed where homes[name, default: 0] > floor {
          file.report(line, "\(name) stands above \(file.folder)")
        }
      }
    }
  }

  @Test("The domain imports nothing, not even Foundation, but for the packing of its state")
  func theDomainIsPure() {
    for file in SourceFile.sources where file.target == "LedgerDomain" {
      for (line, module) in file.imports where module != "Packing" {
        file.report(line, "\(file.path) imports \(module)")
      }
    }
  }

  @Test("Packing is known to one folder of each room that has a state", arguments: ["LedgerDomain", "Programmes"])
  func packingIsKnownToStatesOnly(_ room: String) {
    for file in SourceFile.sources where file.target == room && !file.path.hasPrefix(Arrows.packedState(of: room)) {
      for (line, module) in file.imports where module == "Packing" {
        file.report(line, "\(file.path) imports \(module)")
      }
    }
  }

  @Test("No switch over an enumeration of the domain is left open, with a default or with what stands for the rest")
  func switchesAreClosed() {
    for file in SourceFile.sources where !file.target.hasSuffix("EventStore") {
      for line in file.defaults where !Open.files.contains(where: file.path.hasPrefix) {
        file.report(line, "a switch that is left open; list the cases, so that a forgotten one does not compile")
      }
    }
  }

  @Test("No type is named for what it is not: a Manager, a Helper or a Util")
  func typesAreNamedForWhatTheyAre() {
    for file in SourceFile.sources {
      for (line, name) in file.typeNames where name.endsVaguely {
        file.report(line, "\(name): name the type for the one thing it is")
      }
    }
  }

  @Test("Tests start programs as ChildProcess does: Foundation's way may crash where many files are open")
  func programsAreStartedSafely() {
    for file in SourceFile.texts where file.path.hasPrefix("Tests/") {
      for (index, line) in file.lines.enumerated() where line.contains(" Process" + "()") {
        file.report(index + 1, "start it by a ChildProcess")
      }
    }
  }

  @Test("No text of the repository holds a marker for work left undone")
  func nothingIsLeftUndone() {
    for file in SourceFile.texts {
      for (index, line) in file.lines.enumerated() {
        for marker in Marker.all where line.containsWord(marker) { file.report(index + 1, "the marker \(marker)") }
      }
    }
  }
}

/// The rules above are tried on text that breaks them: a rule that finds nothing would always pass.
@Suite("Style rules")
struct StyleRuleTests {
  @Test(
    "A long function is found by its first line", arguments: ["  func f() {", "  init(a: Int) {", "  var a: Int {"])
  func longFunctionsAreFound(_ opening: String) {
    let body = Array(repeating: "    work()", count: 80)
    let file = SourceFile(path: "Sources/A/A.swift", lines: ["struct A {", opening] + body + ["  }", "}"])
    #expect(file.functions.map(\.line) == [2])
    #expect(file.functions.map(\.length) == [82])
  }

  @Test("A declaration over several lines counts from its first; one without a body does not count")
  func declarationsAreRead() {
    let file = SourceFile(
      path: "Sources/A/A.swift",
      lines: ["func f(", "  a: Int", ") -> Int {", "  a", "}", "protocol P {", "  func g()", "  func h() -> Int", "}"])
    #expect(file.functions.map(\.line) == [1])
    #expect(file.functions.map(\.length) == [5])
  }

  @Test("Imports are found whatever stands before and behind them")
  func importsAreFound() {
    let file = SourceFile(
      path: "Sources/A/A.swift",
      lines: [
        "public import B", "@testable import C", "  import Glibc", "import struct D.E", "// import F", "important()",
        "koufen import log.jsonl", "  import log.jsonl --store copy.db",
      ])
    #expect(file.imports.map(\.module) == ["B", "C", "Glibc", "D"])
  }

  @Test(
    "Vague type names are found", arguments: ["final class StoreManager {", "enum DateHelper {", "actor NetUtils {"])
  func vagueNamesAreFound(_ declaration: String) {
    let file = SourceFile(path: "Sources/A/A.swift", lines: [declaration])
    #expect(file.typeNames.count { $0.name.endsVaguely } == 1)
  }

  @Test("A default is found in a switch, and not in a subscript or a comment")
  func defaultsAreFound() {
    let file = SourceFile(
      path: "Sources/A/A.swift",
      lines: ["switch a {", "default: 1", "}", "a[b, default: 0] += 1", "/// the date (default: today)"])
    #expect(file.defaults == [2])
  }

  @Test(
    "What stands for the rest of an enumeration is found, also of what may be nil, and not what closes texts or numbers",
    arguments: [
      ("case .a, .b: 1", [3]), ("case .a(let b) where c: 1", [3]), ("case \"a\": 1", []), ("case 1...2: 1", []),
      ("case .a?: 1", [3]), ("case .a? where b: 1", [3]), ("case \"a\"?: 1", []), ("case (nil, nil): 1", []),
    ])
  func openEnumerationsAreFound(_ first: String, _ lines: [Int]) {
    for rest in ["case _: 2", "case _?: 2"] {
      let file = SourceFile(path: "Sources/A/A.swift", lines: ["switch a {", first, rest, "}"])
      #expect(file.defaults == lines, "\(rest)")
    }
  }

  @Test("Every place that is allowed a default has one", arguments: Open.files)
  func openPlacesAreNeeded(_ path: String) {
    #expect(SourceFile.sources.contains { $0.path.hasPrefix(path) && !$0.defaults.isEmpty })
  }

  @Test("Types that code names are found, and not what stands in comments or quotes")
  func typesNamedAreFound() {
    let file = SourceFile(
      path: "Sources/A/B/C.swift", lines: ["public struct C {", "  let d: [D] // E", "  let f = \"G\" + H.i"])
    #expect(file.typesNamed.map(\.name) == ["C", "D", "H"])
    #expect(file.topLevelTypes.map(\.name) == ["C"])
    #expect(file.folder == "B")
  }

  @Test("Markers are found as whole words only", arguments: Marker.all)
  func markersAreFound(_ marker: String) {
    #expect("// \(marker): later".containsWord(marker))
    #expect(!"a\(marker)b".containsWord(marker))
  }

  @Test("There is something to look at")
  func thereAreSources() {
    #expect(SourceFile.sources.count > 50)
    #expect(Set(SourceFile.sources.map(\.target)).isSuperset(of: ["LedgerDomain", "Ledger", "koufen"]))
    #expect(SourceFile.texts.contains { $0.path == "Makefile" })
  }
}

/// Which modules each target may import: only rooms below it, and the packages it was given.
private enum Arrows {
  /// The one folder of a room that knows of packing.
  static func packedState(of room: String) -> String { "Sources/\(room)/State/Packed/" }

  static let allowed: [String: Set<String>] = [
    "Packing": [],
    "LedgerDomain": ["Packing"],
    "Programmes": ["Packing", "LedgerDomain"],
    "Rulebook": ["LedgerDomain", "Programmes", "Yams"],
    "EventStore": ["Crypto", "CryptoExtras", "Dispatch", "Synchronization"],
    "EventStoreTesting": ["EventStore", "Testing", "Foundation", "Dispatch", "Synchronization"],
    "SQLiteEventStore": [
      "EventStore", "GRDB", "GRDBSQLite", "Foundation", "Dispatch", "Synchronization", "Glibc", "Musl", "Darwin",
    ],
    "PostgresEventStore": [
      "EventStore", "CLibpq", "Foundation", "Dispatch", "Synchronization", "Glibc", "Musl", "Darwin",
    ],
    "LedgerAccess": [
      "LedgerDomain", "GRDB", "Crypto", "CryptoExtras", "Foundation", "Dispatch", "Synchronization", "Glibc", "Musl",
      "Darwin",
    ],
    "LedgerFormat": ["LedgerDomain", "EventStore"],
    "Ledger": [
      "Packing", "LedgerDomain", "Programmes", "Rulebook", "EventStore", "LedgerFormat", "Synchronization",
    ],
    "Trials": ["LedgerDomain", "Programmes", "Rulebook", "EventStore", "LedgerFormat", "Ledger", "Yams"],
    "Presentation": [
      "LedgerDomain", "Programmes", "Rulebook", "EventStore", "LedgerFormat", "Ledger", "Trials", "LedgerAccess",
      "Foundation",
    ],
    "Pages": ["LedgerDomain", "LedgerFormat", "Presentation", "Crypto", "Foundation"],
    "ServerSettings": ["Glibc", "Musl", "Darwin"],
    "LedgerServer": [
      "LedgerDomain", "Programmes", "Rulebook", "EventStore", "LedgerFormat", "Ledger", "Trials", "Presentation",
      "LedgerAccess", "Pages", "ServerSettings", "Crypto", "Foundation", "HeapModule", "Synchronization",
    ],
    "koufen-server": [
      "LedgerServer", "ServerSettings", "Presentation", "Ledger", "LedgerAccess", "LedgerDomain", "Rulebook",
      "EventStore",
      "SQLiteEventStore", "PostgresEventStore", "HummingbirdCore", "Logging", "NIOCore", "NIOPosix", "NIOHTTP1",
      "NIOHTTP2",
      "NIOSSL", "NIOTLS", "Foundation", "Synchronization", "Glibc", "Musl", "Darwin",
    ],
    "koufen": [
      "LedgerDomain", "Programmes", "Rulebook", "EventStore", "SQLiteEventStore", "PostgresEventStore", "LedgerFormat",
      "Ledger", "Trials", "LedgerAccess", "ServerSettings",
      "Presentation", "ArgumentParser", "Yams", "Foundation", "Dispatch", "Synchronization", "Glibc", "Musl", "Darwin",
    ],
  ]
}

/// The folders inside each room, from the lowest floor up; those in one list stand on one floor. What lies in no folder is "".
private enum Floors {
  static let rooms: [String: [[String]]] = [
    "LedgerDomain": [
      ["Time"], ["Regulation"], ["Refusals"], ["Events", "State", "Standing"], ["Decision"],
      ["Duties", "Detect", "Procedures"], ["Decide"], ["Corrections"], ["Outlook"],
    ],
    "Programmes": [
      ["Form"], ["State"], ["Time"], ["Ask"], ["Decide"], ["Reversal", "Standing"], ["Outlook", "Explain"],
    ],
    "LedgerFormat": [[""], ["JSON"], ["Events"], ["Standings"]],
    "Ledger": [["Service", "Programmes"], ["Explain"], ["Report"], ["Proof"]],
    "Trials": [["Simulate"], ["Scenarios"]],
    "PostgresEventStore": [["Wire"], ["", "Transaction"]],
    "Presentation": [["Words"], ["Problems"], ["Tables"], ["Answers"], ["Reports"], ["Types"], ["Drafts"]],
  ]
}

/// Where a switch has more values than can be listed: bytes, numbers, texts, and trees of JSON or YAML; and where a form has
/// something to say of a few types of events, or codes, and nothing of all others.
private enum Open {
  static let files = [
    "Sources/LedgerDomain/Time/Month.swift", "Sources/LedgerDomain/Regulation/Term.swift",
    "Sources/LedgerFormat/Events/FieldReader+Values.swift",
    "Sources/LedgerFormat/Events/Submission+JSON.swift", "Sources/LedgerFormat/JSON/",
    "Sources/Presentation/Reports/HTML.swift", "Sources/Presentation/Words/String+Printable.swift",
    "Sources/Presentation/Problems/Problem.swift",
    "Sources/Trials/Scenarios/",
    "Sources/Ledger/Explain/StandingDifference", "Sources/Rulebook/RulebookNode.swift",
    "Sources/koufen/Support/Input.swift",
    "Sources/koufen/Support/Failure.swift", "Sources/koufen/Support/StandardStream.swift",
    "Sources/Pages/Doing/RefusalCode+Input.swift",
    "Sources/LedgerAccess/Store/AccessFile.swift", "Sources/LedgerAccess/Accounts/Secret.swift",
  ]
}

/// Words that say a piece of work was left for later; put together here so that this file holds none of them.
private enum Marker {
  static let all = [["TO", "DO"], ["FIX", "ME"], ["X", "XX"], ["HA", "CK"]].map { $0.joined() }
}
