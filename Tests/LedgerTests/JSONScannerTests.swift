import Testing

@testable import Ledger
@testable import LedgerFormat

@Suite("JSON")
struct JSONScannerTests {
  @Test(
    "What is JSON is read as what it says",
    arguments: [
      ("null", .null), (" true ", .boolean(true)), ("[false]", .array([.boolean(false)])), ("0", .integer(0)),
      ("-0", .integer(0)), ("-12", .integer(-12)), ("9223372036854775807", .integer(.max)),
      ("-9223372036854775808", .integer(.min)), ("9223372036854775808", .number("9223372036854775808")),
      ("1.50", .number("1.50")), ("1e3", .number("1e3")), ("-0.1E-7", .number("-0.1E-7")), (#""""#, ""),
      (#""杭州😀""#, "杭州😀"), (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u0041\u00e9""#, "Aé"),
      (#""\ud83d\ude00""#, "😀"), (#""\uD83D\uDE00""#, "😀"), (#""\u0000""#, "\0"), ("[ ]", .array([])),
      ("{ }", .object([])), ("[1,[2]]", .array([.integer(1), .array([.integer(2)])])),
      (#"{"a":1,"b":{"c":null}}"#, .object([.init("a", .integer(1)), .init("b", .object([.init("c", .null)]))])),
      ("\t\r\n [1 , 2]\n", .array([.integer(1), .integer(2)])),
    ] as [(String, JSON)])
  func good(_ text: String, _ expected: JSON) throws {
    #expect(try JSON(parsing: text) == expected)
  }

  @Test(
    "What is no JSON is refused where it stops being any",
    arguments: [
      ("", 0), ("  ", 2), ("nul", 3), ("nulll", 4), ("True", 0), ("[1,]", 3), ("[1 2]", 3), ("[1", 2), ("]", 0),
      (#"{"a" 1}"#, 5), (#"{"a":}"#, 5), (#"{"a":1,}"#, 7), (#"{a:1}"#, 1), (#"{"a":1"#, 6), (#"{'a':1}"#, 1),
      ("01", 1), ("-01", 2), ("00", 1), ("+1", 0), (".5", 0), ("1.", 2), ("1e", 2), ("1e+", 3), ("-", 1), ("--1", 1),
      ("0x10", 1), ("NaN", 0), ("Infinity", 0), ("1 2", 2), ("{} {}", 3), ("[]x", 2), (#""abc"#, 4), ("\"a\nb\"", 2),
      ("\"a\u{1}b\"", 2), ("\"a\0b\"", 2), (#""\x41""#, 2), (#""\u12""#, 5), (#""\u12g4""#, 5), (#""\ud83d""#, 7),
      (#""\ud83dx""#, 7), (#""\ude00""#, 7), (#""\ud83d\u0041""#, 13), ("[1]\0", 3), ("// no\n1", 0), ("[1,/**/2]", 3),
      ("\u{FEFF}1", 0),
    ])
  func bad(_ text: String, _ offset: Int) {
    do throws(JSONError) {
      let found = try JSON(parsing: text)
      Issue.record("expected a refusal at byte \(offset), found \(found)")
    } catch {
      #expect(error.offset == offset, "expected \(error.expected)")
    }
  }

  @Test(
    "Bytes that are no UTF-8 are refused in a string",
    arguments: [[0xFF], [0xC3], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x80]] as [[UInt8]])
  func noUTF8(_ bytes: [UInt8]) {
    #expect(throws: JSONError.self) { _ = try JSON(bytes: [0x22] + bytes + [0x22]) }
    #expect(throws: JSONError.self) { _ = try JSON(bytes: bytes) }
  }

  @Test("Nesting is followed to a depth, and no deeper", arguments: [("[", "]"), (#"{"a":"#, "}")])
  func depth(_ open: String, _ close: String) throws {
    func nested(_ levels: Int) -> String {
      String(repeating: open, count: levels) + "1" + String(repeating: close, count: levels)
    }
    _ = try JSON(parsing: nested(Limits.jsonDepth))
    #expect(throws: JSONError.self) { _ = try JSON(parsing: nested(Limits.jsonDepth + 1)) }
    #expect(throws: JSONError.self) { _ = try JSON(parsing: String(repeating: open, count: 100_000)) }
  }

  @Test(
    "What is written reads back the same", arguments: [Samples.nasty, "", "\u{0}\u{1f}\u{7f}", "\\u0041", "</script>"])
  func written(_ text: String) throws {
    let json = JSON.object([.init(text, .array([.string(text), .integer(.min), .boolean(false), .null]))])
    #expect(try JSON(parsing: json.text) == json)
  }
}
