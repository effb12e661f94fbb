import Foundation
import LedgerDomain
import LedgerFormat
import Presentation
import Rulebook
import SQLiteEventStore
import Yams

/// What a user wrote down once, so as not to say it with every command: `koufen/config.yaml` in the folder of
/// configurations. Options and the environment come before it.
struct Configuration {
  /// The store to work on.
  private var store: StoreLocation?
  /// Who submits, as who@role.
  private var by: String?
  /// The language to speak in.
  private var lang: Language?
  /// The token that is shown to a server.
  private var token: String?
  /// The first thing wrong with the file; what could be read of it holds, so that this is said in the user's language.
  private var mistake: Mistake?

  /// What the file may say.
  private enum Key: String, CaseIterable {
    case store, by, lang, token
  }

  /// What is wrong with the file.
  private struct Mistake {
    let exit: Int32
    let words: Words

    init(exit: Int32 = 64, _ file: FilePath, _ line: Int?, zh: String, en: String) {
      self.exit = exit
      words = Words(
        zh: file.shown + (line.map { " 第 \($0) 行" } ?? "") + "：" + zh,
        en: file.shown + (line.map { ", line \($0)" } ?? "") + ": " + en)
    }
  }

  /// That of this process, read when it is first asked for; empty where there is no file.
  private static let ofProcess = place.map(Configuration.init(file:)) ?? Configuration()

  /// Refuses a file that says what cannot be obeyed.
  ///
  /// - Throws: wrong usage, exit 64, with file and line; exit 74 where the file cannot be read.
  static func demand() throws {
    if let wrong = Environment["KOUFEN_LANG"], Language(rawValue: wrong) == nil {
      throw Failure.usage(
        zh: "环境变量 KOUFEN_LANG：应为 zh 或 en，而非 \(wrong)。",
        en: "The environment variable KOUFEN_LANG: expected zh or en, not \(wrong).")
    }
    guard let mistake = ofProcess.mistake else { return }
    throw Failure(
      exit: mistake.exit, code: mistake.exit == 64 ? "usage" : "input-output", zh: mistake.words.zh,
      en: mistake.words.en)
  }
}

/// What holds where no option says otherwise.
extension Configuration {
  /// The store; nil where none is named.
  static var usualStore: StoreLocation? {
    Environment.path("KOUFEN_STORE").map { StoreLocation($0) } ?? ofProcess.store
  }

  /// Who submits, as who@role.
  static var usualBy: String? { Environment["KOUFEN_BY"] ?? ofProcess.by }

  /// The token that is shown to a server.
  ///
  /// - Throws: wrong usage, exit 64, where there is none, or what is no token.
  static func demandToken() throws -> String {
    guard let token = Environment["KOUFEN_TOKEN"] ?? ofProcess.token else {
      throw Failure.usage(
        zh: "访问服务器须有令牌：设 KOUFEN_TOKEN，或写入配置文件（token）。令牌由 koufen token issue 签发。",
        en:
          "A server wants a token: set KOUFEN_TOKEN, or write token: in the configuration. koufen token issue makes one."
      )
    }
    guard token.utf8.allSatisfy({ 0x21...0x7E ~= $0 }) else {
      throw Failure.usage(
        zh: "令牌应为一串没有空格的 ASCII 字符，如 kf1_…。",
        en: "Expected a token such as kf1_…, of ASCII and without spaces.")
    }
    return token
  }

  /// The language, that of the locale where nobody chose one.
  static var usualLanguage: Language {
    Environment["KOUFEN_LANG"].flatMap(Language.init(rawValue:)) ?? ofProcess.lang ?? .ofLocale
  }
}

/// Where the file is, and what is in it.
extension Configuration {
  /// Most bytes of a file.
  private static let mostBytes = 65_536

  /// Where the file is to be; a folder that is not named from the root is as one not named.
  private static var place: FilePath? {
    let folder = Environment.path("XDG_CONFIG_HOME").flatMap { $0.hasPrefix("/") ? $0 : nil }
    return (folder ?? Environment.path("HOME")?.appending("/.config"))?.appending("/koufen/config.yaml")
  }

