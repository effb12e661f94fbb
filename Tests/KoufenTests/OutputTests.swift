import KoufenTesting
import Testing

@Suite("What is printed")
struct OutputTests {
  /// Names that would be a formula, clear the screen, or turn around what stands beside them.
  private static let formula = Given.registered("hz-01", #"=HYPERLINK(\"x\"), or so"#)
  private static let escape = Given.registered("hz-01", #"One\u001b[2JTwo\u009b31m"#)
  private static let turned = Given.registered("hz-01", "One\u{202E}owT\u{2066}\u{200F}")

  @Test("CSV quotes what must be quoted and defuses what a spreadsheet would take for a formula")
  func csv() throws {
    let place = try Workplace([Self.formula])
    let end = try place.run(["standing", "--format", "csv"])
    #expect(end.lines[1].hasPrefix(#"hz-01,"'=HYPERLINK(""x""), or so","#), "\(end.output)")
  }

  @Test("Other beginnings of formulas are defused too, and numbers are not", arguments: ["+1+1", "-1+1", "@SUM(1)"])
  func formulas(_ name: String) throws {
    let end = try Workplace([Given.registered("hz-01", name)]).run(["standing", "--format", "csv"])
    #expect(end.lines[1].hasPrefix("hz-01,'" + name + ","), "\(end.output)")
  }

  @Test(
    "Terminal escapes and marks that reorder text never reach a terminal raw", arguments: [escape, turned],
    [["standing"], ["standing", "hz-01"], ["events"], ["year-end", "2011"], ["forecast", "hz-01"]])
  func namesArePrintable(_ registered: String, _ arguments: [String]) throws {
    let end = try Workplace([registered]).run(arguments)
    #expect(end.exit == 0, "\(end.error)")
    let marks: Set<Unicode.Scalar> = ["\u{1B}", "\u{9B}", "\u{202E}", "\u{2066}", "\u{200F}"]
    #expect(!end.output.unicodeScalars.contains { marks.contains($0) })
  }

  @Test(
    "Errors do not echo escapes raw",
    arguments: [
      ["standing", "\u{1B}[2J"], ["standing", "--as-of", "\u{1B}[2J"], ["standing", "--sort", "\u{1B}[2J"],
    ])
  func errorsArePrintable(_ arguments: [String]) throws {
    let end = try Workplace([Given.registered]).run(arguments)
    #expect(end.exit != 0)
    #expect(!end.error.contains("\u{1B}"))
  }

  @Test("Nothing is coloured where NO_COLOR is set, nor where the output is no terminal")
  func noColour() throws {
    let place = try Workplace(scenario: Given.story)
    for arguments in [["standing"], ["standing", "hz-01"], ["verify"], ["standing", "nobody"], ["--help"]] {
      let bare = try place.run(arguments, environment: ["NO_COLOR": "1", "TERM": "xterm-256color"])
      let plain = try place.run(arguments, environment: ["TERM": "xterm-256color"])
      #expect(!(bare.output + bare.error + plain.output + plain.error).contains("\u{1B}"))
    }
  }

  @Test(
    "People are spoken to in the language they ask for",
    arguments: [
      (["standing", "hz-01"], "score", "扣分"), (["year-end", "2011"], "Closing report 2011", "2011 年度关账报告"),
      (["sweep", "--through", "2011-03-07"], "Nothing new fell due", "无新到期违规"), (["verify"], "sound", "完好"),
      (["standing"], "provider", "服务商"), (["rebuild"], "made anew", "重建"),
    ])
  func languages(_ arguments: [String], _ en: String, _ zh: String) throws {
    let place = try Workplace(scenario: Given.story)
    let english = try place.run(arguments + ["--lang", "en"], environment: ["LANG": "zh_CN.UTF-8"])
    let chinese = try place.run(arguments + ["--lang=zh"])
    let ofLocale = try place.run(arguments, environment: ["LANG": "zh_CN.UTF-8"])
    #expect(english.output.contains(en), "\(english.output)")
    #expect(chinese.output.contains(zh), "\(chinese.output)")
    #expect(ofLocale.output.contains(zh), "\(ofLocale.output)")
  }
}

@Suite("The version")
struct VersionTests {
  @Test("The version is named")
  func version() throws {
    #expect(try Workplace().run(["--version"]).output.hasPrefix("koufen "))
  }
}
