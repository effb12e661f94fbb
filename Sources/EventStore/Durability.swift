/// What an acknowledged commit survives.
public struct Durability: Equatable, Sendable {
  /// How much may be lost without it.
  public enum Survives: Equatable, Sendable {
    /// Nothing: it is gone with the process.
    case nothing
    /// The end of the process, but perhaps not that of the machine.
    case processEnd
    /// A power cut of the one machine it is on.
    case powerCut
    /// The loss of the machine and its disk.
    case machineLoss
    /// What is read is a standby's, and only the primary knows what its commits survive.
    case unknown
  }

  /// The most it survives.
  public var survives: Survives
  /// The settings that say so, by their names in the store.
  public var settings: [String: String]
  /// What is wrong with it, in words; empty when nothing is.
  public var problems: [String]

  /// What a commit survives.
  public init(survives: Survives, settings: [String: String] = [:], problems: [String] = []) {
    self.survives = survives
    self.settings = settings
    self.problems = problems
  }
}
