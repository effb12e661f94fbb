import LedgerDomain
import LedgerTesting
import Packing
import Programmes
import Testing

@Suite("The state of a subject: kept, put back, added up")
struct StateTests {
  private static let length = 60

  private func played(
    _ seed: UInt64, length: Int = Self.length, _ look: (World) throws -> Void = { _ in }
  ) throws -> World {
    var world = World(try RandomProgramme(seed: seed).programme)
    for (submission, recorded) in RandomRecord(seed: seed, length: length, zone: world.versions.zone).submissions {
      _ = world.submit(submission, about: "s-1", recorded: recorded)
      try look(world)
    }
    return world
  }

  private func folded(_ stream: [SubjectEvent], like state: SubjectState) -> SubjectState {
    var again = SubjectState(state.provider, of: state.programme, zone: state.zone)
    for event in stream { again.evolve(event) }
    return again
  }

  @Test("A refusal leaves the state as it was, whatever it had changed (§10)", arguments: [UInt64](1...60))
  func refusalsChangeNothing(seed: UInt64) throws {
    var refused = 0
    var events = 0
    _ = try played(seed) { world in
      let stream = world.streams["s-1"] ?? []
      if stream.count == events { refused += 1 }
      events = stream.count
      guard let state = world.states["s-1"] else { return }
      #expect(folded(stream, like: state) == state)
    }
    #expect(refused > 0)
  }

  @Test(
    "A state is the same when it has been packed and read back, and goes on from there", arguments: [UInt64](1...40))
  func packing(seed: UInt64) throws {
    let world = try played(seed)
    let whole = try #require(world.states["s-1"])
    let stream = world.streams["s-1"] ?? []
    for part in [1, stream.count / 2, stream.count] {
      // Between two submissions: not within a reversal.
      guard part == stream.count || stream[part].cause == nil else { continue }
      let state = folded(Array(stream[..<part]), like: whole)
      var writer = PackedWriter()
      state.pack(into: &writer)
      var read = try writer.bytes.withUnsafeBytes { bytes in
        var reader = PackedReader(bytes)
        let read = try SubjectState(state.provider, of: state.programme, zone: state.zone, from: &reader)
        #expect(reader.isAtEnd)
        return read
      }
      #expect(read == state)
      for event in stream[part...] { read.evolve(event) }
      #expect(read == whole)
    }
  }

  @Test(
    "What is kept for a standing tells it and the queue as the whole state does, from the day of the last event on, whatever was left out",
    arguments: [UInt64](1...60))
  func outlines(seed: UInt64) throws {
    var number = 0
    _ = try played(seed) { world in
      number += 1
      guard number % 6 == 0, let state = world.states["s-1"], let day = state.outlinedFrom else { return }
      let outline = try outline(of: state)
      #expect(outline.isWhole && outline.first == day && outline.version == state.version)
      #expect(outline.standing(asOf: day.adding(days: -1), by: world.versions) == nil)
      #expect(outline.queue(by: world.versions) == state.queue(by: world.versions))
      for later in [0, 1, 2, 6, 7, 29, 30, 31, 89, 90, 365, 366, 1_000] {
        let day = day.adding(days: later)
        #expect(outline.standing(asOf: day, by: world.versions) == state.standing(asOf: day, by: world.versions))
      }
    }
  }

  private func outline(of state: SubjectState) throws -> SubjectOutline {
    func read<T>(_ pack: (inout PackedWriter) -> Void, _ body: (inout PackedReader) throws -> T) throws -> T {
      var writer = PackedWriter()
      pack(&writer)
      return try writer.bytes.withUnsafeBytes { bytes in
        var reader = PackedReader(bytes)
        let value = try body(&reader)
        #expect(reader.isAtEnd)
        return value
      }
    }
    var outline = try read({ state.packOutline(into: &$0) }) { reader in
      try SubjectOutline(state.provider, of: state.programme, zone: state.zone, from: &reader)
    }
    for list in SubjectList.allCases {
      for block in state.blocks(of: list) {
        try read({ state.pack(block: block, of: list, into: &$0) }) { try outline.add(list, from: &$0) }
      }
    }
    return outline
  }

  @Test("Cut or changed bytes are read as a state or refused, and never beyond their end", arguments: [UInt64](1...6))
  func damagedBytes(seed: UInt64) throws {
    let state = try #require(try played(seed).states["s-1"])
    var writer = PackedWriter()
    state.pack(into: &writer)
    var random = SplitMix64(seed: seed)
    for _ in 0..<300 {
      var bytes = writer.bytes
      let index = random.number(0...bytes.count - 1)
      if random.chance(50) { bytes[index] ^= UInt8(random.number(1...255)) } else { bytes.removeSubrange(index...) }
      bytes.withUnsafeBytes { bytes in
        var reader = PackedReader(bytes)
        _ = try? SubjectState(state.provider, of: state.programme, zone: state.zone, from: &reader)
      }
    }
  }

