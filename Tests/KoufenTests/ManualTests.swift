import Foundation
import KoufenTesting
import Presentation
import Testing

@testable import koufen

@Suite("The manual")
struct ManualTests {
  @Test(
    "Every command has a page in both languages, with its options and examples, and none says a command of the formatter"
  )
  func pages() throws {
    let place = try Workplace()
    for (language, headings) in [("en", ["NAME", "SYNOPSIS", "EXAMPLES"]), ("zh", ["名称", "概要", "示例"])] {
      let folder = place.folder.file(language)
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
      let end = try place.run(["manual", folder, "--lang", language, "--format", "json"])
      #expect(end.exit == 0, "\(end.error)")
      let names = try FileManager.default.contentsOfDirectory(atPath: folder)
      #expect(Set(names) == Set(Commands.all.map { (["koufen"] + $0).joined(separator: "-") + ".1" }))
      for name in names {
        let page = try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
        for heading in headings { #expect(page.contains(".SH \(heading)\n"), "\(name): \(heading)") }
        let commands = page.split(separator: "\n").filter { $0.hasPrefix(".") }.map { $0.prefix { $0 != " " } }
        #expect(Set(commands).isSubset(of: [".TH", ".SH", ".TP", ".PP", ".nf", ".fi", ".ad", ".nh"]), "\(name)")
      }
    }
    let page = try String(contentsOfFile: place.folder.file("en/koufen-standing.1"), encoding: .utf8)
    #expect(page.contains("\\fB\\-\\-as\\-of <"))
  }

  @Test("A page is never written over another")
  func nothingIsLost() throws {
    let place = try Workplace()
    _ = try place.write("koufen.1", "mine")
    let end = try place.run(["manual", place.folder.path])
    #expect(end.exit == 64 && end.error.contains("koufen.1"))
    #expect(try String(contentsOfFile: place.folder.file("koufen.1"), encoding: .utf8) == "mine")
  }

  @Test("Whatever a text says, the formatter shows it")
  func escaping() {
    var roff = Roff()
    roff.line(".TH is no command here")
    roff.entry("'--as-of", "a\\b - c")
    #expect(roff.text == "\\&.TH is no command here\n.TP\n\\fB\\&'\\-\\-as\\-of\\fR\na\\eb \\- c\n")
  }
}

@Suite("Installing")
struct InstallTests {
  private func run(_ script: String, _ arguments: [String]) throws -> Int32? {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return try ChildProcess(
      "/bin/sh", [root.appending(path: ".packaging/\(script)").path] + arguments, output: .nothing
    )
    .wait().exit
  }

  @Test("The tool, its manual and completions are put under a prefix, and taken away without a trace")
  func roundTrip() throws {
    let folder = try TemporaryFolder()
    #expect(try run("install", [KoufenProcess.binary, folder.path, "/opt/koufen"]) == 0)
    for file in [
      "bin/koufen", "share/man/man1/koufen.1", "share/man/zh_CN/man1/koufen-append.1",
      "share/bash-completion/completions/koufen", "share/zsh/site-functions/_koufen",
      "share/fish/vendor_completions.d/koufen.fish",
    ] {
      #expect(folder.has("opt/koufen/" + file), "\(file)")
    }
    #expect(try run("uninstall", [folder.path, "/opt/koufen"]) == 0)
    let left = FileManager.default.enumerator(
      at: URL(filePath: folder.path), includingPropertiesForKeys: [.isRegularFileKey])
    let files = left?.compactMap { $0 as? URL }.filter { !$0.hasDirectoryPath } ?? []
    #expect(files.isEmpty, "\(files)")
  }
}
