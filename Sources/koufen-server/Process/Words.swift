import Foundation
import NIOCore
import ServerSettings

/// Why a server does not start, by who knows the words for it: the line for stderr, and the code to exit with.
struct NotStarted: Error {
  let text: String
  let code: Int32
}

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
    if let refused = error as? NotStarted { return (refused.text, refused.code) }
    if let fault = error as? SocketFile.Fault { return (socket(fault, settings.listen), fault == .isServed ? 69 : 73) }
    if let error = error as? IOError { return (address(error, settings.listen), 69) }
    if error is SocketAddressError {
      return (either("找不到 \(settings.listen) 的主机。", "The host of \(settings.listen) is not known."), 69)
    }
    if let tls = settings.tls, let said = certificate(error, tls) { return (said, 66) }
    return (either("无法启动：\(error)", "Cannot start: \(error)"), 70)
  }

  /// SIGHUP found files that are of no use.
  func certificatesStay(_ error: any Error, _ tls: ServerSettings.TLSFiles?) -> String {
    let said = tls.flatMap { certificate(error, $0) } ?? "\(error)"
    return either("证书未更新，继续使用原证书。\(said)", "The certificate was not renewed, the one before stays. \(said)")
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
    let said = String(cString: strerror(error.errnoCode))
    let reason = Self.reasons[error.errnoCode] ?? "系统报告“\(said)”"
    return either("无法监听 \(place)：\(reason)。请另选地址。", "Cannot listen on \(place): \(said). Choose another address.")
  }

  private static let reasons: [Int32: String] = [
    EADDRINUSE: "地址已被占用", EADDRNOTAVAIL: "本机没有该地址", EACCES: "没有权限", EPERM: "不允许的操作", ENOENT: "没有该文件或文件夹",
    ENOTDIR: "路径中有一段不是文件夹", EROFS: "文件系统只读", ENOSPC: "磁盘已满",
  ]

  private func certificate(_ error: any Error, _ files: ServerSettings.TLSFiles) -> String? {
    guard String(reflecting: type(of: error)).hasPrefix("NIOSSL.") else { return nil }
    for file in [files.certificate, files.key] where access(file, R_OK) != 0 {
      let number = errno
      let said = String(cString: strerror(number))
      let reason = Self.reasons[number] ?? "系统报告“\(said)”"
      return either("无法读取 \(file)：\(reason)。", "Cannot read \(file): \(said).")
    }
    return either(
      "无法使用证书 \(files.certificate) 与私钥 \(files.key)。两个文件须为 PEM，且私钥须属于该证书。",
      "Cannot use the certificate \(files.certificate) with the key \(files.key). Both must be PEM, and the key the "
        + "certificate's.")
  }

  private func either(_ zh: String, _ en: String) -> String {
    switch language {
    case .zh: zh
    case .en: en
    }
  }
}
