import LedgerDomain
import Testing

@testable import Rulebook

@Suite("Broken rulebooks")
struct BrokenRulebookTests {
  /// One change to the built-in file, and where its error must lie.
  struct Break: Sendable, CustomTestStringConvertible {
    let words: String
    let old: String
    let new: String
    let key: String
    /// A text on the line the error must name, as it stands in the broken file.
    let line: String
    let expected: String

    init(_ words: String, _ old: String, _ new: String, key: String, line: String? = nil, expected: String) {
      self.words = words
      self.old = old
      self.new = new
      self.key = key
      self.line = line ?? new
      self.expected = expected
    }

    var testDescription: String { words }
  }

  static let breaks = [
    Break(
      "A missing key", "  working-days: 15\n  errors: 1\n", "  errors: 1\n", key: "applications", line: "  errors: 1",
      expected: "working-days"),
    Break("A missing section", "training:\n  failures: 15\n", "", key: "", line: "rulebook:", expected: "training"),
    Break(
      "An unknown key", "  low-fen: 100000", "  low-fen: 100000\n  high-fen: 1", key: "dormancy.high-fen",
      line: "high-fen", expected: "grace-months"),
    Break(
      "An unknown section", "zone: {name", "extra: 1\nzone: {name", key: "extra", line: "extra: 1", expected: "clauses"),
    Break(
      "A text for a number", "  low-fen: 100000", "  low-fen: plenty", key: "dormancy.low-fen",
      expected: "a whole number"),
    Break("A fraction", "  failures: 15", "  failures: 1.5", key: "training.failures", expected: "a whole number"),
    Break(
      "A negative number", "  failures: 15", "  failures: -1", key: "training.failures", expected: "a whole number"),
    Break(
      "A number too large", "  low-fen: 100000", "  low-fen: 9223372036854775808", key: "dormancy.low-fen",
      expected: "a whole number"),
    Break(
      "More than a hundred per cent", "  failures: 15", "  failures: 101", key: "training.failures",
      expected: "per cent"),
    Break(
      "A list for a mapping", "training:\n  failures: 15", "training: [15]", key: "training", expected: "a mapping"),
    Break(
      "An empty range", "    points: [15, 20]", "    points: []", key: "clauses.training-failure.points",
      expected: "two numbers"),
    Break(
      "Half a range", "    points: [15, 20]", "    points: [15]", key: "clauses.training-failure.points",
      expected: "two numbers"),
    Break(
      "An upside-down range", "    points: [15, 20]", "    points: [20, 15]", key: "clauses.training-failure.points",
      expected: "20 is more than 15"),
    Break(
      "An unknown role", "    confirmed: [department-head]", "    confirmed: [boss]",
      key: "termination.steps.confirmed.[0]", expected: "department-head"),
    Break(
      "No role", "    confirmed: [department-head]", "    confirmed: []", key: "termination.steps.confirmed",
      expected: "at least one role"),
    Break(
      "An unknown step", "    confirmed: [department-head]", "    agreed: [department-head]",
      key: "termination.steps.agreed", expected: "confirmed"),
    Break(
      "An unknown clause", "  negative-press:\n    section", "  bad-press:\n    section", key: "clauses.bad-press",
      line: "section: 1.1.3(4)", expected: "negative-press"),
    Break(
      "A missing clause",
      "  rectification-failure:\n    section: 3.1(4)\n    mode: by-event\n    origin: detected\n    points: [10, 20]\n"
        + "    zh: 未按整改要求完成整改，加扣分数。\n    en: The rectification was not done as asked.\n",
      "", key: "clauses", line: "  negative-press:", expected: "rectification-failure"),
    Break(
      "An unknown mode", "    mode: by-event", "    mode: guessed", key: "clauses.rectification-failure.mode",
      expected: "judged, counted, by-event"),
    Break(
      "A flag that is none", "    outlet-required: true", "    outlet-required: perhaps",
      key: "clauses.nonstandard-materials.outlet-required", expected: "true or false"),
    Break(
      "A cap of nothing", "    cap: 40", "    cap: 0", key: "clauses.expansion-target.cap", expected: "at least 1"),
    Break(
      "A bad calendar day", "dragon-boat: [06-14..06-16]", "dragon-boat: [06-31]",
      key: "calendar.2010.off.dragon-boat.[0]",
      expected: "a day MM-DD"),
    Break(
      "A run that ends before it begins", "dragon-boat: [06-14..06-16]", "dragon-boat: [06-16..06-14]",
      key: "calendar.2010.off.dragon-boat.[0]", expected: "a run"),
    Break(
      "A holiday without a name", "dragon-boat: [06-14..06-16]", "boat: [06-14..06-16]", key: "calendar.2010.off.boat",
      expected: "a holiday named"),
    Break(
      "A year left out", "  2010:\n    off:", "  2009:\n    off:", key: "calendar.2011",
      line: "    off:\n      new-year: [01-01..01-03]\n      spring-festival: [02-02", expected: "the year after 2009"),
    Break("A zone that is none", "offset: \"+08:00\"", "offset: east", key: "zone.offset", expected: "an offset"),
    Break(
      "Hours that do not open", "  opens: \"09:00\"", "  opens: \"23:00\"", key: "response.closes", line: "closes:",
      expected: "later"),
    Break(
      "A time that is none", "  closes: \"22:00\"", "  closes: \"22\"", key: "response.closes",
      expected: "a time of day"),
    Break(
      "A duplicate key", "  failures: 15", "  failures: 15\n  failures: 16", key: "training.failures",
      line: "  failures: 16", expected: "each key once; it stands on line"),
    Break(
      "An outage recorded by nobody", "deposit:\n", "outages: {by: []}\ndeposit:\n", key: "outages.by",
      line: "outages:", expected: "at least one role"),
    Break(
      "A reinstatement that nobody confirms", "deposit:\n", "reinstatement: {proposed-by: [legal]}\ndeposit:\n",
      key: "reinstatement", line: "reinstatement:", expected: "confirmed-by"),
    Break(
      "A day that not every year has", "deposit:\n", "late-cases: {until: \"02-29\", by: [legal]}\ndeposit:\n",
      key: "late-cases.until", line: "late-cases:", expected: "a day of every year"),
    Break(
      "Another word for what comes out of order", "deposit:\n", "order: {before-freeze: maybe}\ndeposit:\n",
      key: "order.before-freeze", line: "order:", expected: "one of accept, refuse"),
    Break(
      "An order of something else", "deposit:\n", "order: {before-noon: accept}\ndeposit:\n",
      key: "order.before-noon", line: "order:", expected: "before-departure"),
    Break(
      "Corrections by a role nobody has", "deposit:\n",
      "corrections: {by: [clerk], money-by: [finance], judgements-by: [legal]}\ndeposit:\n", key: "corrections.by.[0]",
      line: "corrections:", expected: "one of channel-expansion"),
    Break(
      "Corrections without those for money", "deposit:\n",
      "corrections: {by: [finance], judgements-by: [legal]}\ndeposit:\n", key: "corrections", line: "corrections:",
      expected: "money-by"),
    Break(
      "A measure that needs what no measure names", "deposit:\n",
      "measures:\n  fulfilled-by: [finance]\n  kinds:\n    stop: {section: 1, by: [finance], liftable: true, needs: [city], zh: 停, en: stop}\ndeposit:\n",
      key: "measures.kinds.stop.needs.[0]", line: "    stop:", expected: "one of outlet"),
    Break(
      "A measure that needs a thing twice", "deposit:\n",
      "measures:\n  fulfilled-by: [finance]\n  kinds:\n    stop: {section: 1, by: [finance], liftable: true, needs: [outlet, outlet], zh: 停, en: stop}\ndeposit:\n",
      key: "measures.kinds.stop.needs.[1]", line: "    stop:", expected: "each need once"),
    Break(
      "An outlet gone by a measure that names none", "deposit:\n",
      "measures:\n  fulfilled-by: [finance]\n  kinds:\n    gone: {section: 1, by: [finance], liftable: false, effect: outlet-gone, zh: 关, en: gone}\ndeposit:\n",
      key: "measures.kinds.gone.effect", line: "    gone:", expected: "needs an outlet"),
    Break(
      "An outlet gone by a measure that may be lifted", "deposit:\n",
      "measures:\n  fulfilled-by: [finance]\n  kinds:\n    gone: {section: 1, by: [finance], liftable: true, effect: outlet-gone, needs: [outlet], zh: 关, en: gone}\ndeposit:\n",
      key: "measures.kinds.gone.effect", line: "    gone:", expected: "not liftable"),
    Break(
      "A measure of which nobody knows whether it may be lifted", "deposit:\n",
      "measures:\n  fulfilled-by: [finance]\n  kinds:\n    stop: {section: 1, by: [finance], zh: 停, en: stop}\ndeposit:\n",
      key: "measures.kinds.stop", line: "    stop:", expected: "liftable"),
    Break(
      "A kind of measure under a name that is none", "deposit:\n",
      "measures:\n  fulfilled-by: [finance]\n  kinds:\n    Stop it: {section: 1, by: [finance], liftable: true, zh: 停, en: stop}\ndeposit:\n",
      key: "measures.kinds.Stop it", line: "    Stop it:", expected: "a slug"),
    Break(
      "A channel that goes nowhere", "deposit:\n",
      "notices:\n  by: [legal]\n  received-by: [legal]\n  failed-by: [legal]\n  rebutted-by: [legal]\n"
        + "  channels: {mail: {receipt: true}}\n  platform: {}\n  appeal-runs-from: delivery\ndeposit:\n",
      key: "notices.channels.mail", line: "  channels:", expected: "the key `to`"),
    Break(
      "A channel of which something unknown is said", "deposit:\n",
      "notices:\n  by: [legal]\n  received-by: [legal]\n  failed-by: [legal]\n  rebutted-by: [legal]\n"
        + "  channels: {mail: {to: post, speed: 1}}\n  platform: {}\n  appeal-runs-from: delivery\ndeposit:\n",
      key: "notices.channels.mail.speed", line: "  channels:", expected: "one of to"),
    Break(
      "A time for appeal that runs from nothing known", "deposit:\n",
      "notices:\n  by: [legal]\n  received-by: [legal]\n  failed-by: [legal]\n  rebutted-by: [legal]\n"
        + "  channels: {mail: {to: post}}\n  platform: {}\n  appeal-runs-from: reading\ndeposit:\n",
      key: "notices.appeal-runs-from", line: "  appeal-runs-from:", expected: "recording, delivery"),
    Break(
      "Notices that say nothing of the time for appeal", "deposit:\n",
      "notices:\n  by: [legal]\n  received-by: [legal]\n  failed-by: [legal]\n  rebutted-by: [legal]\n"
        + "  channels: {mail: {to: post}}\n  platform: {}\ndeposit:\n",
      key: "notices", line: "  by: [legal]", expected: "appeal-runs-from"),
    Break("A text left empty", "version: \"1.5\"", "version: \"\"", key: "version", expected: "a text"),
  ]

