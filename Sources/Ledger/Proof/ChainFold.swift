import EventStore
import LedgerDomain
import LedgerFormat

/// One stream being verified from its first event: each link of its chain, each line, what follows from each fact, and the
/// state saved on the way.
final class ChainFold: StreamFold {
  /// What it came to.
  struct Result: Sendable {
    let provider: Key<Provider>
    let events: Int
    let findings: [Verification.Finding]
    /// Its last event among those that were sealed; nil where it has none.
    let sealedHead: StreamHead?
    /// The rulebooks its sealed events name.
    let sealedRulebooks: Set<String>
    /// What it hands over to other streams, and receives of them.
    let handedOver: HandOvers
    /// The read models a fold from zero makes; none for the publications.
    let models: [ReadModel]
    /// How many of them the store should have.
    let kept: Int
    /// The keys of those that the store has not, or otherwise than this version of the program writes them.
    let differing: [String]
  }

  private let provider: Key<Provider>
  private let sealed: StreamHead?
  private let sealedCount: Int
  private let reader: any EventStoreReader
  private var fold: DrawnFold
  private var sealedHead: StreamHead?
  private var sealedRulebooks: Set<String> = []
  private var savedVersion: Int?
  private var previous = Hash.zero
  private var events = 0
  private var version = 0
  private var isBroken = false
  private var lastRecordedAt: Instant?
  private var findings: [Verification.Finding] = []
  private var models: [ReadModel] = []

  /// A stream from its first event on.
  ///
  /// - Parameters:
  ///   - sealed: its head in the seal the log is held against, where the seal shows it.
  ///   - sealedCount: how many events of the log that seal is over; 0 without one.
  ///   - programmes: those that the log publishes.
  ///   - links: who of its subjects shares an attribute with whom.
  ///   - isCorrected: whether some of its facts are corrected.
  init(
    _ provider: Key<Provider>, sealed: StreamHead?, sealedCount: Int, _ zone: Zone, by timeline: RulesTimeline?,
    programmes: PublishedProgrammes, links: LinkedInLog, isCorrected: Bool, _ reader: any EventStoreReader
  ) {
    self.provider = provider
    self.sealed = sealed
    self.sealedCount = sealedCount
    self.reader = reader
    fold = DrawnFold(
      provider, zone, by: timeline, programmes: programmes, links: links, isCorrected: isCorrected, reader)
    savedVersion = noting { try reader.savedVersion(of: provider) }
  }

  func take(_ entry: EntryView) {
    events += 1
    if isBroken { return }
    version += 1
    let hash = Chain.hash(after: previous, line: entry.line)
    do {
      try check(entry, hash)
    } catch let problem as Problem {
      find(problem.words, position: entry.position)
      isBroken = true
    } catch let fault as LogFault {
      find(fault.words, position: fault.position)
      isBroken = true
    } catch {
      let why = (error as? InputError)?.words ?? .same("")
      find(
        Words(zh: "该行无法读取：\(why.zh)", en: "its line cannot be read: \(why.en)"), position: entry.position)
      isBroken = true
    }
    previous = hash
    if savedVersion == version { compareSaved() }
  }

  private struct Problem: Error {
    let words: Words

    init(zh: String, en: String) { words = Words(zh: zh, en: en) }
  }

  /// Checks one event, and folds it.
  private func check(_ entry: EntryView, _ hash: Hash) throws {
    guard Hash(bytes: entry.hash) == hash else {
      throw Problem(zh: "哈希与其内容及前一哈希不符", en: "its hash does not match its bytes and the hash before it")
    }
    guard entry.version == version else {
      throw Problem(
        zh: "版本应为 \(version)，实为 \(entry.version)", en: "version \(entry.version) stands where \(version) should")
    }
    let event = try Event(line: entry.line, in: fold.state.zone, of: fold.form)
    guard event.position == entry.position, event.version == entry.version, event.provider == Key(stream: entry.stream)
    else {
      throw Problem(
        zh: "该行写明的位置不同：第 \(event.position) 条，\(event.provider) 的版本 \(event.version)",
        en: "its line names another place: position \(event.position), version \(event.version) of \(event.provider)")
    }
    if let lastRecordedAt, event.recordedAt < lastRecordedAt {
      throw Problem(zh: "记录时间早于前一条", en: "it was recorded before the event before it")
    }
    lastRecordedAt = event.recordedAt
    let isSameID = entry.id.map { $0.says(event.id ?? "") } ?? (event.id == nil)
    guard entry.type.says(event.type), isSameID else {
      throw Problem(zh: "该行写明的类型或编号不同", en: "its line names another type or id")
    }
    if let sealed, sealed.version == version, sealed.hash != hash {
      find(Words(zh: "不是当时封存的事件", en: "not the event that was sealed"), position: entry.position)
    }
    if event.position <= sealedCount {
      sealedHead = StreamHead(of: provider, version: version, hash: hash)
      sealedRulebooks.insert(event.rulebook)
    }
    try fold.take(event)
  }

