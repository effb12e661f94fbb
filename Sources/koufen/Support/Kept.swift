import Ledger
import LedgerDomain
import LedgerFormat
import Presentation
import Synchronization

/// What this process has kept: the positions of the events of its committed transactions.
enum Kept {
  /// Ranges named in a message, at most: others write meanwhile, and a feed runs for months.
  private static let namedRanges = 8

  private struct Contents {
    var count = 0
    var ranges: [ClosedRange<Int>] = []
    var last = 0
  }

  private static let contents = Mutex(Contents())

  /// Notes the events of a transaction that was committed.
  static func note(_ positions: ClosedRange<Int>) {
    contents.withLock { contents in
      contents.count += positions.count
      if let range = contents.ranges.last, range.upperBound == contents.last, contents.last + 1 == positions.lowerBound
      {
        contents.ranges[contents.ranges.count - 1] = range.lowerBound...positions.upperBound
      } else if contents.ranges.count < namedRanges {
        contents.ranges.append(positions)
      }
      contents.last = positions.upperBound
    }
  }

  /// How many events were kept, and where they stand; nil where none was.
  static func words(_ language: Language) -> String? {
    let contents = contents.withLock { $0 }
    guard let range = contents.ranges.last else { return nil }
    var places = contents.ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)–\($0.upperBound)" }
    if range.upperBound < contents.last { places.append("… \(contents.last)") }
    return language(
      zh: "已保留 \(contents.count) 条事件（位置 \(places.joined(separator: "、"))）",
      en: "\(contents.count.english("event")) kept (position\(contents.count == 1 ? "" : "s") "
        + places.joined(separator: ", ") + ")")
  }
}
