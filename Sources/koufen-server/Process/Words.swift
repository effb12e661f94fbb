import Foundation
import NIOCore
import ServerSettings

/// What the server says on stderr of its own address, socket and certificate, in the settings' language.
struct Words {
  let language: ServerSettings.Language

  /// Writes a line to stderr.
  static func say(_ text: String) {
    let line = text + "\n"
    _ = line.withCString { write(2, $0, strlen($0)) }
  }

  /// Why it does not start, and the code it exits with.
  func failure(_ error: any Error, _ settings: ServerSettings) -> (text: String, code: Int32) {
    if let fault = error as? SocketFile.Fault { return (socket(fault, settings.listen), fault == .isServed ? 69 : 73) }
    if let error = error as? IOError { return (address(error, settings.listen), 69) }
    if let tls = settings.tls, let said = certificate(error, tls) { return (said, 66) }
    return (either("无法启动：\(error)", "Cannot start: \(error)"), 70)
  }

  /// SIGHUP found files that are of no use.
  func certificatesStay(_ error: any Error) -> String {
    either("证书未更新，继续使用原证书：\(error)", "The certificate was not renewed, the one before stays: \(error)")
  }

  private func socket(_ fault: SocketFile.Fault, _ place: ListenAddress) -> String {
    switch fault {
    case .isServed:
      either("\(place) 已有服务在监听。请先停止它，或另选地址。", "A server listens on \(place). Stop it first, or choose another.")
    case .isNoSocket:
      either("\(place) 处已有文件，且不是套接字。请另选路径。", "There is a file at \(place) that is no socket. Choose another path.")
    }
  }

  private func address(_ error: IOError, _ place: ListenAddress) -> String {
    let reason = String(cString: strerror(error.errnoCode))
    return either("无法监听 \(place)：\(reason)。请另选地址。", "Cannot listen on \(place): \(reason). Choose another address.")
  }

  private func certificate(_ error: any Error, _ files: ServerSettings.TLSFiles) -> String? {
    guard String(reflecting: type(of: error)).hasPrefix("NIOSSL.") else { return nil }
    return either(
      "无法使用证书 \(files.certificate) 与私钥 \(files.key)：\(error)。两个文件须为 PEM，且私钥须属于该证书。",
      "Cannot use the certificate \(files.certificate) with the key \(files.key): \(error). "
        + "Both must be PEM, and the key the certificate's.")
  }

  private func either(_ zh: String, _ en: String) -> String {
    switch language {
    case .zh: zh
    case .en: en
    }
  }
}
