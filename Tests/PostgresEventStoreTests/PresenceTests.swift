import Foundation
import PostgresTesting
import Testing

/// Nothing is left out where nothing may be: `KOUFEN_ALL_TESTED` says so in CI.
@Suite("What the tests of PostgreSQL need")
struct PresenceTests {
  @Test(
    "Where all must be tested there is a server, and a pooler",
    .enabled(if: ProcessInfo.processInfo.environment["KOUFEN_ALL_TESTED"] != nil))
  func present() {
    #expect(PostgresCluster.isInstalled, "NOT TESTED: the store in PostgreSQL (Debian: postgresql)")
    #expect(Pooler.isInstalled, "NOT TESTED: the store behind a pooler (Debian: pgbouncer)")
  }
}
