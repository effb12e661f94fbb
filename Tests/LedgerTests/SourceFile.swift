import Foundation
import Testing

/// A text file of the repository, and what the rules ask of it.
struct SourceFile {
  /// Its path from the root of the repository.
  let path: String
  let lines: [String]

  /// The folder under `Sources/` it is in.
  var target: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }

  /// The folder of its room it is in; empty for none.
  var folder: String {
    let parts = path.split(separator: "/").dropFirst(2)
    return parts.count > 1 ? String(parts[parts.startIndex]) : ""
  }

  /// Types declared at the left margin that other files can name, and where.
  var topLevelTypes: [(line: Int, name: String)] {
    typeNames.filter { type in
      let line = lines[type.line - 1]
      return !line.hasPrefix(" ") && !line.hasPrefix("private") && !line.hasPrefix("fileprivate")
    }
  }

  /// Capitalised words of the code, without comments and what stands in quotes, and where.
  var typesNamed: [(line: Int, name: String)] {
    lines.enumerated().flatMap { index, line -> [(line: Int, name: String)] in
      let code = line.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
        .compactMap { $0.offset.isMultiple(of: 2) ? $0.element : nil }.joined(separator: " ")
      let words = code.prefix(upTo: code.range(of: "//")?.lowerBound ?? code.endIndex)
        .split { !$0.isLetter && !$0.isNumber && $0 != "_" }
      return words.filter { $0.first?.isUppercase ?? false }.map { (index + 1, String($0)) }
    }
  }

  /// Modules imported, and where.
  var imports: [(line: Int, module: String)] {
    matches(
      /\s*(?:@\w+\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?import\s+(?:[a-z]+\s+)?(\w+)(?:\.\w+)*/,
      on: " import ")
  }

  /// Lines on which a switch is left open: with a default, or with `case _` or `case _?` behind cases of an enumeration.
  var defaults: [Int] {
    lines.indices.filter { lines[$0].drop { $0 == " " }.hasPrefix("default:") || opensAnEnumeration($0) }.map { $0 + 1 }
  }

  /// Whether `case _` or `case _?` stands there for the rest of an enumeration. Before it stands a case by its name, perhaps
  /// of what may be nil; texts and numbers have no list of cases that could be closed.
  private func opensAnEnumeration(_ index: Int) -> Bool {
    let indent = lines[index].indent
    let line = lines[index].dropFirst(indent)
    guard line.hasPrefix("case _:") || line.hasPrefix("case _?:") else { return false }
    let before = lines[..<index].last { $0.indent == indent && $0.dropFirst(indent).hasPrefix("case ") }
    guard let pattern = before?.dropFirst(indent + "case ".count).prefix(while: { $0 != ":" }) else { return false }
    return pattern.hasPrefix(".")
  }

  /// Types declared, and where.
  var typeNames: [(line: Int, name: String)] {
    ["struct", "class", "enum", "actor", "protocol", "typealias"].flatMap { keyword in
      matches(/\s*(?:@?\w+\s+)*?(?:struct|class|enum|actor|protocol|typealias)\s+(\w+).*/, on: " \(keyword) ")
        .map { (line: $0.line, name: $0.module) }
    }
  }

  /// What the pattern finds in the lines that hold `word`; the pattern is for the whole line.
  private func matches(_ pattern: Regex<(Substring, Substring)>, on word: String) -> [(line: Int, module: String)] {
    lines.enumerated().compactMap { index, line in
      guard (" " + line).contains(word), let match = line.wholeMatch(of: pattern) else { return nil }
      return (index + 1, String(match.output.1))
    }
  }

  /// Functions, initialisers and computed properties with a body: where each begins, and how many lines it takes.
  ///
  /// The format is checked elsewhere, so a body ends at the first brace that stands as far left as its declaration.
  var functions: [(line: Int, length: Int)] {
    lines.indices.compactMap { start in
      guard lines[start].declaresFunction, let open = bodyStart(from: start) else { return nil }
      let indent = lines[start].indent
      guard
        let end = lines[(open + 1)...].firstIndex(where: { $0.indent == indent && $0.dropFirst(indent).hasPrefix("}") })
      else { return nil }
      return (start + 1, end - start + 1)
    }
  }

  /// The line on which the body of the declaration at `start` opens; nil for one without a body, or with all on a line.
  private func bodyStart(from start: Int) -> Int? {
    let indent = lines[start].indent
    for index in start..<lines.count {
      if lines[index].hasSuffix("{") { return index }
      let next = index + 1 < lines.count ? lines[index + 1] : ""
      let goesOn = next.indent > indent || (next.indent == indent && next.dropFirst(indent).hasPrefix(")"))
      let wraps = next.indent == indent && next.dropFirst(indent).hasPrefix("where")
      guard !next.isEmpty, goesOn || wraps else { return nil }
    }
    return nil
  }

  /// Records a finding at a line, in the form editors jump to.
  func report(_ line: Int, _ problem: String) {
    Issue.record("\(path):\(line): \(problem)")
  }
}

