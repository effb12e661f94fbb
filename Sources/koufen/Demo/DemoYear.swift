import EventStore
import Foundation
import Ledger
import LedgerAccess
import LedgerDomain
import Presentation
import Rulebook
import SQLiteEventStore
import ServerSettings
import Trials

/// An example to be looked at with a browser: the year of twelve providers up to a morning in June when three breaches wait to
/// be judged, and an account for each role. What is done in it is gone with the server.
struct DemoYear {
  /// The password of every account in it. It is no secret: the example is served to this machine alone.
  static let password = "sixteenth of june"
  /// The provider, and its outlet, whose logins there are.
  private static let provider = Key<Provider>("hz-03")
  private static let outlet = Key<Outlet>("o-1")

  /// When it is there.
  private static func moment(in zone: Zone) -> Instant? {
    LocalDate(year: 2011, month: 6, day: 16).map { zone.instant($0, second: 12 * 3600) }
  }

  /// The store it is in.
  let store: FilePath

  /// Makes it in a folder of its own.
  init(in folder: URL) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    store = FilePath(folder.appending(path: "ledger.db").path)
  }

  /// Plays the story up to its moment, and makes the accounts.
  ///
  /// - Returns: how many seconds its present is behind `now`.
  func make(now: Instant) throws -> Int {
    let rulebook = try Rulebook.builtIn()
    let zone = rulebook.terms.zone
    var story = try Scenario(yaml: PackageResources.year_2011_zhejiang_yaml, in: zone)
    guard let present = Self.moment(in: zone) else { return 0 }
    // A story is told in its order: what comes after the first step behind the moment has not happened yet.
    let told = story.steps.prefix { step in step.recorded(in: zone).map { $0 <= present } ?? true }
    story.steps = told.filter { step in if case .expect = step { false } else { true } }
    let ledger = Ledger(store: try SQLiteEventStore(path: store), rules: Rules(rulebook.terms))
    _ = try ledger.run(story)
    try makeAccounts(at: present)
    return now.seconds - present.seconds
  }

  private func makeAccounts(at now: Instant) throws {
    guard let path = store.text else { return }
    let access = try AccessStore(path: path + ".server", mode: .making)
    var random = SystemRandomNumberGenerator()
    for role in Self.roles {
      let id = Key<AccessAccount>(role.rawValue)
      _ = try access.add(NewAccount(id: id, kind: try Self.kind(of: role)), by: .ofProcess, now)
      let password = try NewPassword(Self.password, for: id, by: .usual)
      try access.setPassword(password, of: id, by: .ofProcess, now, from: &random)
    }
  }

  /// Those that people sign in as; the example has no programme.
  private static let roles = AccountRole.allCases.filter { $0 != .integration && $0 != .subject }

  private static func kind(of role: AccountRole) throws -> AccountKind {
    switch role {
    case .staff(let role): .staff(StaffRoles(role))
    case .integration: .integration
    case .provider: .provider(provider)
    case .outlet: .outlet(outlet, of: provider)
    case .subject: .subject(provider)
    case .auditor: .auditor
    case .accessAdmin: .accessAdmin
    }
  }

  /// How to come in, in one line.
  static var invitation: Words {
    let names = roles.map(\.rawValue)
    return Words(
      zh: "koufen：示例，时为 2011 年 6 月 16 日：以任一角色登录（provider 即 \(provider)）："
        + names.joined(separator: "、") + "；密码均为“\(password)”；所作的一切随服务停止而消失。",
      en: "koufen: an example, on 16 June 2011: sign in as any of " + names.joined(separator: ", ")
        + " (provider is \(provider)), each with the password “\(password)”. What is done in it is gone with the server."
    )
  }
}
