#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A path as the system has it: bytes without NUL, of whatever encoding.
public struct FilePath: Hashable, Sendable {
  /// Its bytes.
  public let bytes: [UInt8]

  /// A path of these bytes, without NUL.
  public init(bytes: some Sequence<UInt8>) {
    self.bytes = Array(bytes)
  }

  /// A path written in UTF-8.
  public init(_ text: String) {
    bytes = Array(text.utf8)
  }

  /// As it is shown to people: what is not UTF-8 shows as `�`.
  public var shown: String { String(decoding: bytes, as: UTF8.self) }

  /// The path in UTF-8; nil where it is in no encoding of text.
  public var text: String? { String(validating: bytes, as: UTF8.self) }

  /// Hands the path to a call of the system.
  public func withCString<T>(_ body: (UnsafePointer<CChar>) throws -> T) rethrows -> T {
    try (bytes + [0]).withUnsafeBufferPointer { buffer in
      try buffer.withMemoryRebound(to: CChar.self) { try body($0.baseAddress!) }
    }
  }

  /// The path with more behind it, such as `-wal`.
  public func appending(_ suffix: String) -> FilePath { FilePath(bytes: bytes + Array(suffix.utf8)) }

  /// Whether the path begins with a text.
  public func hasPrefix(_ text: String) -> Bool { bytes.starts(with: Array(text.utf8)) }

  /// Whether the path ends with a text, whatever the case of its letters.
  public func hasSuffix(_ text: String) -> Bool {
    bytes.suffix(text.utf8.count).map { (65...90).contains($0) ? $0 | 0x20 : $0 }.elementsEqual(text.utf8)
  }

  /// The path without its first bytes.
  public func dropping(_ prefix: String) -> FilePath { FilePath(bytes: bytes.dropFirst(prefix.utf8.count)) }

  /// The folder it lies in: `.` where the path names none.
  public var folder: FilePath {
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return FilePath(".") }
    return FilePath(bytes: slash == 0 ? bytes[...0] : bytes[..<slash])
  }

  /// A path from this one's folder, or the other where that begins at the root.
  public func beside(_ other: FilePath) -> FilePath {
    if other.hasPrefix("/") || !bytes.contains(UInt8(ascii: "/")) { return other }
    let folder = folder
    return FilePath(bytes: folder.bytes + (folder.hasSuffix("/") ? [] : [UInt8(ascii: "/")]) + other.bytes)
  }

  /// What is at the path, at the end of all links; nil where nothing can be found out, as `errno` says.
  var status: stat? {
    var found = stat()
    return withCString { stat($0, &found) } == 0 ? found : nil
  }

  /// The bytes of the file that is there, at the end of all links; nil where there is none.
  public var size: Int? { status.map { Int($0.st_size) } }

  /// Whether a file is there that holds nothing.
  public var isEmpty: Bool { size == 0 }

  /// Whether something is there, at the end of all links.
  public var isThere: Bool { status != nil }

  /// Whether something is there, be it a link that leads nowhere.
  public var isTaken: Bool {
    var found = stat()
    return withCString { lstat($0, &found) } == 0
  }

  /// The path at the end of all links that its last part is: what is there is no link, or nothing.
  public var resolved: FilePath {
    var path = self
    for _ in 0..<40 {
      guard let target = path.linkTarget else { return path }
      path = path.beside(target)
    }
    return path
  }

  private var linkTarget: FilePath? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = withCString { readlink($0, &buffer, buffer.count) }
    guard count > 0 else { return nil }
    return FilePath(bytes: buffer[..<count].map { UInt8(bitPattern: $0) })
  }

  /// The path from the root; as it stands where the folder one is in cannot be found out.
  public var absolute: FilePath {
    if hasPrefix("/") { return self }
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    guard getcwd(&buffer, buffer.count) != nil else { return FilePath(bytes: Array("./".utf8) + bytes) }
    let here = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    return FilePath(bytes: here + (here.last == UInt8(ascii: "/") ? [] : [UInt8(ascii: "/")]) + bytes)
  }
}
