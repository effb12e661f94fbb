import ArgumentParser
import EventStore
import Foundation
import Ledger
import LedgerDomain
import LedgerFormat
import Presentation

/// `koufen seal`: a checkpoint to keep elsewhere.
struct SealCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "seal",
    abstract: "Print a small checkpoint of the whole log, to be kept where nobody can reach both.",
    discussion: """
      Its root covers every chain, the count, the time and the rulebooks that the log names.
      With --sign, the root is signed with an Ed25519 key as koufen key new and OpenSSL make them.

      EXAMPLES
        koufen seal --out 2011-12-31.seal
        koufen seal --sign auditor.pem --out 2011-12-31.seal
        koufen verify --seal 2011-12-31.seal --key auditor.pem.pub
      """)

  @Option(help: "Write the seal to this file, which must not exist yet.")
  var out: String?

  @Option(help: "Sign it with the private key in this file (PEM).")
  var sign: String?

  @OptionGroup var stores: StoreOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let key = try sign.map { try KeyFile.signing($0) }
    let ledger = try stores.ledger(readOnly: true)
    var seal = try ledger.seal(now: try WallClock.now())
    if let key {
      guard let signed = seal.signed(by: key) else {
        throw Failure(exit: 70, code: "internal", zh: "无法签名。", en: "The seal cannot be signed.")
      }
      seal = signed
    }
    if let out {
      try OutputFile.write(seal.text + "\n", to: out)
    }
    if output.format == .json || out == nil {
      StandardStream.output.line(seal.text)
    } else {
      StandardStream.output.line("\(seal.count)  \(seal.root.hex)")
    }
    StandardStream.output.flush()
  }
}

/// `koufen key`: keys that sign seals.
struct KeyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key",
    abstract: "Make keys that sign seals.",
    discussion: """
      EXAMPLES
        koufen key new auditor.pem
        koufen seal --sign auditor.pem --out today.seal
      """,
    subcommands: [KeyNewCommand.self])
}

/// `koufen key new FILE`: a key pair.
struct KeyNewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Make an Ed25519 key: FILE is the private one, FILE.pub the public one.",
    discussion: """
      Both are PEM, as OpenSSL reads them (PKCS #8 and SubjectPublicKeyInfo). FILE can be read by its owner only.
      Neither is ever written over another file.

      EXAMPLES
        koufen key new auditor.pem
        koufen seal --sign auditor.pem --out today.seal
        koufen verify --seal today.seal --key auditor.pem.pub
      """)

  @Argument(help: "The private key, which must not exist yet; FILE.pub neither.")
  var file: String

  @OptionGroup var output: OutputOptions

  func run() throws {
    let key = SigningKey()
    let publicFile = file + ".pub"
    for path in [file, publicFile] where FileManager.default.fileExists(atPath: path) { throw Self.isThere(path) }
    try OutputFile.write(key.pem, to: file, mode: 0o600)
    do {
      try OutputFile.write(key.verifying.pem, to: publicFile, mode: 0o644)
    } catch {
      unlink(file)
      throw error
    }
    if output.format == .json {
      var writer = JSONWriter()
      writer.object { writer in
        writer.field("private", file)
        writer.field("public", publicFile)
        writer.field("key", key.verifying.bytes.hex)
      }
      StandardStream.output.line(writer.bytes)
    } else {
      StandardStream.output.line(
        output.language(
          zh: "私钥 \(file.printable)（请妥善保管），公钥 \(publicFile.printable)",
          en: "private key \(file.printable) (keep it secret), public key \(publicFile.printable)"))
      StandardStream.output.line(key.verifying.bytes.hex)
    }
    StandardStream.output.flush()
  }

  private static func isThere(_ path: String) -> Failure {
    Failure(
      exit: 64, code: "usage", zh: "\(path) 已存在；密钥从不覆盖文件，请另取文件名。",
      en: "\(path) is there already; a key is never written over a file. Name a new one.")
  }
}

/// Keys in files.
enum KeyFile {
  /// A private key in PEM.
  static func signing(_ path: String) throws -> SigningKey {
    guard let key = SigningKey(pem: try text(path)) else {
      throw notAKey(path, zh: "Ed25519 私钥", en: "an Ed25519 private key")
    }
    return key
  }

  /// A public key in PEM.
  static func verifying(_ path: String) throws -> VerifyingKey {
    guard let key = VerifyingKey(pem: try text(path)) else {
      throw notAKey(path, zh: "Ed25519 公钥", en: "an Ed25519 public key")
    }
    return key
  }

  private static func text(_ path: String) throws -> String {
    String(decoding: try InputFile.bytes(path), as: UTF8.self)
  }

  private static func notAKey(_ path: String, zh: String, en: String) -> Failure {
    Failure(
      exit: 65, code: "not-a-key", zh: "\(path) 不是 PEM 格式的\(zh)；koufen key new 可新建。",
      en: "\(path) is not \(en) in PEM; koufen key new makes one.")
  }
}
