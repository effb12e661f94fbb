import EventStore
import LedgerDomain

extension EventStoreReader {
  /// Whether the rows of a provider's breaches and open work are there as this build writes them.
  func hasOpenRows(of provider: Key<Provider>) throws -> Bool {
    try value(OpenRows.baseKey(provider)).map { !KeptBytes.isOfAnotherLayout($0, of: provider) } ?? false
  }

  /// What is open at a provider by the rows, good for every question from the day of its last event on; nil where there
  /// are none that this build can read.
  ///
  /// - Parameter rules: by which a forecast will be made; nil where none will.
  func openWork(of provider: Key<Provider>, asOf: LocalDate, forecastingBy rules: Rules?, zone: Zone) throws
    -> OpenWork?
  {
    var rows = try OpenRowsOfProvider(provider, value(ReadModel.standingKey(provider)), asOf: asOf, zone: zone)
    try scanValues(prefix: ReadModel.openPrefix(provider)) { key, bytes in try rows.take(key, bytes) }
    return try rows.work(forecastingBy: rules, self)
  }

  /// The same of many providers, in one pass over their rows; `body` is not called where there are none to be read.
  func scanOpenWork(
    of providers: Set<Key<Provider>>, asOf: LocalDate, forecastingBy rules: Rules?, zone: Zone,
    _ body: (Key<Provider>, OpenWork) throws -> Void
  ) throws {
    try expect(Wanted(prefixes: [ReadModel.standingPrefix, ReadModel.openPrefix]))
    var accounts: [Key<Provider>: [UInt8]] = [:]
    try scanValues(prefix: ReadModel.standingPrefix) { key, bytes in
      let provider = Key<Provider>(String(Substring(key.utf8.dropFirst(ReadModel.standingPrefix.utf8.count))))
      if providers.contains(provider) { accounts[provider] = bytes }
      return true
    }
    // The rows of one provider lie together: its key is taken from the first of them.
    var prefix = ""
    var current: OpenRowsOfProvider?
    func finish() throws {
      if let work = try current?.work(forecastingBy: rules, self), let provider = current?.provider {
        try body(provider, work)
      }
      current = nil
    }
    try scanValues(prefix: ReadModel.openPrefix) { key, bytes in
      if prefix.isEmpty || !key.utf8.starts(with: prefix.utf8) {
        try finish()
        guard let provider = OpenRows.provider(key) else {
          prefix = ""
          return true
        }
        prefix = ReadModel.openPrefix(provider)
        if providers.contains(provider) {
          current = try OpenRowsOfProvider(provider, accounts[provider], asOf: asOf, zone: zone)
        }
      }
      _ = try current?.take(key, bytes)
      return true
    }
    try finish()
  }
}

/// The rows of one provider being read.
private struct OpenRowsOfProvider {
  let provider: Key<Provider>
  private var found: OpenWork?
  private var hasBase = false

  /// None yet.
  ///
  /// - Parameters:
  ///   - account: the provider's row of the account.
  ///   - asOf: the date asked about, for which the rows are good where nothing happened later.
  init(_ provider: Key<Provider>, _ account: [UInt8]?, asOf: LocalDate, zone: Zone) throws {
    self.provider = provider
    guard let account, let account = try Account(account, of: provider, zone: zone), let through = account.through,
      through <= asOf
    else { return }
    found = OpenWork(account: account)
  }

  /// Takes a row.
  ///
  /// - Returns: whether another is of any use.
  mutating func take(_ key: String, _ bytes: [UInt8]) throws -> Bool {
    guard found != nil else { return false }
    if !hasBase, key == OpenRows.baseKey(provider) { hasBase = true }
    if try !OpenRows.read(key, bytes, into: &found!, of: provider) { found = nil }
    return found != nil
  }

  /// What they come to, all taken; nil where some are not there or cannot be read, and when it is asked again.
  mutating func work(forecastingBy rules: Rules?, _ reader: any EventStoreReader) throws -> OpenWork? {
    guard hasBase, var work = found.take() else { return nil }
    if let rules, work.mayFallUnderYearlyCap(of: rules) {
      guard let lines = try reader.breachLines(of: provider) else { return nil }
      work.count(charges: lines)
    }
    return work
  }
}
