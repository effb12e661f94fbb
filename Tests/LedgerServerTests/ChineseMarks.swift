import Foundation

/// Marks of another language in the Chinese of a page (pages P8).
enum ChineseMarks {
  /// Where a comma, colon, bracket or the like of another language stands behind a Chinese character, with what stands around it.
  static func faults(on page: String) -> [String] {
    let main = page.range(of: "<main").map { page[$0.lowerBound...] } ?? page[...]
    let text = main.replacing(/<(pre|blockquote)[^>]*>[\s\S]*?<\/(pre|blockquote)>/, with: "\n")
      .replacing(/<\/?(a|code|data|span|strong|time)( [^>]*)?>/, with: "").replacing(/<[^>]*>/, with: "\n")
    return text.matches(of: /.{0,12}[\u{4E00}-\u{9FFF}] ?([,;:?] |\(|\.\s).{0,12}/).map { String($0.output.0) }
  }
}
