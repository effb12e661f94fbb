public import LedgerDomain
public import Programmes
public import Rulebook

/// A rulebook file, of whichever form (programmes §7).
public enum RulesFile: Sendable {
  /// The regulation of the daigou service.
  case daigou(Rulebook)
  /// A rulebook that defines its own points, and its file's bytes.
  case programme(Programme, source: [UInt8])

  /// Reads a file that is to be published or tried.
  ///
  /// - Throws: the first thing wrong with it, by file, line and key.
  public init(bytes: [UInt8], file: String) throws(RulebookError) {
    if Programme.isOne(bytes) {
      self = .programme(try Programme.read(bytes, file: file), source: bytes)
    } else {
      self = .daigou(try Rulebook(bytes: bytes, file: file))
    }
  }

  /// Reads a file to its end, and gathers whatever is wrong with it.
  ///
  /// - Parameter today: the day that listed dates of a programme should reach a year beyond.
  /// - Returns: the file, nil where there is any error, and everything found.
  public static func check(
    bytes: [UInt8], file: String, today: LocalDate?
  ) -> (file: RulesFile?, findings: [RulebookFinding]) {
    if Programme.isOne(bytes) {
      let (programme, findings) = Programme.check(bytes, file: file, today: today)
      return (programme.map { .programme($0, source: bytes) }, findings)
    }
    let (rulebook, findings) = Rulebook.check(bytes: bytes, file: file)
    return (rulebook.map(RulesFile.daigou), findings)
  }

  /// Rulebook and version, such as `stall-1`.
  public var name: String {
    switch self {
    case .daigou(let rulebook): rulebook.name
    case .programme(let programme, _): programme.name
    }
  }

  /// The file's bytes.
  public var source: [UInt8] {
    switch self {
    case .daigou(let rulebook): rulebook.source
    case .programme(_, let source): source
    }
  }

  /// The zone of its dates.
  public var zone: Zone {
    switch self {
    case .daigou(let rulebook): rulebook.terms.zone
    case .programme(let programme, _): programme.zone
    }
  }

  /// The rulebook of the daigou form; nil for a programme.
  public var daigou: Rulebook? { if case .daigou(let rulebook) = self { rulebook } else { nil } }
}

extension Publication {
  /// Whether it is a programme.
  package var isProgramme: Bool { Programme.isOne(Array(text.utf8)) }

  /// The version as it was published, of whichever form.
  public func file() throws(RulebookError) -> RulesFile {
    guard isProgramme else { return .daigou(try rulebook()) }
    let bytes = Array(text.utf8)
    return .programme(try Programme.read(bytes, file: "\(Publication.stream)/\(name)"), source: bytes)
  }
}
