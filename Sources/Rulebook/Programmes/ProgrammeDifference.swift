import LedgerDomain

/// One value that differs between two files of programmes.
public struct ProgrammeDifference: Equatable, Sendable {
  /// Where it stands: the keys that lead to it; of a node its `at`, of an item of another list its number, from 1.
  public let path: [String]
  /// How it reads in the first, in one line; nil where it is not there.
  public let old: String?
  /// How it reads in the second; nil where it is not there.
  public let new: String?

  /// What differs between two files, in the order of the second, what is gone behind what is there.
  ///
  /// - Throws: the first thing wrong with either, as far as that is needed to read its values.
  public static func between(
    _ old: [UInt8], _ new: [UInt8], files: (old: String, new: String)
  ) throws(RulebookError) -> [ProgrammeDifference] {
    var comparison = Comparison()
    try comparison.compare(
      try Rulebook.root(of: old, file: files.old, .file), try Rulebook.root(of: new, file: files.new, .file), [])
    return comparison.found
  }

  /// Two files, laid beside one another.
  private struct Comparison {
    var found: [ProgrammeDifference] = []

    mutating func compare(_ old: RulebookNode?, _ new: RulebookNode?, _ path: [String]) throws(RulebookError) {
      if old?.line == new?.line { return }
      let (one, other) = (try parts(old, path), try parts(new, path))
      let isLikewise = old?.isList != true || path.last == "nodes" || one?.count == other?.count
      guard let one, let other, isLikewise,
        path.count < 2 || one.contains(where: { part in other.contains { $0.0 == part.0 } })
      else {
        found.append(ProgrammeDifference(path: path, old: old?.line, new: new?.line))
        return
      }
      for (name, node) in other {
        try compare(one.first { $0.0 == name }?.1, node, path + [name])
      }
      for (name, node) in one where !other.contains(where: { $0.0 == name }) {
        try compare(node, nil, path + [name])
      }
    }

    /// What a value is made of, by name; nil for one that is compared whole. A section that is missing is an empty one.
    private func parts(_ node: RulebookNode?, _ path: [String]) throws(RulebookError) -> [(String, RulebookNode)]? {
      guard let node else { return path.count == 1 ? [] : nil }
      if node.isMapping { return try node.entries() }
      guard node.isList, path.count > 2 else { return nil }
      let items = try node.items()
      guard items.allSatisfy(\.isMapping) else { return nil }
      if path.last == "nodes" {
        var nodes: [(String, RulebookNode)] = []
        for item in items { nodes.append((try item["at"].text(), item)) }
        return nodes
      }
      return items.enumerated().map { (String($0.offset + 1), $0.element) }
    }
  }
}
