import LedgerDomain
import LedgerTesting
import Testing

@Suite("Expansion")
struct ExpansionTests {
  @Test("A city is authorised when nothing stands against it", arguments: cities)
  func city(_ rule: Rule) throws { try rule.check() }

  @Test("A recruiting meeting must reach its shares", arguments: meetings)
  func meeting(_ rule: Rule) throws { try rule.check() }

  @Test("Applications follow a meeting, in time and right", arguments: applications)
  func application(_ rule: Rule) throws { try rule.check() }

  @Test("A training fails when more than 15 in a hundred do", arguments: trainings)
  func training(_ rule: Rule) throws { try rule.check() }

  @Test(
    "A city needs an outlet for each 10,000 people, rounded up, and 65 % of those first",
    arguments: [
      (1, 1, 1), (10_000, 1, 1), (10_001, 2, 2), (100_000, 10, 7), (118_000, 12, 8), (200_000, 20, 13),
      (1_000_000, 100, 65), (Int.max, Int.max / 10_000 + 1, 599_519_182_395_561),
    ])
  func plan(_ population: Int, _ planned: Int, _ firstBatch: Int) throws {
    let story = Story(
      Given.deposit + [at("2011-01-04", CityAuthorised(city: "hangzhou", population: population).fact)])
    let plan = try #require(try story.played().state("hz-01").cities["hangzhou"]?.plan)
    #expect(plan.planned == planned)
    #expect(plan.firstBatch == firstBatch)
  }

  private static let another = at("2011-03-10", CityAuthorised(city: "ningbo", population: 1).fact)
  private static func held(_ invited: Int, _ attended: Int, _ meeting: Key<Meeting> = "m-1") -> Step {
    at("2011-03-01", MeetingHeld(meeting: meeting, city: "hangzhou", invited: invited, attended: attended).fact)
  }
  private static func concluded(_ signed: Int, _ date: String = "2011-03-02") -> Step {
    at(date, MeetingConcluded(meeting: "m-1", signed: signed).fact)
  }
  private static func rectified(_ meeting: Key<Meeting> = "m-1") -> Step {
    at("2011-03-08", MeetingRectified(meeting: meeting).fact)
  }

  private static let cities = [
    Rule("A city is authorised once", given: Given.city, when: Given.authorised, then: .refused(.cityExists)),
    Rule(
      "No city while a rectification is open", given: Given.city + [Given.frozen] + Given.points(50, "2011-03-01"),
      when: another, then: .refused(.expansionSuspended)),
    Rule(
      "A city that exists is refused as that first", given: Given.city + Given.points(50, "2011-03-01"),
      when: Given.authorised, then: .refused(.cityExists)),
    Rule(
      "No city while a termination is open",
      given: Given.city + [
        Given.frozen, at("2011-03-01", TerminationRequested(ground: .expiry, reason: "it ran out").fact),
      ], when: another, then: .refused(.expansionSuspended)),
    Rule(
      "No city while a meeting pauses expansion", given: Given.city + [Given.frozen, held(100, 39)], when: another,
      then: .refused(.expansionPaused)),
    Rule(
      "One of two pauses is enough",
      given: Given.city + [Given.frozen, held(100, 39), held(100, 39, "m-2"), rectified("m-2")], when: another,
      then: .refused(.expansionPaused)),
    Rule(
      "A city once all are put right", given: Given.city + [Given.frozen, held(100, 39), rectified()], when: another,
      then: []),
  ]

  private static let failed = [
    "found meeting-results:m-1 on 2011-03-01 10–10", "charged meeting-results:m-1 10 of 10, 2011 at 10",
    "paused by m-1",
  ]

  private static let meetings = [
    Rule("Forty of a hundred invited are enough", given: Given.city, when: held(100, 40), then: []),
    Rule("Thirty-nine are not", given: Given.city, when: held(100, 39), then: .consequences(failed)),
    Rule("More may come than were invited", given: Given.city, when: held(10, 400), then: []),
    Rule("Sixty of a hundred who came are enough", given: Given.city + [held(100, 40)], when: concluded(24), then: []),
    Rule(
      "Fewer are not, and the breach is the meeting's", given: Given.city + [held(100, 40)], when: concluded(23),
      then: .consequences(failed)),
    Rule("More may sign than came", given: Given.city + [held(100, 40)], when: concluded(99), then: []),
    Rule("A meeting costs points once", given: Given.city + [held(100, 39)], when: concluded(0), then: []),
    Rule(
      "A self-operated provider's meetings are not measured",
      given: Given.selfOperated + [Given.frozen, Given.authorised], when: held(100, 0), then: []),
    Rule(
      "A meeting is held once", given: Given.city + [held(100, 40)], when: held(100, 40),
      then: .refused(.meetingExists)),
    Rule(
      "A meeting is held in a city of the provider", given: Given.provider, when: held(100, 40),
      then: .refused(.unknownCity)),
    Rule(
      "Only a meeting that was held is concluded", given: Given.city, when: concluded(1),
      then: .refused(.unknownMeeting)),
    Rule(
      "A meeting is concluded once", given: Given.city + [held(100, 40), concluded(40)], when: concluded(40),
      then: .refused(.meetingConcluded)),
    Rule(
      "A meeting is not concluded before it is held", given: Given.city + [held(100, 40)],
      when: concluded(40, "2011-02-28"), then: .refused(.timeOrder)),
    Rule(
      "What is put right ends the pause", given: Given.city + [held(100, 39)], when: rectified(),
      then: ["unpaused by m-1"]),
    Rule(
      "Nothing is put right where nothing is paused", given: Given.city + [held(100, 40)], when: rectified(),
      then: .refused(.notPaused)),
    Rule(
      "An overturned breach ends the pause",
      given: Given.city + [
        held(100, 39), at("2011-03-09", AppealFiled(breach: "meeting-results:m-1", grounds: "rain").fact),
      ],
      when: at("2011-03-10", AppealDecided(breach: "meeting-results:m-1", outcome: .overturned, reason: "rain").fact),
      then: ["restored 10, 2011 at 0", "unpaused by m-1"]),
    Rule(
      "A pause that has ended does not end again",
      given: Given.city + [
        held(100, 39), rectified(), at("2011-03-09", AppealFiled(breach: "meeting-results:m-1", grounds: "rain").fact),
      ],
      when: at("2011-03-10", AppealDecided(breach: "meeting-results:m-1", outcome: .overturned, reason: "rain").fact),
      then: ["restored 10, 2011 at 0"]),
  ]

