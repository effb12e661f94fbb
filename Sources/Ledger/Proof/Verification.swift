public import EventStore
public import LedgerDomain
import LedgerFormat
import Synchronization

/// What verifying a ledger found.
public struct Verification: Sendable {
  /// Events looked at.
  public var events = 0
  /// Providers looked at.
  public var providers = 0
  /// A digest of the whole log: the seal's root.
  public var logDigest = Hash.zero
  /// A digest of the read models, as a fold from zero makes them.
  public var modelDigest = Hash.zero
  /// Whether everything that the seal is over is there unchanged; nil where there was no seal to hold it against.
  public package(set) var sealHolds: Bool?
  /// What deciding every fact again came to, where that was asked for.
  public var decided: DecidedAgain?
  /// What is wrong, the earliest event first; empty when nothing is.
  public var findings: [Finding] = []
  /// What to do about a log that is not what was recorded; nil where nothing is wrong, or each finding names its remedy.
  public package(set) var remedy: Words?

  /// Something wrong.
  public struct Finding: Equatable, Sendable {
    /// The position of the first bad event; nil where no single event is.
    public var position: Int?
    /// The provider whose chain or read models it is in.
    public var provider: Key<Provider>?
    /// What is wrong.
    public var problem: Words
    /// Whether only what is kept of the log differs from it: where the log is sound, a rebuild makes that anew.
    var isOfModels = false

    /// Something wrong.
    package init(position: Int?, provider: Key<Provider>?, problem: Words) {
      (self.position, self.provider, self.problem) = (position, provider, problem)
    }
  }

  /// Nothing was looked at yet.
  package init() {}

  /// Whether nothing is wrong.
  public var isSound: Bool { findings.isEmpty }

  mutating func find(_ fault: LogFault) {
    find(fault.words, position: fault.position, provider: fault.provider)
  }

  mutating func find(_ problem: Words, position: Int? = nil, provider: Key<Provider>? = nil) {
    findings.append(Finding(position: position, provider: provider, problem: problem))
  }

  mutating func find(ofModels problem: Words, provider: Key<Provider>? = nil) {
    var finding = Finding(position: nil, provider: provider, problem: problem)
    finding.isOfModels = true
    findings.append(finding)
  }

  /// Names what to do: a rebuild where the log itself is sound. Beside a log that was changed it would make read models of what
  /// was changed, and take away what shows it.
  fileprivate mutating func nameRemedy() {
    guard findings.allSatisfy(\.isOfModels) else {
      remedy = Self.evidence
      return
    }
    for index in findings.indices {
      findings[index].problem.zh += "；可用 koufen rebuild 修复"
      findings[index].problem.en += "; koufen rebuild puts it right"
    }
  }

  private static let evidence = Words(
    zh: "有误的不只是读模型：请停止登记，将账本文件原样保存作为证据，不要 koufen rebuild；"
      + "再以通过 koufen verify --seal 核验的备份恢复（koufen restore），备份之后的事件重新登记。",
    en:
      "More than the read models is wrong: stop recording, keep the store as it is for what it shows, and do not rebuild "
      + "it; put a backup in its place (koufen restore) that koufen verify --seal finds sound, and record again what came "
      + "after it.")
}

