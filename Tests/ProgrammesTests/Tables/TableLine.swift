import LedgerDomain
import Programmes
import Rulebook
import Testing

/// One line of a table: a sentence of the page, the rules it is tried on, what happens, and what then stands.
struct TableLine: Sendable, CustomTestStringConvertible {
  let sentence: String
  let rules: String
  let steps: [String]

  init(_ sentence: String, _ rules: String, _ steps: [String]) {
    self.sentence = sentence
    self.rules = rules
    self.steps = steps
  }

  var testDescription: String { sentence }
}

/// Plays a line. Its steps, dates of 2024 without the year:
///
/// - `01-05 fact passed key=k-1 mark=60`, `01-05 report b-1 late on=01-02 order=o-1`, `01-05 judge b-1 grave points=3 fen=100`,
///   `dismiss b-1`, `appeal b-1`, `overturn b-1`, `confirm b-1`, `lower b-1 points=2`, `pay deposit 500`, `set level high`,
///   `lift limited`, `enrol level=low`; each may say `as=judge`, `by=jack` and `seen=01-09`, the day of its recording.
/// - `01-05 ! facts-missing fact passed`: the same, refused.
/// - `sweep 01-05`.
/// - `= 01-05 counters.points 3`: what a standing as of that day says; `-` for what it does not have.
///
/// In the rules `§` stands for the names of what is declared, `¶` for all that a clause needs besides, charged as it is reported.
struct TablePlayer {
  private(set) var world: World
  private let line: TableLine
  private(set) var failures: [String] = []

