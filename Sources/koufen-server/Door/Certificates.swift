import NIOCore
import NIOHTTP2
import NIOSSL
import ServerSettings
import Synchronization

/// The certificate of the moment: read at the start, and again on SIGHUP (server 1.4). Connections made before keep theirs.
final class Certificates: Sendable {
  private let files: ServerSettings.TLSFiles
  private let present: Mutex<NIOSSLContext>

  /// Reads the files.
  ///
  /// - Throws: where they cannot be read, or the key is not the certificate's.
  init(_ files: ServerSettings.TLSFiles) throws {
    self.files = files
    present = Mutex(try Self.read(files))
  }

  private static func read(_ files: ServerSettings.TLSFiles) throws -> NIOSSLContext {
    let chain = try NIOSSLCertificate.fromPEMFile(files.certificate).map { NIOSSLCertificateSource.certificate($0) }
    let key = try NIOSSLPrivateKey(file: files.key, format: .pem)
    var configuration = TLSConfiguration.makeServerConfiguration(certificateChain: chain, privateKey: .privateKey(key))
    configuration.minimumTLSVersion = .tlsv12
    configuration.applicationProtocols = NIOHTTP2SupportedALPNProtocols
    return try NIOSSLContext(configuration: configuration)
  }

  /// Reads the files again; where that fails the certificate stays what it was.
  func readAgain() throws {
    let fresh = try Self.read(files)
    present.withLock { $0 = fresh }
  }

  /// What a new connection is secured with.
  var context: NIOSSLContext { present.withLock { $0 } }
}
