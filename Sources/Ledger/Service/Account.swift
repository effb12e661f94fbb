import EventStore
import LedgerDomain
import Packing

/// A provider's account as a row of the read models.
extension Account {
  /// The row of `provider`; nil when there is none that this build can read.
  init?(of provider: Key<Provider>, from reader: any EventStoreReader, zone: Zone) throws {
    guard let bytes = try reader.value(ReadModel.standingKey(provider)) else { return nil }
    try self.init(bytes, of: provider, zone: zone)
  }

  /// What a row holds; nil when this build cannot read it.
  init?(_ bytes: [UInt8], of provider: Key<Provider>, zone: Zone) throws {
    let account = try KeptBytes.read(bytes, of: provider) { reader throws(UnreadableBytes) in
      try Account(of: provider, zone: zone, from: &reader)
    }
    guard let account else { return nil }
    self = account
  }

  /// The row of a whole state's account.
  static func model(of state: ProviderState) -> ReadModel {
    ReadModel(key: ReadModel.standingKey(state.provider), value: KeptBytes.make { state.packAccount(into: &$0) })
  }

  /// Its row.
  var model: ReadModel {
    ReadModel(key: ReadModel.standingKey(provider), value: KeptBytes.make { pack(into: &$0) })
  }
}
