import EventStore

/// The tree over the heads of all chains that a seal of the second format is made of (`Documentation/LogFormat.md`).
///
/// It shows that one chain was sealed without naming any other.
enum SealTree {
  /// The leaf of a chain: SHA-256 over the tag 3, its name (length-prefixed), the version of its last event and its hash.
  static func leaf(_ head: StreamHead) -> Hash {
    var builder = HashBuilder()
    builder.add(tag: 3)
    builder.add(head.stream)
    builder.add(number: head.version)
    builder.add(head.hash)
    return builder.digest()
  }

  /// The tree of chains in byte order of their names; 32 zero bytes for none.
  static func top(of heads: [StreamHead]) -> Hash {
    var level = heads.map(leaf)
    while level.count > 1 { level = above(level) }
    return level.first ?? .zero
  }

  /// What the leaf at `index` must be hashed with, from the lowest level on, to come to the top.
  static func path(from index: Int, in heads: [StreamHead]) -> [Hash] {
    var (index, level) = (index, heads.map(leaf))
    var path: [Hash] = []
    while level.count > 1 {
      let partner = index ^ 1
      if partner < level.count { path.append(level[partner]) }
      index /= 2
      level = above(level)
    }
    return path
  }

  /// The top that a leaf and its path come to; nil where the path is not as long as it must be.
  static func top(from leaf: Hash, at index: Int, of leaves: Int, by path: [Hash]) -> Hash? {
    var (node, index, count, rest) = (leaf, index, leaves, path[...])
    while count > 1 {
      let isWithoutPartner = index == count - 1 && count % 2 == 1
      if !isWithoutPartner {
        guard let partner = rest.popFirst() else { return nil }
        node = index % 2 == 1 ? self.node(partner, node) : self.node(node, partner)
      }
      index /= 2
      count = (count + 1) / 2
    }
    return rest.isEmpty ? node : nil
  }

  private static func above(_ level: [Hash]) -> [Hash] {
    stride(from: 0, to: level.count, by: 2).map { left in
      left + 1 < level.count ? node(level[left], level[left + 1]) : level[left]
    }
  }

  private static func node(_ left: Hash, _ right: Hash) -> Hash {
    var builder = HashBuilder()
    builder.add(tag: 4)
    builder.add(left)
    builder.add(right)
    return builder.digest()
  }
}
