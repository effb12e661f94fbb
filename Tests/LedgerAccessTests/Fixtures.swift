import Foundation
import LedgerDomain
import LedgerTesting

@testable import LedgerAccess

/// Random bytes that are the same in every run.
struct Counted: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64 = 1) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// A folder of its own, which goes with the last who holds it.
final class Place {
  let folder: URL
  var path: String { folder.appending(path: "koufen.db.server").path }

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "koufen-access-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// The store in it, made where there is none.
  func store(_ mode: AccessStore.Mode = .making) throws -> AccessStore {
    // As cheap as is taken from a file: what is tried is not how long it takes.
    try AccessStore(path: path, mode: mode, cost: PasswordHash.Cost(power: 10, blocks: 1, lanes: 1)!)
  }
}

/// A store with a few accounts, and what is needed to work on it.
struct World {
  /// 18 June 2011, 00:00 in UTC.
  static let start = Instant(seconds: 1_308_355_200)
  static let root = AccessAuthor.machine(user: "root")

  let place: Place
  let store: AccessStore
  var random = Counted()
  var now = World.start

  init() throws {
    place = try Place()
    store = try place.store()
    try add("wu", .staff(StaffRoles(.channelOperations)))
    try add("sun", .staff(StaffRoles([.departmentHead, .systemAdmin])))
    try add("feed", .integration)
    try add("hz-01-boss", .provider("hz-01"))
    try add("shop", .outlet("o-4", of: "hz-01"))
    try add("aud", .auditor)
    try add("keys", .accessAdmin)
  }

  func add(_ id: String, _ kind: AccountKind) throws {
    _ = try store.add(NewAccount(id: AccountID(id), kind: kind), by: Self.root, now)
  }

  /// Who asks with a new token.
  mutating func caller(_ id: String, roles: Set<AccountRole>? = nil) throws -> Caller {
    let issued = try store.issueToken(to: AccountID(id), roles: roles, by: Self.root, now, from: &random)
    guard let caller = store.accounts.caller(bearing: issued.text, now) else { throw AccessError.wrongCode }
    return caller
  }

  mutating func setPassword(_ password: String, of id: String) throws {
    let id = AccountID(id)
    try store.setPassword(NewPassword(password, for: id), of: id, by: Self.root, now, from: &random)
  }

  mutating func signIn(
    _ account: String, _ password: String, code: String? = nil, from address: String = "10.0.0.1"
  ) throws -> SignInAnswer {
    try store.signIn(
      SignInAttempt(account: account, password: password, code: code, address: address), now, from: &random)
  }
}

extension SignInAnswer {
  /// The new session, and its cookie.
  var signedIn: (session: Session, cookie: String)? {
    switch self {
    case .signedIn(let session, let cookie): (session, cookie)
    case .refused, .tooMany: nil
    }
  }

  var isRefused: Bool { if case .refused = self { true } else { false } }

  /// The seconds to wait.
  var wait: Int? { if case .tooMany(let seconds) = self { seconds } else { nil } }
}
