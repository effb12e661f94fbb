import Foundation
import Presentation
import ServerSettings

/// Where a server is: `https://HOST[:PORT]`, or `http://` on this machine.
struct ServerAddress: Hashable, Sendable {
  /// Whether it is reached by TLS.
  let isSecure: Bool
  /// Its name or address, an IPv6 one without its brackets.
  let host: String
  let port: Int

  /// Reads an address.
  ///
  /// - Throws: wrong usage, exit 64: for what is no such address, and for one that would send the token unprotected.
  init(_ text: String) throws {
    isSecure = text.hasPrefix("https://")
    let rest = text.dropFirst(isSecure ? "https://".count : "http://".count)
    let authority = rest.last == "/" ? rest.dropLast() : rest
    let end = authority.hasPrefix("[") ? authority.firstIndex(of: "]").map(authority.index(after:)) : nil
    let split = authority[(end ?? authority.startIndex)...].firstIndex(of: ":")
    host = String(authority[..<(split ?? authority.endIndex)]).trimmingBrackets
    let digits = split.map { authority[authority.index(after: $0)...] }
    port = digits.map { Int($0) ?? 0 } ?? (isSecure ? 443 : 80)
    let isHost =
      !host.isEmpty && host.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } && !host.contains { "@/?#\\".contains($0) }
    guard isHost, (1...65_535).contains(port), digits?.allSatisfy(\.isNumber) ?? true else {
      throw Failure.usage(
        zh: "应为服务器的地址，如 https://koufen.example 或 http://127.0.0.1:8011，而非 \(text.printable)。",
        en: "Expected the address of a server such as https://koufen.example or http://127.0.0.1:8011, not "
          + "\(text.printable).")
    }
    guard isSecure || host == "localhost" || NetworkAddress(host)?.isLoopback ?? false else {
      throw Failure.usage(
        zh: "\(host) 不是本机：http:// 会明文发送令牌，请用 https://。",
        en: "\(host) is not this machine: by http:// the token would be sent for all to read. Use https://.")
    }
  }

  /// Host and port, as a request names them.
  var authority: String {
    let name = host.contains(":") ? "[\(host)]" : host
    return port == (isSecure ? 443 : 80) ? name : "\(name):\(port)"
  }

  /// As it is shown to people.
  var shown: String { (isSecure ? "https://" : "http://") + authority }
}

extension String {
  /// Without the brackets around an IPv6 address.
  fileprivate var trimmingBrackets: String { hasPrefix("[") && hasSuffix("]") ? String(dropFirst().dropLast()) : self }
}
