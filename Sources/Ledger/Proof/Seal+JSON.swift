import EventStore
public import LedgerDomain
public import LedgerFormat

/// Why a text is no seal.
public struct SealError: Error, Equatable, Sendable {
  /// What is wrong with it, in Chinese.
  public let zh: String
  /// What is wrong with it, in English.
  public let en: String
}

extension Seal {
  /// The seal as one line of JSON, as it is printed and kept.
  public var text: String { json.text }

  /// The seal as JSON.
  public var json: JSON {
    let zone = [JSON.Field("time", JSON(time)), JSON.Field("count", .integer(count))]
    switch body {
    case .first(let heads):
      return .object(
        [.init("seal", .integer(1))] + zone
          + [.init("root", .string(root.hex)), .init("heads", .array(heads.map(Self.json)))])
    case .second(let tree, let rulebooks, let shown):
      return .object(
        [.init("seal", .integer(2))] + zone + [
          .init(
            "rulebooks",
            .array(
              rulebooks.map {
                .object([.init("name", .string($0.name)), .init("sha256", .string($0.digest.hex))])
              })), .init("tree", .string(tree.hex)), .init("root", .string(root.hex)),
        ] + Self.fields(shown) + signatureFields)
    }
  }

  private static func fields(_ shown: Shown) -> [JSON.Field] {
    switch shown {
    case .heads(let heads): [.init("heads", .array(heads.map(json)))]
    case .member(let member):
      [
        .init("head", json(member.head)), .init("leaf", .integer(member.leaf)),
        .init("leaves", .integer(member.leaves)),
        .init("path", .array(member.path.map { .string($0.hex) })),
      ]
    case .nothing: []
    }
  }

  private var signatureFields: [JSON.Field] {
    guard let signature else { return [] }
    return [.init("key", .string(signature.key.hex)), .init("signature", .string(signature.bytes.hex))]
  }

  private static func json(_ head: StreamHead) -> JSON {
    .object([
      .init("provider", .string(head.stream)), .init("version", .integer(head.version)),
      .init("hash", .string(head.hash.hex)),
    ])
  }

  /// Reads a seal of either format, in any of the forms it is printed in.
  ///
  /// - Throws: `SealError` for anything that is not exactly a seal, whose root is not that of what stands in it, whose heads
  ///   are not in order or do not add up to its count, or whose signature is not its key's over its root.
  public init(parsing text: String, in zone: Zone) throws(SealError) {
    guard let json = try? JSON(parsing: text) else { throw .malformed("seal") }
    var reader = try SealReader(json)
    let format = try reader.integer("seal")
    guard format == 1 || format == 2 else {
      throw SealError(
        zh: "封存点格式 \(format) 未知；请升级 koufen", en: "the seal's format \(format) is not known; upgrade koufen")
    }
    let time = try reader.time(in: zone)
    let count = try reader.integer("count")
    let root = try reader.digest("root")
    let body: Body
    if format == 1 {
      body = .first(try reader.heads())
    } else {
      let rulebooks = try reader.rulebooks()
      body = .second(tree: try reader.digest("tree"), rulebooks: rulebooks, shows: try reader.shown())
    }
    self.init(time: time, count: count, body: body, signature: format == 1 ? nil : try reader.signature())
    try reader.finish()
    try check(root)
  }

  /// Holds what was read against itself.
  private func check(_ root: Hash) throws(SealError) {
    guard self.root == root else {
      throw SealError(zh: "其根与所封内容不符", en: "its root is not that of what stands in it")
    }
    guard time != nil || count == 0 else { throw .malformed("time") }
    if case .second(let tree, let rulebooks, let shown) = body {
      guard rulebooks.isEmpty == (count == 0) else { throw .malformed("rulebooks") }
      let top: Hash? =
        switch shown {
        case .heads(let heads): SealTree.top(of: heads)
        case .member(let member): member.head.version <= count && member.leaves <= count ? member.top : nil
        case .nothing: tree
        }
      guard top == tree else {
        throw SealError(zh: "其树与各链首不符", en: "its tree is not that of its heads")
      }
    }
    if let heads {
      guard zip(heads, heads.dropFirst()).allSatisfy({ $0.stream.utf8.lexicographicallyPrecedes($1.stream.utf8) })
      else { throw .malformed("heads") }
      guard heads.reduce(0, { $0.addingReportingOverflow($1.version).partialValue }) == count else {
        throw SealError(zh: "各链首之和不等于其条数", en: "its heads do not add up to its count")
      }
    }
    if let signature, !signature.isOver(root) {
      throw SealError(zh: "签名不是其公钥对其根所作", en: "its signature is not that of its key over its root")
    }
  }
}

