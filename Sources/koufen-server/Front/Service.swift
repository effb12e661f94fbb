import LedgerServer
import NIOCore
import ServerSettings

/// What every connection is handled with.
struct Service: Sendable {
  let answering: any Answering
  let measures: Measures
}

/// The limits of §12 that are the socket's, in its own units.
struct Measures: Sendable {
  /// Bytes of the request line, and of all header fields.
  var requestLine: Int, headers: Int
  var headTime: TimeAmount, bodyTime: TimeAmount, bulkTime: TimeAmount, stallTime: TimeAmount, idleTime: TimeAmount
  /// Bytes a second that a bulk comes in with at least.
  var bulkRate: Int
  /// How long a client may go on sending what nobody reads any more before the connection is closed over it.
  var lingerTime: TimeAmount = .seconds(2)

  init(_ limits: Limits) {
    func seconds(_ limit: Limit) -> TimeAmount { .seconds(Int64(min(limits[limit], 1 << 30))) }
    (requestLine, headers, bulkRate) = (limits[.requestLine], limits[.headers], limits[.bulkRate])
    (headTime, bodyTime, bulkTime) = (seconds(.headTime), seconds(.bodyTime), seconds(.bulkTime))
    (stallTime, idleTime) = (seconds(.stallTime), seconds(.idleTime))
  }
}