  private func compareSaved() {
    guard !isBroken, noting({ try fold.isSaved(in: reader, behind: previous) }) == false else { return }
    find(
      Words(zh: "版本 \(version) 处保存的状态与推演所得不同", en: "the state saved at version \(version) is not what a fold makes"),
      isOfModels: true)
  }

  /// What `body` reads of the saved state; that it cannot be read is a finding.
  private func noting<T>(_ body: () throws -> T?) -> T? {
    do {
      return try body()
    } catch {
      find(
        Words(zh: "保存的状态与写入时不同", en: "its saved state is not what was written"), isOfModels: true)
      return nil
    }
  }

  private func find(_ problem: Words, position: Int? = nil, isOfModels: Bool = false) {
    var finding = Verification.Finding(position: position, provider: provider, problem: problem)
    finding.isOfModels = isOfModels
    findings.append(finding)
  }

  func keys() -> [String] {
    if !isBroken {
      do {
        try fold.finish()
      } catch {
        find(error.words, position: error.position)
      }
    }
    models = provider == Publication.stream ? [] : fold.models
    return [ReadModel.standingKey(provider)] + models.map(\.key)
  }

  /// Holds the end of the stream against what is kept of it: a log that lost its end leaves read models of more events than it
  /// holds, and they are all that shows it.
  private func checkEnd() {
    guard version > 0 else {
      return find(Words(zh: "日志中没有其任何事件", en: "no event of it is in the log"))
    }
    // What cannot be read differs, and is told as a read model.
    let account = try? Account(of: provider, from: reader, zone: fold.state.zone)
    let known = fold.subject == nil ? account?.version : try? reader.outlinedVersion(of: provider)
    guard provider != Publication.stream, let known, known > version else { return }
    find(
      Words(
        zh: "读模型记有 \(known) 条事件，日志中只有 \(version) 条：日志末尾的事件不见了",
        en: "its read models are of \(known) events, but the log holds \(version): events at its end are gone"))
  }

  /// What it came to, the stream read to its end and its keys told.
  func result() throws -> Result {
    if let savedVersion, savedVersion > version, !isBroken {
      find(
        Words(
          zh: "状态保存在版本 \(savedVersion) 处，但事件止于版本 \(version)",
          en: "its state is saved at version \(savedVersion), but it ends at \(version)"))
    }
    if !isBroken { checkEnd() }
    if let sealed, sealed.version > version, !isBroken {
      find(
        Words(
          zh: "已封存至版本 \(sealed.version)，但事件止于版本 \(version)",
          en: "sealed through version \(sealed.version), but ends at \(version)"))
    }
    // A version of the program that knew no rows of open work has left none.
    let account = try reader.value(ReadModel.standingKey(provider))
    let isOfAnother = account.map { KeptBytes.isOfAnotherLayout($0, of: provider) } ?? false
    var lacking = 0
    let differing = try reader.differing(from: models).filter { key in
      if let found = try reader.value(key) { return !KeptBytes.isOfAnotherLayout(found, of: provider) }
      let isExcused = isOfAnother && key.hasPrefix(ReadModel.openPrefix)
      lacking += isExcused ? 1 : 0
      return !isExcused
    }
    return Result(
      provider: provider, events: events, findings: findings, sealedHead: sealedHead, sealedRulebooks: sealedRulebooks,
      handedOver: isBroken ? HandOvers() : fold.handedOver, models: models,
      kept: models.count - lacking, differing: differing)
  }
}

extension UnsafeRawBufferPointer {
  /// Whether the bytes are those of a text.
  fileprivate func says(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { text in
      guard text.count == count else { return false }
      guard let start = baseAddress, let known = text.baseAddress else { return true }
      return start.holds(known, count)
    }
  }
}
