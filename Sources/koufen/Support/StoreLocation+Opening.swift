import EventStore
import PostgresEventStore
import SQLiteEventStore

/// How a store is opened, wherever it is.
extension StoreLocation {
  /// What of several servers is asked, where nobody says otherwise.
  enum Purpose {
    /// To write, or to seal: the primary.
    case primary
    /// To read: a standby too, where `KOUFEN_READ=standby`.
    case reading
  }

  /// The store that is there.
  ///
  /// - Parameters:
  ///   - mode: how a file is opened.
  ///   - purpose: what for.
  ///   - onMaking: called once a new file is made.
  func store(
    _ mode: SQLiteEventStore.Mode, for purpose: Purpose = .primary, onMaking: @escaping @Sendable () -> Void = {}
  ) throws -> any EventStore {
    switch self {
    case .memory: InMemoryEventStore()
    case .postgres: PostgresEventStore(try address(for: purpose))
    case .server(let address): try ServerStore.at(address)
    case .file, .url: try SQLiteEventStore(path: try file(), mode: mode, onMaking: onMaking)
    }
  }

  /// The store that is there, for an administrator; fails in memory.
  func administered(_ mode: SQLiteEventStore.Mode = .readWrite) throws -> any AdministeredStore {
    switch self {
    case .postgres: PostgresEventStore(try address())
    case .memory, .file, .server, .url: try SQLiteEventStore(path: try file(), mode: mode)
    }
  }

  /// Says on stderr that nothing is written in a store any more, where it is only rehearsed or copied.
  func warnIfClosed() {
    guard let place = try? administered(.readOnly).closedFor() else { return }
    Warning(
      code: "store-closed", zh: "此账本已迁往 \(place)，此处不再写入。",
      en: "This ledger was moved to \(place); nothing is written here any more."
    ).say()
  }

  /// The place as anybody on this machine would name it: without a password, a file by its whole path.
  var place: String {
    get throws {
      switch self {
      case .memory, .postgres, .server: try shown
      case .file, .url: try file().absolute.shown
      }
    }
  }

  /// The place as it is shown to people: without a password.
  var shown: String {
    get throws {
      switch self {
      case .memory: ":memory:"
      case .postgres: try address().shown
      case .server(let text): try ServerAddress(text).shown
      case .file, .url: try file().shown
      }
    }
  }

  /// The address of a ledger in PostgreSQL; fails for any other place. A password in it is warned about.
  func address(for purpose: Purpose = .primary) throws -> PostgresAddress {
    guard case .postgres(let text) = self else {
      throw Failure.usage(
        zh: "此命令需要 PostgreSQL 中的账本：--store postgres://主机/库名。",
        en: "This command wants a ledger in PostgreSQL: --store postgres://HOST/DATABASE.")
    }
    do {
      let address = try PostgresAddress(
        text, server: try purpose == .reading && Self.readsStandby ? .standby : .primary)
      if address.hasPassword { Self.warnOfPassword }
      return address
    } catch let fault as PostgresAddress.Fault {
      throw Failure(fault)
    }
  }

  /// Whether standbys may be read.
  private static var readsStandby: Bool {
    get throws {
      switch Environment["KOUFEN_READ"] {
      case nil, "primary": return false
      case "standby": return true
      case let other?:
        throw Failure.usage(
          zh: "环境变量 KOUFEN_READ：应为 primary 或 standby，而非 \(other)。",
          en: "The environment variable KOUFEN_READ: expected primary or standby, not \(other).")
      }
    }
  }

  /// Said once.
  private static let warnOfPassword: Void = Warning(
    code: "password-in-address", zh: "地址中有密码，本机其他用户用 ps 可以看到；请改用 PGPASSFILE 或 PGSERVICEFILE。",
    en: "There is a password in the address, which others on this machine see with ps; use PGPASSFILE or PGSERVICEFILE."
  ).say()
}

extension Failure {
  /// What is wrong with an address.
  fileprivate init(_ fault: PostgresAddress.Fault) {
    switch fault {
    case .unreadable(let words):
      self.init(
        exit: 64, code: "usage", zh: "地址无法读取（“\(words)”）。应如 “postgres://用户@主机/库名?ledger=名称”。",
        en: "The address cannot be read (\(words)). Expected one such as postgres://USER@HOST/DATABASE?ledger=NAME.")
    case .ledgerName(let name):
      self.init(
        exit: 64, code: "usage",
        zh: "账本名称“\(name)”不可用：应以小写字母开头，只含小写字母、数字和下划线，不超过 40 个字符。",
        en:
          "No ledger can be called “\(name)”: expected a small letter, then small letters, digits and underscores, 40 at "
          + "most.")
    case .signs:
      self.init(
        exit: 64, code: "usage", zh: "地址中主机之前有不止一个 @；密码中的 @ 应写作 %40。",
        en: "More than one @ stands before the host; in a password it is written %40.")
    }
  }
}
