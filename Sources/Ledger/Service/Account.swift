import EventStore
import LedgerDomain
import Packing

/// A provider as its row in the read models keeps it: the state without its books, and what a sweep must know.
struct Account {
  /// The state; of its outlets, tickets, meetings and breaches nothing can be asked.
  var state: ProviderState
  /// No sweep finds anything before this date, unless another event comes first; nil when none ever will.
  let nothingDueBefore: LocalDate?

  /// The row of `provider`; nil when there is none that this build can read.
  init?(of provider: Key<Provider>, from reader: any EventStoreReader, zone: Zone) throws {
    guard let bytes = try reader.value(ReadModel.standingKey(provider)) else { return nil }
    let account = try KeptBytes.read(bytes, of: provider) { reader throws(UnreadableBytes) in
      let days: Int? = try reader.next()
      return (
        try ProviderState(summaryOf: provider, zone: zone, from: &reader), days.map { LocalDate(daysSinceEpoch: $0) }
      )
    }
    guard let account else { return nil }
    (state, nothingDueBefore) = account
  }

  /// The row of a whole state's account.
  static func model(of state: ProviderState) -> ReadModel { model(of: state, state.nothingDueBefore) }

  /// Its row.
  var model: ReadModel { Self.model(of: state, nothingDueBefore) }

  private static func model(of state: ProviderState, _ nothingDueBefore: LocalDate?) -> ReadModel {
    let value = KeptBytes.make { writer in
      writer.add(nothingDueBefore?.daysSinceEpoch)
      state.packSummary(into: &writer)
    }
    return ReadModel(key: ReadModel.standingKey(state.provider), value: value)
  }
}
