import EventStore
public import Ledger
public import LedgerDomain
import Programmes
public import Rulebook

/// A story that a programme's numbers are tried on: a scenario, and the files that it names.
public struct Story {
  /// Its file, as it was named.
  public let file: String
  /// Its steps.
  public let scenario: Scenario
  private let rulebook: (String) throws -> RulesFile

  /// A story, and what reads the files that it names.
  public init(file: String, _ scenario: Scenario, rulebook: @escaping (String) throws -> RulesFile) {
    self.file = file
    self.scenario = scenario
    self.rulebook = rulebook
  }

  /// The versions that it names, each read once.
  fileprivate func versions() throws -> [String: RulesFile] {
    var named = [scenario.rulebook].compactMap(\.self)
    for case .publish(let step) in scenario.steps { named.append(step.file) }
    var versions: [String: RulesFile] = [:]
    for name in named where versions[name] == nil { versions[name] = try? Scenario.version(name, or: rulebook) }
    return versions
  }
}

/// A programme's numbers, tried one by one on its stories (programmes §9).
public struct PinnedNumbers {
  /// A number that no story notices when it is moved.
  public struct Unpinned: Sendable {
    /// The number.
    public let number: ProgrammeNumber
    /// What it may be moved to, and no story notices.
    public let texts: [String]
  }

  /// A story that fails under the file as it is.
  public struct Broken: Sendable {
    /// The story's file.
    public let file: String
    /// What failed first.
    public let failure: ScenarioResult.Failure
  }

  /// A story that rests on the programme, with the versions it names.
  private struct Resting {
    let story: Story
    let versions: [String: RulesFile]
  }

  private let file: ProgrammeNumbers
  private let rules: Rules
  private var stories: [Resting] = []

  /// How many stories rest on the programme: those that name another rulebook are passed over.
  public var storyCount: Int { stories.count }

  /// How many numbers there are.
  public var numberCount: Int { file.numbers.count }

  /// A programme's numbers and the stories that may notice them.
  ///
  /// - Parameters:
  ///   - stories: those that rest on the programme, or publish it, are played with the file in its place; it is told by its
  ///     name and version.
  ///   - rules: those of the ledger that they are played in.
  public init(of file: ProgrammeNumbers, in stories: [Story], rules: Rules) throws {
    self.file = file
    self.rules = rules
    for story in stories {
      let versions = try story.versions()
      guard versions.values.contains(where: { $0.name == file.programme.name }) else { continue }
      self.stories.append(Resting(story: story, versions: versions))
    }
  }

  /// The stories that fail under the file as it is.
  public func broken(_ source: [UInt8]) throws -> [Broken] {
    try stories.compactMap { resting in
      try failure(of: resting, under: .programme(file.programme, source: source)).map {
        Broken(file: resting.story.file, failure: $0)
      }
    }
  }

  /// The numbers that no story notices, in the order of the file; a file that can no longer be read is noticed.
  ///
  /// - Parameter progress: hears how many numbers are tried.
  public mutating func unpinned(progress: (Int) throws -> Void = { _ in }) throws -> [Unpinned] {
    var unpinned: [Unpinned] = []
    for (index, number) in file.numbers.enumerated() {
      var unnoticed: [String] = []
      for text in number.neighbours {
        guard let moved = file.replacing(number, with: text) else { continue }
        if !isNoticed(.programme(moved.programme, source: moved.source)) { unnoticed.append(text) }
      }
      if !unnoticed.isEmpty { unpinned.append(Unpinned(number: number, texts: unnoticed)) }
      try progress(index + 1)
    }
    return unpinned
  }

  /// Whether a story fails; the one that did is the first to be asked the next time, since numbers stand by what they are of.
  private mutating func isNoticed(_ moved: RulesFile) -> Bool {
    for (index, story) in stories.enumerated() {
      let found: ScenarioResult.Failure?
      do { found = try failure(of: story, under: moved) } catch { return true }
      guard found != nil else { continue }
      stories.remove(at: index)
      stories.insert(story, at: 0)
      return true
    }
    return false
  }

  private func failure(of resting: Resting, under moved: RulesFile) throws -> ScenarioResult.Failure? {
    let versions = resting.versions.mapValues { $0.name == moved.name ? moved : $0 }
    let ledger = Ledger(
      store: InMemoryEventStore(), source: RuleSource(rules, knowing: Array(versions.values)))
    return try ledger.firstFailure(of: resting.story.scenario) { name in
      try versions[name] ?? Scenario.withoutFolder(name)
    }
  }
}

extension PinnedNumbers.Unpinned {
  /// A warning: a story is expected that notices the number (programmes §5).
  ///
  /// - Parameter file: the programme's file, as it was named.
  public func finding(in file: String) -> RulebookFinding {
    RulebookFinding(
      .warning,
      RulebookError(
        file: file, line: number.line, key: number.key,
        expected: "a story that notices \(texts.joined(separator: " or ")) in its place",
        zh: "有场景能察觉它改为 \(texts.joined(separator: " 或 "))", found: number.text))
  }
}
