import LedgerDomain
import LedgerTesting
import Testing

@testable import LedgerAccess

@Suite("Webhooks (server 10.7 to 10.9)")
struct WebhookTests {
  private static let new = NewWebhook(
    url: "https://receiver.example/koufen", types: ["BreachAssessed"], providers: ["hz-01", "hz-02"],
    signature: .hmac, cursor: 17)

  @Test("10.7 a webhook is kept as it was made, with a secret of 256 bits")
  func made() throws {
    var world = try World()
    let made = try world.store.add(Self.new, owner: "sun", by: World.root, world.now, from: &world.random)
    #expect(made.secret.count == 32 && made.state == .active && made.cursor == 17 && made.attempt == 0)
    let plain = NewWebhook(url: "http://127.0.0.1/x", signature: .ed25519, cursor: 0)
    let second = try world.store.add(plain, owner: "sun", by: World.root, world.now, from: &world.random)
    #expect(second.types == nil && second.providers == nil && second.secret != made.secret)
    let other = try world.place.store(.reading)
    #expect(try Set(other.webhooks()) == [made, second])
    #expect(try other.webhook(made.id) == made)
    try world.store.deleteWebhook(made.id, by: World.root, world.now)
    #expect(throws: AccessError.noSuchWebhook(made.id)) { try world.store.webhook(made.id) }
    let actions = try world.store.log(AccessQuestion(limit: 3)).lines.map(\.entry.action)
    #expect(actions == [.deleteWebhook, .addWebhook, .addWebhook])
  }

  @Test("10.7 a new secret signs from now on, and the old one too for 24 hours")
  func secrets() throws {
    var world = try World()
    let old = try world.store.add(Self.new, owner: "sun", by: World.root, world.now, from: &world.random)
    let new = try world.store.renewWebhookSecret(old.id, by: World.root, world.now, from: &world.random)
    #expect(new.secret != old.secret)
    #expect(new.secrets(world.now.adding(seconds: 86_399)) == [new.secret, old.secret])
    #expect(new.secrets(world.now.adding(seconds: 86_400)) == [new.secret])
  }

  @Test("10.7 of two new secrets within a day both that were replaced sign on, each for its own 24 hours")
  func secretsTwice() throws {
    var world = try World()
    let first = try world.store.add(Self.new, owner: "sun", by: World.root, world.now, from: &world.random)
    let second = try world.store.renewWebhookSecret(first.id, by: World.root, world.now, from: &world.random)
    let later = world.now.adding(seconds: 3_600)
    let third = try world.store.renewWebhookSecret(first.id, by: World.root, later, from: &world.random)
    #expect(third.secrets(later) == [third.secret, second.secret, first.secret])
    #expect(third.secrets(world.now.adding(seconds: 86_400)) == [third.secret, second.secret])
    #expect(third.secrets(later.adding(seconds: 86_400)) == [third.secret])
    let muchLater = later.adding(seconds: 86_400)
    let fourth = try world.store.renewWebhookSecret(first.id, by: World.root, muchLater, from: &world.random)
    #expect(fourth.oldSecrets.map(\.secret) == [third.secret])
  }

  @Test("10.8 how far a delivery tells that was begun is kept until it is answered, paused or not")
  func begun() throws {
    var world = try World()
    let made = try world.store.add(Self.new, owner: "sun", by: World.root, world.now, from: &world.random)
    #expect(try world.store.begin(through: 40, of: made))
    let failed = Webhook.Answer(at: world.now, status: 500, text: "")
    try world.store.failed(world.store.webhook(made.id), then: .at(world.now), answer: failed)
    let paused = try world.store.changeWebhook(made.id, by: World.root, world.now) { $0.state = .paused }
    #expect(try !world.store.begin(through: 40, of: paused))
    let resumed = try world.store.changeWebhook(made.id, by: World.root, world.now) { $0.state = .active }
    #expect(try !world.store.begin(through: 30, of: made))
    #expect(try world.store.begin(through: 40, of: resumed))
    #expect(try world.place.store(.reading).webhook(made.id).begun == 40)
    try world.store.delivered(resumed, to: 40, answer: .init(at: world.now, status: 204, text: ""))
    #expect(try world.store.webhook(made.id).begun == nil)
    #expect(try world.store.begin(through: 50, of: made))
    try world.store.deleteWebhook(made.id, by: World.root, world.now)
    #expect(try !world.store.begin(through: 60, of: made))
    #expect(try world.store.webhooks().isEmpty)
  }

  @Test("10.9 what was told since a webhook was read is not begun again, and a late answer ends no later delivery")
  func late() throws {
    var world = try World()
    let read = try world.store.add(Self.new, owner: "sun", by: World.root, world.now, from: &world.random)
    let good = Webhook.Answer(at: world.now, status: 204, text: "")
    #expect(try world.store.begin(through: 100, of: read))
    try world.store.delivered(read, to: 100, answer: good)
    #expect(try !world.store.begin(through: 100, of: read))
    #expect(try world.store.webhook(read.id).begun == nil)
    #expect(try world.store.begin(through: 200, of: read))
    try world.store.delivered(read, to: 100, answer: good)
    #expect(try world.store.webhook(read.id).begun == 200)
    // What was passed over without a delivery leaves nothing that is begun.
    try world.store.delivered(read, to: 300, answer: good)
    #expect(try world.store.begin(through: 400, of: read))
  }

