import Foundation
import KoufenTesting
import Testing

/// A folder with a configuration file of its own.
private struct Configured {
  let workplace: Workplace

  /// - Parameter text: what the file says.
  init(_ text: String, mode: Int = 0o644) throws {
    workplace = try Workplace([Given.registered])
    let folder = workplace.folder.file("koufen")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    _ = try workplace.write("koufen/config.yaml", text)
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file)
  }

  /// The file.
  var file: String { workplace.folder.file("koufen/config.yaml") }

  /// Runs the tool where the file is, with no store in the environment.
  func run(_ arguments: [String], environment: [String: String] = [:]) throws -> KoufenProcess.End {
    let ours = ["XDG_CONFIG_HOME": workplace.folder.path, "KOUFEN_STORE": ""]
    return try workplace.run(arguments, environment: ours.merging(environment) { $1 })
  }
}

@Suite("The configuration file")
struct ConfigurationTests {
  @Test("Store, language and submitter are taken from it; a path is from its folder")
  func settings() throws {
    let configured = try Configured("# mine\nstore: ../koufen.db\nlang: zh\nby: feed@integration\n")
    let standing = try configured.run(["standing"])
    #expect(standing.exit == 0 && standing.output.contains("服务商") && standing.output.contains("hz-01"))
    let help = ["HelpRequested", "--provider", "hz-01", "ticket=t-1", "--format", "json"]
    let appended = try configured.run(["append"] + help)
    #expect(appended.exit == 0 && appended.output.contains(#""by":{"id":"feed","role":"integration"}"#))
  }

  @Test("A mark of the byte order and lines that end in CRLF, as editors of Windows write them, change nothing")
  func windows() throws {
    let standing = try Configured("\u{FEFF}# mine\r\nstore: ../koufen.db\r\nlang: zh\r\n").run(["standing"])
    #expect(standing.exit == 0 && standing.output.contains("服务商"), "\(standing.error)")
  }

  @Test("Where no XDG_CONFIG_HOME is set, or one from no root, it is in .config of the home")
  func home() throws {
    let configured = try Configured("lang: zh")
    let home = configured.workplace.folder.path
    let folder = configured.workplace.folder.file(".config/koufen")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    _ = try configured.workplace.write(".config/koufen/config.yaml", "store: ~/koufen.db")
    for other in ["", "koufen"] {
      let end = try configured.run(["standing"], environment: ["HOME": home, "XDG_CONFIG_HOME": other])
      #expect(end.exit == 0 && end.output.contains("provider"))
    }
  }

  @Test("The environment comes before it, an option before both")
  func order() throws {
    let configured = try Configured("store: nowhere.db\nlang: zh\nby: file@integration\n")
    let store = ["KOUFEN_STORE": configured.workplace.store]
    #expect(try configured.run(["standing"]).exit == 66)
    #expect(try configured.run(["standing"], environment: store).output.contains("服务商"))
    let english = store.merging(["KOUFEN_LANG": "en"]) { $1 }
    #expect(try configured.run(["standing"], environment: english).output.contains("provider"))
    #expect(try configured.run(["standing", "--lang", "zh"], environment: english).output.contains("服务商"))
    let help = ["append", "HelpRequested", "--provider", "hz-01", "ticket=t-1", "--format", "json", "--dry-run"]
    let submitter = store.merging(["KOUFEN_BY": "variable@integration"]) { $1 }
    #expect(try configured.run(help, environment: store).output.contains(#""id":"file""#))
    #expect(try configured.run(help, environment: submitter).output.contains(#""id":"variable""#))
    #expect(try configured.run(help + ["--by", "o@integration"], environment: submitter).output.contains(#""id":"o""#))
  }

  @Test(
    "What cannot be obeyed is wrong usage, by file and line, in the language the file asks for",
    arguments: [
      ("lang: zh\nstor: a.db\n", "第 2 行：没有名为 stor 的设置；是否指 store？"),
      ("stor: a.db\n", "line 1: there is no setting stor; did you mean store?"),
      ("lang: fr\n", "line 1: lang: expected zh or en, not “fr”"),
      ("\nby: wu\n", "line 2: by: expected WHO@ROLE such as wu@channel-operations, not “wu”"),
      ("store: [a]\n", "line 1: store: expected the place of a store"),
      ("store:\n", "line 1: store: expected the place of a store"),
      ("store: a\nlang: zh\nstore: b\n", "line 3: store stands there twice"),
      ("store: \"a\n", "not readable as YAML"),
      ("koufen.db\n", "line 1: expected name: value"),
    ])
  func mistakes(_ text: String, _ said: String) throws {
    let configured = try Configured(text)
    let end = try configured.run(["standing"])
    #expect(end.exit == 64 && end.output.isEmpty)
    #expect(end.error.contains(configured.file) && end.error.contains(said), "\(end.error)")
    #expect(try configured.run(["standing", "--format", "json"]).failure?.code == "usage")
    #expect(try configured.run(["--help"]).exit == 0)
  }

  @Test("A token is for its owner only")
  func token() throws {
    let text = "token: secret\nstore: ../koufen.db\n"
    for mode in [0o640, 0o604, 0o644] {
      let end = try Configured(text, mode: mode).run(["standing"])
      #expect(end.exit == 64 && end.error.contains("chmod 600") && !end.error.contains("secret"))
    }
    #expect(try Configured(text, mode: 0o600).run(["standing"]).exit == 0)
  }

  @Test("A server is said to be one, and a file of comments says nothing")
  func others() throws {
    let server = try Configured("store: https://ledger.example.org\n").run(["standing"])
    #expect(server.exit == 64 && server.error.contains("server"))
    let silent = try Configured("# store: nowhere.db\n")
    let store = ["KOUFEN_STORE": silent.workplace.store]
    #expect(try silent.run(["standing"], environment: store).exit == 0)
  }

  @Test("A language in the environment that nobody speaks is wrong usage")
  func language() throws {
    let end = try Configured("").run(["standing"], environment: ["KOUFEN_LANG": "fr"])
    #expect(end.exit == 64 && end.error.contains("KOUFEN_LANG"))
  }
}
