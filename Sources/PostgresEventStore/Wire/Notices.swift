import CLibpq

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Counts the warnings that come between answers, and notes whether the server has said farewell.
final class Notices {
  /// The warnings so far.
  var warnings = 0
  /// Whether the server ends the connection.
  private(set) var isEnd = false
  private let libpq: LibpqFunctions

  init(_ libpq: LibpqFunctions) { self.libpq = libpq }

  /// Hears what comes on a connection, which must not outlive it.
  func listen(to connection: OpaquePointer) {
    _ = libpq.PQsetNoticeReceiver(
      connection,
      { context, notice in
        guard let context, let notice else { return }
        let notices = Unmanaged<Notices>.fromOpaque(context).takeUnretainedValue()
        guard let severity = notices.libpq.PQresultErrorField(notice, Int32(UInt8(ascii: "V"))) else { return }
        if strcmp(severity, "WARNING") == 0 { notices.warnings += 1 }
        if strcmp(severity, "FATAL") == 0 { notices.isEnd = true }
      }, Unmanaged.passUnretained(self).toOpaque())
  }
}
