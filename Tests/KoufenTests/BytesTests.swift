import Foundation
import KoufenTesting
import Testing

@Suite("Bytes, persons, texts and ids")
struct BytesTests {
  private static let id = "0190c0de-0000-7000-8000-00000000000a"
  private static let register = [
    "append", "ProviderRegistered", "--provider", "hz-02", "--at", "2011-03-01", "kind=thirdParty",
  ]

  /// Runs the tool through a shell, which writes `\377` and the like as bytes into arguments and variables.
  private func shell(_ script: String, _ place: Workplace) throws -> (exit: Int32?, error: String) {
    let errors = Pipe()
    let process = try ChildProcess(
      "/bin/sh", ["-c", script],
      environment: ["KOUFEN_STORE": place.store, "KOUFEN": KoufenProcess.binary, "PATH": "/usr/bin:/bin"],
      input: .nothing, output: .nothing, error: .pipe(errors))
    let error = try errors.fileHandleForReading.readToEnd() ?? Data()
    return (process.wait().exit, String(decoding: error, as: UTF8.self))
  }

  @Test("An argument or a variable that is not UTF-8 is refused, named, and leaves nothing")
  func notUTF8() throws {
    let place = try Workplace([Given.registered])
    let log = try place.log()
    let command = #"exec "$KOUFEN" append ProviderRegistered --provider hz-02 --at 2011-03-01 kind=thirdParty"#
    let scripts = [
      (#"B=$(printf '\377\376'); "# + command + #" --by a@integration name="$B""#, "Argument 10"),
      (#"B=$(printf '\303\050'); "# + command + #" --by "$B@integration" name=x"#, "Argument 9"),
      (#"B=$(printf '\355\240\200'); "# + command + #" --by a@integration name="x$B""#, "Argument 10"),
      (#"KOUFEN_BY=$(printf '\377@integration') "# + command + " name=x", "KOUFEN_BY"),
      (#"LC_ALL=$(printf 'zh\377') "# + command + " --by a@integration name=x", "LC_ALL"),
    ]
    for (script, named) in scripts {
      let end = try shell(script, place)
      #expect(end.exit == 64, "\(script): \(end.error)")
      #expect(end.error.contains(named) && end.error.contains("UTF-8"), "\(end.error)")
    }
    #expect(try place.log() == log)
  }

  @Test("An empty variable is as one that is not set")
  func emptyVariables() throws {
    let place = try Workplace([Given.registered])
    let nobody = try place.run(Self.register + ["name=x"], environment: ["KOUFEN_BY": ""])
    #expect(nobody.exit == 65 && nobody.error.contains("by: the field is missing"), "\(nobody.error)")
    let language = try place.run(
      ["standing", "nobody"], environment: ["LC_ALL": "", "LC_MESSAGES": "", "LANG": "zh_CN.UTF-8"])
    #expect(language.error.contains("没有以该编号登记的服务商"), "\(language.error)")
    let stronger = try place.run(["standing", "nobody"], environment: ["LC_ALL": "C", "LANG": "zh_CN.UTF-8"])
    #expect(stronger.error.contains("No provider"))
    let store = try place.run(["standing", "--store", place.store], environment: ["KOUFEN_STORE": ""])
    #expect(store.exit == 0, "\(store.error)")
  }

  @Test(
    "A text says something, and a person's id has no white space at its ends",
    arguments: [
      (["--by", "a@integration", "name="], "data.name"), (["--by", "a@integration", "name= \t"], "data.name"),
      (["--by", "a@integration", "name=\u{3000}\u{00A0}\u{2028}\u{0085}"], "data.name"),
      (["--by", " a@integration", "name=x"], "by"), (["--by", "a\u{3000}@integration", "name=x"], "by"),
      (["--by", "\u{2003}@integration", "name=x"], "by"), (["--by", "@integration", "name=x"], "by"),
    ])
  func nothingSaid(_ options: [String], _ field: String) throws {
    let place = try Workplace([Given.registered])
    let end = try place.run(Self.register + options + ["--format", "json"])
    #expect(end.exit == 65 && end.failure?.code == "bad-input", "\(end.error)")
    #expect(end.failure?.message.hasPrefix("\(field): expected ") == true, "\(end.error)")
    #expect(try place.log().count == 1)
  }

  @Test("A new provider's key that is none is told what a key looks like, and not whom it may mean")
  func newKey() throws {
    let place = try Workplace([Given.registered])
    let given = ["append", "ProviderRegistered", "--provider", "hz 01", "--by", "a@integration", "name=x"]
    let json = #"{"type":"ProviderRegistered","provider":"hz 01","by":"a@integration","data":{"name":"x"}}"#
    let csv = ["type,provider,at,by,name", "服务商登记,hz 01,2011-03-01,a@integration,x"]
    for end in [
      try place.run(given), try place.run(["append", "--file", "-"], input: [json]),
      try place.run(["append", "--file", "-", "--input", "csv"], input: csv),
    ] {
      #expect(end.exit == 65 && end.error.contains("provider: expected a key: up to 64 of"), "\(end.error)")
    }
  }

  @Test("White space within a name, and before and behind a text, is kept as it is")
  func spaces() throws {
    let place = try Workplace([Given.registered])
    let end = try place.run(Self.register + ["--by", "a b@integration", "name= x ", "--format", "json"])
    #expect(end.exit == 0 && end.output.contains(#""name":" x ""#) && end.output.contains(#""id":"a b""#))
  }

  @Test("An id is the same id in capital letters, whichever was recorded first")
  func ids() throws {
    let request = [
      "append", "HelpRequested", "--provider", "hz-01", "--at", "2011-03-04T20:00", "--by", "feed@integration",
      "--format", "json",
    ]
    for spelling in [Self.id, Self.id.uppercased(), "0190C0de-0000-7000-8000-00000000000A"] {
      let place = try Workplace([Given.registered])
      let first = try place.run(request + ["--id", spelling, "ticket=t-1"])
      #expect(first.exit == 0, "\(first.error)")
      for other in [Self.id, Self.id.uppercased(), "0190c0dE-0000-7000-8000-00000000000a"] {
        let again = try place.run(request + ["--id", other, "ticket=t-1"])
        #expect(again.exit == 0 && again.output == first.output, "\(again.error)")
        let conflict = try place.run(request + ["--id", other, "ticket=t-2"])
        #expect(conflict.exit == 1 && conflict.failure?.code == "id-conflict", "\(conflict.error)")
      }
      #expect(try place.log().count == 2)
      #expect(try place.run(["verify"]).exit == 0)
    }
  }
}
