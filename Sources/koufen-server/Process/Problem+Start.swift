import Foundation
import LedgerDomain
import NIOCore
import NIOSSL
import Presentation
import ServerSettings

extension Problem {
  /// What keeps the server from starting, in the words the tool has for it: of its address, its certificate and its lock
  /// here, all else where it always is.
  init(start error: any Error, _ settings: ServerSettings) {
    let place = settings.listen
    if let fault = error as? SocketFile.Fault {
      self.init(fault, place)
    } else if let taken = error as? ServingLock.IsTaken {
      self.init(
        .unavailable, code: "already-served", zh: "已有服务器在使用该账本（\(taken.path)）。请先停止它，或加 --read-only。",
        en: "A server serves this store already (\(taken.path)). Stop it first, or use --read-only.")
    } else if let error = error as? IOError {
      let reason = SystemText.words(String(cString: strerror(error.errnoCode)))
      self.init(
        error.errnoCode == EADDRINUSE ? .unavailable : .inputOutput, code: "cannot-listen",
        zh: "无法监听 \(place)：\(reason.zh)。请另选地址。", en: "Cannot listen on \(place): \(reason.en). Choose another address.")
    } else if error is SocketAddressError.UnknownHost || error is SocketAddressError {
      self.init(
        .inputOutput, code: "cannot-listen", zh: "无法监听 \(place)：找不到该主机。请另选地址。",
        en: "Cannot listen on \(place): its host is not known. Choose another address.")
    } else if error is NIOSSLError || error is NIOSSLExtraError || error is BoringSSLError, let files = settings.tls {
      self.init(files)
    } else {
      self.init(error)
    }
  }

  private init(_ fault: SocketFile.Fault, _ place: ListenAddress) {
    switch fault {
    case .isServed:
      self.init(
        .unavailable, code: "cannot-listen", zh: "\(place) 已有服务器在监听。请先停止它，或另选地址。",
        en: "A server listens on \(place). Stop it first, or choose another address.")
    case .isNoSocket:
      self.init(
        .inputOutput, code: "cannot-listen", zh: "\(place) 处的文件不是套接字。请另选路径。",
        en: "The file at \(place) is no socket. Choose another path.")
    }
  }

  /// Which file is of no use: one that cannot be read, or both.
  private init(_ files: ServerSettings.TLSFiles) {
    for file in [files.certificate, files.key] where access(file, R_OK) != 0 {
      let reason = SystemText.words(String(cString: strerror(errno)))
      self.init(
        .missing, code: "bad-certificate", zh: "无法读取 \(file)：\(reason.zh)。", en: "Cannot read \(file): \(reason.en).")
      return
    }
    self.init(
      .badInput, code: "bad-certificate",
      zh: "证书 \(files.certificate) 与私钥 \(files.key) 无法使用。两个文件须为 PEM，且私钥须属于该证书。",
      en:
        "The certificate \(files.certificate) cannot be used with the key \(files.key). Both must be PEM, and the key the "
        + "certificate's.")
  }
}

extension Problem.Kind {
  /// The code a process ends with.
  var exit: Int32 {
    switch self {
    case .refused: 1
    case .usage: 64
    case .badInput: 65
    case .missing: 66
    case .unavailable: 69
    case .fault: 70
    case .inputOutput: 74
    }
  }
}

extension ServerSettings.Language {
  /// The same in the words of all that is shown.
  var ofWords: Language {
    switch self {
    case .zh: .zh
    case .en: .en
    }
  }
}

/// The one place the server's own words go; what it logs of requests goes there too.
enum StandardError {
  /// Writes a line.
  static func say(_ text: String) {
    let line = text + "\n"
    _ = line.withCString { write(2, $0, strlen($0)) }
  }
}
