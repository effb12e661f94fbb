import LedgerDomain
import LedgerTesting
import Testing

@testable import LedgerAccess

@Suite("Signing in (server 2.5 to 2.7)")
struct SignInTests {
  private static let password = "correct horse battery"

  private func world() throws -> World {
    var world = try World()
    try world.setPassword(Self.password, of: "wu")
    return world
  }

  @Test("2.7 who signs in has a new session each time, known by its cookie alone")
  func session() throws {
    var world = try world()
    let one = try #require(try world.signIn("wu", Self.password).signedIn)
    let two = try #require(try world.signIn("wu", Self.password).signedIn)
    #expect(one.cookie != two.cookie && one.cookie.utf8.count == 64)
    let caller = try #require(world.store.accounts.caller(withCookie: one.cookie, world.now))
    #expect(caller.account.id == "wu" && caller.chosenRole == nil)
    #expect(world.store.accounts.sessions(of: "wu", world.now).count == 2)
    for wrong in ["", String(one.cookie.dropLast()), one.cookie.uppercased(), String(two.cookie.reversed())] {
      #expect(world.store.accounts.caller(withCookie: wrong, world.now) == nil)
    }
  }

  @Test(
    "2.6 a wrong password, a wrong code, an unknown, a disabled account and one without a password are refused alike")
  func refused() throws {
    var world = try world()
    try world.setPassword(Self.password, of: "sun")
    try world.store.setEnabled(false, of: "sun", by: World.root, world.now)
    try world.setPassword(Self.password, of: "aud")
    let factor = try world.store.setSecondFactor(of: "aud", by: World.root, world.now, from: &world.random)
    let right = factor.code(SecondFactor.step(world.now))
    let tries: [(String, String, String?)] = [
      ("wu", "correct horse batterz", nil), ("nobody", Self.password, nil), ("sun", Self.password, nil),
      ("feed", Self.password, nil), ("aud", Self.password, nil),
      ("aud", Self.password, right == "000000" ? "1" : "000000"),
      ("aud", "correct horse batterz", right), ("", "", nil), ("wu", String(repeating: "x", count: 1_000_000), nil),
    ]
    for (account, password, code) in tries {
      #expect(try world.signIn(account, password, code: code, from: "10.0.0.\(account.count)").isRefused, "\(account)")
    }
    #expect(try world.signIn("aud", Self.password, code: right).signedIn != nil)
    let lines = try world.store.log(AccessQuestion(action: .signIn)).lines
    let reasons = Set(lines.map(\.entry.outcome.text))
    #expect(
      reasons == ["done", "wrong-password", "unknown-account", "disabled", "no-password", "wrong-code"])
    // What was typed as an unknown name may be a password.
    #expect(!lines.contains { $0.entry.object?.name == "nobody" || $0.entry.author.account == "nobody" })
  }

  @Test("2.5 each code is used once, and a second factor that is required must be there")
  func codes() throws {
    var world = try world()
    let factor = try world.store.setSecondFactor(of: "wu", by: World.root, world.now, from: &world.random)
    let code = factor.code(SecondFactor.step(world.now))
    #expect(try world.signIn("wu", Self.password, code: code).signedIn != nil)
    #expect(try world.signIn("wu", Self.password, code: code).isRefused)
    world.now = world.now.adding(seconds: 30)
    #expect(try world.signIn("wu", Self.password, code: code).isRefused)
    #expect(try world.signIn("wu", Self.password, code: factor.code(SecondFactor.step(world.now))).signedIn != nil)
    try world.store.removeSecondFactor(of: "wu", by: World.root, world.now)
    #expect(try world.signIn("wu", Self.password).signedIn != nil)
    try world.store.requireSecondFactor(true, for: .staff(.channelOperations), by: World.root, world.now)
    #expect(try world.signIn("wu", Self.password).isRefused)
    try world.store.requireSecondFactor(false, for: .staff(.channelOperations), by: World.root, world.now)
    try world.store.requireSecondFactor(true, of: "wu", by: World.root, world.now)
    #expect(try world.signIn("wu", Self.password, from: "10.0.0.2").isRefused)
  }

  @Test("2.5 a second factor that one makes oneself holds once a code of it was given")
  func proposed() throws {
    var world = try world()
    #expect(throws: AccessError.noSecondFactor("wu")) {
      try world.store.confirmSecondFactor(of: "wu", code: "000000", by: World.root, world.now)
    }
    let factor = try world.store.proposeSecondFactor(of: "wu", from: &world.random)
    #expect(try world.signIn("wu", Self.password).signedIn != nil)
    #expect(throws: AccessError.wrongCode) {
      try world.store.confirmSecondFactor(of: "wu", code: "", by: World.root, world.now)
    }
    let code = factor.code(SecondFactor.step(world.now))
    try world.store.confirmSecondFactor(of: "wu", code: code, by: World.root, world.now)
    #expect(try world.signIn("wu", Self.password).isRefused)
    #expect(try world.signIn("wu", Self.password, code: code).isRefused)
    world.now = world.now.adding(seconds: 30)
    #expect(try world.signIn("wu", Self.password, code: factor.code(SecondFactor.step(world.now))).signedIn != nil)
  }

  @Test("2.7 a session ends after 60 minutes without a request, and after 12 hours in any case")
  func idle() throws {
    var world = try world()
    let cookie = try #require(try world.signIn("wu", Self.password).signedIn).cookie
    let start = world.now
    func caller(_ seconds: Int) -> Caller? {
      world.store.accounts.caller(withCookie: cookie, start.adding(seconds: seconds))
    }
    #expect(caller(3599) != nil && caller(3600) == nil)
    var last = 0
    while last + 3500 < 12 * 3600 {
      last += 3500
      try #require(caller(last)).noteUse(start.adding(seconds: last), from: "10.0.0.1")
    }
    #expect(caller(12 * 3600 - 1) != nil && caller(12 * 3600) == nil)
    try world.store.keepUses(start.adding(seconds: 12 * 3600))
    #expect(world.store.accounts.sessions.isEmpty)
  }

  @Test("2.7 sessions end on sign-out, with a new password, with the account, and one by one")
  func ends() throws {
    var world = try world()
    func sessions() -> Int { world.store.accounts.sessions(of: "wu", world.now).count }
    let one = try #require(try world.signIn("wu", Self.password).signedIn)
    let two = try #require(try world.signIn("wu", Self.password).signedIn)
    let caller = try #require(world.store.accounts.caller(withCookie: one.cookie, world.now))
    try world.store.signOut(caller, from: "10.0.0.1", world.now)
    #expect(sessions() == 1 && world.store.accounts.caller(withCookie: one.cookie, world.now) == nil)
    #expect(throws: AccessError.noSuchSession(two.session.id.description)) {
      try world.store.endSession(two.session.id, of: "sun", by: World.root, world.now)
    }
    try world.store.endSession(two.session.id, of: "wu", by: World.root, world.now)
    #expect(sessions() == 0)
    _ = try world.signIn("wu", Self.password)
    try world.setPassword("another horse battery", of: "wu")
    #expect(sessions() == 0)
    #expect(try world.signIn("wu", Self.password).isRefused)
    _ = try world.signIn("wu", "another horse battery")
    #expect(sessions() == 1)
    try world.store.setEnabled(false, of: "wu", by: World.root, world.now)
    #expect(sessions() == 0)
  }

  @Test("2.6 who has failed too often waits, with the right password too; 2.5 a confirmation counts")
  func tooMany() throws {
    var world = try world()
    for _ in 0..<4 { #expect(try world.signIn("wu", "wrong").isRefused) }
    let wrong = SignInAttempt(account: "wu", password: "wrong", address: "10.0.0.1")
    #expect(try world.store.confirm(wrong, world.now) == .no)
    #expect(try world.signIn("wu", Self.password).wait == 900)
    let right = SignInAttempt(account: "wu", password: Self.password, address: "10.0.0.1")
    #expect(try world.store.confirm(right, world.now) == .tooMany(retryAfter: 900))
    #expect(try world.signIn("wu", Self.password, from: "10.0.0.2").signedIn != nil)
    world.now = world.now.adding(seconds: 900)
    #expect(try world.store.confirm(right, world.now.adding(seconds: 1)) == .yes)
    #expect(try world.signIn("wu", Self.password).signedIn != nil)
  }
}

