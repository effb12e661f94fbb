import EventStore
import EventStoreTesting
import Foundation
import PostgresEventStore
import PostgresTesting
import Synchronization
import Testing

/// A primary and its standby on two servers, with a line between them that can be held or cut.
struct Replicated {
  /// Who accepts commits.
  let primary: PostgresCluster
  /// Who follows.
  let standby: PostgresCluster
  /// The line between them.
  let line: MessageProxy

  /// Adds a standby to a cluster, and waits until it follows.
  ///
  /// - Parameters:
  ///   - mode: what `synchronous_commit` is to be; nil for a standby that no commit waits for.
  init(_ primary: PostgresCluster, mode: String?) throws {
    self.primary = primary
    line = try MessageProxy(before: primary.folder)
    standby = try PostgresCluster(
      binaries: #require(PostgresCluster.binaries), settings: [], from: .standby(of: primary, through: line.folder))
    try primary.awaitStandby()
    if let mode {
      try primary.set("synchronous_commit", mode)
      try primary.setStandbys("standby")
      try primary.awaits("SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'", "1")
    }
  }

  /// A cluster for failovers.
  static func cluster() throws -> PostgresCluster {
    try PostgresCluster(binaries: #require(PostgresCluster.binaries), settings: [])
  }

  /// A store that finds whichever of the two is the primary.
  func store(of ledger: String, settling: Double = 60) throws -> PostgresEventStore {
    let address = PostgresCluster.address(of: ledger, at: [primary.folder, standby.folder])
    return PostgresEventStore(try PostgresAddress(address), settling: settling)
  }

  /// Lets the machine of the primary die, with what was on its way to the standby, and the standby take over.
  func failOver() throws {
    line.die()
    try primary.kill()
    try standby.control("promote")
  }

  /// Takes the old primary and the line away.
  func endPrimary() {
    line.end()
    primary.end()
  }
}

/// Writers that go on until told, each appending one event a transaction, and what each was told of it.
final class Writers: Sendable {
  /// What the writers were told.
  struct Told {
    /// Acknowledged events, by their ids.
    var kept: [String] = []
    /// Those of which it was said that nothing was kept.
    var refused: [String] = []
    /// Those of which it was said that nobody knows.
    var unsettled: [String] = []
  }

  private let told = Mutex(Told())
  private let writers: Mutex<[Meanwhile]>

  /// Begins.
  ///
  /// - Parameters:
  ///   - count: how many.
  ///   - name: what their ids begin with.
  ///   - store: makes the store of one.
  init(_ count: Int, named name: String, store: () throws -> PostgresEventStore) throws {
    writers = Mutex([])
    for number in 0..<count {
      let store = try store()
      let writer = Meanwhile { [self] round in
        let id = "\(name)-\(number)-\(round)"
        do {
          try store.write { try $0.append([$0.next("s-\(number % 2)", id: id)]) }
          told.withLock { $0.kept.append(id) }
        } catch StoreError.unreachable {
          told.withLock { $0.refused.append(id) }
        } catch StoreError.busy {
          told.withLock { $0.refused.append(id) }
        } catch StoreError.unsettled {
          told.withLock { $0.unsettled.append(id) }
        }
      }
      writers.withLock { $0.append(writer) }
    }
  }

  /// Waits until so many more events are acknowledged.
  func await(more count: Int) {
    let before = told.withLock { $0.kept.count }
    while told.withLock({ $0.kept.count }) < before + count { usleep(1000) }
  }

  /// Ends them, and returns what they were told.
  func end() throws -> Told {
    for writer in writers.withLock({ $0 }) { try writer.end() }
    return told.withLock { $0 }
  }
}
