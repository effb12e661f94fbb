import Ledger
import LedgerDomain
import LedgerFormat

/// A seeded generator of random numbers (SplitMix64), the same on every machine.
struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}

/// A realistic history, event by event: thousands of providers, a few of them with most of the events.
///
/// Every event it makes is accepted. Who acts next is drawn by Zipf's law; what a provider does is what such a provider
/// does: it registers, freezes a deposit, opens a city, signs some hundred outlets, and from then on answers tickets, runs
/// promotions, reports sales, is complained about, is assessed, appeals; some are terminated, some have a `Story`.
struct History {
  /// The moment of the next event.
  private(set) var now: Instant
  private var random: SplitMix64
  private var actors: [Person]
  private let cumulative: [Double]
  private let zone = Zone(name: "Asia/Shanghai", offsetSeconds: 28_800)
  private let secondsPerEvent: Int
  /// Providers below this number act often enough for a story to be over within a year.
  private let storied: Int
  /// A provider that is registered and has hardly any points.
  private var quiet: String?

  init(seed: UInt64, providers: Int, events: Int) {
    random = SplitMix64(seed: seed)
    actors = (0..<providers).map(Person.init)
    var sum = 0.0
    cumulative = (0..<providers).map { rank in
      sum += 1 / Double(rank + 1)
      return sum
    }
    now = zone.instant(LocalDate(year: 2011, month: 3, day: 1)!, second: 36_000)
    secondsPerEvent = max(1, 9 * 31_536_000 / max(1, events))
    storied = min(events / 20_000, providers / 2)
  }

  /// The next event, as one line of JSON Lines.
  mutating func next() -> String {
    now = now.adding(seconds: secondsPerEvent)
    let last = cumulative[cumulative.count - 1]
    let draw = Double(random.next() >> 11) / Double(1 << 53) * last
    var low = 0
    var high = cumulative.count - 1
    while low < high {
      let middle = (low + high) / 2
      if cumulative[middle] < draw { low = middle + 1 } else { high = middle }
    }
    let index = low
    let hasStory = index < storied && actors[index].isStoried && quiet != nil
    if hasStory { actors[index].beginStory(zone.date(of: now)) }
    let step = actors[index].next(&random, now, zone)
    if index > storied * 2, actors[index].hasBegun { quiet = actors[index].key }
    return line(step, provider: actors[index].key)
  }

  /// What `@…` stands for on the day of the step.
  private func filled(_ value: JSON) -> JSON {
    guard case .string(let text) = value, text.hasPrefix("@") else { return value }
    if text == "@quiet" { return .string(quiet ?? "") }
    return .string(zone.date(of: now).adding(days: Int(text.dropFirst()) ?? 0).description)
  }

  private func line(_ step: Step, provider: String) -> String {
    var writer = JSONWriter()
    writer.object { writer in
      writer.field("id", uuid(writer.bytes.count))
      writer.field("type", step.type)
      writer.field("provider", provider)
      writer.field("at", zone.text(now))
      writer.field("by", step.by)
      writer.name("data")
      writer.value(.object(step.data.map { JSON.Field($0.name, filled($0.value)) }))
    }
    return writer.text
  }

  /// A time-ordered key, as a client that retries would send.
  private func uuid(_ salt: Int) -> String {
    var random = SplitMix64(seed: UInt64(bitPattern: Int64(now.seconds)) ^ UInt64(salt))
    func hex(_ value: UInt64, _ count: Int) -> String {
      let digits = String(value, radix: 16)
      return String((String(repeating: "0", count: count) + digits).suffix(count))
    }
    let time = hex(UInt64(now.seconds) * 1000, 12)
    return
      "\(time.prefix(8))-\(time.suffix(4))-7\(hex(random.next(), 3))-8\(hex(random.next(), 3))-\(hex(random.next(), 12))"
  }
}

/// What a provider does next.
struct Step {
  /// Not an event: what comes next waits for two days.
  static let wait = "@wait"

  var type: String
  var by: String
  var data: [JSON.Field]

  init(_ type: String, _ by: String, _ data: (String, JSON)...) {
    self.type = type
    self.by = by
    self.data = data.map { JSON.Field($0.0, $0.1) }
  }
}

/// One provider of the generated history.
struct Person {
  let key: String
  private let number: Int
  private var script: [Step]
  private var outlets: [String] = []
  private var gone: [String] = []
  private var tickets: [String] = []
  private var made = 0
  private var reportedMonth: Month?
  private var isOver = false
  private var isTold = false
  private var endedIn: Month?
  private var isReleased = false
  private var compensatedFen = 0
  private var waitsUntil: LocalDate?

