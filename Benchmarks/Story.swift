import Ledger
import LedgerDomain
import LedgerFormat

/// What happens to few providers, and once: the events that the daily round never makes.
///
/// A date written `@N` is the day N days after the step's own; `@quiet` is a provider that has hardly any points.
struct Story {
  private let number: Int
  private let city: JSON
  private let earlyExits: JSON
  private var steps: [Step] = []

  /// The story of the provider with this number, in the order in which it happens.
  static func steps(number: Int) -> [Step] {
    var story = Story(number: number)
    story.loseOutlets()
    story.investigate()
    story.reach(fifty: 1...3)
    story.passRectification()
    story.reach(fifty: 4...4)
    story.failRectification()
    story.requestTermination()
    return story.steps
  }

  private init(number: Int) {
    self.number = number
    city = .string("c-\(number % 300)")
    earlyExits = .string("early-exits:c-\(number % 300)")
  }

  private mutating func add(_ type: String, _ by: String, _ data: (String, JSON)...) {
    var step = Step(type, by)
    step.data = data.map { JSON.Field($0.0, $0.1) }
    steps.append(step)
  }

  private func outlet(_ count: Int) -> JSON { .string("story-\(number)-\(count)") }

  private mutating func agree() {
    let terms = JSON.object([JSON.Field("appeal", .object([JSON.Field("working-days", .integer(10))]))])
    add("AgreementSigned", "li@legal", ("startsOn", "@0"), ("endsOn", "@365"), ("terms", terms))
  }

  private mutating func loseOutlets() {
    agree()
    for outlet in (1...3).map(outlet) {
      add("OutletSigned", "feed@integration", ("outlet", outlet), ("city", city))
      add("OutletOpened", "feed@integration", ("outlet", outlet))
    }
    add("OutletExited", "feed@integration", ("outlet", outlet(1)), ("reason", "voluntary"))
    add("OutletExited", "feed@integration", ("outlet", outlet(2)), ("reason", "dismissed"))
  }

  private mutating func investigate() {
    add("InvestigationConcluded", "wu@channel-operations", ("breach", earlyExits), ("atFault", .boolean(true)))
    add(
      "DemandsSet", "wu@channel-operations", ("breach", earlyExits), ("demands", "replace both outlets"),
      ("deadline", "@1"))
    wait()
    add("DemandsJudged", "wu@channel-operations", ("breach", earlyExits), ("met", .boolean(false)))
    assess(earlyExits, 30)
    add("AppealFiled", "ann@provider", ("breach", earlyExits), ("grounds", "the landlords gave notice"))
    add(
      "AppealDecided", "li@legal", ("breach", earlyExits), ("outcome", "reduced"), ("points", .integer(10)),
      ("reason", "one of the two"))
    for type in ["DepositForfeited", "DepositReturned"] {
      add(
        type, "feng@finance", ("amountFen", .integer(100_000)), ("breach", earlyExits), ("reason", "early exits"))
    }
  }

  private mutating func assess(_ breach: JSON, _ points: Int) {
    add(
      "BreachAssessed", "wu@channel-operations", ("breach", breach), ("points", .integer(points)),
      ("reason", "as found on site"))
  }

  private mutating func reach(fifty numbers: ClosedRange<Int>) {
    for number in numbers {
      let breach = JSON.string("leaflets-\(number)")
      add(
        "BreachReported", "qian@channel-operations", ("breach", breach), ("clause", "unapproved-materials"),
        ("evidence", "leaflets nobody had approved"))
      assess(breach, 15)
    }
  }

  private mutating func passRectification() {
    add(
      "MeetingHeld", "feed@integration", ("meeting", "hall"), ("city", city), ("invited", .integer(80)),
      ("attended", .integer(10)))
    add("MeetingRectified", "wu@channel-operations", ("meeting", "hall"))
    order(deadline: "@60")
    add("RectificationPassed", "wu@channel-operations", ("reduction", .integer(0)), ("metOn", "@0"))
  }

  private mutating func failRectification() {
    order(deadline: "@0")
    wait()
    add("RectificationExtended", "wu@channel-operations", ("deadline", "@0"), ("cause", "followed"))
    wait()
    add("RectificationFailed", "wu@channel-operations", ("points", .integer(10)), ("deadline", "@60"))
    add("RectificationPassed", "wu@channel-operations", ("reduction", .integer(0)), ("metOn", "@0"))
  }

  private mutating func order(deadline: JSON) {
    add(
      "RectificationOrdered", "wu@channel-operations", ("deadline", deadline), ("demands", "take the leaflets back"),
      ("standard", "none found in ten shops"))
  }

  /// Days pass, in which there is nothing but promotions.
  private mutating func wait() { add(Step.wait, "") }

  private mutating func requestTermination() {
    add("TerminationRequested", "sun@department-head", ("ground", "cause"), ("reason", "rectified twice in a year"))
    add("OutletTransferred", "wu@channel-operations", ("outlet", outlet(3)), ("to", "@quiet"))
    add("TerminationWaived", "sun@department-head", ("reason", "a last chance"))
  }
}
