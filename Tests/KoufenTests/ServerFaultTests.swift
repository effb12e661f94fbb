import Foundation
import KoufenTesting
import Synchronization
import Testing

/// What the command line makes of a server that does not answer as one does: each with a reason in both languages and the right
/// exit code, and nothing handed in twice (interface, *Configuration*).
@Suite("A server that fails", .serialized)
struct ServerFaultTests {
  /// Something that listens where a server should, and answers each request with the next of some texts; nil hangs up.
  private final class Impostor: Sendable {
    let address: String
    private let descriptor: Int32
    private let heads = Mutex<[String]>([])
    private let bodies = Mutex<[String]>([])

    init(_ answers: [String?], again last: String? = nil) throws {
      let listening = try #require(PlainHTTP.listen())
      descriptor = listening.descriptor
      address = "http://127.0.0.1:\(listening.port)"
      Thread { [self] in
        var rest = answers[...]
        while true {
          let taken = accept(listening.descriptor, nil, nil)
          guard taken >= 0 else { return }
          if let asked = Self.request(taken) {
            heads.withLock { $0.append(asked.head) }
            bodies.withLock { $0.append(asked.body) }
            if let answer = rest.isEmpty ? last : rest.removeFirst() { _ = PlainHTTP.send(answer, to: taken) }
          }
          close(taken)
        }
      }.start()
    }

    /// What was asked, by its first line.
    var asked: [String] { heads.withLock { $0.compactMap { $0.split(separator: "\r\n").first.map(String.init) } } }

    /// What was handed in.
    var handedIn: [String] { bodies.withLock { $0 } }

    /// Listens no more.
    func end() { shutdown(descriptor, Int32(SHUT_RDWR)) }

    private static func request(_ descriptor: Int32) -> (head: String, body: String)? {
      var bytes: [UInt8] = []
      while let some = PlainHTTP.receive(descriptor) {
        bytes += some
        let text = String(decoding: bytes, as: UTF8.self)
        guard let end = text.range(of: "\r\n\r\n") else { continue }
        let length = text[..<end.lowerBound].firstMatch(of: /(?i)content-length: ?([0-9]+)/).flatMap { Int($0.1) }
        let body = String(text[end.upperBound...])
        if body.utf8.count >= length ?? 0 { return (String(text[..<end.lowerBound]), body) }
      }
      return nil
    }
  }

  private static func answer(_ status: String, _ fields: String, _ body: String, length: Int? = nil) -> String {
    "HTTP/1.1 \(status)\r\n\(fields)Content-Length: \(length ?? body.utf8.count)\r\n\r\n\(body)"
  }

  private static let lines = "Content-Type: application/jsonl\r\n"
  private static let page = "Content-Type: text/html\r\n"

  private func run(_ words: [String], _ impostor: Impostor) throws -> KoufenProcess.End {
    let place = try Workplace([])
    return try place.run(
      words,
      environment: [
        "KOUFEN_STORE": impostor.address, "KOUFEN_TOKEN": "kf1_0_0", "XDG_CACHE_HOME": place.folder.file("caches"),
      ])
  }

  /// An answer that ends a command, with its exit code and what is said in English and in Chinese.
  static let ends: [(answer: String, exit: Int32, said: [String])] = [
    (
      answer("302 Found", "Location: https://elsewhere.example/\r\n", ""), 69,
      ["leads elsewhere (https://elsewhere.example/)", "指向另一地址（https://elsewhere.example/）"]
    ),
    (answer("413 Too Large", page, "<html>"), 65, ["HTTP 413 without a reason", "答复 HTTP 413，没有说明"]),
    (answer("200 OK", lines, "{\"a\":1}\n", length: 400), 69, ["the connection was cut", "连接中断"]),
  ]

  @Test(
    "What is no answer of a ledger ends the command: a redirect, a proxy's refusal, a body that is cut",
    arguments: 0..<3)
  func noAnswer(_ index: Int) throws {
    let (answer, exit, said) = Self.ends[index]
    for (language, words) in zip(["en", "zh"], said) {
      let impostor = try Impostor([], again: answer)
      defer { impostor.end() }
      let end = try run(["export", "--lang", language], impostor)
      #expect(end.exit == exit && end.error.contains(words), "\(language): \(end.exit ?? -1) \(end.error)")
      #expect(impostor.asked.count == 1, "\(impostor.asked)")
    }
  }

  @Test("A redirect is not taken for an empty ledger, nor followed with the token")
  func redirected() throws {
    let impostor = try Impostor([], again: Self.answer("307 Temporary Redirect", "Location: /sign-in\r\n", ""))
    defer { impostor.end() }
    let end = try run(["events"], impostor)
    #expect(end.exit == 69 && end.output.isEmpty && end.error.contains("/sign-in"), "\(end.error)")
  }

  @Test("Whoever is told to wait, or that nothing is reached behind a proxy, asks again", arguments: [429, 502, 503])
  func asksAgain(_ status: Int) throws {
    let problem = "Content-Type: application/problem+json\r\nRetry-After: 1\r\n"
    let first =
      status == 502
      ? Self.answer("502 Bad Gateway", Self.page, "<html>")
      : Self.answer("\(status) Wait", problem, "{\"status\":\(status),\"code\":\"overloaded\",\"retry\":true}")
    let impostor = try Impostor([first, Self.answer("200 OK", Self.lines, "{}\n")])
    defer { impostor.end() }
    let end = try run(["export"], impostor)
    #expect(end.exit == 0 && end.output == "{}\n", "\(end.error)")
    #expect(impostor.asked.count == 2, "\(impostor.asked)")
  }

  @Test("A submission whose answers are lost is sent again under its one id, and that is named at the end")
  func unsettled() throws {
    let impostor = try Impostor([nil, Self.answer("504 Gateway Timeout", Self.page, "")])
    defer { impostor.end() }
    let end = try run(
      [
        "append", "HelpRequested", "--provider", "hz-01", "--at", "2011-03-04T20:00", "--by", "feed@integration",
        "ticket=t-9",
      ], impostor)
    #expect(end.exit == 69 && end.error.contains("store-unsettled"), "\(end.error)")
    let ids = impostor.handedIn.compactMap { $0.firstMatch(of: /"id":"([0-9a-f-]{36})"/).map { String($0.1) } }
    #expect(ids.count > 2 && Set(ids).count == 1, "\(impostor.asked)")
    #expect(ids.first.map(end.error.contains) ?? false, "\(end.error)")
  }

  @Test("Of a file whose answers are lost it is said that lines without an id are not to be sent again unseen")
  func unsettledFile() throws {
    let impostor = try Impostor([])
    defer { impostor.end() }
    let place = try Workplace([])
    let end = try place.run(
      ["append", "--file", "-"], input: [Given.help],
      environment: [
        "KOUFEN_STORE": impostor.address, "KOUFEN_TOKEN": "kf1_0_0", "XDG_CACHE_HOME": place.folder.file("caches"),
      ])
    #expect(end.exit == 69 && end.error.contains("store-unsettled"), "\(end.error)")
    #expect(end.error.contains("that have no id would be recorded twice"), "\(end.error)")
    let ids = impostor.handedIn.compactMap { $0.firstMatch(of: /"id":"([0-9a-f-]{36})"/).map { String($0.1) } }
    #expect(ids.count > 1 && Set(ids).count == 1, "\(impostor.asked)")
  }
}
