import Foundation

/// The list of terms, as its page has it, and what it says of a text.
struct Terms {
  /// Words that are not said, each with the one that is.
  let avoided: [(word: String, term: String)]
  /// Latin words that stay as they are.
  let kept: Set<String>

  /// The folder of the repository.
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The list of `Documentation/Terms.md`.
  static let all: Terms = {
    let page = (try? String(contentsOf: root.appending(path: "Documentation/Terms.md"), encoding: .utf8)) ?? ""
    let rows = page.split(separator: "\n").filter { $0.hasPrefix("| ") }.map { row in
      row.dropFirst(2).dropLast(1).split(separator: "|", omittingEmptySubsequences: false).map {
        $0.trimmingCharacters(in: .whitespaces)
      }
    }
    let avoided = rows.filter { $0.count == 4 && $0[0] != "中文" }.flatMap { row in
      row[3].split(separator: "、").map { (String($0), row[0]) }
    }
    let last = page.components(separatedBy: "保留原文").last ?? ""
    return Terms(avoided: avoided, kept: Set(last.matches(of: /`([A-Za-z-]+)`/).map { String($0.output.1) }))
  }()

  /// What is wrong with a line that the tool said; the code before a message is no part of it.
  func fault(inSaid line: Substring, given: Set<String> = []) -> String? {
    let code = /^koufen:\x20(?:第\x20\d+\x20行：)?[a-z-]+:\x20/
    return fault(in: String(line.replacing(code, with: "")), given: given)
  }

  /// What is wrong with a Chinese text; nil where nothing is.
  ///
  /// - Parameter given: words that the text may hold, such as those of the command line it answers.
  func fault(in text: String, given: Set<String> = []) -> String? {
    for (word, term) in avoided where text.contains(word) { return "\(word)：应为\(term)" }
    let unquoted = text.replacing(/“[^”]*”|\[[^\]]*\]/, with: "·")
    if let mark = unquoted.firstMatch(of: /\p{Han}[,;:()?!]|[,;()?!]\p{Han}/) { return "英文标点：\(mark.output)" }
    if text.contains("（分）") || text.contains("单位分") { return "分：金额以元计，字段注明“单位 0.01 元”" }
    if text.contains("63 位") { return "63 位：应写出该数" }
    for match in text.matches(of: /[A-Za-z][A-Za-z0-9_.@:\/-]*/) {
      let word = String(match.output)
      let before = text[..<match.range.lowerBound].last
      if isIdentifier(word) || kept.contains(word) || given.contains(word) { continue }
      if let before, "-$./_=“{\"[@".contains(before) { continue }
      return "英文：\(word)"
    }
    return nil
  }

  /// Whether no word of English looks like it: it has a digit, a sign or a capital within, or is a letter.
  private func isIdentifier(_ word: String) -> Bool {
    let inner = word.dropFirst()
    return word.count == 1 || inner.contains { $0.isUppercase || $0.isNumber || "_.@:/-".contains($0) }
  }
}
