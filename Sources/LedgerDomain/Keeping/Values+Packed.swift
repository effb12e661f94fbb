/// Dates, ranges and choices as bytes.
extension LocalDate: Packed {
  func pack(into bytes: inout PackedBytes) { bytes.add(daysSinceEpoch) }
  init(from reader: inout PackedReader) throws(UnreadableBytes) { self.init(daysSinceEpoch: try reader.next()) }
}

extension Month: Packed {
  func pack(into bytes: inout PackedBytes) { bytes.add(index) }
  init(from reader: inout PackedReader) throws(UnreadableBytes) { self.init(index: try reader.next()) }
}

extension Instant: Packed {
  func pack(into bytes: inout PackedBytes) { bytes.add(seconds, nanoseconds) }

  init(from reader: inout PackedReader) throws(UnreadableBytes) {
    self.init(seconds: try reader.next(), nanoseconds: try reader.next())
  }
}

extension DueDate: Packed {
  func pack(into bytes: inout PackedBytes) { bytes.add(date, provisional) }

  init(from reader: inout PackedReader) throws(UnreadableBytes) {
    self.init(try reader.next(), provisional: try reader.next())
  }
}

extension ClosedRange<Int>: Packed {
  func pack(into bytes: inout PackedBytes) { bytes.add(lowerBound, upperBound) }

  init(from reader: inout PackedReader) throws(UnreadableBytes) {
    let low = try reader.number()
    let high = try reader.number()
    guard low <= high else { throw reader.unreadable() }
    self = low...high
  }
}

/// Enumerations, by the place of a case among all.
extension ProviderKind: PackedCase {
  static let table = allCases
}

extension Clause: PackedCase {
  static let table = allCases
}

extension Role: PackedCase {
  static let table = allCases
}

extension TerminationGround: PackedCase {
  static let table = allCases
}

extension TerminationStep: PackedCase {
  static let table = allCases
}

extension RectificationOutcome: PackedCase {
  static let table = allCases
}

extension TerminationOutcome: PackedCase {
  static let table = allCases
}

extension Breach.Status: PackedCase {
  static let table = allCases
}
