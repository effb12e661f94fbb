import Foundation
import KoufenTesting
import Testing

@Suite("Output that is lost")
struct LostOutputTests {
  /// Ways in which output is lost to a fault.
  private static let faults = [">/dev/full", ">&-"]

  /// Ways in which nobody reads: with the parent's signal as usual, and ignored as a service manager or Java has it.
  private static let unread = ["", "trap '' PIPE; "]

  private static let append =
    "$K append HelpRequested --provider hz-01 --at 2011-03-05T09:00 --by feed@integration ticket=t-1"

  /// A registration, and of as many promotions again every second of a provider nobody knows.
  private static func mixed(_ count: Int) -> [String] {
    [Given.registered]
      + (0..<count).flatMap { number in
        ["hz-01", "hz-99"].map { provider in
          #"{"type":"PromotionRun","provider":"\#(provider)","at":"2011-03-02","by":"feed@integration","#
            + #""data":{"promotion":"pr-\#(number)"}}"#
        }
      }
  }

  /// What `koufen` answers to this, with the exit code of the tool and not of who reads it.
  private static func piped(_ command: String, into reader: String, _ place: Workplace, _ signal: String) throws -> Int?
  {
    let code = place.folder.file("code")
    _ = try place.shell("(\(signal)\(command); echo $? >'\(code)') | \(reader)")
    return Int((try String(contentsOfFile: code, encoding: .utf8)).trimmingCharacters(in: .whitespacesAndNewlines))
  }

  @Test("What was kept is said by its position where the answer was lost", arguments: faults, ["table", "json"])
  func keptIsSaid(_ fault: String, _ format: String) throws {
    let place = try Workplace([Given.registered])
    let end = try place.shell("\(Self.append) --format \(format) \(fault)")
    #expect(end.exit == 74)
    #expect(end.error.contains("output-lost") && end.error.contains("1 event kept (position 2)"), "\(end.error)")
    #expect((end.failure != nil) == (format == "json"))
    #expect(try place.log().count == 2)
  }

  @Test(
    "An answer lost to a fault is never taken for one that was given", arguments: faults,
    [
      "export", "events", "events --format json", "standing", "standing hz-01", "queue", "verify", "seal",
      "forecast hz-01",
      "report year 2011", "sweep --through 2011-03-01", "rebuild", "rulebook list", "rulebook show --source", "--help",
      "help append", "--version", "append --file nothing.jsonl",
      "append --file nothing.jsonl --keep-going --format json",
    ])
  func everyCommand(_ fault: String, _ command: String) throws {
    let place = try Workplace([Given.registered])
    _ = try place.write("nothing.jsonl", lines: [])
    let end = try place.shell("cd '\(place.folder.path)' && $K \(command) \(fault)")
    #expect(end.exit == 74, "\(end.error)")
    #expect(end.error.contains("output-lost"), "\(end.error)")
  }

  @Test("A fault of the output hides no failure", arguments: faults)
  func failuresStay(_ fault: String) throws {
    let place = try Workplace([Given.registered])
    #expect(try place.shell("$K standing nobody \(fault)").exit == 1)
    #expect(try place.shell("$K standing --year 9000 \(fault)").exit == 64)
    #expect(try place.shell("$K append --file nowhere \(fault)").exit == 66)
  }

  @Test(
    "A standard error that is full, closed or unread changes nothing",
    arguments: ["2>/dev/full", "2>&-", "2>&1 | true"])
  func standardError(_ fault: String) throws {
    let place = try Workplace()
    let file = try place.write("mixed.jsonl", lines: Self.mixed(500))
    let code = place.folder.file("code")
    let command = "$K append --file '\(file)' --keep-going"
    _ = try place.shell(
      fault.contains("|")
        ? "(\(command); echo $? >'\(code)') \(fault)" : "\(command) \(fault); echo $? >'\(code)'")
    #expect(try String(contentsOfFile: code, encoding: .utf8) == "1\n")
    #expect(try place.log().count == 501)
    #expect(try place.shell("$K standing nobody 2>&-").exit == 1)
    #expect(try place.shell("$K append --file nowhere 2>/dev/full").exit == 66)
  }

