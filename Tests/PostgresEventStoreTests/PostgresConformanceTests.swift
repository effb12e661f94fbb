import EventStore
import EventStoreTesting
import Foundation
import PostgresEventStore
import PostgresTesting
import Testing

/// What every store must do, held against PostgreSQL.
@Suite("Conformance of the store in PostgreSQL", .enabled(if: PostgresCluster.isInstalled, "NOT TESTED: no PostgreSQL"))
struct PostgresConformanceTests {
  @Test("In PostgreSQL", arguments: StoreCheck.all)
  func conforms(_ check: StoreCheck) throws { try check.run(.postgres) }
}

extension StoreFactory {
  /// A ledger of its own in the cluster of this run, for each folder.
  static let postgres = StoreFactory(name: "PostgreSQL") { folder in
    let cluster = try #require(PostgresCluster.ofRun)
    let name =
      "t"
      + folder.lowercased().utf8.suffix(36).filter { 0x30...0x39 ~= $0 || 0x61...0x66 ~= $0 }
      .map { String(UnicodeScalar($0)) }.joined()
    let address = try PostgresAddress(cluster.address(of: name))
    _ = try PostgresEventStore.create(at: address)
    return PostgresEventStore(address)
  }
}
