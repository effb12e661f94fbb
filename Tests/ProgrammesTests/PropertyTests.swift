import LedgerDomain
import LedgerTesting
import Programmes
import Testing

@Suite("What holds for every programme and every record")
struct PropertyTests {
  private static let length = 60

  private func played(
    _ seed: UInt64, without: BreachID? = nil, nightly: Bool = false
  ) throws -> (world: World, accepted: Set<Int>, facts: [Int]) {
    var world = World(try RandomProgramme(seed: seed).programme)
    let record = RandomRecord(seed: seed, length: Self.length, zone: world.versions.zone)
    var (accepted, facts) = (Set<Int>(), [Int]())
    var random = SplitMix64(seed: seed &+ 99)
    for (number, (submission, recorded)) in record.submissions.enumerated() {
      let day = world.versions.zone.date(of: recorded)
      if nightly {
        let last = day.adding(days: -1)
        if last >= world.today, random.chance(60) { world.sweep(through: last) }
      }
      if let without, submission.fact.breach == without { continue }
      if world.submit(submission, about: "s-1", recorded: recorded) == nil {
        accepted.insert(number)
        if submission.fact.breach == nil { facts.append(number) }
      }
    }
    return (world, accepted, facts)
  }

  @Test("Most of a random record is accepted, and most programmes do something with it", arguments: [UInt64](1...20))
  func recordsSaySomething(seed: UInt64) throws {
    let (world, accepted, _) = try played(seed)
    #expect(accepted.count > Self.length / 3)
    #expect((world.streams["s-1"] ?? []).count > accepted.count)
  }

  @Test("A node fires once for each event (§2)", arguments: [UInt64](1...60))
  func nodesFireOnce(seed: UInt64) throws {
    var fired: Set<String> = []
    var event = 0
    for entry in try played(seed).world.streams["s-1"] ?? [] {
      switch entry.body {
      case .fact: event += 1
      case .drawn(.dutyMissed, _), .drawn(.reviewDecided, _), .drawn(.measureEnded, _), .drawn(.periodClosed, _):
        event += 1
      case .drawn(.nodeReached(let node), _):
        let text = "\(event) \(node.counter) \(node.key ?? "") \(node.at)"
        #expect(fired.insert(text).inserted, "\(text) fired twice")
      case .drawn: break
      }
    }
  }

  @Test("A value is the sum of what is left of the entries, as the log has them (§2)", arguments: [UInt64](1...40))
  func valuesAreSums(seed: UInt64) throws {
    let world = try played(seed).world
    let state = try #require(world.states["s-1"])
    var left: [Int: Int] = [:]
    for event in world.streams["s-1"] ?? [] {
      guard case .drawn(let drawn, _) = event.body else { continue }
      switch drawn {
      case .pointsDeducted(let charge): left[charge.entry] = charge.charged
      case .periodClosed(let closed): for part in closed.carried { left[part.entry] = part.points }
      case .pointsRestored(let restored): for part in restored.taken { left[part.entry, default: 0] -= part.points }
      default: break
      }
    }
    for counter in world.versions.versions[0].programme.counters {
      let sum = state.entries.filter { $0.counter == counter.name && $0.counts(on: world.today) }
        .reduce(0) { $0 + (left[$1.number] ?? 0) }
      #expect(state.value(of: counter.name, on: world.today) == sum)
    }
    #expect(left.values.allSatisfy { $0 >= 0 })
  }

  @Test("Folding the stream again leads to the same state (§10)", arguments: [UInt64](1...40))
  func foldsAreTheSame(seed: UInt64) throws {
    let world = try played(seed).world
    let state = try #require(world.states["s-1"])
    var again = SubjectState(state.provider, of: state.programme, zone: state.zone)
    for event in world.streams["s-1"] ?? [] { again.evolve(event) }
    #expect(again.standing(asOf: world.today, by: world.versions) == world.standing(of: "s-1", asOf: world.today))
    #expect(again.progress == state.progress)
  }

