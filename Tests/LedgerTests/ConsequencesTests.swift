import EventStore
import LedgerDomain
import LedgerTesting
import Testing

@testable import Ledger
@testable import LedgerFormat

/// A part of a log is never taken for the whole, and a log that lacks a consequence is refused, whoever made its hashes.
@Suite("Consequences that a log must hold")
struct ConsequencesTests {
  private func lines(_ seed: Int, steps: Int = 90) throws -> (ledger: Ledger, lines: [[UInt8]]) {
    let ledger = try RuledHistory(seed: seed, steps: steps).ledger
    var lines: [[UInt8]] = []
    try ledger.export { lines.append($0) }
    return (ledger, lines)
  }

  /// Why a log is refused; nil where it is imported, and then verifies.
  private func refusal(of lines: [[UInt8]], unsealed: Bool = false) throws -> ImportError? {
    let copy = Ledger(store: InMemoryEventStore(), rules: BuiltIn.rules)
    var rest = lines[...]
    do {
      _ = try copy.importLog(mayLackSeal: unsealed) { rest.popFirst() }
      #expect(try copy.verify().findings == [])
      return nil
    } catch let error as ImportError {
      #expect(try copy.head() == 0)
      return error
    }
  }

  private func isConsequence(_ event: JSON) -> Bool {
    if case .integer? = event["cause"] { true } else { false }
  }

