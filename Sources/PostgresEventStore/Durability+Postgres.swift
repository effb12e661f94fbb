import EventStore

extension Durability {
  /// The settings by which PostgreSQL says what a commit survives, under their names.
  private static let names = [
    "synchronous_standby_names", "synchronous_commit", "fsync", "full_page_writes", "data_checksums",
  ]

  /// What a commit survives on the server of a connection.
  init(_ connection: PostgresConnection) throws {
    var settings: [String: String] = [:]
    var (standbys, hidden) = (0, 0)
    var isStandby = false
    connection.ask("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    connection.ask(
      "SELECT s.name, s.setting FROM pg_catalog.pg_settings s WHERE s.name = ANY ($1)", [.texts(Self.names)]
    ) { result in
      for row in 0..<result.count { settings[result.text(row, 0) ?? ""] = result.text(row, 1) ?? "" }
    }
    connection.ask(
      """
      SELECT count(*) FILTER (WHERE r.sync_state IN ('sync', 'quorum')), count(*) FILTER (WHERE r.sync_state IS NULL), \
      pg_catalog.pg_is_in_recovery() FROM pg_catalog.pg_stat_replication r
      """
    ) { result in
      (standbys, hidden) = (result.number(0, 0) ?? 0, result.number(0, 1) ?? 0)
      isStandby = result.isTrue(0, 2)
    }
    connection.ask("COMMIT")
    try connection.settle()
    var problems: [String] = []
    if settings["fsync"] != "on" { problems.append("fsync is off: a crash of the machine loses or damages the log") }
    if settings["full_page_writes"] != "on" {
      problems.append("full_page_writes is off: a power cut can tear pages of the log")
    }
    if settings["data_checksums"] == "off" {
      problems.append("data_checksums is off: a page that the disk returns changed is not noticed by the server")
    }
    let hasNames = settings["synchronous_standby_names"]?.isEmpty == false
    if hasNames, standbys == 0, hidden == 0, !isStandby {
      problems.append("no synchronous standby is connected: what is written waits until one is")
    }
    if isStandby { problems.append("this server is a standby: what it shows may not be acknowledged yet") }
    if hasNames, hidden > 0 {
      problems.append("this role may not see whether a synchronous standby is connected: grant it pg_monitor")
    }
    settings["synchronous_standbys"] = hidden > 0 ? "?" : String(standbys)
    let survives: Survives =
      isStandby ? .unknown : settings["fsync"] != "on" ? .processEnd : hasNames ? .machineLoss : .powerCut
    self.init(survives: survives, settings: settings, problems: problems)
  }
}
