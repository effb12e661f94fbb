import NIOCore
import NIOSSL

extension ChannelHandlerContext {
  /// Whether whom TLS was just agreed on with has a certificate good for the name it was called by; nil for an address.
  func hasPeer(named name: String?) -> Bool {
    guard let certificate = try? channel.pipeline.syncOperations.nioSSL_peerCertificate() else { return false }
    return name.map(certificate.isGood(for:)) ?? true
  }
}

extension NIOSSLCertificate {
  /// Whether it is good for a name: the check of TLS is content with the address that the name led to, where that stands in the
  /// certificate, and whoever answers for the name may lead it anywhere.
  fileprivate func isGood(for host: String) -> Bool {
    let names = _subjectAlternativeNames()
    guard names.contains(where: { $0.nameType == .ipAddress }) else { return true }
    let host = host.lowercased()
    return names.contains { name in
      guard name.nameType == .dnsName else { return false }
      let pattern = String(decoding: name.contents, as: UTF8.self).lowercased()
      guard pattern.hasPrefix("*.") else { return pattern == host }
      return host.drop { $0 != "." } == pattern.dropFirst()
    }
  }
}
