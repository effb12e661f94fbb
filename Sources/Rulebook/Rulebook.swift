public import LedgerDomain

/// One version of the regulation as data: the terms the ledger decides by, and the words that explain them.
public struct Rulebook: Sendable {
  /// Rulebook and version, such as `taobao-daigou-1.5`.
  public var name: String
  /// The regulation's title.
  public var title: Words
  /// Every number it decides by.
  public var terms: Terms
  /// A one-line paraphrase of each clause.
  public var paraphrases: [Clause: Words]
  /// The names of the holidays in the calendar, by slug.
  public var holidays: [String: Words]
  /// The file's bytes, as loaded; their hash names the version for good.
  public var source: [UInt8]
}

/// What is wrong with a rulebook file, and where.
public struct RulebookError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file, as it was named.
  public var file: String
  /// The line, from 1; nil where the whole file is meant.
  public var line: Int?
  /// The key, as a path such as `clauses.negative-press.points`.
  public var key: String
  /// What was expected there.
  public var expected: String
  /// The same in Chinese.
  public var zh: String?
  /// What stands there, cut to a length that can be read; nil where nothing does, or more than a value.
  public var found: String?

  /// What is wrong with a file.
  public init(file: String, line: Int?, key: String, expected: String, zh: String? = nil, found: String? = nil) {
    self.file = file
    self.line = line
    self.key = key
    self.expected = expected
    self.zh = zh
    self.found = found
  }

  /// `file:line: key: expected …, found …`.
  public var description: String {
    let place = line.map { "\(file):\($0)" } ?? file
    let found = found.map { ", found \($0)" } ?? ""
    return key.isEmpty ? "\(place): \(expected)" : "\(place): \(key): expected \(expected)\(found)"
  }

  /// The same in both languages.
  public var words: Words {
    let place = line.map { "\(file):\($0)" } ?? file
    let said = zh ?? expected
    let found = found.map { "，现为 \($0)" } ?? ""
    let space = said.unicodeScalars.first?.isASCII ?? false ? " " : ""
    return Words(zh: key.isEmpty ? "\(place)：\(said)" : "\(place)：\(key)：应为\(space)\(said)\(found)", en: description)
  }
}

extension Rulebook {
  /// The name of the version this build carries: most commands need no more of it than this and the zone, and reading
  /// YAML for them takes longer than their answer. A test holds both to the file.
  public static let builtInName = "taobao-daigou-1.5"

  /// The name of the version a new ledger begins under: 1.5 with every section of the regulation. It is published, as any
  /// other version is; the built-in one is in force by itself.
  public static let officesName = "taobao-daigou-1.5-offices"

  /// The zone of the version this build carries.
  public static let builtInZone = Zone(name: "Asia/Shanghai", offsetSeconds: 8 * 3600)

  /// The bytes of the version this build carries.
  public static var builtInSource: [UInt8] { PackageResources.taobao_daigou_1_5_yaml }

  /// The names of the versions this build carries, in the order in which they came.
  public static let carriedNames = [builtInName, officesName]

  /// The bytes of a version that this build carries under a name; nil for any other name.
  public static func carriedSource(_ name: String) -> [UInt8]? {
    if name == builtInName { return builtInSource }
    return name == officesName ? PackageResources.taobao_daigou_1_5_offices_yaml : nil
  }

  /// The version this build carries: the regulation of February 2011. A test holds it to what is asked of every file.
  public static func builtIn() throws(RulebookError) -> Rulebook { try carried.get() }

  /// The same, read when it is first asked for: reading YAML takes longer than most answers that rest on it.
  private static let carried = Result { () throws(RulebookError) in
    let bytes = builtInSource
    return try Rulebook(bytes: bytes, root: root(of: bytes, file: "taobao-daigou-1.5.yaml", .file))
  }
}