  private static func broken(_ text: String) -> RulebookError? {
    do throws(RulebookError) {
      _ = try Rulebook(bytes: Array(text.utf8), file: "broken.yaml")
      return nil
    } catch {
      return error
    }
  }

  /// The number of the line on which `words` begin, from 1.
  private static func line(of words: String, in text: String) -> Int? {
    guard let range = text.firstRange(of: words) else { return nil }
    return text[..<range.lowerBound].count { $0 == "\n" } + 1 + words.prefix { $0 == "\n" }.count
  }

  @Test("What is wrong is named by file, line and key", arguments: breaks)
  func places(_ change: Break) throws {
    let source = try String(decoding: Rulebook.builtIn().source, as: UTF8.self)
    let range = try #require(source.firstRange(of: change.old), "the built-in file has no \(change.old)")
    let text = source.replacingCharacters(in: range, with: change.new)
    let error = try #require(Self.broken(text), "it was accepted")
    #expect(error.file == "broken.yaml")
    #expect(error.key == change.key)
    #expect(error.line == Self.line(of: change.line, in: text), "\(error)")
    #expect(error.expected.contains(change.expected), "\(error)")
    #expect(error.zh?.isEmpty == false, "no Chinese: \(error)")
  }

  @Test(
    "A file that is no rulebook says so", arguments: ["", "just words", "- a\n- list\n", "# nothing but a comment\n"])
  func noRulebook(_ text: String) throws {
    let error = try #require(Self.broken(text))
    #expect(error.description.contains("broken.yaml"))
    #expect(error.expected.contains("not a rulebook"), "\(error)")
  }

