/// A provider's own agreements as bytes; a term by its place among all.
extension Agreement: Packed {
  package func pack(into bytes: inout PackedBytes) {
    bytes.add(position, signedAt, startsOn)
    bytes.add(endsOn, terms, cities)
  }

  package init(from reader: inout PackedReader) throws(UnreadableBytes) {
    self.init(
      position: try reader.next(), signedAt: try reader.next(), startsOn: try reader.next(),
      endsOn: try reader.next(), terms: try reader.next(), cities: try reader.next())
  }
}

extension TermsOverride: Packed {
  package func pack(into bytes: inout PackedBytes) {
    bytes.add(terms.count)
    for (term, value) in terms { bytes.add(Term.all.firstIndex(of: term)!, value) }
  }

  package init(from reader: inout PackedReader) throws(UnreadableBytes) {
    self.init()
    for _ in 0..<(try reader.count()) {
      let index = try reader.number()
      guard Term.all.indices.contains(index) else { throw reader.unreadable() }
      self[Term.all[index]] = try reader.next(Term.Value.self)
    }
  }
}

extension Term.Value: Packed {
  package func pack(into bytes: inout PackedBytes) {
    switch self {
    case .number(let number): bytes.add(0, number)
    case .range(let range): bytes.add(1, range)
    }
  }

  package init(from reader: inout PackedReader) throws(UnreadableBytes) {
    switch try reader.number() {
    case 0: self = .number(try reader.next())
    case 1: self = .range(try reader.next())
    default: throw reader.unreadable()
    }
  }
}
