import Foundation
import LedgerDomain
import Programmes
import Rulebook
import Yams

/// A story of a programme, played against the engine alone, straight from its file.
struct Story {
  let name: String
  let steps: [Node]
  let programme: Programme

  init(file: URL) throws {
    let root = try Yams.compose(yaml: String(contentsOf: file, encoding: .utf8), .basic)
    name = file.lastPathComponent
    steps = root?["steps"].map { Array($0.sequence ?? []) } ?? []
    let path = root?["rulebook"]?.string ?? ""
    let rulebook = file.deletingLastPathComponent().appendingPathComponent(path)
    programme = try Programme.read(Array(Data(contentsOf: rulebook)), file: rulebook.lastPathComponent)
  }
}

/// Plays a story and notes what is not as it says.
struct StoryPlayer {
  let story: Story
  private(set) var failures: [String] = []
  private(set) var world: World
  private var step = 0

  init(_ story: Story) {
    self.story = story
    world = World(story.programme)
  }

  mutating func play() {
    for node in story.steps {
      step += 1
      if let type = node["event"]?.string {
        if let refusal = submit(type, node) { fail("\(type) was refused: \(refusal)") }
      } else if let type = node["refuse"]?.string {
        let code = submit(type, node)?.code
        if code != node["code"]?.string { fail("expected \(node["code"]?.string ?? ""), got \(code ?? "acceptance")") }
      } else if let day = node["sweep"]?.string.flatMap({ LocalDate($0) }) {
        world.sweep(through: day)
      } else if let expected = node["expect"] {
        expect(expected)
      }
    }
  }

  private mutating func fail(_ text: String) { failures.append("\(story.name) step \(step): \(text)") }

  private mutating func submit(_ type: String, _ node: Node) -> Refusal? {
    let zone = story.programme.zone
    guard let provider = node["provider"]?.string, let at = node["at"]?.string.flatMap({ zone.instant(reading: $0) }),
      let who = node["by"]?.string?.split(separator: "@"), who.count == 2,
      let fact = ProgrammeFact(type, node["data"] ?? Node.mapping(Node.Mapping([])))
    else {
      fail("cannot be read")
      return nil
    }
    let by = Person(id: String(who[0]), role: Role(named: String(who[1])))
    let recorded = node["recorded"]?.string.flatMap { zone.instant(reading: $0) }
    return world.submit(SubjectSubmission(at: at, by: by, fact: fact), about: provider, recorded: recorded)
  }

  private mutating func expect(_ expected: Node) {
    let provider = expected["provider"]?.string ?? ""
    let day = expected["asOf"]?.string.flatMap { LocalDate($0) } ?? world.today
    guard let found = world.standing(of: provider, asOf: day) else { return fail("unknown-provider") }
    for (key, value) in expected.mapping ?? [:] {
      let key = key.string ?? ""
      if ["provider", "asOf"].contains(key) { continue }
      let told = found.told(key)
      if !told.fits(value, key) { fail("\(key): expected \(value.told), found \(told)") }
    }
  }
}

/// A ledger of subjects of one programme, in memory.
struct World {
  let versions: ProgrammeVersions
  var states: [String: SubjectState] = [:]
  var streams: [String: [SubjectEvent]] = [:]
  var clock = Instant(seconds: Int.min / 4)
  var head = 0

  init(_ programme: Programme) {
    versions = ProgrammeVersions(programme)
  }

  var today: LocalDate { versions.zone.date(of: clock) }

  private var others: Neighbours { Neighbours(states: states, streams: streams, versions: versions) }

  mutating func submit(
    _ submission: SubjectSubmission, about provider: String, recorded: Instant? = nil
  ) -> Refusal? {
    clock = max(clock, recorded ?? submission.at)
    var state = states[provider] ?? SubjectState(Key(provider), of: versions.name, zone: versions.zone)
    let stream = streams[provider] ?? []
    do throws(Refusal) {
      let events = try decide(
        submission, on: &state, by: versions, among: others, past: { stream }, now: clock, recordedAt: clock,
        after: head)
      take(events, state, provider)
      return nil
    } catch {
      // As a ledger goes on: with the state that the refusal has given back.
      if states[provider] != nil { states[provider] = state }
      return error
    }
  }

  mutating func sweep(through day: LocalDate) {
    clock = max(clock, versions.zone.instant(day.adding(days: 1)))
    for provider in states.keys.sorted() {
      guard var state = states[provider] else { continue }
      let events = Programmes.sweep(
        &state, through: day, by: versions, among: others, recordedAt: clock, after: head)
      take(events, state, provider)
    }
  }

  private mutating func take(_ events: [SubjectEvent], _ state: SubjectState, _ provider: String) {
    states[provider] = state
    streams[provider, default: []] += events
    head += events.count
  }

  func standing(of provider: String, asOf day: LocalDate) -> SubjectStanding? {
    states[provider]?.standing(asOf: day, by: versions)
  }
}

/// The other subjects of a world, folded as far as asked.
struct Neighbours: OtherSubjects {
  let states: [String: SubjectState]
  let streams: [String: [SubjectEvent]]
  let versions: ProgrammeVersions

  func others(than provider: Key<Provider>, _ sought: OthersSought, before position: Int?) -> [SubjectState] {
    var others: [SubjectState] = []
    for (name, state) in states where name != provider.text {
      var state = state
      if let position {
        state = SubjectState(state.provider, of: sought.programme, zone: versions.zone)
        for event in streams[name] ?? [] where event.position < position { state.evolve(event) }
      }
      others.append(state)
    }
    return others
  }
}