  @Test("A file that is not YAML names the line the reader stopped at")
  func noYAML() throws {
    let error = try #require(Self.broken("rulebook: x\nversion: [1\ntitle: {\n"))
    #expect(error.expected.contains("not readable as YAML"), "\(error)")
    #expect((2...4).contains(error.line ?? 0), "\(error)")
  }

  @Test("A file that is not UTF-8 says so")
  func noUTF8() throws {
    #expect(
      throws: RulebookError(
        file: "latin.yaml", line: nil, key: "",
        expected: "this file is not UTF-8; save it as UTF-8 in the editor", zh: "该文件不是 UTF-8；请在编辑器中另存为 UTF-8")
    ) {
      _ = try Rulebook(bytes: Array("title: ".utf8) + [0xE9, 0x0A], file: "latin.yaml")
    }
  }

  @Test("An error reads as file, line, key and what was expected")
  func description() {
    let error = RulebookError(file: "a.yaml", line: 12, key: "training.failures", expected: "whole per cent, 0 to 100")
    #expect(error.description == "a.yaml:12: training.failures: expected whole per cent, 0 to 100")
  }
}

extension String {
  fileprivate func replacingCharacters(in range: Range<String.Index>, with other: String) -> String {
    String(self[..<range.lowerBound]) + other + String(self[range.upperBound...])
  }
}