  init(number: Int) {
    self.number = number
    key = "p-\(number)"
    let city = JSON.string("c-\(number % 300)")
    script = [
      Step(
        "ProviderRegistered", "chen@channel-expansion", ("name", .string("服务商 \(number)")),
        ("kind", .string(number % 10 == 9 ? "selfOperated" : "thirdParty"))),
      Step("DepositFrozen", "wu@channel-operations", ("city", city), ("amountFen", .integer(60_000_000))),
      Step("CityAuthorised", "chen@channel-expansion", ("city", city), ("population", .integer(80_000))),
    ]
    script.reverse()
  }

  /// Whether it is registered.
  var hasBegun: Bool { script.count < 3 }

  /// Puts a story before what comes next, once, when the year still has time for it.
  mutating func beginStory(_ date: LocalDate) {
    guard !isTold, script.isEmpty, made > 20, (2...7).contains(date.month.number) else { return }
    isTold = true
    script = Story.steps(number: number).reversed()
  }

  /// Providers that may have a story, and whose sales are never reported.
  var isStoried: Bool { number % 7 == 3 && number % 10 != 9 && number < 600 }

  /// Whether nothing else may cost it points yet: a story of a rectification must not become one of a termination.
  private var isGood: Bool { isStoried && (!isTold || script.count > 0) }

  private var city: JSON { .string("c-\(number % 300)") }

  private mutating func name(_ prefix: String) -> String {
    made += 1
    return "\(prefix)-\(made)"
  }

  mutating func next(_ random: inout SplitMix64, _ now: Instant, _ zone: Zone) -> Step {
    if script.last?.type == Step.wait {
      let today = zone.date(of: now)
      let end = waitsUntil ?? today.adding(days: 2)
      waitsUntil = end
      if today < end { return Step("PromotionRun", "feed@integration", ("promotion", .string(name("fair")))) }
      waitsUntil = nil
      script.removeLast()
    }
    if let step = script.popLast() { return step }
    if isOver { return aftermath(zone.date(of: now).month) }
    if number % 97 == 13, made > 60 { return terminate() }
    if outlets.count < 6 { return sign() }
    let month = zone.date(of: now).month
    if !isStoried, reportedMonth.map({ month.months(since: $0) > 1 }) ?? false {
      return sales(month.adding(-1), &random)
    }
    if reportedMonth == nil { reportedMonth = month }
    switch isGood ? random.below(62) : random.below(100) {
    case ..<30: return help(&random)
    case ..<56: return answer()
    case ..<62: return Step("PromotionRun", "feed@integration", ("promotion", .string(name("pr"))))
    case ..<72: return complaint(&random)
    case ..<82: return report(&random)
    case ..<86: return meeting()
    case ..<90:
      return Step(
        "TrainingExamined", "feed@integration", ("training", .string(name("tr"))), ("examined", .integer(40)),
        ("failed", .integer(random.below(9))))
    case ..<94: return exit()
    default:
      if outlets.count < 20 + number * 37 % 180 { return sign() }
      return Step("PromotionRun", "feed@integration", ("promotion", .string(name("pr"))))
    }
  }

  private mutating func sign() -> Step {
    let outlet = name("o")
    outlets.append(outlet)
    script = [Step("OutletOpened", "feed@integration", ("outlet", .string(outlet)))]
    return Step("OutletSigned", "feed@integration", ("outlet", .string(outlet)), ("city", city))
  }

  private mutating func help(_ random: inout SplitMix64) -> Step {
    let ticket = name("t")
    tickets.append(ticket)
    return Step(
      "HelpRequested", "feed@integration", ("ticket", .string(ticket)),
      ("outlet", .string(outlets[random.below(outlets.count)])))
  }

  private mutating func answer() -> Step {
    guard let ticket = tickets.popLast() else {
      return Step("PromotionRun", "feed@integration", ("promotion", .string(name("pr"))))
    }
    return Step("HelpAnswered", "feed@integration", ("ticket", .string(ticket)))
  }

  private mutating func complaint(_ random: inout SplitMix64) -> Step {
    let complaint = JSON.string(name("co"))
    let breach = JSON.string("service-complaint:complaint:co-\(made)")
    script = [Step("ComplaintUpheld", "kang@customer-satisfaction", ("complaint", complaint))]
    if random.below(3) == 0 {
      script = [Step("ComplaintRejected", "kang@customer-satisfaction", ("complaint", complaint))]
    } else if random.below(8) != 0 {
      script.insert(
        Step(
          "BreachAssessed", "wu@channel-operations", ("breach", breach), ("points", .integer(1)),
          ("reason", "answered late, complaint upheld"), ("issue", "slow-answers")), at: 0)
    }
    return Step(
      "ComplaintFiled", "feed@integration", ("complaint", complaint), ("source", "outlet"),
      ("outlet", .string(outlets[random.below(outlets.count)])))
  }

