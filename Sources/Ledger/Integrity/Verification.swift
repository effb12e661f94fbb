public import EventStore
public import LedgerDomain

/// What verifying a ledger found.
public struct Verification: Sendable {
  /// Events looked at.
  public var events = 0
  /// Providers looked at.
  public var providers = 0
  /// A digest of the whole log: the seal's root.
  public var logDigest = Digest.zero
  /// A digest of the read models, as a fold from zero makes them.
  public var modelDigest = Digest.zero
  /// What is wrong, the earliest event first; empty when nothing is.
  public var findings: [Finding] = []

  /// Something wrong.
  public struct Finding: Equatable, Sendable {
    /// The position of the first bad event; nil where no single event is.
    public var position: Int?
    /// The provider whose chain or read models it is in.
    public var provider: Key?
    /// What is wrong, in words.
    public var problem: String
  }

  /// Whether nothing is wrong.
  public var isSound: Bool { findings.isEmpty }

  mutating func find(_ problem: String, position: Int? = nil, provider: Key? = nil) {
    findings.append(Finding(position: position, provider: provider, problem: problem))
  }
}

extension Ledger {
  /// Checks every link and payload of every chain, density, and that the read models equal a fold from zero.
  ///
  /// - Parameters:
  ///   - seal: a checkpoint made earlier; everything it sealed must be there unchanged.
  ///   - progress: told now and then how many events have been looked at.
  public func verify(against seal: Seal? = nil, progress: (Int) throws -> Void = { _ in }) throws -> Verification {
    try store.read { reader in
      var verification = Verification()
      for problem in try reader.damage() { verification.find(problem) }
      let heads = try reader.heads()
      var models = DigestBuilder()
      var modelCount = 0
      for head in heads {
        let sealed = seal?.heads.first { $0.stream == head.stream }
        let state = try check(head.stream, sealed: sealed, reader, &verification)
        if head.stream != Publication.stream {
          modelCount += try compareModels(of: state, reader, &models, &verification)
        }
        try progress(verification.events)
      }
      verification.providers = heads.count { $0.stream != Publication.stream }
      try checkCounts(reader, modelCount: modelCount, &verification)
      if let seal { checkCoverage(of: seal, heads, &verification) }
      verification.logDigest = Seal(time: Instant(seconds: 0), count: 0, heads: heads).root
      verification.modelDigest = models.digest()
      verification.findings.sort { ($0.position ?? .max) < ($1.position ?? .max) }
      return verification
    }
  }

  /// One provider's chain; returns the state it folds to, as far as it can be read.
  private func check(
    _ provider: Key, sealed: StreamHead?, _ reader: any EventStoreReader, _ verification: inout Verification
  ) throws -> ProviderState {
    var state = ProviderState(provider: provider, zone: zone)
    let saved = savedState(of: provider, reader, &verification)
    var previous = Digest.zero
    var version = 0
    var isBroken = false
    try reader.scan(EntrySelection(stream: provider)) { entry in
      verification.events += 1
      if isBroken { return true }
      version += 1
      let hash = Chain.hash(after: previous, line: entry.line)
      if let problem = problem(with: entry, hash: hash, version: version) {
        verification.find(problem, position: entry.position, provider: provider)
        isBroken = true
        return true
      }
      if let sealed, sealed.version == version, sealed.hash != hash {
        verification.find("not the event that was sealed", position: entry.position, provider: provider)
      }
      previous = hash
      if let event = try? Event(line: entry.line, in: zone) { state.evolve(event) }
      if let saved, saved.version == state.version, saved != state {
        verification.find(
          "the state saved at version \(version) is not what a fold makes; koufen rebuild puts it right",
          provider: provider)
      }
      return true
    }
    if let saved, saved.version > version, !isBroken {
      verification.find("its state is saved at version \(saved.version), but it ends at \(version)", provider: provider)
    }
    if let sealed, sealed.version > version, !isBroken {
      verification.find("sealed through version \(sealed.version), but ends at \(version)", provider: provider)
    }
    return state
  }

  /// The provider's saved state, if there is one; that it cannot be read is a finding.
  private func savedState(
    of provider: Key, _ reader: any EventStoreReader, _ verification: inout Verification
  ) -> ProviderState? {
    do {
      return try reader.savedState(of: provider, zone: zone)
    } catch {
      verification.find("its saved state is not what was written; koufen rebuild puts it right", provider: provider)
      return nil
    }
  }

  /// What is wrong with one event, if anything.
  private func problem(with entry: EntryView, hash: Digest, version: Int) -> String? {
    guard Digest(bytes: entry.hash) == hash else {
      return "its hash does not match its bytes and the hash before it"
    }
    guard entry.version == version else { return "version \(entry.version) stands where \(version) should" }
    let event: Event
    do {
      event = try Event(line: entry.line, in: zone)
    } catch {
      return "its line cannot be read: \(error.refusal.description)"
    }
    guard event.position == entry.position, event.version == entry.version, event.provider == entry.stream else {
      return "its line names another place: position \(event.position), version \(event.version) of \(event.provider)"
    }
    if case .publication(let publication) = event.body, publication.sha256 != publication.digest.hex {
      return "the hash it states is not that of its rulebook's text"
    }
    let isSameID = entry.id.map { $0.elementsEqual((event.id ?? "").utf8) } ?? (event.id == nil)
    guard entry.type.elementsEqual(event.type.utf8), isSameID else { return "its line names another type or id" }
    return nil
  }

  /// Compares a provider's read models with those its state makes; returns how many there should be.
  private func compareModels(
    of state: ProviderState, _ reader: any EventStoreReader, _ digest: inout DigestBuilder,
    _ verification: inout Verification
  ) throws -> Int {
    let models = ReadModel.models(of: state)
    for model in models {
      digest.add(model.key)
      digest.add(model.value)
      if try reader.value(model.key) != model.value {
        verification.find(
          "the read model \(model.key) is not what a fold from zero makes; koufen rebuild puts it right",
          provider: state.provider)
      }
    }
    return models.count
  }

  private func checkCounts(
    _ reader: any EventStoreReader, modelCount: Int, _ verification: inout Verification
  ) throws {
    let last = try reader.head()
    if last != verification.events {
      verification.find("the log ends at position \(last) but holds \(verification.events) events")
    }
    var found = 0
    try reader.scanValues(prefix: "") { key, _ in
      if !key.hasPrefix(ReadModel.statePrefix) { found += 1 }
      return true
    }
    if found != modelCount {
      verification.find("\(found) read models where \(modelCount) should be; koufen rebuild puts it right")
    }
  }

  private func checkCoverage(of seal: Seal, _ heads: [StreamHead], _ verification: inout Verification) {
    let present = Set(heads.map(\.stream))
    for head in seal.heads where !present.contains(head.stream) {
      verification.find("sealed through version \(head.version), but is gone", provider: head.stream)
    }
    if seal.heads.map(\.version).reduce(0, +) != seal.count {
      verification.find("the seal counts \(seal.count) events, but its heads do not add up to that")
    }
  }
}
