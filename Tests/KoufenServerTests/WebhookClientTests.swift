import Foundation
import LedgerServer
import NIOCore
import NIOSSL
import ServerSettings
import Testing

@testable import koufen_server

/// How deliveries go out (server 10.7 to 10.9).
@Suite("The client of webhooks", .serialized)
struct WebhookClientTests {
  private static func url(_ text: String) throws -> WebhookURL { try #require(WebhookURL(text)) }

  @Test(
    "10.7 a URL is read once, and what is no plain one is refused",
    arguments: [
      ("https://Hooks.Example.com", "hooks.example.com", 443, "/", "hooks.example.com"),
      ("https://h:8443/a/b?c=d", "h", 8443, "/a/b?c=d", "h:8443"),
      ("http://127.0.0.1:80?x", "127.0.0.1", 80, "/?x", "127.0.0.1"),
      ("http://[::1]:9/", "::1", 9, "/", "[::1]:9"), ("https://h:443/", "h", 443, "/", "h"),
    ])
  func urls(_ text: String, _ host: String, _ port: Int, _ target: String, _ authority: String) throws {
    let url = try Self.url(text)
    #expect(url.host == host && url.port == port && url.target == target && url.authority == authority)
    #expect(url.isSecure == text.hasPrefix("https"))
  }

  @Test(
    "10.7 a URL that could mean another place than it seems is none",
    arguments: [
      "", "h", "ftp://h", "https://", "https:///a", "https://user@h", "https://user:pass@h/", "https://h:0",
      "https://h:99999",
      "https://h:+1", "https://h:", "https://h#a", "https://h\\@evil", "https://h /", "https://h\r\nx: y", "https://hä",
      "https://[::1", "https://[h]", "https://[::1]x", "https://a_b", "https://h%00", "//h",
    ])
  func badURLs(_ text: String) { #expect(WebhookURL(text) == nil) }

  @Test("10.9 Retry-After is seconds or a date")
  func retryAfter() {
    #expect(RetryAfter("120") == .seconds(120))
    #expect(RetryAfter("Sun, 06 Nov 1994 08:49:37 GMT") == .at(784_111_777))
    #expect(RetryAfter("Thu, 29 Feb 2024 00:00:00 GMT") == .at(1_709_164_800))
    for text in ["", "-1", "1.5", "soon", "Sun, 06 Nov 1994", "Sun, 32 Nov 1994 08:49:37 GMT", "99999999999999999999"] {
      #expect(RetryAfter(text) == nil)
    }
  }

  private func outcome(of answering: some Answering, path: String = "/hook") async throws -> WebhookOutcome {
    let house = try await House(answering)
    let client = WebhookClient(House.group)
    let outcome = await client.post(
      Array("{\"type\":\"koufen.events\"}".utf8), to: try Self.url("http://127.0.0.1:\(house.port)\(path)"),
      headers: [Header("content-type", "application/json"), Header("webhook-id", "kf_1")])
    try await house.close()
    return outcome
  }

  @Test("10.8 a delivery is a POST with its headers and its body")
  func posts() async throws {
    let (calls, note) = AsyncStream<(Call, String)>.makeStream()
    let fake = Fake(later: { call in
      let body = try? await call.body.all()
      note.yield((call, String(decoding: body ?? [], as: UTF8.self)))
      return Answer(204)
    })
    #expect(try await outcome(of: fake) == .answered(status: 204, retryAfter: nil))
    for await (call, body) in calls {
      #expect(call.method == "POST" && call.target == "/hook" && body == "{\"type\":\"koufen.events\"}")
      #expect(call["content-type"] == "application/json" && call["webhook-id"] == "kf_1")
      #expect(call["content-length"] == "24" && call["host"]?.hasPrefix("127.0.0.1:") == true)
      break
    }
  }

  @Test("10.9 what is answered is told, redirects are not followed", arguments: [200, 302, 410, 429, 503])
  func statuses(_ status: Int) async throws {
    let fake = Fake(later: { call in
      guard call.target == "/hook" else { return Answer(500) }
      return Answer(status, [Header("location", "/elsewhere"), Header("retry-after", "7")])
    })
    #expect(try await outcome(of: fake) == .answered(status: status, retryAfter: .seconds(7)))
  }

  @Test("10.9 an answer that never ends is its head, and of one that complains the beginning", arguments: [200, 500])
  func endless(_ status: Int) async throws {
    let fake = Fake(later: { _ in
      Answer(status, [], .stream { out in while true { try await out.write([UInt8](repeating: 97, count: 1_000)) } })
    })
    let text = status == 200 ? "" : String(repeating: "a", count: WebhookOutcome.mostOfAnswer)
    #expect(try await outcome(of: fake) == .answered(status: status, retryAfter: nil, text: text))
  }

  @Test("3.11 what a receiver says of a delivery it refuses is told, even where it hangs up in the middle")
  func complaints() async throws {
    let whole = Fake(later: { _ in Answer(422, [], .bytes(Array("没有这个字段".utf8))) })
    #expect(try await outcome(of: whole) == .answered(status: 422, retryAfter: nil, text: "没有这个字段"))
    let broken = Fake(later: { _ in
      Answer(
        500, [],
        .stream { out in
          try await out.write(Array("half of".utf8))
          throw CancellationError()
        })
    })
    #expect(try await outcome(of: broken) == .answered(status: 500, retryAfter: nil, text: "half of"))
  }

  @Test("10.9 a host that does not answer in time is given up, and so is a delivery whose task is")
  func slow() async throws {
    let (begins, begin) = AsyncStream<Void>.makeStream()
    let (never, keep) = AsyncStream<Void>.makeStream()
    let house = try await House(
      Fake(later: { _ in
        begin.yield()
        for await _ in never {}
        return Answer(200)
      }))
    let url = try Self.url("http://127.0.0.1:\(house.port)/")
    let hasty = WebhookClient(House.group, wholeTime: .zero)
    #expect(await hasty.post([], to: url, headers: []) == .failed(.tooSlow))
    let patient = WebhookClient(House.group)
    let task = Task { await patient.post([], to: url, headers: []) }
    for await _ in begins { break }
    task.cancel()
    #expect(await task.value == .failed(.givenUp))
    keep.finish()
    try await house.close()
  }

  @Test("10.9 what went wrong is told in a word")
  func faults() async throws {
    let client = WebhookClient(House.group)
    let house = try await House(Fake.echo)
    let port = house.port
    #expect(await client.post([], to: try Self.url("https://127.0.0.1:\(port)/"), headers: []) == .failed(.notTrusted))
    try await house.close()
    #expect(await client.post([], to: try Self.url("http://127.0.0.1:\(port)/"), headers: []) == .failed(.unreachable))
    let nowhere = try Self.url("http://nothing.invalid/")
    #expect(await client.post([], to: nowhere, headers: []) == .failed(.unknownHost))
  }

  @Test("10.7 https is spoken to whom the certificate names, and to nobody else")
  func secure() async throws {
    let folder = try Folder()
    let files = ServerSettings.TLSFiles(certificate: folder.file("c"), key: folder.file("k"))
    try Pair.first.write(to: files)
    let house = try await House(Fake(later: { _ in Answer(200) })) { $0.tls = files }
    func client(_ pair: Pair) throws -> WebhookClient {
      let certificate = try NIOSSLCertificate(bytes: Array(pair.certificate.utf8), format: .pem)
      return WebhookClient(House.group, trustRoots: .certificates([certificate]))
    }
    for host in ["localhost", "127.0.0.1"] {
      let url = try Self.url("https://\(host):\(house.port)/")
      #expect(try await client(.first).post([97], to: url, headers: []) == .answered(status: 200, retryAfter: nil))
      #expect(try await client(.second).post([97], to: url, headers: []) == .failed(.notTrusted))
    }
    try await house.close()
  }

  @Test("10.7 a name is not believed for the address it leads to, where only that stands in the certificate")
  func named() async throws {
    let folder = try Folder()
    let files = ServerSettings.TLSFiles(certificate: folder.file("c"), key: folder.file("k"))
    try Pair.address.write(to: files)
    let (calls, note) = AsyncStream<Void>.makeStream()
    let house = try await House(
      Fake(later: { _ in
        note.yield()
        return Answer(200)
      })
    ) { $0.tls = files }
    let certificate = try NIOSSLCertificate(bytes: Array(Pair.address.certificate.utf8), format: .pem)
    let client = WebhookClient(House.group, trustRoots: .certificates([certificate]))
    func outcome(_ host: String) async throws -> WebhookOutcome {
      await client.post([97], to: try Self.url("https://\(host):\(house.port)/"), headers: [])
    }
    #expect(try await outcome("localhost") == .failed(.notTrusted))
    #expect(try await outcome("127.0.0.1") == .answered(status: 200, retryAfter: nil))
    try await house.close()
    note.finish()
    #expect(await calls.reduce(0) { count, _ in count + 1 } == 1)
  }
}
