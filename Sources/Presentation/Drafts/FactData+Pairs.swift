public import LedgerDomain
public import LedgerFormat

extension FactData {
  /// The whole data of a fact in which some fields are otherwise.
  ///
  /// - Parameters:
  ///   - fact: the fact as it is read.
  ///   - pairs: names of fields, in English or Chinese, and what stands there instead, as people write it; nothing takes
  ///     the field away.
  ///   - zone: the ledger's zone.
  /// - Throws: what is wrong with the shape of what comes of it.
  public init(of fact: Fact, changing pairs: [(name: String, text: String)], in zone: Zone) throws(InputError) {
    let fields = fact.kind.payload.shapes.joined()
    var tree = (try? JSON(parsing: FactData(of: fact).json))?.fields ?? []
    for (name, text) in pairs {
      let field = fields.first { $0.name.en == name || $0.name.zh == name }
      let known = field?.name.en ?? name
      let index = tree.firstIndex { $0.name == known }
      guard !text.isEmpty else {
        if let index { tree.remove(at: index) }
        continue
      }
      let value = JSON.string(field.map { CSVCell.text(text, as: .field($0.kind), in: zone) } ?? text)
      if let index { tree[index].value = value } else { tree.append(JSON.Field(known, value)) }
    }
    try self.init(readingTexts: .object(tree), as: fact.kind, in: zone)
  }
}
