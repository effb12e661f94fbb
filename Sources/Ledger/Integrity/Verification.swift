public import EventStore
public import LedgerDomain
import Synchronization

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
  public func verify(
    against seal: Seal? = nil, progress: @escaping (Int) throws -> Void = { _ in }
  ) throws -> Verification {
    try store.read(inParts: StreamPass.threads + 1) { reader in
      var verification = Verification()
      let damage = Damage()
      let heads = try reader.heads()
      let sealed = Dictionary((seal?.heads ?? []).map { ($0.stream, $0) }) { first, _ in first }
      let zone = zone
      var models = DigestBuilder()
      var modelCount = 0
      try StreamPass(reader, heads: heads, progress: progress).run(
        beside: { reader in
          let found = try reader.damage()
          damage.found.withLock { $0 = found }
        }
      ) { stream, reader in
        ChainFold(stream, sealed: sealed[stream], zone, reader)
      } _: { fold in
        try fold.result()
      } _: { results in
        for result in results {
          verification.events += result.events
          verification.findings += result.findings
          modelCount += result.models.count
          take(result, &models, &verification)
        }
      }
      for problem in damage.found.withLock({ $0 }) { verification.find(problem) }
      verification.providers = heads.count { $0.stream != Publication.stream }
      try checkCounts(reader, modelCount: modelCount, &verification)
      if let seal { checkCoverage(of: seal, heads, &verification) }
      verification.logDigest = Seal(time: nil, count: 0, body: .first(heads)).root
      verification.modelDigest = models.digest()
      verification.findings.sort { ($0.position ?? .max) < ($1.position ?? .max) }
      return verification
    }
  }

  /// What the storage finds wrong with itself, on a thread of its own.
  private final class Damage: Sendable {
    let found = Mutex<[String]>([])
  }

  private func take(
    _ result: ChainFold.Result, _ digest: inout DigestBuilder, _ verification: inout Verification
  ) {
    for model in result.models {
      digest.add(model.key)
      digest.add(model.value)
    }
    for key in result.differing {
      verification.find(
        "the read model \(key) is not what a fold from zero makes; koufen rebuild puts it right",
        provider: result.provider)
    }
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
    for head in seal.heads ?? [] where !present.contains(head.stream) {
      verification.find("sealed through version \(head.version), but is gone", provider: head.stream)
    }
  }
}