extension Ledger {
  /// Checks every link and payload of every chain, density, that every fact has its consequences and no others, and that
  /// the read models equal a fold from zero.
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
      let zone = zone
      let timeline = try timeline(in: reader, &verification)
      let programmes = timeline == nil ? PublishedProgrammes() : try source.programmes(in: reader)
      let corrected = try reader.correctedProviders(by: source.rules(in: reader))
      let links = LinkedInLog()
      let sealed = Dictionary((seal?.heads ?? []).map { ($0.stream, $0) }) { first, _ in first }
      let sealedCount = seal?.count ?? 0
      var log = Gathered()
      try StreamPass(reader, heads: heads, progress: progress).run(
        beside: { reader in
          let found = try reader.damage()
          damage.found.withLock { $0 = found }
        },
        asking: { [ReadModel.stateKey(Key(stream: $0))] }
      ) { stream, reader in
        ChainFold(
          Key(stream: stream), sealed: sealed[stream], sealedCount: sealedCount, zone, by: timeline,
          programmes: programmes, links: links, isCorrected: corrected.contains(Key(stream: stream)), reader)
      } finish: { fold in
        try fold.result()
      } take: { results in
        for result in results { log.take(result, &verification) }
      }
      for problem in damage.found.withLock({ $0 }) {
        verification.find(Words(zh: Self.inChinese(problem), en: problem))
      }
      if verification.isSound { for fault in log.handedOver.faults { verification.find(fault) } }
      verification.providers = heads.count { $0.provider != Publication.stream }
      try checkCounts(reader, of: Set(heads.map(\.provider)), modelCount: log.modelCount, &verification)
      if let seal { check(seal, log, heads, timeline, &verification) }
      verification.nameRemedy()
      verification.logDigest = Seal(time: nil, count: 0, body: .first(heads)).root
      verification.modelDigest = log.models.digest()
      verification.findings.sort { ($0.position ?? .max) < ($1.position ?? .max) }
      return verification
    }
  }

  /// The rules as the log published them; nil, and a finding, where they cannot be read.
  private func timeline(
    in reader: any EventStoreReader, _ verification: inout Verification
  ) throws -> RulesTimeline? {
    do {
      return try RulesTimeline(source, in: reader)
    } catch let fault as LogFault {
      verification.find(fault)
    } catch let error as InputError {
      verification.find(
        Words(zh: "无法读取：\(error.words.zh)", en: "cannot be read: \(error.words.en)"), provider: Publication.stream)
    }
    return nil
  }

  /// What all streams came to together.
  private struct Gathered {
    var models = HashBuilder()
    var modelCount = 0
    var handedOver = HandOvers()
    var sealedHeads: [StreamHead] = []
    var sealedRulebooks: Set<String> = []

    mutating func take(_ result: ChainFold.Result, _ verification: inout Verification) {
      verification.events += result.events
      verification.findings += result.findings
      modelCount += result.kept
      handedOver.merge(result.handedOver)
      if let head = result.sealedHead { sealedHeads.append(head) }
      sealedRulebooks.formUnion(result.sealedRulebooks)
      for model in result.models {
        models.add(model.key)
        models.add(model.value)
      }
      for key in result.differing {
        verification.find(
          ofModels: Words(
            zh: "读模型 \(key) 与从头推演所得不同", en: "the read model \(key) is not what a fold from zero makes"),
          provider: result.provider)
      }
    }
  }

  /// What the storage says of itself, in Chinese; what is not known here stands in quotes.
  private static func inChinese(_ problem: String) -> String {
    let known = [("the ledger no longer has this", "账本中已没有此项"), ("the ledger was not made with this", "账本建立时没有此项")]
    for (en, zh) in known {
      let place = problem.dropLast(en.count)
      if problem.hasSuffix(": " + en) { return "\(place.dropLast(2))：\(zh)" }
    }
    return "存储报告“\(problem)”"
  }

  /// What the storage finds wrong with itself, on a thread of its own.
  private final class Damage: Sendable {
    let found = Mutex<[String]>([])
  }

  private func checkCounts(
    _ reader: any EventStoreReader, of providers: Set<Key<Provider>>, modelCount: Int,
    _ verification: inout Verification
  ) throws {
    let last = try reader.lastPosition()
    if last != verification.events {
      verification.find(
        Words(
          zh: "日志止于第 \(last) 条，却有 \(verification.events) 条事件",
          en: "the log ends at position \(last) but holds \(verification.events) events"))
    }
    var found = 0
    try reader.scanValues(prefix: "") { key, _ in
      if !ReadModel.isBeside(key) { found += 1 }
      if key.hasPrefix(ReadModel.standingPrefix) {
        let provider = Key<Provider>(stream: String(key.dropFirst(ReadModel.standingPrefix.count)))
        if !providers.contains(provider) { verification.find(Self.lost, provider: provider) }
      }
      return true
    }
    if found != modelCount {
      verification.find(
        ofModels: Words(
          zh: "读模型应有 \(modelCount) 个，实有 \(found) 个", en: "\(found) read models where \(modelCount) should be"))
    }
  }

  /// What is found of a provider that is known by its read models alone.
  static let lost = Words(zh: "有读模型，日志中却没有其任何事件", en: "it has read models, but no event of it is in the log")

  private static func otherThanSealed(_ count: Int) -> Words {
    Words(zh: "前 \(count) 条事件不是当时封存的", en: "the first \(count) events are not those that were sealed")
  }

  /// Holds the log, as far as it was sealed, against the seal.
  private func check(
    _ seal: Seal, _ log: Gathered, _ heads: [StreamHead], _ timeline: RulesTimeline?, _ verification: inout Verification
  ) {
    let isIntact = !verification.findings.contains { $0.position.map { $0 <= seal.count } ?? false }
    let before = verification.findings.count
    defer { verification.sealHolds = isIntact && verification.findings.count == before }
    if verification.events < seal.count {
      verification.find(
        Words(
          zh: "已封存 \(seal.count) 条事件，日志只有 \(verification.events) 条",
          en: "\(seal.count) events are sealed, but the log holds \(verification.events)"))
    }
    let present = Set(heads.map(\.stream))
    for head in seal.heads ?? [] where !present.contains(head.stream) {
      verification.find(
        Words(zh: "已封存至版本 \(head.version)，但已不存在", en: "sealed through version \(head.version), but is gone"),
        provider: head.provider)
    }
    guard isIntact else { return }
    let sealed = log.sealedHeads.sorted { $0.stream.utf8.lexicographicallyPrecedes($1.stream.utf8) }
    if let heads = seal.heads, heads != sealed {
      verification.find(Self.otherThanSealed(seal.count))
    }
    guard case .second(let tree, let rulebooks, _) = seal.body else { return }
    if seal.heads == nil, SealTree.top(of: sealed) != tree {
      verification.find(Self.otherThanSealed(seal.count))
    }
    let named = log.sealedRulebooks.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    if named != rulebooks.map(\.name) {
      verification.find(
        Words(
          zh: "前 \(seal.count) 条事件所称的规则与封存时不同",
          en: "its first \(seal.count) events do not name just the rulebooks that were sealed"))
    }
    for rulebook in rulebooks where timeline?.digest(of: rulebook.name) != rulebook.digest {
      verification.find(
        Words(
          zh: "规则 \(rulebook.name) 不是封存时的文本", en: "the rulebook \(rulebook.name) is not the text that was sealed"))
    }
  }
}