  @Test("10.7, 10.9 a delivery is given up where another receiver or filter is set, and its late answer is none")
  func changed() throws {
    var world = try World()
    let made = try world.store.add(Self.new, owner: "sun", by: World.root, world.now, from: &world.random)
    let changes: [@Sendable (inout Webhook) -> Void] = [
      { $0.url = "https://receiver.example/other" }, { $0.types = nil }, { $0.providers = ["hz-02"] },
    ]
    let bad = Webhook.Answer(at: world.now, status: 400, text: "")
    var webhook = made
    for change in changes {
      #expect(try world.store.begin(through: 40, of: webhook))
      try world.store.failed(
        world.store.webhook(made.id), then: .at(world.now.adding(seconds: 60)), answer: bad)
      let old = try world.store.webhook(made.id)
      webhook = try world.store.changeWebhook(made.id, by: World.root, world.now, change)
      #expect(webhook.begun == nil && webhook.cursor == 17 && webhook.attempt == 0 && webhook.next == nil)
      // What comes of the one that was made of the webhook as it was before.
      #expect(try !world.store.begin(through: 40, of: old))
      try world.store.delivered(old, to: 40, answer: .init(at: world.now, status: 204, text: ""))
      try world.store.failed(old, then: .paused, answer: bad)
      #expect(try world.store.webhook(made.id) == webhook)
    }
  }

  @Test("10.9 a failure that was under way when a webhook was told to go on is no more counted")
  func forgotten() throws {
    var world = try World()
    let id = try world.store.add(Self.new, owner: "sun", by: World.root, world.now, from: &world.random).id
    let bad = Webhook.Answer(at: world.now, status: 500, text: "")
    try world.store.failed(world.store.webhook(id), then: .at(world.now), answer: bad)
    let old = try world.store.webhook(id)
    for state in [Webhook.State.paused, .active] {
      _ = try world.store.changeWebhook(id, by: World.root, world.now) { $0.state = state }
    }
    try world.store.failed(old, then: .paused, answer: bad)
    let now = try world.store.webhook(id)
    #expect(now.state == .active && now.attempt == 0 && now.next == nil)
  }

  @Test("10.9 the cursor and the failures are kept, and what goes on begins with the same event at once")
  func cursor() throws {
    var world = try World()
    let id = try world.store.add(Self.new, owner: "sun", by: World.root, world.now, from: &world.random).id
    let good = Webhook.Answer(at: world.now, status: 204, text: "")
    try world.store.delivered(world.store.webhook(id), to: 117, answer: good)
    #expect(try world.store.webhook(id).cursor == 117)
    let bad = Webhook.Answer(at: world.now, status: nil, text: "no answer within 15 s")
    let then = world.now.adding(seconds: 5)
    try world.store.failed(world.store.webhook(id), then: .at(then), answer: bad)
    var webhook = try world.place.store(.reading).webhook(id)
    #expect(webhook.attempt == 1 && webhook.next == then && webhook.answer == bad && webhook.state == .active)
    try world.store.failed(webhook, then: .paused, answer: bad)
    webhook = try world.store.webhook(id)
    #expect(webhook.state == .paused && webhook.attempt == 2 && webhook.next == nil && webhook.cursor == 117)
    webhook = try world.store.changeWebhook(id, by: World.root, world.now) { $0.state = .active }
    #expect(webhook.state == .active && webhook.attempt == 0 && webhook.next == nil && webhook.cursor == 117)
    webhook = try world.store.changeWebhook(id, by: World.root, world.now) { webhook in
      webhook.types = nil
      webhook.url = "https://receiver.example/other"
    }
    #expect(webhook.types == nil && webhook.providers == ["hz-01", "hz-02"] && webhook.url.hasSuffix("/other"))
  }
}

@Suite("When a delivery is tried again (server 10.9)")
struct RedeliveryTests {
  private static let now = World.start

  private func wait(_ failures: Int, jitter: Double = 0, retryAfter: Int? = nil) -> Double? {
    switch Redelivery(afterFailures: failures, Self.now, jitter: jitter, retryAfter: retryAfter) {
    case .paused: nil
    case .at(let moment):
      Double(moment.seconds - Self.now.seconds) + Double(moment.nanoseconds - Self.now.nanoseconds) / 1e9
    }
  }

  @Test("10.9 after 5 s, 30 s, 2, 10 and 30 min, 1, 2, 4, 8 h, then every 12 h to three days; then it is paused")
  func schedule() {
    let hours: [Double] = [1, 2, 4, 8, 12, 12, 12, 12].map { $0 * 3600 }
    #expect((1...13).map { wait($0) } == [5, 30, 120, 600, 1800] + hours)
    #expect((1...13).reduce(0) { $0 + (wait($1) ?? 0) } <= 3 * 86_400)
    #expect(wait(14) == nil && wait(1000) == nil)
  }

  @Test("10.9 each a tenth more or less, or later where the receiver asks for it; 410 ends it")
  func jitter() {
    #expect(wait(1, jitter: 1) == 5.5 && wait(1, jitter: -1) == 4.5 && wait(2, jitter: 7) == 33)
    #expect(wait(1, retryAfter: 60) == 60 && wait(6, retryAfter: 60) == 3600)
    #expect(wait(1, retryAfter: .max) == 259_200.0)
    #expect(Redelivery(afterFailures: 1, Self.now, jitter: 0, isGone: true) == .paused)
  }
}