  private init(file: FilePath) {
    let descriptor = file.withCString { open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
    guard descriptor >= 0 else {
      if errno != ENOENT, errno != ENOTDIR { mistake = Self.unreadable(file, errno) }
      return
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size <= Self.mostBytes else {
      mistake = Mistake(
        file, nil, zh: "应为不超过 \(Self.mostBytes) 字节的普通文件。",
        en: "expected a regular file of at most \(Self.mostBytes) bytes.")
      return
    }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    let count = bytes.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
    guard count >= 0 else {
      mistake = Self.unreadable(file, errno)
      return
    }
    take(Array(bytes.prefix(count)), of: file, isPrivate: status.st_mode & 0o077 == 0)
  }

  private static func unreadable(_ file: FilePath, _ number: Int32) -> Mistake {
    let reason = String(cString: strerror(number))
    return Mistake(exit: 74, file, nil, zh: "无法读取：\(reason)。", en: "it cannot be read: \(reason).")
  }

  private mutating func take(_ bytes: [UInt8], of file: FilePath, isPrivate: Bool) {
    let root: Node?
    var written = ""
    do {
      // Editors of Windows begin a file with a mark of the byte order.
      let mark = Array("\u{FEFF}".utf8)
      let bytes = bytes.starts(with: mark) ? Array(bytes.dropFirst(mark.count)) : bytes
      written = String(decoding: bytes, as: UTF8.self)
      guard let text = String(validating: bytes, as: UTF8.self), !YAMLLimits.mayExplode(bytes) else {
        mistake = Mistake(file, nil, zh: "应为 UTF-8 的 YAML。", en: "expected YAML in UTF-8.")
        return
      }
      root = try Yams.compose(yaml: text, .basic)
    } catch YamlError.duplicatedKeysInMapping(let keys, _) {
      let key = keys.first ?? ""
      let lines = written.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      let again = lines.indices.filter { lines[$0].hasPrefix(key) }.dropFirst().first
      mistake = Mistake(file, again.map { $0 + 1 }, zh: "\(key) 写了两次。", en: "\(key) stands there twice.")
      return
    } catch {
      mistake = Mistake(
        file, (error as? YamlError)?.line, zh: "不是可读的 YAML：引号、括号应成对，每行一项，写作“名称: 值”。",
        en: "not readable as YAML: quotes and brackets are closed, and each line is name: value.")
      return
    }
    // A file of nothing but comments says nothing.
    guard let root, root.scalar?.string != "" else { return }
    guard let mapping = root.mapping else {
      mistake = Mistake(
        file, root.mark?.line, zh: "应为“名称: 值”，如 store: koufen.db。",
        en: "expected name: value, such as store: koufen.db.")
      return
    }
    for (name, value) in mapping {
      let wrong = take(name, value, of: file, isPrivate: isPrivate)
      mistake = mistake ?? wrong
    }
  }

  /// Takes one setting; what is wrong with it, if anything.
  private mutating func take(_ name: Node, _ value: Node, of file: FilePath, isPrivate: Bool) -> Mistake? {
    let line = name.mark?.line
    let known = Key.allCases.map(\.rawValue)
    let word = name.scalar?.string ?? "?"
    guard let key = Key(rawValue: word) else {
      let near = word.near(among: known)
      return Mistake(
        file, line,
        zh: "没有名为 \(word) 的设置\(near.map { "；是否指 \($0)？" } ?? "。")可用的设置有 \(known.joined(separator: "、"))。",
        en: "there is no setting \(word)\(near.map { "; did you mean \($0)?" } ?? ".") There are "
          + "\(known.joined(separator: ", ")).")
    }
    func mistake(zh: String, en: String) -> Mistake {
      let found = value.scalar?.string ?? "{…}"
      return Mistake(file, line, zh: "\(word)：应为\(zh)，而非“\(found)”。", en: "\(word): expected \(en), not “\(found)”.")
    }
    let text = value.scalar?.string ?? ""
    switch key {
    case .store:
      store = StoreLocation(text, from: file)
      return store == nil ? mistake(zh: "账本的位置", en: "the place of a store") : nil
    case .by:
      by = (try? Person(short: text)) == nil ? nil : text
      return by == nil
        ? mistake(zh: " 谁@角色，如 wu@channel-operations", en: "WHO@ROLE such as wu@channel-operations") : nil
    case .lang:
      lang = Language(rawValue: text)
      return lang == nil ? mistake(zh: " zh 或 en", en: "zh or en") : nil
    case .token:
      token = text
      if text.isEmpty { return mistake(zh: "令牌", en: "a token") }
      if isPrivate { return nil }
      return Mistake(
        file, line, zh: "文件中有令牌，而其他用户可以读取。请先执行 chmod 600 \(file.shown)。",
        en: "there is a token in the file, and others may read it. Run chmod 600 \(file.shown) first.")
    }
  }
}

extension StoreLocation {
  /// A place as a file names it: a path is from that file's folder, unless it begins at the root or at the user's home.
  fileprivate init?(_ text: String, from file: FilePath) {
    guard !text.isEmpty, !text.utf8.contains(0) else { return nil }
    self.init(FilePath(text))
    guard case .file(let path) = self, !path.bytes.isEmpty else { return }
    guard path.hasPrefix("~/"), let home = Environment.path("HOME") else {
      self = .file(file.beside(path))
      return
    }
    self = .file(FilePath(bytes: home.bytes + path.bytes.dropFirst()))
  }
}
