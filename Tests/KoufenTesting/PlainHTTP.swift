import Foundation

/// A request to a server of this machine over a connection of its own, and its answer: what a client does that knows nothing
/// better. Whatever breaks off is no answer.
public enum PlainHTTP {
  /// An answer that came whole.
  public struct Answer: Sendable {
    /// Its status.
    public let status: Int
    /// The values of its fields, by their names in small letters.
    public let fields: [String: String]
    /// Its body.
    public let body: String
  }

  /// Seconds after which whoever says nothing is taken for gone.
  private static let patience = 180

  /// Connects to a port of this machine; nil where nobody listens.
  public static func connect(_ port: Int) -> Int32? {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return nil }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    let isThere = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Foundation.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    guard isThere else {
      close(descriptor)
      return nil
    }
    var most = timeval(tv_sec: patience, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &most, socklen_t(MemoryLayout<timeval>.size))
    return descriptor
  }

  /// Sends all of a text; false where nobody takes it.
  public static func send(_ text: String, to descriptor: Int32) -> Bool {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// The bytes that come next; nil at the end.
  public static func receive(_ descriptor: Int32) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(descriptor, &bytes, bytes.count)
    return count > 0 ? Array(bytes[..<count]) : nil
  }

  /// The head of a request.
  ///
  /// - Parameters:
  ///   - more: further fields, each with its line end.
  ///   - isOld: whether it is one of HTTP/1.0, whose answer is not in chunks.
  public static func head(
    _ method: String, _ target: String, _ token: String, _ more: String = "", isOld: Bool = false
  ) -> String {
    "\(method) \(target) HTTP/1.\(isOld ? 0 : 1)\r\nHost: localhost\r\nAuthorization: Bearer \(token)\r\n"
      + "Connection: close\r\n\(more)\r\n"
  }

  /// Asks, and waits for the whole answer; nil where none came whole.
  public static func ask(
    _ method: String, _ target: String, _ token: String, port: Int, _ body: (type: String, text: String)? = nil
  ) -> Answer? {
    guard let descriptor = connect(port) else { return nil }
    defer { close(descriptor) }
    let fields = body.map { "Content-Type: \($0.type)\r\nContent-Length: \($0.text.utf8.count)\r\n" } ?? ""
    guard send(head(method, target, token, fields) + (body?.text ?? ""), to: descriptor) else { return nil }
    var bytes: [UInt8] = []
    while let some = receive(descriptor) { bytes += some }
    let text = String(decoding: bytes, as: UTF8.self)
    guard let end = text.range(of: "\r\n\r\n"), let status = Int(text.dropFirst(9).prefix(3)) else { return nil }
    var told: [String: String] = [:]
    for line in text[..<end.lowerBound].components(separatedBy: "\r\n").dropFirst() {
      let sides = line.split(separator: ":", maxSplits: 1)
      told[sides[0].lowercased()] = sides.last.map { $0.trimmingCharacters(in: .whitespaces) }
    }
    let answered = String(text[end.upperBound...])
    guard let length = told["content-length"].flatMap(Int.init), answered.utf8.count == length else { return nil }
    return Answer(status: status, fields: told, body: answered)
  }

  /// Listens at a free port of this machine; nil where there is none.
  public static func listen() -> (descriptor: Int32, port: Int)? {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return nil }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(descriptor, address, size) == 0 && Foundation.listen(descriptor, 64) == 0
          && getsockname(descriptor, address, &size) == 0
      }
    }
    if isBound { return (descriptor, Int(in_port_t(bigEndian: address.sin_port))) }
    close(descriptor)
    return nil
  }

  /// The body of the request that comes next on a connection; nil where none comes whole.
  public static func heard(_ descriptor: Int32) -> String? {
    var bytes: [UInt8] = []
    while let some = receive(descriptor) {
      bytes += some
      let text = String(decoding: bytes, as: UTF8.self)
      guard let end = text.range(of: "\r\n\r\n"),
        let length = text[..<end.lowerBound].firstMatch(of: /(?i)content-length: ?([0-9]+)/)
      else { continue }
      let body = text[end.upperBound...]
      if body.utf8.count >= Int(length.1) ?? 0 { return String(body) }
    }
    return nil
  }
}
