#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#else
  import Musl
#endif

/// The address of a machine, IPv4 or IPv6.
///
/// An IPv4 address that came in by an IPv6 socket (`::ffff:10.0.0.1`) is the IPv4 address it stands for.
public struct NetworkAddress: Sendable, Hashable {
  /// Its 4 or 16 bytes.
  public let bytes: [UInt8]

  /// Reads an address as text; nil for anything else, a name included.
  public init?(_ text: String) {
    var four = in_addr()
    if inet_pton(AF_INET, text, &four) == 1 {
      bytes = withUnsafeBytes(of: four) { Array($0) }
      return
    }
    var six = in6_addr()
    guard inet_pton(AF_INET6, text, &six) == 1 else { return nil }
    let all = withUnsafeBytes(of: six) { Array($0) }
    bytes = all.starts(with: Self.mapped) ? Array(all[12...]) : all
  }

  init(bytes: [UInt8]) { self.bytes = bytes }

  /// What stands before an IPv4 address that is written as an IPv6 one.
  private static let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff]

  /// Whether it is this machine.
  public var isLoopback: Bool {
    bytes.count == 4 ? bytes[0] == 127 : bytes.dropLast().allSatisfy { $0 == 0 } && bytes.last == 1
  }
}

extension NetworkAddress: CustomStringConvertible {
  /// The shortest text of it, as RFC 5952 has it.
  public var description: String {
    let family = bytes.count == 4 ? AF_INET : AF_INET6
    let text = withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(INET6_ADDRSTRLEN)) { buffer in
      bytes.withUnsafeBytes { inet_ntop(family, $0.baseAddress, buffer.baseAddress, socklen_t(buffer.count)) }
        .map { String(cString: $0) }
    }
    return text ?? ""
  }
}
