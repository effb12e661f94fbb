import LedgerDomain
public import Programmes

/// A number of a programme's file (programmes §9).
public struct ProgrammeNumber: Sendable {
  /// The line it stands on, from 1.
  public let line: Int?
  /// Its path: keys with a point between them.
  public let key: String
  /// As it is written.
  public let text: String
  /// Its place among the values above it, from the top of the file.
  let place: [Int]

  /// As it is written when it is one less, and when it is one more: of the last place written, and never below 0.
  public var neighbours: [String] { [-1, 1].compactMap { text.moved(by: $0) } }
}

/// The numbers of a programme's file, any of which may be moved (programmes §9).
public struct ProgrammeNumbers {
  private let root: RulebookNode
  /// The programme as it is.
  public let programme: Programme
  /// Its numbers, in the order of the file: all but those of names, titles, words, dates, the zone and the calendar.
  public let numbers: [ProgrammeNumber]

  /// The numbers of a programme's file.
  ///
  /// - Throws: the first thing wrong with it, by file, line and key.
  public init(_ bytes: [UInt8], file: String) throws(RulebookError) {
    root = try Rulebook.root(of: bytes, file: file, .file)
    programme = try ProgrammeReader(root).read()
    numbers = root.numbers(without: Self.named)
  }

  /// The sections of a file in which no number is a rule.
  private static let named = [
    "form", "rulebook", "version", "title", "zone", "published", "calendar", "roles", "boundaries",
  ]

  /// The same programme with a number written otherwise, and its file; nil where that can no longer be read.
  public func replacing(_ number: ProgrammeNumber, with text: String) -> (programme: Programme, source: [UInt8])? {
    let moved = root.replacing(number.place, with: text)
    guard let programme = try? ProgrammeReader(moved).read(), let source = moved.source else { return nil }
    return (programme, source)
  }
}

extension String {
  /// Whether it is a number of a file: whole, decimal or per cent.
  var isNumber: Bool {
    utf8.first.map { (0x30...0x39).contains($0) } ?? false && Ratio(written: self) != nil
  }

  /// A number so much further in the last place written; nil below 0.
  fileprivate func moved(by step: Int) -> String? {
    let percent = hasSuffix("%") ? "%" : ""
    let parts = dropLast(percent.count).split(separator: ".", omittingEmptySubsequences: false)
    guard let number = Int(parts.joined()), number + step >= 0 else { return nil }
    let digits = String(number + step)
    let decimals = parts.count == 2 ? parts[1].count : 0
    if decimals == 0 { return digits + percent }
    let padded = String(repeating: "0", count: Swift.max(0, decimals + 1 - digits.count)) + digits
    return padded.dropLast(decimals) + "." + padded.suffix(decimals) + percent
  }
}
