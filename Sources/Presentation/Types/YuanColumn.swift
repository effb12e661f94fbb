import LedgerDomain

/// A column of money as people write it, in yuan, where the data of the event has fen.
package enum YuanColumn {
  /// Its heading.
  static let name = Words(zh: "金额（元）", en: "amountYuan")
  /// The field it fills.
  static let field = "amountFen"

  /// Whether a field of a form is an amount in yuan, where the data of the event has fen: the last part of its name says so.
  static func isInput(_ name: String) -> Bool { name.hasSuffix(".yuan") }

  /// `300000`, `300000.50`.
  package static func text(fen: Int) -> String {
    let (yuan, rest) = fen.quotientAndRemainder(dividingBy: 100)
    return rest == 0 ? String(yuan) : "\(yuan).\(rest < 10 ? "0" : "")\(rest)"
  }

  /// The fen in `300000`, `300,000.00`, `¥300,000.00`; nil for anything else, and beyond 63 bits.
  static func fen(_ text: String) -> Int? {
    let amount = text.first == "¥" || text.first == "￥" ? text.dropFirst() : text[...]
    let sides = amount.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(sides.count), let yuan = whole(sides[0]) else { return nil }
    var fen = 0
    if sides.count == 2 {
      guard (1...2).contains(sides[1].utf8.count), let digits = digits(sides[1]) else { return nil }
      fen = sides[1].utf8.count == 1 ? digits * 10 : digits
    }
    let (hundredfold, isTooMuch) = yuan.multipliedReportingOverflow(by: 100)
    let (sum, isMore) = hundredfold.addingReportingOverflow(fen)
    return isTooMuch || isMore ? nil : sum
  }

  /// A whole number, its thousands perhaps set apart by commas.
  private static func whole(_ text: Substring) -> Int? {
    let groups = text.split(separator: ",", omittingEmptySubsequences: false)
    guard groups.count > 1 else { return digits(text) }
    guard (1...3).contains(groups[0].utf8.count), groups.dropFirst().allSatisfy({ $0.utf8.count == 3 }) else {
      return nil
    }
    return digits(groups.joined()[...])
  }

  private static func digits(_ text: Substring) -> Int? {
    text.utf8.allSatisfy { 0x30...0x39 ~= $0 } ? Int(text) : nil
  }
}
