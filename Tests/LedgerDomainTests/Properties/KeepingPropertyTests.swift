import LedgerTesting
import Packing
import Testing

@testable import LedgerDomain

@Suite("Random histories: what is kept as bytes")
struct KeepingPropertyTests {
  private func packed(_ body: (inout PackedWriter) -> Void) -> [UInt8] {
    var bytes = PackedWriter()
    body(&bytes)
    return bytes.bytes
  }

  private func unpacked<T>(_ bytes: [UInt8], _ body: (inout PackedReader) throws -> T) throws -> T {
    try bytes.withUnsafeBytes { buffer in
      var reader = PackedReader(buffer)
      return try body(&reader)
    }
  }

  @Test("A whole state is the same after packing and back", arguments: 1...20)
  func whole(_ seed: Int) {
    look(seed) { state in
      let back = try? unpacked(packed { state.pack(into: &$0) }) { reader in
        let state = try ProviderState(state.provider, zone: state.zone, from: &reader)
        return reader.isAtEnd ? state : nil
      }
      return back == state ? nil : "expected \(state), found \(String(describing: back))"
    }
  }

  @Test("An account gives the same standing and the same year's end as the whole state", arguments: 1...20)
  func summary(_ seed: Int) {
    look(seed) { state in
      let bytes = packed { state.packAccount(into: &$0) }
      guard var back = try? unpacked(bytes, { try Account(of: state.provider, zone: state.zone, from: &$0) }) else {
        return "the account cannot be read"
      }
      if packed({ back.pack(into: &$0) }) != bytes { return "an account read back is kept otherwise" }
      if back.summary != state.summary { return "expected \(state.summary!), found \(back.summary!)" }
      for year in 2010...2013 {
        let asOf = LocalDate(year: 2013, month: 5, day: 31)!
        let (expected, found) = (state.balance(of: year, asOf: asOf), back.balance(of: year, asOf: asOf))
        if expected != found { return "expected \(String(describing: expected)), found \(String(describing: found))" }
      }
      var whole = state
      let moment = state.zone.endOfDay(LocalDate(year: 2030, month: 1, day: 1)!)
      let rules = BuiltIn.rules
      let expected = whole.closeYear(2011, by: rules, recordedAt: moment, after: 1_000_000)
      let found = back.closeYear(2011, by: rules, recordedAt: moment, after: 1_000_000)
      if expected != found { return "expected \(expected), found \(found)" }
      let after = packed { whole.packSummary(into: &$0) }
      return packed { back.kept.packSummary(into: &$0) } == after ? nil : "the accounts differ after the year's end"
    }
  }

  @Test("Nothing is found by a sweep before the date before which nothing is due", arguments: 1...20)
  func nothingDue(_ seed: Int) {
    look(seed) { state in
      let limit = state.nothingDueBefore
      for offset in stride(from: 0, through: 500, by: 7) {
        let last = LocalDate(year: 2011, month: 1, day: 3)!.adding(days: offset)
        let due = state.dutiesToRaise(through: min(last, state.frozenOn ?? last), by: BuiltIn.rules)
        if due.isEmpty || limit.map({ $0 <= last }) ?? false { continue }
        return "a sweep through \(last) finds \(due), where nothing is due before \(String(describing: limit))"
      }
      return nil
    }
  }

  @Test("Outlets counted for a city's target are those a recount finds", arguments: 1...20)
  func targets(_ seed: Int) {
    look(seed) { state in
      for (key, city) in state.cities {
        let dues = [(city.plan.firstBatchDue, city.signedForFirstBatch), (city.plan.completeDue, city.signedForAll)]
        for (due, found) in dues {
          let expected = state.outlets.values.count { outlet in
            let hasExited = outlet.departure == .exited && outlet.goneOn.map { $0 <= due.date } ?? false
            return outlet.city == key && outlet.isOwnSigning && outlet.heldFromDate <= due.date && !hasExited
          }
          if expected != found { return "\(key) by \(due.date): expected \(expected), found \(found)" }
        }
      }
      return nil
    }
  }

  @Test("The latest act of a year is that of its latest charge that stands", arguments: 1...20)
  func latestActs(_ seed: Int) {
    look(seed) { state in
      for (year, line) in state.years {
        let charged = state.breaches.values.filter { $0.year == year && $0.charged ?? 0 > 0 }
        let expected = charged.map(\.on).max()
        if line.latestAct != expected { return "\(year): expected \(String(describing: expected)), found \(line)" }
      }
      return nil
    }
  }

  @Test("Bytes cut short or changed are read or refused, and never read beyond", arguments: 1...20)
  func damaged(_ seed: Int) throws {
    var history = RandomHistory(seed: seed)
    history.signsAgreements = seed.isMultiple(of: 2)
    var last: ProviderState?
    _ = history.play(PropertyTests.steps) { _, _, _, world in last = world.states.values.first }
    let state = try #require(last)
    let bytes = packed { state.pack(into: &$0) }
    var random = SplitMix64(seed: UInt64(seed))
    for _ in 0..<200 {
      var changed = Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &random)))
      if !changed.isEmpty { changed[Int.random(in: 0..<changed.count, using: &random)] ^= 1 << UInt8.random(in: 0..<8) }
      _ = try? unpacked(changed) { try ProviderState(state.provider, zone: state.zone, from: &$0) }
    }
  }
}
