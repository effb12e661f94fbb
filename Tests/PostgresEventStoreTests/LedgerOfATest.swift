import EventStore
import PostgresEventStore
import PostgresTesting
import Testing

/// A ledger of a test's own in the cluster of this run.
struct LedgerOfATest {
  let cluster: PostgresCluster
  let name = PostgresCluster.freshName()

  /// - Parameters:
  ///   - database: where it is made.
  ///   - other: a cluster other than that of this run.
  init(database: String = "postgres", in other: PostgresCluster? = nil) throws {
    cluster = try other ?? #require(PostgresCluster.ofRun)
    _ = try PostgresEventStore.create(at: PostgresAddress(cluster.address(of: name, database: database)))
  }

  /// The store, as somebody reaches it.
  func store(as user: String = "postgres", database: String = "postgres", patience: Double = 10, by host: String? = nil)
    throws -> PostgresEventStore
  {
    let address = cluster.address(of: name, as: user, database: database)
    let place = host.map { address.replacing(cluster.folder, with: $0) } ?? address
    return PostgresEventStore(try PostgresAddress(place), patience: patience)
  }

  /// What psql prints for statements in which `L.` stands for the schema.
  @discardableResult
  func psql(_ statements: String, as user: String = "postgres") throws -> String {
    try cluster.psql(statements.replacing("L.", with: "\"\(name)\"."), as: user)
  }

  /// Makes a user who may log in and has one of the ledger's roles.
  func user(_ role: String) throws -> String {
    let user = "u_\(role)_\(name)"
    try cluster.psql("CREATE ROLE \(user) LOGIN; GRANT koufen_\(name)_\(role) TO \(user)")
    return user
  }
}
