import ArgumentParser
import EventStore
import Foundation
import Ledger
import LedgerAccess
import LedgerDomain
import LedgerFormat
import Presentation
import Programmes
import Rulebook
import SQLiteEventStore

/// Which file of accounts a command works on.
struct AccessOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      zh: "账户文件（默认在账本旁，名称后加 .server）。", en: "The file of accounts (default: beside the store, its name and .server).",
      value: .file))
  var access: FilePath?

  /// The file: that which is named, else `STORE.server` beside the store's file, at the end of all links.
  ///
  /// - Throws: wrong usage where there is no file to be beside of.
  func path(beside stores: StoreOptions) throws -> String {
    let path = try access?.absolute ?? beside(stores.location)
    guard let text = path.text else {
      throw Failure.usage(
        zh: "\(path.shown)：账户文件的路径应为 UTF-8；请用 --access 另行指定。",
        en: "\(path.shown): the path of a file of accounts is UTF-8. Name another with --access.")
    }
    return text
  }

  private func beside(_ store: StoreLocation) throws -> FilePath {
    switch store {
    case .file, .server, .url: return try store.file().resolved.absolute.appending(".server")
    case .memory, .postgres:
      throw Failure.usage(
        zh: "此账本不在文件中：请用 --access 指明账户文件。",
        en: "This store is in no file: name the file of accounts with --access.")
    }
  }

  /// The accounts in that file.
  func store(_ mode: AccessStore.Mode, beside stores: StoreOptions) throws -> AccessStore {
    try AccessStore(path: path(beside: stores), mode: mode)
  }
}

extension AccessAuthor {
  /// Whoever runs this process.
  static var ofProcess: AccessAuthor {
    let number = getuid()
    return .machine(user: getpwuid(number).map { String(cString: $0.pointee.pw_name) } ?? String(number))
  }
}

extension Key where Of == AccessAccount {
  /// The id of an account that was given as an argument.
  init(argument text: String) throws(AccessError) {
    guard let id = AccountID(reading: text) else { throw .badAccountID(text) }
    self = id
  }
}

extension AccountRole {
  /// A role that was given as an argument, by its code or its name: one that every ledger has, or one that a programme declares
  /// which the ledger publishes or koufen carries (programmes §10).
  init(argument text: String, in stores: StoreOptions) throws {
    if let role = Self.allCases.first(where: { [$0.rawValue, $0.words.zh].contains(text) }) {
      self = role
      return
    }
    let declared = try Self.declared(in: stores)
    guard declared.contains(text), let role = Self(named: text) else {
      let near = text.near(among: Self.allCases.map(\.rawValue) + declared)
      throw Failure.usage(
        zh: "没有角色“\(text.printable)”\(near.map { "；是否指 \($0)？" } ?? "。")",
        en: "There is no role \(text.printable)\(near.map { "; did you mean \($0)?" } ?? ".")")
    }
    self = role
  }

  /// The names of all roles that programmes declare, those that are published and those that are carried.
  private static func declared(in stores: StoreOptions) throws -> [String] {
    // Accounts may be there before the ledger is.
    var files =
      try stores.isMade ? RulebookNames(stores).versions.filter(\.isProgramme).map { try $0.file() } : []
    for name in Rulebook.carriedProgrammeNames {
      guard let bytes = Rulebook.carriedProgrammeSource(name) else { continue }
      files.append(try RulesFile(bytes: bytes, file: name))
    }
    var names: [String] = []
    for case .programme(let programme, _) in files {
      for role in programme.roles where !names.contains(role.name) { names.append(role.name) }
    }
    return names
  }
}

extension OutputOptions {
  /// Prints an account: all of it for programs, a sentence for people.
  func print(_ account: AccessAccount, sentence: (Language) -> String) {
    switch format {
    case .json: StandardStream.output.line(account.json(in: Rulebook.builtInZone).text)
    case .csv: print { Table([account], in: Rulebook.builtInZone, $0) }
    case .table: show(sentence(language))
    }
    StandardStream.output.flush()
  }
}
