import Pages

/// Finds what a path asks for (server 4.4, 4.7).
struct Router: Sendable {
  /// What a path leads to.
  struct Found: Sendable {
    /// What can be done there, by method.
    var operations: [(method: Method, operation: Operation)]
    /// The page there; nil where there is none.
    var page: Page?
    /// What stands where the pattern has a name in braces, decoded, in order.
    var captures: [String]

    /// The methods it answers to.
    var allowed: String {
      var names: [String] = page == nil ? [] : ["GET", "HEAD"]
      if page?.isPosted ?? false { names.append("POST") }
      for (method, _) in operations { names += method == .get ? ["GET", "HEAD"] : [method.rawValue] }
      return (names + ["OPTIONS"]).joined(separator: ", ")
    }

    /// Whether it is for people with a browser: a page, signing in, or what a problem means.
    var isForPeople: Bool {
      page != nil || operations.contains { $0.operation == .signIn || $0.operation == .problemPage }
    }
  }

  private struct Pattern: Sendable {
    /// Nil where any segment may stand.
    var segments: [String?]
    var operations: [(method: Method, operation: Operation)] = []
    var page: Page?

    init(_ path: String) { segments = Router.segments(of: path) }
  }

  private static func segments(of path: String) -> [String?] {
    path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
      .map { $0.hasPrefix("{") ? nil : String($0) }
  }

  /// By the number of segments; of two patterns that fit the one with fewer names in braces is first.
  private let patterns: [Int: [Pattern]]

  /// The router of all operations.
  static let all = Router()

  private init() {
    var found: [String: Pattern] = [:]
    for operation in Operation.allCases {
      let form = operation.form
      found[form.path, default: Pattern(form.path)].operations.append((form.method, operation))
    }
    for page in Page.allCases { found[page.path, default: Pattern(page.path)].page = page }
    patterns = Dictionary(grouping: found.values) { $0.segments.count }.mapValues { patterns in
      patterns.sorted { $0.segments.count { $0 == nil } < $1.segments.count { $0 == nil } }
    }
  }

  /// What the segments of a path lead to; nil where there is nothing.
  func find(_ segments: [String]) -> Found? {
    for pattern in patterns[segments.count] ?? [] {
      if zip(pattern.segments, segments).allSatisfy({ $0 == nil ? !$1.isEmpty : $0 == $1 }) {
        let captures = zip(pattern.segments, segments).compactMap { $0 == nil ? $1 : nil }
        return Found(operations: pattern.operations, page: pattern.page, captures: captures)
      }
    }
    return nil
  }
}
