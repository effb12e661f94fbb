public import LedgerDomain
public import Programmes

extension Programme {
  /// The form that a programme's file states.
  public static let form = "programme/1"

  /// Whether a file says that it is of another form than the daigou form: one without `form` is that (programmes).
  public static func isOne(_ bytes: [UInt8]) -> Bool {
    let word = Array("form".utf8)
    var (before, mayBe) = (UInt8(ascii: "\n"), false)
    for index in bytes.indices {
      defer { before = bytes[index] }
      guard bytes[index] == word[0], bytes[index...].starts(with: word) else { continue }
      let rest = bytes[(index + word.count)...]
      if before == UInt8(ascii: "\n"), rest.first == UInt8(ascii: ":") { return true }
      mayBe = mayBe || opening.contains(before) && rest.first { !closing.contains($0) } == UInt8(ascii: ":")
    }
    // In quotes, in braces, or not at the margin: what is a key of the whole file only a reader of YAML can tell.
    guard mayBe, let root = try? Rulebook.root(of: bytes, file: "", .file) else { return false }
    return (try? root.optional("form")) != nil
  }

  /// What may stand before a key, and behind it before its colon.
  private static let (opening, closing) = (Set("\n\r\" '{,\t".utf8), Set("\" '\t".utf8))

  /// Reads a programme's file.
  ///
  /// - Throws: the first thing wrong with it, by file, line and key.
  public static func read(_ bytes: [UInt8], file: String) throws(RulebookError) -> Programme {
    try ProgrammeReader(try Rulebook.root(of: bytes, file: file, .file)).read()
  }

  /// Reads a programme's file to its end and gathers whatever is wrong with it.
  ///
  /// - Parameter today: the day that listed dates should reach a year beyond; nil where nobody knows it.
  /// - Returns: the programme, nil when there is any error, and everything found, in the order of the file.
  public static func check(
    _ bytes: [UInt8], file: String, today: LocalDate? = nil
  ) -> (programme: Programme?, findings: [RulebookFinding]) {
    let collected = RulebookFindings()
    do throws(RulebookError) {
      let reader = try ProgrammeReader(try Rulebook.root(of: bytes, file: file, .check(collected)))
      let programme = try reader.read()
      var findings = collected.errors.map { RulebookFinding(.error, $0) }
      let isRead = findings.isEmpty
      if isRead { findings += try ProgrammeWarnings(reader, programme, today: today).findings() }
      findings.sort { ($0.error.line ?? 0) < ($1.error.line ?? 0) }
      return (isRead ? programme : nil, findings)
    } catch {
      return (nil, (collected.errors + [error]).map { RulebookFinding(.error, $0) })
    }
  }
}
