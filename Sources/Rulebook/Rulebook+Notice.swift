import LedgerDomain

/// A version made of another by adding the State Council's notice of a further year to its calendar (§2).
extension Rulebook {
  /// The same version with further years of working days, under a name of its own; nil where it holds them already, just so.
  ///
  /// The text stays as it is but for the version and the years behind the last: comments and all.
  ///
  /// - Parameters:
  ///   - notice: a file with what stands under `calendar:` in a rulebook file, such as `2027: {off: {…}, work: {…}}`.
  ///   - file: what the file is called in an error.
  /// - Throws: what is wrong with the notice, by its line and key: no year, not the year after the last, another notice of a
  ///   year that is known; or with the version, whose text does not lend itself to it.
  public func adding(notice: [UInt8], file: String) throws(RulebookError) -> Rulebook? {
    let root = try Self.root(of: notice, file: file, .file)
    let added = try Self.calendar(root, holidays: holidays)
    let labels = try root.entries()
    guard let first = labels.first, let last = labels.last, let lastYear = Int(last.0), let firstYear = Int(first.0)
    else {
      return try root.fail("a year and its days off, such as 2027:", zh: "年份及其放假安排，如 2027:", nil)
    }
    if knowsYear(lastYear) {
      for (label, node) in labels {
        guard let year = Int(label), !isSame(added, in: year) else { continue }
        try node.fail(
          "the notice that \(name) holds; publish another version by hand to change it",
          zh: "\(name) 已有的放假安排；如须修改，请另行发布版本", ())
      }
      return nil
    }
    guard knowsYear(firstYear - 1), !knowsYear(firstYear) else {
      return try first.1.fail(
        "the year after the last that \(name) knows", zh: "\(name) 已知年份的下一年", nil)
    }
    return try withText(of: notice, through: lastYear)
  }

  private func knowsYear(_ year: Int) -> Bool { terms.calendar.knows(Period.naturalYear(year).firstDay) }

  private func isSame(_ other: WorkingDayCalendar, in year: Int) -> Bool {
    let days = Period.naturalYear(year)
    return knowsYear(year)
      && (days.firstDay.daysSinceEpoch...days.lastDay.daysSinceEpoch).map(LocalDate.init(daysSinceEpoch:)).allSatisfy {
        terms.calendar.kind(of: $0) == other.kind(of: $0)
      }
  }

  private func withText(of notice: [UInt8], through year: Int) throws(RulebookError) -> Rulebook {
    var lines = String(decoding: source, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
    guard let version = lines.firstIndex(where: { $0.hasPrefix("version:") }),
      let calendar = lines.firstIndex(where: { $0.hasPrefix("calendar:") })
    else { throw cannotAdd }
    let next = lines[(calendar + 1)...].firstIndex { $0.first.map { !$0.isWhitespace && $0 != "#" } ?? false }
    let section = lines[(calendar + 1)..<(next ?? lines.endIndex)]
    guard let end = section.lastIndex(where: { $0.hasPrefix(" ") && !$0.allSatisfy(\.isWhitespace) }),
      let margin = section.first(where: { $0.hasPrefix(" ") && !$0.allSatisfy(\.isWhitespace) })?.prefix(
        while: \.isWhitespace)
    else { throw cannotAdd }
    let added = String(decoding: notice, as: UTF8.self).split(whereSeparator: \.isNewline).map { margin + String($0) }
    lines.insert(contentsOf: added.map(String.init), at: end + 1)
    let made = try versionName(through: year)
    lines[version] = "version: \"\(made.version)\""
    let rulebook = try Rulebook(bytes: Array(lines.joined(separator: "\n").utf8), file: made.name)
    guard rulebook.knowsYear(year) else { throw cannotAdd }
    return rulebook
  }

  /// The version with its last year behind it: `1.5` becomes `1.5-2027`, and that `1.5-2028`.
  private func versionName(through year: Int) throws(RulebookError) -> (version: String, name: String) {
    let root = try Self.root(of: source, file: name, .published)
    let (book, version) = (try root["rulebook"].text(), try root["version"].text())
    let parts = version.split(separator: "-")
    let isMade = parts.count > 1 && parts.last.flatMap { Int($0) }.map { $0 < year && knowsYear($0) } ?? false
    let stem = isMade ? parts.dropLast().joined(separator: "-") : version
    return ("\(stem)-\(year)", "\(book)-\(stem)-\(year)")
  }

  private var cannotAdd: RulebookError {
    RulebookError(
      file: name, line: nil, key: "calendar",
      expected: "a calendar of one line a year or more, under the key calendar; add the year to the file by hand",
      zh: "在 calendar 之下逐年分行列出的放假安排；请在文件中手工加入该年份")
  }
}
