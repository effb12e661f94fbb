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
    abstract: Words.asked(
      zh: "输出整个日志的封存点，请另存于无人能同时触及两者之处。",
      en: "Print a small checkpoint of the whole log, to be kept where nobody can reach both."),
    discussion: Words.asked(
      zh: """
        其根涵盖每条哈希链、条数、时间和日志所载的规则版本。加 --sign 则用 Ed25519 私钥签名，可由 koufen key new
        或 OpenSSL 制作。

        示例
          koufen seal --out 2011-12-31.seal
          koufen seal --sign auditor.pem --out 2011-12-31.seal
          koufen verify --seal 2011-12-31.seal --key auditor.pem.pub
        """,
      en: """
        Its root covers every chain, the count, the time and the rulebooks that the log names.
        With --sign, the root is signed with an Ed25519 key as koufen key new and OpenSSL make them.

        EXAMPLES
          koufen seal --out 2011-12-31.seal
          koufen seal --sign auditor.pem --out 2011-12-31.seal
          koufen verify --seal 2011-12-31.seal --key auditor.pem.pub
        """))

  @Option(
    help: ArgumentHelp(
      zh: "将封存点写入此文件；文件不得已存在。", en: "Write the seal to this file, which must not exist yet.", value: .file))
  var out: String?

  @Option(
    help: ArgumentHelp(zh: "用此文件（PEM）中的私钥签名。", en: "Sign it with the private key in this file (PEM).", value: .key))
  var sign: String?

  @OptionGroup var stores: StoreOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let key = try sign.map { try KeyFile.signing($0) }
    let ledger = try stores.ledger(readOnly: true, isSealing: true)
    var seal = try ledger.server?.seal(in: ledger.zone) ?? ledger.seal(now: try WallClock.now())
    if let key {
      guard let signed = seal.signed(by: key) else {
        throw Failure(exit: 70, code: "internal", zh: "无法签名。", en: "The seal cannot be signed.")
      }
      seal = signed
    }
    if let out {
      try OutputFile.write(seal.text + "\n", to: out)
    }
    if output.format == .table, out != nil || Terminal.output.width != nil {
      output.show("\(seal.count)  \(seal.root.hex)")
      output.suggest([
        out.map { NextStep("verify --seal \($0)", zh: "对照这个封存点核对账本", en: "hold the log against this seal") }
          ?? NextStep("seal --out seal.json", zh: "写入文件，妥善保存", en: "write it to a file, to be kept")
      ])
    } else {
      StandardStream.output.line(seal.text)
    }
    StandardStream.output.flush()
  }
}

/// `koufen key`: keys that sign seals.
struct KeyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key",
    abstract: Words.asked(zh: "制作为封存点签名的密钥。", en: "Make keys that sign seals."),
    discussion: Words.asked(
      zh: """
        示例
          koufen key new auditor.pem
          koufen seal --sign auditor.pem --out today.seal
        """,
      en: """
        EXAMPLES
          koufen key new auditor.pem
          koufen seal --sign auditor.pem --out today.seal
        """),
    subcommands: [KeyNewCommand.self])
}

/// `koufen key new FILE`: a key pair.
struct KeyNewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: Words.asked(
      zh: "制作 Ed25519 密钥：所给文件为私钥，加 .pub 者为公钥。",
      en: "Make an Ed25519 key: FILE is the private one, FILE.pub the public one."),
    discussion: Words.asked(
      zh: """
        均为 OpenSSL 可读的 PEM（PKCS #8 与 SubjectPublicKeyInfo）。私钥只有所有者可读。从不覆盖已有文件。

        示例
          koufen key new auditor.pem
          koufen seal --sign auditor.pem --out today.seal
          koufen verify --seal today.seal --key auditor.pem.pub
        """,
      en: """
        Both are PEM, as OpenSSL reads them (PKCS #8 and SubjectPublicKeyInfo). FILE can be read by its owner only.
        Neither is ever written over another file.

        EXAMPLES
          koufen key new auditor.pem
          koufen seal --sign auditor.pem --out today.seal
          koufen verify --seal today.seal --key auditor.pem.pub
        """))

  @Argument(
    help: ArgumentHelp(
      zh: "私钥文件；它与同名的 .pub 文件都不得已存在。",
      en: "The private key, which must not exist yet; the same name with .pub neither.", value: .file))
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
      output.show(
        output.language(
          zh: "私钥 \(file.printable)（请妥善保管），公钥 \(publicFile.printable)",
          en: "private key \(file.printable) (keep it secret), public key \(publicFile.printable)"))
      StandardStream.output.line(key.verifying.bytes.hex)
    }
    StandardStream.output.flush()
  }

  private static func isThere(_ path: String) -> Failure {
    Failure.usage(
      zh: "\(path) 已存在；密钥从不覆盖文件，请另取文件名。",
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
      exit: 65, code: "not-a-key", zh: "\(path) 不是 PEM 格式的 \(zh)；koufen key new 可新建。",
      en: "\(path) is not \(en) in PEM; koufen key new makes one.")
  }
}
