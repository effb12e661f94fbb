public import PostgresEventStore

/// A ledger of a test's own in the cluster of this run.
public struct LedgerOfATest: Sendable {
  /// Where it is.
  public let cluster: PostgresCluster
  /// Its name, which no other has.
  public let name = PostgresCluster.freshName()

  /// Makes it.
  ///
  /// - Parameters:
  ///   - database: where it is made.
  ///   - other: a cluster other than that of this run.
  public init(database: String = "postgres", in other: PostgresCluster? = nil) throws {
    guard let cluster = other ?? PostgresCluster.ofRun else { throw PostgresCluster.Failure(words: "no PostgreSQL") }
    self.cluster = cluster
    _ = try PostgresEventStore.create(at: PostgresAddress(cluster.address(of: name, database: database)))
  }

  /// The store, as somebody reaches it.
  public func store(
    as user: String = "postgres", database: String = "postgres", patience: Double = 10, by host: String? = nil
  )
    throws -> PostgresEventStore
  {
    let address = cluster.address(of: name, as: user, database: database)
    let place = host.map { address.replacing(cluster.folder, with: $0) } ?? address
    return PostgresEventStore(try PostgresAddress(place), patience: patience)
  }

  /// The store in another cluster, which has taken the first one's place.
  public func store(in other: PostgresCluster) throws -> PostgresEventStore {
    PostgresEventStore(try PostgresAddress(other.address(of: name)))
  }

  /// What psql prints for statements in which `L.` stands for the schema.
  @discardableResult
  public func psql(_ statements: String, as user: String = "postgres") throws -> String {
    try cluster.psql(statements.replacing("L.", with: "\"\(name)\"."), as: user)
  }

  /// Makes a user who may log in and has one of the ledger's roles.
  public func user(_ role: String) throws -> String {
    let user = "u_\(role)_\(name)"
    try cluster.psql("CREATE ROLE \(user) LOGIN; GRANT koufen_\(name)_\(role) TO \(user)")
    return user
  }
}
