public import ArgumentParser
import LedgerDomain
public import Presentation

extension Input: ByteSource {}

extension InputForm.Notation: ExpressibleByArgument {}

extension TextEncoding: ExpressibleByArgument {
  /// Reads a name, in letters of either case.
  public init?(argument: String) { self.init(named: argument) }
}

extension DraftSource.Item: Weighed {}

extension Input {
  /// How an input that has to be waited for is read.
  enum Reading {
    /// To its end before the first line is given, so that nobody who holds a lock ever waits for it.
    case whole
    /// As it comes, with its pauses.
    case asItComes
  }

  /// Opens `path`, or standard input for `-`, to be read so.
  static func opened(_ path: String, reading: Reading = .whole) throws -> Input {
    let input = try Input(path: path)
    guard !input.isStored, reading == .whole else { return input }
    var spool = try Spool(input)
    return try spool.take()
  }
}

extension DraftSource {
  /// The events of a file, or of standard input for `-`.
  init(
    path: String, zone: Zone, reading: Input.Reading, as form: InputForm = InputForm(), providers: CalledProviders
  ) throws {
    try self.init(Input.opened(path, reading: reading), called: path, in: zone, as: form, providers: providers)
  }

  /// The next event, as it is read ahead.
  mutating func stepAhead() throws -> ReadAhead<Item>.Step {
    switch try step() {
    case .item(let item): .element(item)
    case .pause: .pause
    case .end: .end
    }
  }
}