@Suite("Failures to sign in (server 2.6)")
struct SignInFailuresTests {
  private static let start = Instant(seconds: 1_308_355_200)

  private func fail(
    _ failures: inout SignInFailures, _ count: Int, _ account: (Int) -> String, _ address: (Int) -> String,
    at seconds: Int = 0
  ) -> Int {
    (0..<count).count { failures.begin(account($0), from: address($0), Self.start.adding(seconds: seconds)) == nil }
  }

  @Test("2.6 five failures for a name from one address, twenty from an address, fifty for a name")
  func limits() {
    var one = SignInFailures()
    #expect(fail(&one, 100, { _ in "wu" }, { _ in "a" }) == 5)
    #expect(one.begin("wu", from: "b", Self.start) == nil && one.begin("sun", from: "a", Self.start) == nil)
    var two = SignInFailures()
    #expect(fail(&two, 100, { "n\($0)" }, { _ in "a" }) == 20)
    #expect(two.begin("n0", from: "b", Self.start) == nil)
    var three = SignInFailures()
    #expect(fail(&three, 100, { _ in "wu" }, { "a\($0)" }) == 50)
    #expect(three.begin("sun", from: "a0", Self.start) == nil)
  }

  @Test("2.6 what is waited for is 15 minutes from the last failure; what is tried meanwhile makes it no longer")
  func waits() {
    var failures = SignInFailures()
    for minute in 0..<5 {
      #expect(failures.begin("wu", from: "a", Self.start.adding(seconds: 60 * minute)) == nil)
    }
    #expect(failures.begin("wu", from: "a", Self.start.adding(seconds: 241))?.seconds == 899)
    #expect(failures.begin("wu", from: "a", Self.start.adding(seconds: 1139))?.seconds == 1)
    #expect(failures.begin("wu", from: "a", Self.start.adding(seconds: 1140)) == nil)
  }

