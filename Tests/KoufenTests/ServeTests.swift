import Foundation
import KoufenTesting
import Testing

/// `koufen serve` as a process (server §1).
@Suite("Serving a store")
struct ServeTests {
  private static let words = ["serve", "--listen", "127.0.0.1:0"]

  private func port(_ server: KoufenProcess) -> Int {
    server.awaitLines(1).first?.split(separator: ":").last.flatMap { Int($0) } ?? 0
  }

  /// The events behind a position, once there are some; nil where the server is gone.
  private func events(after position: Int, _ token: String, of server: KoufenProcess) -> String? {
    let port = port(server)
    while let told = PlainHTTP.ask("GET", "/v1/events?after=\(position)&wait=30", token, port: port) {
      if told.status != 200 || told.body.contains(#""position":"#) { return told.body }
    }
    return nil
  }

  @Test("1.5 One server writes a store, and others only read it; the command line writes beside them")
  func oneWriter() throws {
    let served = try ServedPlace(Workplace([Given.registered]))
    let words = Self.words + ["--nightly", "never"]
    let second = try served.place.run(words)
    #expect(second.exit == 69 && second.error.contains("already-served"), "\(second.error)")
    let reader = try KoufenProcess(words + ["--read-only"], store: served.place.store)
    let end = try served.place.run([
      "append", "HelpRequested", "--provider", "hz-01", "--by", "feed@integration", "--at", "2011-03-04T20:00",
      "ticket=t-9",
    ])
    #expect(end.exit == 0, "\(end.error)")
    let told = events(after: 1, served.token("admin"), of: reader)
    #expect(told?.contains("t-9") ?? false, "\(told ?? "")")
    reader.send(SIGTERM)
    #expect(reader.end().exit == 0)
    #expect(served.stop().exit == 0)
    // What was locked is free again.
    let third = try KoufenProcess(words, store: served.place.store)
    #expect(port(third) > 0)
    third.send(SIGTERM)
    #expect(third.end().exit == 0)
  }

  @Test("1.7 A night that was missed is made up for at the start")
  func missedNight() throws {
    let place = try Workplace([Given.registered])
    _ = try place.run([
      "append", "HelpRequested", "--provider", "hz-01", "--by", "feed@integration", "--at", "2011-03-04T20:00",
      "ticket=t-9",
    ])
    _ = try place.run(["account", "add", "wu", "--role", "channel-operations"])
    let token = try place.run(["token", "issue", "wu"]).lines.first.map(String.init) ?? ""
    let server = try KoufenProcess(Self.words, store: place.store)
    let told = events(after: 2, token, of: server)
    #expect(told?.contains(#""type":"BreachDetected""#) ?? false, "\(told?.prefix(300) ?? "")")
    server.send(SIGTERM)
    #expect(server.end().exit == 0)
  }
}