  private mutating func report(_ random: inout SplitMix64) -> Step {
    let breach = JSON.string(name("b"))
    let reported = Step(
      "BreachReported", "qian@channel-operations", ("breach", breach), ("clause", "nonstandard-materials"),
      ("evidence", "photograph of the shop front, inspected on site"), ("outlet", .string(outlets[0])))
    switch random.below(4) {
    case 0: script = [dismissal(breach)]
    case 1:
      script = [
        decision(breach, "overturned"),
        Step("AppealFiled", "ann@provider", ("breach", breach), ("grounds", "the sign was being replaced that week")),
        assessment(breach),
      ]
    default: script = [assessment(breach)]
    }
    return reported
  }

  private func assessment(_ breach: JSON) -> Step {
    Step(
      "BreachAssessed", "wu@channel-operations", ("breach", breach), ("points", .integer(4)),
      ("reason", "sign not of the standard pattern"))
  }

  private func dismissal(_ breach: JSON) -> Step {
    Step("BreachDismissed", "sun@department-head", ("breach", breach), ("reason", "standard after all"))
  }

  private func decision(_ breach: JSON, _ outcome: String) -> Step {
    Step(
      "AppealDecided", "li@legal", ("breach", breach), ("outcome", .string(outcome)), ("reason", "heard and weighed"))
  }

  private mutating func meeting() -> Step {
    let meeting = JSON.string(name("m"))
    script = [
      Step(
        "ApplicationsReviewed", "wu@channel-operations", ("meeting", meeting), ("entries", .integer(200)),
        ("errors", .integer(1))),
      Step("ApplicationsSubmitted", "ann@provider", ("meeting", meeting), ("outlets", .integer(12))),
      Step("MeetingConcluded", "feed@integration", ("meeting", meeting), ("signed", .integer(30))),
    ]
    return Step(
      "MeetingHeld", "feed@integration", ("meeting", meeting), ("city", city), ("invited", .integer(80)),
      ("attended", .integer(40)))
  }

  private mutating func exit() -> Step {
    gone.append(outlets.removeLast())
    let outlet = JSON.string(gone[gone.count - 1])
    script = [
      Step("OutletExited", "feed@integration", ("outlet", outlet), ("reason", "voluntary")),
      Step("OutletExitAnswered", "ann@provider", ("outlet", outlet)),
    ]
    return Step("OutletExitRequested", "feed@integration", ("outlet", outlet), ("via", "system"))
  }

  private mutating func sales(_ month: Month, _ random: inout SplitMix64) -> Step {
    reportedMonth = month
    // Those that left since the month ended were still held then.
    let lines = (outlets + gone).map { outlet in
      JSON.object([
        JSON.Field("outlet", .string(outlet)), JSON.Field("amountFen", .integer(100_000 + random.below(9_000_000))),
      ])
    }
    gone = []
    return Step(
      "SalesReported", "feed@integration", ("city", city), ("month", .string(month.description)),
      ("sales", .array(lines)))
  }

  private mutating func terminate() -> Step {
    isOver = true
    let breach = JSON.string(name("b"))
    let departments = JSON.array([
      "channel-expansion", "product-support", "legal", "finance", "customer-satisfaction",
    ])
    script = [
      Step("TerminationNotified", "root@system-admin", ("departments", departments)),
      Step("ChannelFrozen", "root@system-admin"),
      Step("TerminationSigned", "root@system-admin"),
      Step("TerminationSigned", "li@legal"),
      Step("TerminationConfirmed", "sun@department-head"),
      Step("DepartmentsNotified", "wu@channel-operations", ("departments", departments)),
      Step("TerminationProposed", "chen@channel-expansion"),
      Step(
        "BreachAssessed", "sun@department-head", ("breach", breach), ("points", .integer(100)),
        ("reason", "ran a competitor's counter in the same shop")),
    ]
    return Step(
      "BreachReported", "qian@channel-operations", ("breach", breach), ("clause", "competitor-dealing"),
      ("evidence", "two counters, one till"))
  }

  /// What still comes once it is terminated: compensation, months later the release of its deposit, then complaints.
  private mutating func aftermath(_ month: Month) -> Step {
    let ended = endedIn ?? month
    endedIn = ended
    if isReleased {
      let complaint = JSON.string(name("co"))
      script = [Step("ComplaintRejected", "kang@customer-satisfaction", ("complaint", complaint))]
      return Step(
        "ComplaintFiled", "feed@integration", ("complaint", complaint), ("source", "outlet"),
        ("outlet", .string(outlets[0])))
    }
    if month.months(since: ended) > 4 {
      isReleased = true
      return Step("DepositReleased", "feng@finance", ("amountFen", .integer(60_000_000 - compensatedFen)))
    }
    compensatedFen += 1
    return Step(
      "DepositCompensated", "feng@finance", ("amountFen", .integer(1)), ("beneficiary", "outlet"),
      ("reference", .string(name("ref"))))
  }
}
