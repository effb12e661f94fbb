/// A key is kept as its text.
extension Key: PackedKey {
  package func pack(into bytes: inout PackedBytes) { bytes.add(text) }
  package init(from reader: inout PackedReader) throws(UnreadableBytes) { self.init(try reader.text()) }
  package var packedHash: UInt64 { text.packedHash }
  package func stands(in reader: PackedReader) -> Bool { text.stands(in: reader) }

  package static func stepOver(_ reader: inout PackedReader) throws(UnreadableBytes) -> UInt64 {
    try String.stepOver(&reader)
  }
}

/// So is that of a cap.
extension CapKey: Packed {
  package func pack(into bytes: inout PackedBytes) { bytes.add(text) }
  package init(from reader: inout PackedReader) throws(UnreadableBytes) { self.init(try reader.text()) }
}
