public import EventStore
public import LedgerDomain

/// A checkpoint to be kept elsewhere: the whole log under one root. Whoever holds it can prove later that all that was
/// sealed is still there unchanged, even against a full rewrite of the store.
///
/// Seals are made in the second format (`Documentation/LogFormat.md`); the first is still read, and made for whoever asks for it.
public struct Seal: Equatable, Sendable {
  /// When it was made, the very text in it; nil for the end of an exported log without an event.
  public let time: String?
  /// How many events the log held.
  public let count: Int
  /// What was sealed, by the seal's format.
  public let body: Body
  /// Who answers for it; nil for nobody.
  public private(set) var signature: Signature?

  /// What is sealed.
  public enum Body: Equatable, Sendable {
    /// The first format: the last event of each chain, in byte order of their names. Time and count are not under its root.
    case first([StreamHead])
    /// The second format: the tree over all heads, the rulebooks that events of the log name, and how much it shows of
    /// the tree.
    case second(tree: Hash, rulebooks: [SealedRulebook], shows: Shown)
  }

  /// How much a seal shows of what is under its tree.
  public enum Shown: Equatable, Sendable {
    /// The last event of each chain, in byte order of their names.
    case heads([StreamHead])
    /// One chain's last event and its way to the top; no other provider is named.
    case member(Membership)
    /// Nothing.
    case nothing
  }

  /// One chain's place in the tree.
  public struct Membership: Equatable, Sendable {
    /// The chain's last event.
    public let head: StreamHead
    /// Its place among the leaves, from 0.
    public let leaf: Int
    /// How many leaves there are.
    public let leaves: Int
    /// What its leaf is hashed with on the way to the top, from the lowest level on.
    public let path: [Hash]

    /// The top it comes to; nil where the path is not as long as it must be.
    var top: Hash? {
      guard (0..<leaves).contains(leaf) else { return nil }
      return SealTree.top(from: SealTree.leaf(head), at: leaf, of: leaves, by: path)
    }
  }

  /// A rulebook an event of the log names, and the hash of its text.
  public struct SealedRulebook: Equatable, Sendable {
    /// Rulebook and version.
    public let name: String
    /// SHA-256 of the file's bytes.
    public let digest: Hash
  }

  /// The tree over all heads, the same for two logs of the same events; nil in the first format, which has none.
  public var tree: Hash? {
    switch body {
    case .first: nil
    case .second(let tree, _, _): tree
    }
  }

  init(time: String?, count: Int, body: Body, signature: Signature? = nil) {
    self.time = time
    self.count = count
    self.body = body
    self.signature = signature
  }

  /// A seal of the second format that shows every chain; `heads` in byte order of their names, `rulebooks` of theirs.
  init(time: String?, heads: [StreamHead], rulebooks: [SealedRulebook]) {
    self.init(
      time: time, count: heads.reduce(0) { $0 + $1.version },
      body: .second(tree: SealTree.top(of: heads), rulebooks: rulebooks, shows: .heads(heads)))
  }

  /// The last event of each chain, in byte order of their names; nil where the seal does not show it.
  public var heads: [StreamHead]? {
    switch body {
    case .first(let heads), .second(_, _, .heads(let heads)): heads
    case .second(_, _, .member), .second(_, _, .nothing): nil
    }
  }

  /// The one chain's place it shows; nil where it shows all chains, or none.
  var member: Membership? {
    if case .second(_, _, .member(let member)) = body { member } else { nil }
  }

  /// The rulebooks that events of the log name, in byte order of their names; nil in the first format, which has none.
  public var rulebooks: [SealedRulebook]? {
    switch body {
    case .first: nil
    case .second(_, let rulebooks, _): rulebooks
    }
  }

  /// The root, which covers everything that is sealed.
  ///
  /// First format: SHA-256 over the tag 2 and, for each head, its name (length-prefixed), its version and its hash. Second:
  /// over the tag 5, the tree, the count, the time's very text (length-prefixed; empty for none), the number of rulebooks
  /// and, for each, its name (length-prefixed) and its hash.
  public var root: Hash {
    var builder = HashBuilder()
    switch body {
    case .first(let heads):
      builder.add(tag: 2)
      for head in heads {
        builder.add(head.stream)
        builder.add(number: head.version)
        builder.add(head.hash)
      }
    case .second(let tree, let rulebooks, _):
      builder.add(tag: 5)
      builder.add(tree)
      builder.add(number: count)
      builder.add(time ?? "")
      builder.add(number: rulebooks.count)
      for rulebook in rulebooks {
        builder.add(rulebook.name)
        builder.add(rulebook.digest)
      }
    }
    return builder.digest()
  }

  /// The same seal, with the same root, showing nothing but one provider's place in it, as a bundle carries it.
  ///
  /// Nil where the provider has no event in it, and for a seal that does not show every chain or is of the first format.
  public func membership(of provider: Key<Provider>) -> Seal? {
    guard case .second(let tree, let rulebooks, .heads(let heads)) = body,
      let index = heads.firstIndex(where: { $0.provider == provider })
    else { return nil }
    let membership = Membership(
      head: heads[index], leaf: index, leaves: heads.count, path: SealTree.path(from: index, in: heads))
    return Seal(
      time: time, count: count, body: .second(tree: tree, rulebooks: rulebooks, shows: .member(membership)),
      signature: signature)
  }

  /// The same chains sealed in the first format, unsigned, for whoever reads no other: neither time nor count is under its root.
  ///
  /// Nil where it does not show every chain.
  public var inFirstFormat: Seal? { heads.map { Seal(time: time, count: count, body: .first($0)) } }

  /// The same seal, with the same root, showing nothing of what is under its tree, as the end of an exported log.
  public var closed: Seal {
    guard case .second(let tree, let rulebooks, _) = body else { return self }
    return Seal(
      time: time, count: count, body: .second(tree: tree, rulebooks: rulebooks, shows: .nothing), signature: signature)
  }

  /// The same seal, signed.
  ///
  /// - Returns: nil when the system cannot sign.
  public func signed(by key: SigningKey) -> Seal? {
    guard let signature = key.sign(root) else { return nil }
    var seal = self
    seal.signature = signature
    return seal
  }
}
