import EventStore
import Foundation
import KoufenTesting
import Ledger
import LedgerDomain
import LedgerFormat
import SQLiteEventStore

/// A store's file as bytes, and what a store made of such bytes says.
struct StoredBytes: Sendable {
  /// The whole file.
  let bytes: [UInt8]
  /// What it exports, without the seal at its end.
  let export: [[UInt8]]
  /// Its read models.
  let models: [String: [UInt8]]
  /// Its seal, as JSON.
  let seal: String

  /// The facts in it, as they were handed in.
  var facts: [JSON] {
    get throws { try export.map { try JSON(logLine: $0) }.filter { FactKind($0["type"]?.word ?? "") != nil } }
  }

  static let termination = Result { try StoredBytes(try History.termination.get()) }

  init(_ history: History) throws {
    let folder = try TemporaryFolder()
    try Self.make(history, folder.file("store.db"))
    bytes = Array(try Data(contentsOf: URL(filePath: folder.file("store.db"))))
    let ledger = try Self.open(folder.file("store.db"))
    export = try ledger.exported()
    models = try ledger.snapshot().models
    seal = try ledger.seal(now: .init(seconds: 1_700_000_000)).text
  }

  private static func make(_ history: History, _ path: String) throws {
    let ledger = Ledger(store: try SQLiteEventStore(path: path), rules: try History.rules.get())
    try ledger.write { transaction in
      for case .submit(let draft, let now) in history.steps {
        do { _ = try transaction.submit(draft, now: now) } catch is Refusal {}
      }
    }
  }

  /// Opens a store only to read it.
  static func open(_ path: String) throws -> Ledger {
    Ledger(store: try SQLiteEventStore(path: path, mode: .readOnly), rules: try History.rules.get())
  }

  /// What came of looking at changed bytes.
  enum Verdict: Equatable {
    /// Opening or verifying found them changed.
    case noticed
    /// Nothing was found, and nothing that is stored is any different.
    case harmless
    /// Nothing was found, but what is stored is different.
    case undetected
  }

  /// Opens a file that holds `changed` and verifies it.
  func verdict(on changed: [UInt8], in folder: TemporaryFolder) throws -> Verdict {
    let path = folder.file("changed.db")
    for name in [path, path + "-wal", path + "-shm"] where FileManager.default.fileExists(atPath: name) {
      try FileManager.default.removeItem(atPath: name)
    }
    try Data(changed).write(to: URL(filePath: path))
    return verdict(onFile: path)
  }

  /// Opens a file and verifies it, against a seal if one is given.
  func verdict(onFile path: String, seal: Seal? = nil) -> Verdict {
    do {
      let ledger = try Self.open(path)
      guard try ledger.verify(against: seal).isSound else { return .noticed }
      let isSame = try ledger.exported() == export && ledger.snapshot().models == models
      return isSame ? .harmless : .undetected
    } catch {
      return .noticed
    }
  }
}

extension Ledger {
  /// All lines of the export but the seal at its end.
  func exported() throws -> [[UInt8]] { try sealedExport().dropLast() }

  /// All lines of the export.
  func sealedExport() throws -> [[UInt8]] {
    var lines: [[UInt8]] = []
    try export { lines.append($0) }
    return lines
  }
}