  @Test("A counter's value is that of its entries one by one, on every day (§2)", arguments: [UInt64](1...40))
  func valuesOfEveryDay(seed: UInt64) throws {
    let world = try played(seed)
    let state = try #require(world.states["s-1"])
    let first = Month(year: 2023, month: 12).firstDay
    for ahead in stride(from: 0, through: 800, by: 7) {
      let day = first.adding(days: ahead)
      for counter in world.versions.versions[0].programme.counters {
        let sum = state.entries.filter { $0.counter == counter.name && $0.counts(on: day) }
          .reduce(0) { $0 + $1.left(on: day) }
        #expect(state.value(of: counter.name, on: day) == sum, "\(counter.name) on \(day)")
      }
    }
  }

  @Test(
    "What a test finds in a record, all of it or a part, is what a walk through it finds, whatever was refused, late or overturned (§4)",
    arguments: [UInt64](1...60), [60, 300])
  func totals(seed: UInt64, length: Int) throws {
    if length > Self.length, seed > 8 { return }
    var world = try played(seed, length: length)
    let state = try #require(world.states["s-1"])
    for breach in state.breaches where breach.status == .assessed && breach.reportedBy != nil {
      for (role, fact) in [
        ("subject", ProgrammeFact.appealFiled(AppealFiled(breach: breach.id, grounds: "no"))),
        ("office", .appealDecided(AppealDecided(breach: breach.id, outcome: .overturned, reason: "heard"))),
        ("office", paid(of: breach.id)),
      ] {
        let by = Person(id: "ada", role: Role(named: role))
        let at = world.versions.zone.instant(world.today)
        _ = world.submit(SubjectSubmission(at: at, by: by, fact: fact), about: "s-1")
      }
    }
    let stream = world.streams["s-1"] ?? []
    for (place, event) in stream.enumerated() {
      guard case .drawn(.reviewDecided(let review), _) = event.body, review.review == "totals" else { continue }
      let then = folded(Array(stream[..<place]), like: state)
      let walked = walk(then, on: world.versions.zone.date(of: event.at))
      #expect(Array(review.leaves.prefix(walked.count)).map(\.found) == walked, "at \(event.position)")
    }
  }

  private func paid(of breach: BreachID) -> ProgrammeFact {
    .recorded(FactRecorded(kind: "paid", key: nil, fields: [NamedValue("breach", .text(breach.text))]))
  }

  /// What the leaves of the review of totals come to, each by a walk through the whole record.
  private func walk(_ state: SubjectState, on day: LocalDate) -> [DeclaredValue] {
    func breaches(_ clauses: Set<String>, from first: LocalDate?) -> Int {
      state.breaches.count { breach in
        breach.status == .assessed && clauses.contains(breach.clause) && breach.on <= day
          && first.map { breach.on >= $0 } ?? true
      }
    }
    let charges = state.entries.filter { entry in
      entry.counter == "main" && !entry.isCarried && entry.from <= day && entry.left(on: day) > 0
    }
    let movements = state.accounts["deposit"]?.movements ?? []
    let delivered = (state.facts["delivered"] ?? []).filter { $0.on <= day }
    let ordered = (state.facts["ordered"] ?? []).filter { $0.on <= day }
    let reports = (state.facts["report"] ?? []).filter { $0.on <= day }
    let isOfSecond = delivered.contains { $0.fields.contains(NamedValue("order", .text("o-2"))) }
    let leaves: [DeclaredValue] = [
      .number(ordered.count),
      .number(breaches(["judged", "late"], from: nil)),
      .number(charges.map(\.standing).max() ?? 0),
      .number(movements.reduce(0) { $1.on <= day ? $0 + $1.balance : $0 }),
      .number(breaches(["counted"], from: day.adding(days: -39))),
      .number(
        ordered.count { $0.fields.contains(NamedValue("order", .text("o-1"))) && $0.on >= day.adding(days: -39) }),
      // None of them has the field: each has its default.
      .number(ordered.count),
      .number(reports.count { $0.on.adding(months: 2).adding(days: -1) >= day }),
      .number(charges.filter { $0.from >= day.adding(days: -39) }.map(\.standing).max() ?? 0),
      .flag(isOfSecond),
    ]
    return isOfSecond ? leaves : leaves + [.flag(!delivered.isEmpty)]
  }
}
