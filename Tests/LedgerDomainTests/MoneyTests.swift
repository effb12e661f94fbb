import LedgerDomain
import Testing

/// Money as people read it, everywhere by the same function.
@Suite("Money in words")
struct MoneyTests {
  @Test(
    "Fen are told as yuan with commas between the thousands, so that a zero too many is seen; for programs in digits alone",
    arguments: [
      (60_000_000, "¥600,000.00", "600000.00"), (0, "¥0.00", "0.00"), (5, "¥0.05", "0.05"),
      (-5_000, "−¥50.00", "-50.00"), (100_000, "¥1,000.00", "1000.00"), (99_999, "¥999.99", "999.99"),
      (.max, "¥92,233,720,368,547,758.07", "92233720368547758.07"),
    ])
  func yuan(_ fen: Int, _ read: String, _ plain: String) {
    #expect(fen.money == read && fen.plainYuan == plain)
    #expect(Words.money(fen) == Words(zh: String(read.filter { $0 != "¥" }) + " 元", en: read))
  }
}