extension SourceFile {
  /// The Swift files under `Sources/`.
  static let sources = all(under: ["Sources"]).filter { $0.path.hasSuffix(".swift") }

  /// Every text that is the project's own.
  static let texts = all(under: [
    "Package.swift", "Sources", "Tests", "Scenarios", "Makefile", "README.md", "CHANGELOG.md", "LICENSE",
    "Documentation", "Benchmarks", ".ci", ".packaging", ".swift-format", ".gitignore",
  ])

  /// The texts at or under some places of the repository, by path; what is built, or no UTF-8, is left out.
  private static func all(under places: [String]) -> [SourceFile] {
    let root = ScenarioFiles.root
    let paths = places.flatMap { place -> [String] in
      let below = FileManager.default.enumerator(atPath: root.appending(path: place).path)?.compactMap { $0 as? String }
      guard let below, !below.isEmpty else { return [place] }
      return below.map { place + "/" + $0 }
    }
    return paths.filter { !$0.contains(".build/") }.sorted().compactMap { path in
      guard let data = try? Data(contentsOf: root.appending(path: path)),
        let text = String(validating: data, as: UTF8.self)
      else { return nil }
      var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      if lines.last == "" { lines.removeLast() }
      return SourceFile(path: path, lines: lines)
    }
  }
}

extension String {
  fileprivate var indent: Int { prefix { $0 == " " }.count }

  /// Whether a function, an initialiser or a computed property is declared here, whatever modifiers stand before it.
  fileprivate var declaresFunction: Bool {
    let words = split(separator: " ", maxSplits: 8)
    guard let keyword = words.first(where: { !$0.isModifier }) else { return false }
    if keyword == "var" { return hasSuffix("{") && contains(": ") }
    return keyword == "func"
      || ["init(", "init?(", "init<", "subscript(", "subscript<"].contains(where: keyword.hasPrefix)
  }

  var endsVaguely: Bool {
    ["Manager", "Managers", "Helper", "Helpers", "Util", "Utils", "Utility", "Utilities"].contains(where: hasSuffix)
  }

  func containsWord(_ word: String) -> Bool {
    ranges(of: word).contains { range in
      let before = range.lowerBound > startIndex ? self[index(before: range.lowerBound)] : " "
      let after = range.upperBound < endIndex ? self[range.upperBound] : " "
      return !before.isLetter && !after.isLetter
    }
  }
}

extension Substring {
  /// A word that may stand before a declaration's keyword.
  fileprivate var isModifier: Bool {
    hasPrefix("@") || hasPrefix("private") || hasPrefix("nonisolated")
      || ["public", "internal", "fileprivate", "package", "static", "final", "mutating", "override", "convenience"]
        .contains(String(self))
  }
}
