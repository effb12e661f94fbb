/// Finds what a path asks for (server 4.4, 4.7).
struct Router: Sendable {
  /// What a path leads to.
  struct Found: Sendable {
    /// What can be done there, by method.
    var operations: [(method: Method, operation: Operation)]
    /// What stands where the pattern has a name in braces, decoded, in order.
    var captures: [String]

    /// The methods it answers to.
    var allowed: String {
      var names: [String] = []
      for (method, _) in operations { names += method == .get ? ["GET", "HEAD"] : [method.rawValue] }
      return (names + ["OPTIONS"]).joined(separator: ", ")
    }
  }

  private struct Pattern: Sendable {
    /// Nil where any segment may stand.
    var segments: [String?]
    var operations: [(method: Method, operation: Operation)]
  }

  /// By the number of segments; of two patterns that fit the one with fewer names in braces is first.
  private let patterns: [Int: [Pattern]]

  /// The router of all operations.
  static let all = Router()

  private init() {
    var found: [String: Pattern] = [:]
    for operation in Operation.allCases {
      let form = operation.form
      let segments = form.path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        .map { $0.hasPrefix("{") ? nil : String($0) }
      found[form.path, default: Pattern(segments: segments, operations: [])].operations.append((form.method, operation))
    }
    patterns = Dictionary(grouping: found.values) { $0.segments.count }.mapValues { patterns in
      patterns.sorted { $0.segments.count { $0 == nil } < $1.segments.count { $0 == nil } }
    }
  }

  /// What the segments of a path lead to; nil where there is nothing.
  func find(_ segments: [String]) -> Found? {
    for pattern in patterns[segments.count] ?? [] {
      if zip(pattern.segments, segments).allSatisfy({ $0 == nil ? !$1.isEmpty : $0 == $1 }) {
        let captures = zip(pattern.segments, segments).compactMap { $0 == nil ? $1 : nil }
        return Found(operations: pattern.operations, captures: captures)
      }
    }
    return nil
  }
}
