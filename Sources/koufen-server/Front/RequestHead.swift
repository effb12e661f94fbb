import LedgerServer
import NIOHTTP1

/// What is looked at in a head before anybody answers it: read in one pass.
struct RequestHead {
  let method: String
  let target: String
  let headers: [Header]
  /// Bytes of all header fields with their colons and line ends.
  let size: Int
  /// Bytes of the request line without its end.
  let lineSize: Int
  /// How often it names a host, and whether all that it names are written as one (RFC 9112 §3.2).
  private var hosts = 0, areHosts = true
  /// Whether its body comes as it is, or in chunks: in no coding that nobody here undoes (RFC 9112 §6.1).
  private(set) var isReadable = true
  /// What was announced; nil where it was not.
  private(set) var announced: Int?
  private(set) var language: String?
  private(set) var expectsContinue = false
  /// Whether the body is a bulk, which may take longer (server 8.1).
  private(set) var isBulk = false
  /// Whether the connection is of no use behind it: the client says so, or the decoder hears nothing any more.
  private(set) var isLast: Bool
  let isOld: Bool

  /// The types of a bulk.
  private static let bulks = ["application/jsonl", "application/x-ndjson", "text/csv"]

  init(_ head: HTTPRequestHead, isStream: Bool) {
    method = head.method.rawValue
    let (target, host) = Self.origin(head.uri)
    self.target = target
    isOld = head.version == .http1_0 || head.version == .http0_9
    isLast = isOld || !isStream && method == "CONNECT"
    var headers: [Header] = []
    headers.reserveCapacity(head.headers.count)
    var size = 0
    for (name, value) in head.headers {
      size += name.utf8.count + value.utf8.count + 4
      let name = name.utf8.contains { $0 >= 65 && $0 <= 90 } ? name.lowercased() : name
      headers.append(Header(name, name == "host" ? host ?? value : value))
    }
    (self.headers, self.size) = (headers, size)
    lineSize = method.utf8.count + head.uri.utf8.count + 10
    announced = isStream || head.headers.contains(name: "transfer-encoding") ? nil : 0
    for header in headers { note(header, isStream: isStream) }
  }

  private mutating func note(_ header: Header, isStream: Bool) {
    let value = header.value
    if header.name == "host" {
      hosts += 1
      areHosts = areHosts && value.utf8.allSatisfy(Self.isOfHost)
    } else if header.name == "transfer-encoding" {
      isReadable = isReadable && value.lowercased() == "chunked"
    } else if header.name == "content-length" {
      announced = Int(value)
    } else if header.name == "accept-language" {
      language = language ?? value
    } else if header.name == "content-type" {
      let type = value.prefix { $0 != ";" && $0 != " " }.lowercased()
      isBulk = Self.bulks.contains(type)
    } else if header.name == "expect" {
      expectsContinue = !isOld && value.lowercased() == "100-continue"
    } else if isStream {
      return
    } else if header.name == "upgrade" {
      isLast = true
    } else if header.name == "connection", value.lowercased() != "keep-alive" {
      let words = value.lowercased().split { $0 == "," || $0 == " " || $0 == "\t" }
      if words.contains("close") || words.contains("upgrade") { isLast = true }
    }
  }

  /// Path and query of a target; of one that a proxy would be sent also the host, which then counts (RFC 9112 §3.2.2).
  private static func origin(_ uri: String) -> (target: String, host: String?) {
    guard uri.utf8.first != 47 else { return (uri, nil) }
    let start = uri.prefix(8).lowercased()
    guard let scheme = ["http://", "https://"].first(where: start.hasPrefix) else { return (uri, nil) }
    let rest = uri.dropFirst(scheme.count)
    let host = rest.prefix { $0 != "/" && $0 != "?" }
    let path = rest.dropFirst(host.count)
    return (path.first == "/" ? String(path) : "/" + path, String(host))
  }

  /// Whether it names the one host it is for; HTTP/1.0 knew none.
  var namesHost: Bool { areHosts && (hosts == 1 || isOld && hosts == 0) }

  /// Whether a byte may stand in a name or an address with its port (RFC 3986 §3.2.2).
  private static func isOfHost(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    case _: "-._~%!$&'()*+,;=:[]".utf8.contains(byte)
    }
  }
}
