import LedgerDomain
import LedgerTesting
import Testing

@Suite("Deposit")
struct DepositTests {
  @Test("A deposit is frozen, forfeited, returned and compensated as the rules say", arguments: movements)
  func movement(_ rule: Rule) throws { try rule.check() }

  @Test("A deposit is released once, when everything is settled", arguments: releases)
  func release(_ rule: Rule) throws { try rule.check() }

  private static func forfeited(_ amount: Int, _ breach: BreachID = "b-1") -> Step {
    at("2011-03-02", DepositForfeited(amountFen: amount, breach: breach, reason: "to the buyer").fact)
  }

  private static func returned(_ amount: Int, _ breach: BreachID = "b-1", _ date: String = "2011-03-03") -> Step {
    at(date, DepositReturned(amountFen: amount, breach: breach, reason: "appeal").fact)
  }

  private static let charged = Given.city + Given.points(10, "2011-03-01")

  private static let movements = [
    Rule(
      "A provider is registered once", given: Given.provider,
      when: at("2011-01-05", ProviderRegistered(name: "Again", kind: .thirdParty).fact), then: .refused(.providerExists)
    ),
    Rule(
      "Nothing is known of a provider before its registration", given: [], when: Given.frozen,
      then: .refused(.unknownProvider)),
    Rule("A city needs its deposit", given: Given.provider, when: Given.authorised, then: .refused(.depositMissing)),
    Rule("A city with its deposit is authorised", given: Given.deposit, when: Given.authorised, then: []),
    Rule(
      "A second city needs the deposit of two", given: Given.city,
      when: at("2011-02-01", CityAuthorised(city: "ningbo", population: 1).fact), then: .refused(.depositMissing)),
    Rule(
      "What is frozen for one city counts for all", given: Given.city + [Given.frozen],
      when: at("2011-02-01", CityAuthorised(city: "ningbo", population: 1).fact), then: []),
    Rule(
      "What is forfeited no longer covers a city",
      given: Given.deposit + Given.points(10, "2011-03-01") + [forfeited(1)],
      when: at("2011-03-03", CityAuthorised(city: "hangzhou", population: 1).fact), then: .refused(.depositMissing)),
    Rule(
      "Nothing is forfeited for a breach nobody knows", given: charged, when: forfeited(1, "b-9"),
      then: .refused(.unknownBreach)),
    Rule(
      "Nothing is forfeited for a pending breach",
      given: Given.city + [Given.reported("b-1", .negativePress, "2011-03-01")],
      when: forfeited(1), then: .refused(.breachNotAssessed)),
    Rule(
      "More than the balance is not forfeited", given: charged, when: forfeited(30_000_001),
      then: .refused(.depositInsufficient)),
    Rule("All of the balance may be forfeited", given: charged, when: forfeited(30_000_000), then: []),
    Rule(
      "Only finance forfeits", given: charged,
      when: at(
        "2011-03-02", DepositForfeited(amountFen: 1, breach: "b-1", reason: "…").fact, by: someone(.departmentHead)),
      then: .refused(.roleNotAllowed)),
    Rule("What is forfeited may be returned", given: charged + [forfeited(100)], when: returned(100), then: []),
    Rule(
      "No more is returned than was forfeited", given: charged + [forfeited(100)], when: returned(101),
      then: .refused(.amountMismatch)),
    Rule(
      "What was returned is not returned again", given: charged + [forfeited(100), returned(60)], when: returned(41),
      then: .refused(.amountMismatch)),
    Rule(
      "What another breach forfeited is not returned",
      given: Given.city + Given.points(40, "2011-03-01") + [forfeited(100)], when: returned(1, "b-2"),
      then: .refused(.amountMismatch)),
    Rule("A return names a breach", given: charged, when: returned(1, "b-9"), then: .refused(.unknownBreach)),
    Rule(
      "A return after the breach is overturned is accepted",
      given: charged + [
        forfeited(100), at("2011-03-04", AppealFiled(breach: "b-1", grounds: "it was not us").fact),
        at("2011-03-07", AppealDecided(breach: "b-1", outcome: .overturned, reason: "it was not").fact),
      ], when: returned(100, "b-1", "2011-03-08"), then: []),
    Rule(
      "More than the balance is not paid out", given: Given.deposit,
      when: at("2011-03-02", DepositCompensated(amountFen: 30_000_001, beneficiary: .consumer, reference: "o-77").fact),
      then: .refused(.depositInsufficient)),
    Rule(
      "All of the balance may be paid out", given: Given.deposit,
      when: at("2011-03-02", DepositCompensated(amountFen: 30_000_000, beneficiary: .outlet, reference: "o-77").fact),
      then: []),
    Rule(
      "A deposit that does not fit in 63 bits is bad input", given: Given.deposit,
      when: at("2011-03-02", DepositFrozen(city: "hangzhou", amountFen: .max).fact), then: .badInput("amountFen")),
  ]

  private static func released(_ amount: Int, _ date: String) -> Step {
    at(date, DepositReleased(amountFen: amount).fact)
  }

  private static let terminated = Given.city + Given.freeze
  private static let complaint = at(
    "2011-07-01", ComplaintFiled(complaint: "c-1", about: .service(outlet: nil, ticket: nil)).fact)

  private static let releases = [
    Rule(
      "No deposit is released before the freeze", given: Given.city + Given.signatures,
      when: released(30_000_000, "2011-09-10"), then: .refused(.notTerminated)),
    Rule(
      "Nor within three months of the contract's end", given: terminated, when: released(30_000_000, "2011-09-09"),
      then: .refused(.tooEarly)),
    Rule("Three months after it is", given: terminated, when: released(30_000_000, "2011-09-10"), then: []),
    Rule(
      "Three months after 30 November is the last day of February",
      given: Given.city + Given.signatures + [at("2011-12-05", ChannelFrozen(contractEndedOn: day("2011-11-30")).fact)],
      when: released(30_000_000, "2012-02-28"), then: .refused(.tooEarly)),
    Rule(
      "… and that day is allowed",
      given: Given.city + Given.signatures + [at("2011-12-05", ChannelFrozen(contractEndedOn: day("2011-11-30")).fact)],
      when: released(30_000_000, "2012-02-29"), then: []),
    Rule(
      "A complaint that is open holds it back", given: terminated + [complaint],
      when: released(30_000_000, "2011-09-12"), then: .refused(.complaintsOpen)),
    Rule(
      "A complaint decided does not",
      given: terminated + [complaint, at("2011-07-04", ComplaintRejected(complaint: "c-1").fact)],
      when: released(30_000_000, "2011-09-12"), then: []),
    Rule(
      "It is released once", given: terminated + [released(30_000_000, "2011-09-12")],
      when: released(0, "2011-09-13"), then: .refused(.depositReleased)),
    Rule(
      "It is released whole", given: terminated, when: released(29_999_999, "2011-09-12"),
      then: .refused(.amountMismatch)),
    Rule(
      "A balance of nothing is released too", given: Given.provider + Given.freeze, when: released(0, "2011-09-12"),
      then: []),
    Rule(
      "After it nothing is returned",
      given: Given.city + Given.points(10, "2011-03-01") + [forfeited(100)] + Given.freeze
        + [released(29_999_900, "2011-09-12")],
      when: returned(1, "b-1", "2011-09-13"), then: .refused(.depositReleased)),
    Rule(
      "Nothing more is frozen for a terminated provider", given: terminated,
      when: at("2011-06-13", DepositFrozen(city: "hangzhou", amountFen: 1).fact), then: .refused(.providerTerminated)),
  ]
}