  private static func submitted(_ moment: String) -> Step {
    at(moment, ApplicationsSubmitted(meeting: "m-1", outlets: 3).fact)
  }
  private static func reviewed(_ entries: Int, _ errors: Int) -> Step {
    at("2011-03-25", ApplicationsReviewed(meeting: "m-1", entries: entries, errors: errors).fact)
  }
  private static let afterMeeting = Given.city + [held(100, 40)]

  private static let applications = [
    Rule(
      "Fifteen working days after the meeting is in time", given: afterMeeting, when: submitted("2011-03-22T23:59:59"),
      then: []),
    Rule(
      "A day later is not", given: afterMeeting, when: submitted("2011-03-23"),
      then: ["found signing-progress:m-1:late on 2011-03-22 5–10"]),
    Rule(
      "A self-operated provider has no such date",
      given: Given.selfOperated + [Given.frozen, Given.authorised, held(100, 40)], when: submitted("2011-05-23"),
      then: []),
    Rule(
      "Applications follow a meeting", given: Given.city, when: submitted("2011-03-22"),
      then: .refused(.unknownMeeting)),
    Rule(
      "… once", given: afterMeeting + [submitted("2011-03-02")], when: submitted("2011-03-03"),
      then: .refused(.applicationsExist)),
    Rule("… and not before it", given: afterMeeting, when: submitted("2011-02-28"), then: .refused(.timeOrder)),
    Rule(
      "One wrong entry in a hundred is allowed", given: afterMeeting + [submitted("2011-03-22")],
      when: reviewed(100, 1),
      then: []),
    Rule(
      "Two are not", given: afterMeeting + [submitted("2011-03-22")], when: reviewed(100, 2),
      then: ["found signing-progress:m-1:errors on 2011-03-25 5–10"]),
    Rule(
      "One in ninety-nine is not", given: afterMeeting + [submitted("2011-03-22")], when: reviewed(99, 1),
      then: ["found signing-progress:m-1:errors on 2011-03-25 5–10"]),
    Rule(
      "What is reviewed was submitted", given: afterMeeting, when: reviewed(100, 1),
      then: .refused(.applicationsMissing)),
    Rule(
      "… and is reviewed once", given: afterMeeting + [submitted("2011-03-22"), reviewed(100, 0)],
      when: reviewed(100, 0),
      then: .refused(.applicationsReviewed)),
  ]

  private static func examined(_ failed: Int, of examined: Int, _ training: Key<Training> = "tr-1") -> Step {
    at("2011-03-01", TrainingExamined(training: training, examined: examined, failed: failed).fact)
  }

  private static let trainings = [
    Rule("Fifteen of a hundred may fail", given: Given.provider, when: examined(15, of: 100), then: []),
    Rule(
      "Sixteen may not", given: Given.provider, when: examined(16, of: 100),
      then: ["found training-failure:tr-1 on 2011-03-01 15–20"]),
    Rule(
      "Three of twenty may, four may not", given: Given.provider + [examined(3, of: 20, "tr-0")],
      when: examined(4, of: 20), then: ["found training-failure:tr-1 on 2011-03-01 15–20"]),
    Rule(
      "A self-operated provider's trainings are not measured", given: Given.selfOperated,
      when: examined(9, of: 9), then: []),
    Rule(
      "A training is examined once", given: Given.provider + [examined(0, of: 9)], when: examined(0, of: 9),
      then: .refused(.trainingExists)),
    Rule(
      "A promotion is run once", given: Given.provider + [at("2011-03-01", PromotionRun(promotion: "p-1").fact)],
      when: at("2011-03-02", PromotionRun(promotion: "p-1").fact), then: .refused(.promotionExists)),
  ]
}