  @Test("A whole log is imported and verified, also when every fact is decided again", arguments: 1...12)
  func whole(_ seed: Int) throws {
    let (ledger, lines) = try lines(seed)
    #expect(try ledger.verify().findings == [])
    #expect(try refusal(of: lines) == nil)
    #expect(try refusal(of: lines, unsealed: true) == nil)
    let decided = try ledger.decideAgain()
    #expect(decided.finding == nil && decided.asRecorded == 0)
    #expect(
      try refusal(of: Forger(lines.dropLast()).lines, unsealed: true) == nil, "the forger changes nothing by itself")
  }

  @Test(
    "Cut at any line's end it is refused; without a seal at least where a fact lacks a consequence", arguments: 1...3)
  func cut(_ seed: Int) throws {
    let lines = try lines(seed).lines
    let events = try Forger(lines.dropLast()).events
    for end in 0..<lines.count - 1 {
      let part = Array(lines[..<end])
      #expect(try refusal(of: part)?.line == max(end + 1, 1))
      #expect(try refusal(of: part + [lines.last!])?.line == end + 1, "the seal of the whole is not that of a part")
      let isInAGroup = isConsequence(events[end])
      if isInAGroup { #expect(try refusal(of: part, unsealed: true) != nil, "cut before line \(end + 1)") }
    }
    #expect(try refusal(of: lines + [[]])?.line == lines.count + 1)
    #expect(try refusal(of: lines + [lines[0]])?.line == lines.count + 1)
  }

  @Test("With any one consequence removed, doubled or moved, and all hashes made anew, it is refused", arguments: 1...3)
  func forged(_ seed: Int) throws {
    let whole = try Forger(lines(seed).lines.dropLast())
    var tried = 0
    for index in whole.events.indices where isConsequence(whole.events[index]) {
      tried += 1
      var without = whole
      without.remove(index)
      #expect(try refusal(of: without.lines, unsealed: true) != nil, "without line \(index + 1)")
      var doubled = whole
      doubled.double(index)
      #expect(try refusal(of: doubled.lines, unsealed: true) != nil, "line \(index + 1) twice")
      guard index + 1 < whole.events.count else { continue }
      var swapped = whole
      swapped.swap(index)
      #expect(try refusal(of: swapped.lines, unsealed: true) != nil, "line \(index + 1) behind the next")
    }
    #expect(tried > 5)
  }

  @Test("With any number of a consequence changed, and all hashes made anew, it is refused", arguments: 1...3)
  func changed(_ seed: Int) throws {
    let whole = try Forger(lines(seed).lines.dropLast())
    for index in whole.events.indices where FactKind(whole.events[index].word("type")) == nil {
      for name in ["charged", "score", "restored", "threshold", "year", "deadline", "minimum", "maximum"] {
        var forged = whole
        forged.change(index) { $0.raising(name) }
        if forged.events[index] == whole.events[index] { continue }
        #expect(try refusal(of: forged.lines, unsealed: true) != nil, "\(name) of line \(index + 1)")
      }
    }
  }

  @Test("Verifying finds a consequence gone from the store itself, and one too many in another's stream")
  func verified() throws {
    let lines = try lines(3).lines
    let whole = try Forger(lines.dropLast())
    for index in whole.events.indices where isConsequence(whole.events[index]) && index % 3 == 0 {
      var without = whole
      without.remove(index)
      let copy = Ledger(store: InMemoryEventStore(), rules: BuiltIn.rules)
      try copy.store.write { writer in
        for line in without.lines {
          let bytes = try #require(ExportedLine.split(line)).line
          let event = try bytes.withUnsafeBytes { try Event(line: $0, in: copy.zone) }
          try writer.append([RecordedEvent(event: event, line: bytes).entry])
        }
      }
      _ = try copy.rebuild()
      let found = try copy.verify()
      #expect(found.findings.contains { $0.position != nil }, "without line \(index + 1)")
    }
  }

  @Test("Nothing at all is no log, and an empty ledger's export is a seal")
  func nothing() throws {
    let ledger = Ledger(store: InMemoryEventStore(), rules: BuiltIn.rules)
    var lines: [[UInt8]] = []
    try ledger.export { lines.append($0) }
    #expect(lines.count == 1)
    #expect(String(decoding: lines[0], as: UTF8.self).hasPrefix(#"{"seal":2,"time":null,"count":0,"#))
    #expect(try refusal(of: lines) == nil)
    #expect(try refusal(of: [])?.line == 1)
    #expect(try refusal(of: [], unsealed: true)?.line == 1)
  }

  @Test("Two exports of one log are the same bytes, and every leaf of the seal counts")
  func seal() throws {
    let (ledger, lines) = try lines(5)
    var again: [[UInt8]] = []
    try ledger.export { again.append($0) }
    #expect(lines == again)
    let seal = try Seal(parsing: String(decoding: lines.last!, as: UTF8.self), in: ledger.zone)
    #expect(seal.count == lines.count - 1 && seal.heads == nil)
    let other = Seal(time: "2011-01-01T00:00:00+08:00", count: seal.count, body: seal.body)
    let wrong = [
      other.text, try ledger.seal(now: time("2030-01-01")).text, String(seal.text.dropLast()), "{\"seal\":3}",
    ]
    for text in wrong { #expect(try refusal(of: lines.dropLast() + [Array(text.utf8)])?.line == lines.count) }
  }

  @Test("An old export without a seal is taken when that is said, and not otherwise")
  func old() throws {
    let lines = try Golden.text("unsealed-log.jsonl").split(separator: "\n").map { Array($0.utf8) }
    #expect(try refusal(of: lines)?.line == lines.count + 1)
    #expect(try refusal(of: lines, unsealed: true) == nil)
  }

  @Test("Facts of a shape that is refused today are held to every other rule, and counted apart", arguments: 1...4)
  func asRecorded(_ seed: Int) throws {
    var old = try Forger(lines(seed).lines.dropLast())
    var facts = 0
    for index in old.events.indices where FactKind(old.events[index].word("type")) != nil {
      facts += 1
      // Once, an id could be any text.
      old.change(index) { event in
        guard case .object(var fields) = event else { return event }
        fields[2].value = .string("old \(index)")
        return .object(fields)
      }
    }
    let copy = Ledger(store: InMemoryEventStore(), rules: BuiltIn.rules)
    var rest = old.lines[...]
    _ = try copy.importLog(mayLackSeal: true) { rest.popFirst() }
    let decided = try copy.decideAgain()
    #expect(decided.finding == nil && decided.asRecorded == facts && decided.facts == 0)
  }

  @Test("An odd id excuses a fact from no other rule when all is decided again", arguments: 1...4)
  func oddID(_ seed: Int) throws {
    let whole = try Forger(lines(seed).lines.dropLast())
    var tried = 0
    for index in whole.events.indices where whole.events[index].word("type") == "BreachAssessed" {
      var forged = whole
      for other in whole.events.indices where other == index || whole.events[other]["cause"] == .integer(index + 1) {
        forged.change(other) { event in
          guard case .object(var fields) = event else { return event }
          if other == index { fields[2].value = .string("x1") }
          fields[7].value = .object([.init("id", .string("m")), .init("role", .string("integration"))])
          return .object(fields)
        }
      }
      let copy = Ledger(store: InMemoryEventStore(), rules: BuiltIn.rules)
      var rest = forged.lines[...]
      _ = try copy.importLog(mayLackSeal: true) { rest.popFirst() }
      #expect(try copy.decideAgain().finding?.problem.en.contains("role-not-allowed") == true)
      tried += 1
    }
    #expect(tried > 0)
  }

  @Test("A log in which something was recorded before what stands above it is refused")
  func backwards() throws {
    var forged = try Forger(lines(1).lines.dropLast())
    forged.change(forged.events.count - 1) { event in
      guard case .object(var fields) = event else { return event }
      fields[6].value = .string("2010-01-01T00:00:00+08:00")
      return .object(fields)
    }
    #expect(try refusal(of: forged.lines, unsealed: true)?.line == forged.events.count)
  }

  @Test("Deciding again finds a fact that could not be accepted, and a decision that is another")
  func decidedAgain() throws {
    let whole = try Forger(lines(2).lines.dropLast())
    var found = 0
    for index in whole.events.indices where !isConsequence(whole.events[index]) && index % 2 == 0 {
      for name in ["due", "planned", "releaseFrom"] {
        var forged = whole
        forged.change(index) { $0.raising(name) }
        if forged.events[index] == whole.events[index] { continue }
        let copy = Ledger(store: InMemoryEventStore(), rules: BuiltIn.rules)
        var rest = forged.lines[...]
        guard (try? copy.importLog(mayLackSeal: true, { rest.popFirst() })) != nil else { continue }
        found += 1
        #expect(try copy.decideAgain().finding != nil, "\(name) of line \(index + 1)")
      }
    }
    #expect(found > 0)
  }
}

extension JSON {
  fileprivate func word(_ name: String) -> String {
    if case .string(let text)? = self[name] { text } else { "" }
  }

  /// The event with the numbers, and the days of the dates, that bear a name made greater by one.
  fileprivate func raising(_ name: String) -> JSON {
    guard case .object(let fields) = self else { return self }
    return .object(
      fields.map { field in
        switch field.value {
        case .integer(let number) where field.name == name: Field(name, .integer(number + 1))
        case .string(let text) where field.name == name && text.count == 10:
          Field(name, .string(LocalDate(text)?.adding(days: 1).description ?? text))
        default: Field(field.name, field.value.raising(name))
        }
      })
  }
}
