/// Dates, ranges and choices as bytes.
extension LocalDate: Packed {
  package func pack(into bytes: inout PackedBytes) { bytes.add(daysSinceEpoch) }
  package init(from reader: inout PackedReader) throws(UnreadableBytes) { self.init(daysSinceEpoch: try reader.next()) }
}

extension Month: Packed {
  package func pack(into bytes: inout PackedBytes) { bytes.add(index) }
  package init(from reader: inout PackedReader) throws(UnreadableBytes) { self.init(index: try reader.next()) }
}

extension Instant: Packed {
  package func pack(into bytes: inout PackedBytes) { bytes.add(seconds, nanoseconds) }

  package init(from reader: inout PackedReader) throws(UnreadableBytes) {
    self.init(seconds: try reader.next(), nanoseconds: try reader.next())
  }
}

extension DueDate: Packed {
  package func pack(into bytes: inout PackedBytes) { bytes.add(date, provisional) }

  package init(from reader: inout PackedReader) throws(UnreadableBytes) {
    self.init(try reader.next(), provisional: try reader.next())
  }
}

extension ClosedRange<Int>: Packed {
  package func pack(into bytes: inout PackedBytes) { bytes.add(lowerBound, upperBound) }

  package init(from reader: inout PackedReader) throws(UnreadableBytes) {
    let low = try reader.number()
    let high = try reader.number()
    guard low <= high else { throw reader.unreadable() }
    self = low...high
  }
}

/// Enumerations, by the place of a case among all.
extension ProviderKind: PackedCase {
  package static let table = allCases
}

extension Clause: PackedCase {
  package static let table = allCases
}

extension Role: PackedCase {
  package static let table = allCases
}

extension TerminationGround: PackedCase {
  package static let table = allCases
}

extension TerminationStep: PackedCase {
  package static let table = allCases
}

extension RectificationOutcome: PackedCase {
  package static let table = allCases
}

extension TerminationOutcome: PackedCase {
  package static let table = allCases
}

extension Breach.Status: PackedCase {
  package static let table = allCases
}
