package import Packing

/// Keeping a provider's account as bytes.
extension Account {
  /// Reads what `ProviderState.packAccount` kept.
  package init(of provider: Key<Provider>, zone: Zone, from reader: inout PackedReader) throws(UnreadableBytes) {
    let days: Int? = try reader.next()
    self.init(
      kept: try ProviderState(summaryOf: provider, zone: zone, from: &reader),
      nothingDueBefore: days.map { LocalDate(daysSinceEpoch: $0) })
  }

  /// Its bytes.
  package func pack(into writer: inout PackedWriter) { kept.packAccount(into: &writer, nothingDueBefore) }
}

extension ProviderState {
  /// Adds the bytes of the provider's account.
  package func packAccount(into writer: inout PackedWriter) { packAccount(into: &writer, nothingDueBefore) }

  fileprivate func packAccount(into writer: inout PackedWriter, _ nothingDueBefore: LocalDate?) {
    writer.add(nothingDueBefore?.daysSinceEpoch)
    packSummary(into: &writer)
  }
}