  init(_ line: TableLine) throws {
    self.line = line
    let head = """
      form: programme/1
      rulebook: table
      version: "1"
      title: {zh: 表, en: Table}
      zone: {name: Asia/Shanghai, offset: "+08:00"}

      """
    let rules = line.rules.replacing("¶", with: #"section: "1", zh: 甲, en: a, arises: reported, decided: at-once"#)
      .replacing("§", with: "zh: 甲, en: a")
    world = World(try Programme.read(Array((head + rules).utf8), file: "table.yaml"))
  }

  mutating func play() {
    for step in line.steps {
      let words = step.split(separator: " ").map(String.init)
      if words[0] == "sweep" {
        world.sweep(through: Self.day(words[1]))
      } else if words[0] == "=" {
        expect(step, words)
      } else {
        submit(step, words)
      }
    }
  }

  private static func day(_ text: String) -> LocalDate {
    LocalDate(text.count == 5 ? "2024-" + text : text) ?? LocalDate(daysSinceEpoch: 0)
  }

  private mutating func submit(_ step: String, _ words: [String]) {
    let isRefused = words[1] == "!"
    let said = Array(words.dropFirst(isRefused ? 3 : 1))
    let options = Dictionary(
      said.filter { $0.contains("=") }.map { word in
        let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
        return (parts[0], parts[1])
      }
    ) { $1 }
    let names = said.filter { !$0.contains("=") }
    guard let fact = Self.fact(names, options) else { return failures.append("cannot be read: \(step)") }
    let zone = world.versions.zone
    let on = Self.day(words[0])
    let (name, role) = Self.person(names[0])
    let submission = SubjectSubmission(
      at: zone.instant(on, second: 36_000),
      by: Person(id: options["by"] ?? name, role: Role(named: options["as"] ?? role)), fact: fact)
    let seen = options["seen"].map { zone.instant(Self.day($0), second: 36_000) }
    let refusal = world.submit(submission, about: "s-1", recorded: seen)
    let wanted = isRefused ? words[2] : nil
    if refusal?.code != wanted { failures.append("\(step): \(refusal?.description ?? "accepted")") }
  }

  private static func person(_ verb: String) -> (String, String) {
    switch verb {
    case "judge", "dismiss": ("jack", "judge")
    case "appeal": ("sam", "subject")
    case "overturn", "confirm", "lower": ("ada", "office")
    default: ("rita", "office")
    }
  }

  private static func fact(_ names: [String], _ options: [String: String]) -> ProgrammeFact? {
    let fields = options.filter { !["key", "on", "as", "by", "seen", "points", "fen"].contains($0.key) }
      .sorted { $0.key < $1.key }.map { NamedValue($0.key, value($0.value)) }
    let breach = BreachID(names.count > 1 ? names[1] : "")
    switch names[0] {
    case "enrol":
      return .enrolled(SubjectEnrolled(programme: nil, name: "One", attributes: fields.isEmpty ? nil : fields))
    case "set": return .attributeSet(AttributeSet(attribute: names[1], value: value(names[2])))
    case "fact":
      return .recorded(
        FactRecorded(kind: names[1], key: options["key"].map { Key($0) }, fields: fields.isEmpty ? nil : fields))
    case "report":
      return .reported(
        ClauseBreachReported(
          breach: breach, clause: names[2], evidence: "seen", on: options["on"].map { day($0) },
          fields: fields.isEmpty ? nil : fields))
    case "judge":
      return .assessed(
        ClauseBreachAssessed(
          breach: breach, grade: names.count > 2 ? names[2] : nil, points: options["points"].flatMap { Int($0) },
          fen: options["fen"].flatMap { Int($0) }, reason: "looked into"))
    case "dismiss": return .dismissed(BreachDismissed(breach: breach, reason: "nothing"))
    case "appeal": return .appealFiled(AppealFiled(breach: breach, grounds: "no"))
    case "overturn": return .appealDecided(AppealDecided(breach: breach, outcome: .overturned, reason: "heard"))
    case "confirm": return .appealDecided(AppealDecided(breach: breach, outcome: .confirmed, reason: "heard"))
    case "lower":
      let points = options["points"].flatMap { Int($0) } ?? 0
      return .appealDecided(AppealDecided(breach: breach, outcome: .reduced(points: points), reason: "heard"))
    case "pay": return .paidIn(DepositPaidIn(account: names[1], amountFen: Int(names[2]) ?? 0))
    case "lift": return .lifted(MeasureLifted(measure: Key(names[1]), reason: "enough"))
    default: return nil
    }
  }

  private static func value(_ text: String) -> DeclaredValue {
    if let number = Int(text) { return .number(number) }
    let parts = text.split(separator: "/").compactMap { Int($0) }
    if parts.count == 2 { return .share(part: parts[0], whole: parts[1]) }
    return text == "true" ? .flag(true) : text == "false" ? .flag(false) : .text(text)
  }

  private mutating func expect(_ step: String, _ words: [String]) {
    guard let standing = world.standing(of: "s-1", asOf: Self.day(words[1])) else {
      return failures.append("\(step): unknown-provider")
    }
    let path = words[2].split(separator: ".", maxSplits: 1).map(String.init)
    var found = standing.told(path[0])
    if path.count > 1 {
      for part in path[1].split(separator: "/") {
        if case .map(let map) = found { found = map[String(part)] ?? .nothing } else { found = .nothing }
      }
    }
    let wanted = words.dropFirst(3).joined(separator: " ")
    let text = found == .nothing ? "-" : found.description
    if text != wanted { failures.append("\(step): found \(text)") }
  }
}

@Suite("Each sentence of the page, on one example")
struct TableTests {
  private func hold(_ line: TableLine) throws {
    var player = try TablePlayer(line)
    player.play()
    #expect(player.failures.isEmpty, "\(line.sentence)\n\(player.failures.joined(separator: "\n"))")
  }

  @Test("2 Primitives: facts and tests", arguments: PrimitiveTable.factsAndTests)
  func factsAndTests(_ line: TableLine) throws { try hold(line) }

  @Test("2 Primitives: clauses, duties and reviews", arguments: PrimitiveTable.clausesDutiesReviews)
  func clausesDutiesReviews(_ line: TableLine) throws { try hold(line) }

  @Test("2 Primitives: counters, nodes and measures", arguments: PrimitiveTable.countersNodesMeasures)
  func countersNodesMeasures(_ line: TableLine) throws { try hold(line) }

  @Test("2 Primitives: accounts and appeals", arguments: AccountTable.accountsAppeals)
  func accountsAppeals(_ line: TableLine) throws { try hold(line) }

  @Test("3 Effects", arguments: EffectTable.effects)
  func effects(_ line: TableLine) throws { try hold(line) }

  @Test("3 Options of counters", arguments: EffectTable.counterOptions)
  func counterOptions(_ line: TableLine) throws { try hold(line) }

  @Test("1, 3 Windows, days and what follows an event", arguments: EffectTable.time)
  func time(_ line: TableLine) throws { try hold(line) }
}