  @Test("A reader that went away is no fault, whatever the parent does with its signal", arguments: unread)
  func readerThatWentAway(_ signal: String) throws {
    let place = try Workplace()
    let file = try place.write("mixed.jsonl", lines: Self.mixed(500))
    let bulk = "$K append --file '\(file)' --keep-going --format json 2>&1"
    #expect(try Self.piped(bulk, into: "head -n 1", place, signal) == 1)
    #expect(try place.log().count == 501)
    for command in ["events", "export", "standing", Self.append] {
      #expect(try Self.piped("$K \(command.replacing("$K ", with: ""))", into: "true", place, signal) == 0)
    }
    #expect(try Self.piped("$K standing nobody 2>&1", into: "true", place, signal) == 1)
    #expect(try place.log().count == 502)
  }

  @Test("A damaged store never exits 0", arguments: unread)
  func damage(_ signal: String) throws {
    let place = try Workplace([Given.registered, Given.help])
    let bytes = try Data(contentsOf: URL(filePath: place.store))
    let name = try #require(bytes.range(of: Data("杭州一号".utf8)))
    var changed = bytes
    changed.replaceSubrange(name, with: Data("杭州二号".utf8))
    try changed.write(to: URL(filePath: place.store))
    #expect(try Self.piped("$K verify", into: "true", place, signal) == 70)
    for fault in Self.faults + ["2>&- >&-"] { #expect(try place.shell("$K verify \(fault)").exit == 70) }
  }

  @Test(
    "Descriptors closed by the parent never become the ledger's", arguments: ["0<&-", ">&-", "2>&-", "0<&- >&- 2>&-"])
  func closedDescriptors(_ closed: String) throws {
    let place = try Workplace()
    let file = try place.write("mixed.jsonl", lines: Self.mixed(20))
    let bulk = try place.shell("$K append --file '\(file)' --keep-going \(closed)")
    #expect(bulk.exit == 1)
    _ = try place.shell("$K standing nobody \(closed)")
    _ = try place.shell("\(Self.append) \(closed)")
    let verified = try place.run(["verify"])
    #expect(verified.exit == 0, "\(verified.output)")
    #expect(try place.log().count == 22)
  }

  @Test("A standard input that is closed is said to be")
  func closedInput() throws {
    let end = try Workplace([Given.registered]).shell("$K append --file - 0<&-")
    #expect(end.exit == 66)
    #expect(end.error.contains("Standard input is closed"), "\(end.error)")
  }

  @Test("Following ends when its reader goes away, though nothing new comes", arguments: unread)
  func following(_ signal: String) throws {
    let place = try Workplace([Given.registered])
    #expect(try Self.piped("$K events --follow --format json", into: "head -n 1", place, signal) == 0)
  }

  @Test(
    "A file that cannot be written whole is not there", arguments: ["seal --out", "explain hz-01 --year 2011 --bundle"])
  func halfFiles(_ command: String) throws {
    let place = try Workplace([Given.registered])
    let inNoFolder = try place.shell("$K \(command) '\(place.folder.file("nowhere"))/out'")
    #expect(inNoFolder.exit == 74)
    let files = {
      try FileManager.default.contentsOfDirectory(atPath: place.folder.path).filter { !$0.hasPrefix("koufen.db") }
    }
    #expect(try place.shell("ulimit -f 0; trap '' XFSZ; $K \(command) '\(place.folder.file("out"))'").exit == 74)
    #expect(try files() == [])
    #expect(try place.shell("$K \(command) '\(place.folder.file("out"))'").exit == 0)
    #expect(try place.shell("$K \(command) '\(place.folder.file("out"))'").exit == 64)
    #expect(try files() == ["out"])
  }
}