extension SealError {
  /// A field that is not there, or not as a seal has it.
  fileprivate static func malformed(_ field: String) -> SealError {
    SealError(zh: "字段 \(field) 缺失或有误", en: "the field \(field) is missing, or not as a seal has it")
  }
}

/// Takes the fields of a seal, each once, and sees that none is left.
private struct SealReader {
  private var fields: [String: JSON] = [:]

  init(_ json: JSON) throws(SealError) {
    guard case .object(let list) = json else { throw .malformed("seal") }
    for field in list {
      guard fields.updateValue(field.value, forKey: field.name) == nil else { throw .malformed(field.name) }
    }
  }

  func finish() throws(SealError) {
    if let name = fields.keys.min() { throw .malformed(name) }
  }

  private mutating func take(_ name: String) throws(SealError) -> JSON {
    guard let value = fields.removeValue(forKey: name) else { throw .malformed(name) }
    return value
  }

  mutating func integer(_ name: String) throws(SealError) -> Int {
    guard case .integer(let number) = try take(name), number >= 0 else { throw .malformed(name) }
    return number
  }

  mutating func text(_ name: String) throws(SealError) -> String {
    guard case .string(let text) = try take(name), !text.isEmpty else { throw .malformed(name) }
    return text
  }

  mutating func digest(_ name: String) throws(SealError) -> Hash {
    let text = try text(name)
    guard let digest = Hash(hex: text), digest.hex == text else { throw .malformed(name) }
    return digest
  }

  private mutating func bytes(_ name: String) throws(SealError) -> [UInt8] {
    let text = try text(name)
    guard let bytes = [UInt8](hex: text), bytes.hex == text else { throw .malformed(name) }
    return bytes
  }

  private mutating func items(_ name: String) throws(SealError) -> [JSON] {
    guard case .array(let items) = try take(name) else { throw .malformed(name) }
    return items
  }

  mutating func time(in zone: Zone) throws(SealError) -> String? {
    if fields["time"] == .null {
      fields["time"] = nil
      return nil
    }
    let text = try text("time")
    guard zone.instant(reading: text) != nil else { throw .malformed("time") }
    return text
  }

  mutating func heads() throws(SealError) -> [StreamHead] {
    try items("heads").map { item throws(SealError) in try Self.head(item, "heads") }
  }

  mutating func rulebooks() throws(SealError) -> [Seal.SealedRulebook] {
    let found = try items("rulebooks").map { item throws(SealError) in
      var reader = try SealReader(item)
      let rulebook = Seal.SealedRulebook(name: try reader.text("name"), digest: try reader.digest("sha256"))
      try reader.finish()
      return rulebook
    }
    guard zip(found, found.dropFirst()).allSatisfy({ $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }) else {
      throw .malformed("rulebooks")
    }
    return found
  }

  mutating func shown() throws(SealError) -> Seal.Shown {
    if fields["heads"] != nil { return .heads(try heads()) }
    guard fields["head"] != nil else { return .nothing }
    let head = try Self.head(try take("head"), "head")
    let (leaf, leaves) = (try integer("leaf"), try integer("leaves"))
    var path: [Hash] = []
    for item in try items("path") {
      guard case .string(let text) = item, let digest = Hash(hex: text), digest.hex == text else {
        throw .malformed("path")
      }
      path.append(digest)
    }
    return .member(Seal.Membership(head: head, leaf: leaf, leaves: leaves, path: path))
  }

  mutating func signature() throws(SealError) -> Signature? {
    guard fields["key"] != nil || fields["signature"] != nil else { return nil }
    guard let signature = Signature(key: try bytes("key"), bytes: try bytes("signature")) else {
      throw .malformed("signature")
    }
    return signature
  }

  private static func head(_ json: JSON, _ name: String) throws(SealError) -> StreamHead {
    var reader = try SealReader(json)
    let head = StreamHead(
      stream: try reader.text("provider"), version: try reader.integer("version"), hash: try reader.digest("hash"))
    try reader.finish()
    guard head.version > 0 else { throw .malformed(name) }
    return head
  }
}