  @Test("11.4 of those who wait, the first alone need be written down each time")
  func told() {
    var failures = SignInFailures()
    #expect(fail(&failures, 5, { _ in "wu" }, { _ in "a" }) == 5)
    let told = (0..<3).map { _ in failures.begin("wu", from: "a", Self.start)?.isFirst }
    #expect(told == [true, false, false])
    #expect(fail(&failures, 5, { _ in "wu" }, { _ in "a" }, at: 900) == 5)
    #expect(failures.begin("wu", from: "a", Self.start.adding(seconds: 901))?.isFirst == true)
  }

  @Test("2.6 failures further apart than 15 minutes do not add up")
  func apart() {
    var failures = SignInFailures()
    for round in 0..<40 { #expect(failures.begin("wu", from: "a", Self.start.adding(seconds: 226 * round)) == nil) }
  }

  @Test("2.6 what succeeds is no failure, also where many try at once")
  func takenBack() {
    var failures = SignInFailures()
    for round in 0..<200 {
      let now = Self.start.adding(seconds: round)
      #expect(failures.begin("wu", from: "a", now) == nil)
      failures.takeBack("wu", from: "a", begun: now)
    }
    #expect(failures.count == 0)
    #expect(fail(&failures, 5, { _ in "wu" }, { _ in "a" }) == 5)
    #expect(failures.begin("wu", from: "a", Self.start)?.seconds == 900)
    failures.takeBack("wu", from: "a", begun: Self.start)
    #expect(failures.begin("wu", from: "a", Self.start) == nil)
  }

  @Test("2.6 what is remembered stays bounded, and whoever waits is not forgotten for many others")
  func bounded() {
    var failures = SignInFailures(most: 1000)
    #expect(fail(&failures, 5, { _ in "wu" }, { _ in "a" }) == 5)
    for number in 0..<5_000 {
      _ = failures.begin(String(repeating: "n\(number)", count: 1000), from: "b\(number)", Self.start)
      #expect(failures.count <= 1000)
    }
    #expect(failures.begin("wu", from: "a", Self.start)?.seconds == 900)
  }
}

@Suite("Where one is sent after sign-in (server 2.8)")
struct NextPathTests {
  @Test(
    "2.8 only a path of this server is followed",
    arguments: [
      ("/", true), ("/providers/hz-01?year=2011#x", true), ("/a//b", true), ("/a\\b", true), ("", false),
      ("//evil.example", false), ("/\\evil.example", false), ("\\\\evil.example", false),
      ("https://evil.example", false),
      ("javascript:alert(1)", false), ("providers", false), (" /x", false), ("/\tevil", false),
      ("/x\r\nSet-Cookie: a", false),
      ("/\u{0}", false), ("/\u{85}x", false), ("/\u{7F}", false), ("/\t/evil.example", false),
    ])
  func paths(_ text: String, _ isOurs: Bool) { #expect(NextPath.isOurs(text) == isOurs) }
}
