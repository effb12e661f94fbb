import LedgerDomain
import Testing

@Suite("Names of breaches")
struct BreachIDTests {
  private static let month = Month(year: 2011, month: 3)
  /// Keys short and long: the long ones take their id beyond what a text holds without memory of its own.
  private static let keys = ["h", "hangzhou-xihu-district-0001"]

  private static let subjects: [BreachSubject] =
    keys.flatMap { key -> [BreachSubject] in
      [
        .report(Key(key)), .duty(.answer(Key(key))), .duty(.exitResponse(Key(key))), .duty(.applications(Key(key))),
        .duty(.expansionTarget(Key(key), .firstBatch)), .duty(.expansionTarget(Key(key), .complete)),
        .meetingResults(Key(key)), .applicationErrors(Key(key)), .training(Key(key)), .serviceComplaint(Key(key)),
        .earlyExits(Key(key)), .dormantOutlets(Key(key), month, .zero), .dormantOutlets(Key(key), month, .low),
        .afterSalesDispute(Key(key)),
      ]
    } + [.duty(.promotion(month)), .rectificationFailure(1), .rectificationFailure(12)]

  @Test("say what they are of", arguments: subjects)
  func subject(_ subject: BreachSubject) {
    #expect(BreachID(subject).subject == subject)
  }

  @Test(
    "that no breach has say nothing",
    arguments: [
      ":", "a:", ":a", "early-exit:hz", "Early-exits:hz", "early-exits:hz:1", "negative-press:r-1",
      "promotion-gap:2011-3", "promotion-gap:2011-13", "promotion-gap:2011-03:x", "expansion-target:hz",
      "expansion-target:hz:second", "signing-progress:m-1:lat", "service-complaint:outlet:o-1",
      "service-complaint:ticket:t-1:x", "dormant-outlets:hz:2011-03", "dormant-outlets:hz:2011-03:none",
      "dormant-outlets:hz:2011-03:low:x", "rectification-failure:first",
    ])
  func nothing(_ text: String) {
    #expect(BreachID(text).subject == nil)
  }

  @Test("without a colon are keys of reports, whatever they say", arguments: ["", "r-1", "early-exits"])
  func report(_ text: String) {
    #expect(BreachID(text).subject == .report(Key(text)))
  }
}