  @Test("Nothing depends on when the nightly job ran (§1)", arguments: [UInt64](1...80))
  func nightsMatterNot(seed: UInt64) throws {
    var (one, other) = (try played(seed).world, try played(seed, nightly: true).world)
    let last = one.today.adding(days: 40)
    one.sweep(through: last)
    for ahead in stride(from: 3, through: 40, by: 3) { other.sweep(through: one.today.adding(days: ahead - 41)) }
    other.sweep(through: last)
    let (left, right) = ((one.streams["s-1"] ?? []).map(\.body), (other.streams["s-1"] ?? []).map(\.body))
    #expect(left.count == right.count)
    let first = zip(left, right).enumerated().first { $1.0.told != $1.1.told }
    #expect(first == nil, "\(String(describing: first))")
  }

  @Test("Sweeping twice changes nothing (§1)", arguments: [UInt64](1...30))
  func sweepsAreDoneOnce(seed: UInt64) throws {
    var world = try played(seed).world
    let last = world.today.adding(days: 30)
    world.sweep(through: last)
    let count = world.head
    world.sweep(through: last)
    #expect(world.head == count)
  }

  @Test("An overturned breach leaves what the record without it comes to (§6)", arguments: [UInt64](1...120))
  func overturningIsAsWithout(seed: UInt64) throws {
    var (world, accepted, facts) = try played(seed)
    let state = try #require(world.states["s-1"])
    let assessed = state.breaches.filter { $0.status == .assessed && $0.reportedBy != nil }
    var random = SplitMix64(seed: seed &+ 5)
    guard !assessed.isEmpty else { return }
    let breach = assessed[random.number(0...assessed.count - 1)].id
    let day = world.today
    for fact in [
      ProgrammeFact.appealFiled(AppealFiled(breach: breach, grounds: "no")),
      .appealDecided(AppealDecided(breach: breach, outcome: .overturned, reason: "heard")),
    ] {
      let role = if case .appealFiled = fact { "subject" } else { "office" }
      let submission = SubjectSubmission(
        at: world.versions.zone.instant(day), by: Person(id: "ada", role: Role(named: role)), fact: fact)
      #expect(world.submit(submission, about: "s-1", recorded: nil) == nil)
    }
    var (without, acceptedToo, factsToo) = try played(seed, without: breach)
    // A record of other facts or judgements is another record: one may name the breach, or pay a bill it made.
    guard facts == factsToo, acceptedToo.isSubset(of: accepted) else { return }
    without.sweep(through: day.adding(days: -1))
    for ahead in [0, 1, 20] {
      if ahead > 0 {
        world.sweep(through: day.adding(days: ahead - 1))
        without.sweep(through: day.adding(days: ahead - 1))
      }
      let (left, right) = (
        world.standing(of: "s-1", asOf: day.adding(days: ahead)),
        without.standing(of: "s-1", asOf: day.adding(days: ahead))
      )
      #expect((left?.closed == nil) == (right?.closed == nil))
      for key in ["counters", "balance", "owed", "billed", "attributes", "measures", "pending", "duties"] {
        #expect(left?.told(key) == right?.told(key), "\(key) after \(ahead) days, without \(breach)")
      }
    }
  }
}

extension ProgrammeFact {
  /// The breach it reports, judges or appeals.
  var breach: BreachID? {
    switch self {
    case .reported(let fact): fact.breach
    case .assessed(let fact): fact.breach
    case .dismissed(let fact): fact.breach
    case .appealFiled(let fact): fact.breach
    case .appealDecided(let fact): fact.breach
    case .enrolled, .attributeSet, .recorded, .paidIn, .lifted: nil
    }
  }
}

extension SubjectEvent.Body {
  /// What it says, without the places in the log by which causes are named.
  var told: String {
    let text = String(describing: self)
    return text.replacing(/event:[0-9]+/, with: "event")
  }
}
