import ArgumentParser
import EventStore
import PostgresEventStore
import SQLiteEventStore

/// Where a store is, as it is named by an option or the environment.
enum StoreLocation: ExpressibleByArgument {
  /// In memory, gone when the command ends.
  case memory
  /// An SQLite file.
  case file(FilePath)
  /// A ledger in PostgreSQL, by the address as it was given.
  case postgres(String)
  /// On a server, by the address as it was given.
  case server(String)
  /// A `file:` URL. SQLite would read options out of it, and make a file that others can read.
  case url

  /// An empty name is none.
  init?(argument: String) {
    guard let path = FilePath(argument: argument) else { return nil }
    self.init(path)
  }

  init(_ path: FilePath) {
    if path == FilePath(":memory:") {
      self = .memory
    } else if let text = path.text, PostgresAddress.isOne(text) {
      self = .postgres(text)
    } else if let text = path.text, ["http://", "https://"].contains(where: text.hasPrefix) {
      self = .server(text)
    } else if path.hasPrefix("sqlite:") {
      self = .file(path.dropping("sqlite:"))
    } else {
      self = path.hasPrefix("file:") ? .url : .file(path)
    }
  }

  /// Names of stores are completed as files.
  static var defaultCompletionKind: CompletionKind { .file() }

  /// The file; fails for what is none.
  func file() throws -> FilePath {
    switch self {
    case .file(let path) where !path.bytes.isEmpty: return path
    case .file:
      throw Failure.usage(zh: "sqlite: 之后应为路径。", en: "Expected a path behind sqlite:.")
    case .memory:
      throw Failure.usage(
        zh: "此命令需要文件中的账本，:memory: 不行。",
        en: "This command wants a store in a file; :memory: is none.")
    case .postgres:
      throw Failure.usage(
        zh: "此命令需要文件中的账本；PostgreSQL 中的账本可先用 koufen copy 或 koufen backup 写成文件。",
        en: "This command wants a store in a file. Of a ledger in PostgreSQL, koufen copy or koufen backup makes one.")
    case .server: throw ServerStore.onlyBesideTheStore
    case .url:
      throw Failure.usage(
        zh: "不接受 file: 网址。请写路径或 sqlite:路径；名称确以 file: 开头的文件写作 ./file:…。",
        en: "A file: URL is not taken. Give the path, or sqlite:PATH; a file whose name begins so is ./file:….")
    }
  }
}
