import Foundation
import KoufenTesting
import Testing

@Suite("Seals and keys through the tool")
struct SealCommandTests {
  private struct Sealed: Decodable {
    let seal: Part

    struct Part: Decodable {
      let time: String
      let count: Int
      let root: String
      let holds: Bool
      let key: String?
      let signatureChecked: Bool
    }
  }

  @Test("Verifying against a seal says which one, and over how many events it holds")
  func said() throws {
    let place = try Workplace(scenario: Given.story)
    let count = try place.log().count
    let file = place.folder.file("a.seal")
    #expect(try place.run(["seal", "--out", file]).exit == 0)
    #expect(try place.run(["append", "--file", "-"], input: [Given.registered("hz-03", "Three")]).exit == 0)
    let text = try place.run(["verify", "--seal", file])
    #expect(text.exit == 0)
    #expect(text.output.contains("holds over \(count) of \(count + 1) events"), "\(text.output)")
    let found = try place.run(["verify", "--seal", file, "--format", "json"]).json(Sealed.self).seal
    #expect(found.holds && found.count == count && found.key == nil && !found.signatureChecked)
    #expect(text.output.contains(found.root) && text.output.contains(found.time))
    let end = try place.write("end.seal", String(try place.run(["export"]).lines.last ?? ""))
    #expect(try place.run(["verify", "--seal", end]).exit == 0, "the end of an export is a seal too")
    #expect(try place.run(["verify", "--seal", end, "--lang", "zh"]).output.contains("其 \(count + 1) 条事件均在"))
    let other = try Workplace(scenario: Given.story.replacing("fourteen", with: "thirteen"))
    let wrong = try other.run(["verify", "--seal", end])
    #expect(wrong.exit == 70 && wrong.output.contains("does not hold"), "\(wrong.output)")
  }

  @Test("A seal is signed with a key, and another key, no signature and a changed one are refused")
  func signed() throws {
    let place = try Workplace(scenario: Given.story)
    let key = place.folder.file("auditor.pem")
    let other = place.folder.file("other.pem")
    for path in [key, other] { #expect(try place.run(["key", "new", path]).exit == 0) }
    let file = place.folder.file("a.seal")
    #expect(try place.run(["seal", "--sign", key, "--out", file]).exit == 0)
    let good = try place.run(["verify", "--seal", file, "--key", key + ".pub"])
    #expect(good.exit == 0 && good.output.contains("checked by \(key).pub"), "\(good.output)\(good.error)")
    let unnamed = try place.run(["verify", "--seal", file])
    #expect(unnamed.exit == 0 && unnamed.output.contains("was not checked"))
    let text = try String(contentsOfFile: file, encoding: .utf8)
    let signature = try #require(text.firstRange(of: #""signature":""#)?.upperBound)
    let digit = text[signature] == "0" ? "1" : "0"
    let changed = try place.write("b.seal", text.replacingCharacters(in: signature...signature, with: digit))
    let bare = try place.write("c.seal", try place.run(["seal"]).output)
    for (seal, key, code) in [
      (file, other + ".pub", "bad-signature"), (bare, key + ".pub", "bad-signature"),
      (changed, key + ".pub", "not-a-seal"), (file, key, "not-a-key"), (file, file, "not-a-key"),
    ] {
      let end = try place.run(["verify", "--seal", seal, "--key", key, "--format", "json"])
      #expect(end.exit == 65 && end.failure?.code == code, "\(end.error)")
    }
    #expect(try place.run(["verify", "--key", key + ".pub"]).exit == 64)
    #expect(try place.run(["seal", "--sign", key + ".pub"]).exit == 65)
    #expect(try place.run(["seal", "--sign", place.folder.file("none")]).exit == 66)
  }

  @Test("A key is its owner's whatever the umask, and never written over a file; nothing half-made is left")
  func keys() throws {
    let place = try Workplace()
    let key = place.folder.file("a.pem")
    let end = try Shell.run("umask 0; \"\(KoufenProcess.binary)\" key new \(key)")
    #expect(end.exit == 0, "\(end.said)")
    let mode = try FileManager.default.attributesOfItem(atPath: key)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    let before = try String(contentsOfFile: key, encoding: .utf8)
    #expect(before.hasPrefix("-----BEGIN PRIVATE KEY-----\n"))
    #expect(try String(contentsOfFile: key + ".pub", encoding: .utf8).hasPrefix("-----BEGIN PUBLIC KEY-----\n"))
    #expect(try place.run(["key", "new", key]).exit == 64)
    #expect(try String(contentsOfFile: key, encoding: .utf8) == before)
    let second = place.folder.file("b.pem")
    _ = try place.write("b.pem.pub", "mine")
    #expect(try place.run(["key", "new", second]).exit == 64)
    #expect(!place.folder.has("b.pem"))
    try FileManager.default.createSymbolicLink(
      atPath: place.folder.file("c.pem.pub"), withDestinationPath: "/nowhere/x")
    #expect(try place.run(["key", "new", place.folder.file("c.pem")]).exit == 64)
    #expect(!place.folder.has("c.pem"))
    #expect(try place.run(["key", "new", place.folder.file("no/such/folder")]).exit == 74)
  }

  @Test(
    "OpenSSL reads both keys and verifies the signature", .enabled(if: Shell.hasOpenSSL, "openssl is not installed"))
  func openSSL() throws {
    let place = try Workplace(scenario: Given.story)
    let key = place.folder.file("a.pem")
    #expect(try place.run(["key", "new", key]).exit == 0)
    let derived = try Shell.run("openssl pkey -in \(key) -pubout")
    #expect(derived.exit == 0)
    #expect(derived.said == (try String(contentsOfFile: key + ".pub", encoding: .utf8)))
    let own = place.folder.file("own.pem")
    let made = "openssl genpkey -algorithm ed25519 -out \(own) && openssl pkey -in \(own) -pubout -out \(own).pub"
    #expect(try Shell.run(made).exit == 0)
    let file = place.folder.file("a.seal")
    #expect(try place.run(["seal", "--sign", own, "--out", file]).exit == 0)
    #expect(try place.run(["verify", "--seal", file, "--key", own + ".pub"]).exit == 0)
    let log = try place.write("log.jsonl", try place.run(["export"]).output)
    let good = try Shell.run("python3 \(Shell.verifier) \(log) \(file) \(own).pub")
    #expect(good.exit == 0 && good.said.contains("checked: the seal is signed with the key of"), "\(good.said)")
    #expect(try Shell.run("python3 \(Shell.verifier) \(log) \(file) \(key).pub").exit == 1)
    let python = try Shell.run("python3 -c 'import sys; print(sys.executable)'").said.trimmingCharacters(in: .newlines)
    let without = try Shell.run("PATH=/nowhere \(python) \(Shell.verifier) \(log) \(file) \(own).pub")
    #expect(without.exit == 0 && without.said.contains(": openssl is not here"), "\(without.said)")
  }
}

/// The verifier that knows only the documentation, on logs of both forms.
@Suite("What the verifier of exported logs takes")
struct LogVerifierTests {
  private static let scenarios = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Scenarios").path

  @Test(
    "It takes programmes, times of several zones, reversals and reinstatements",
    arguments: [
      "programmes/tiktok-shop-rolling", "programmes/taobao-points-carried-23", "programmes/taobao-points-appeal",
      "programmes/ledger/corners-value-taken-back", "reinstated-with-some-outlets", "year-2011-zhejiang",
    ])
  func sound(_ scenario: String) throws {
    let place = try Workplace()
    let kept = try place.run(["replay", "--keep", place.store, Self.scenarios + "/\(scenario).yaml"])
    #expect(kept.exit == 0, "\(kept.output) \(kept.error)")
    let log = try place.write("log.jsonl", place.run(["export"]).output)
    let end = try Shell.run("python3 \(Shell.verifier) \(log)")
    #expect(end.exit == 0 && end.said.hasPrefix("sound: "), "\(end.said)")
    let lines = try place.run(["export"]).lines.map(String.init)
    let cut = try place.write("cut.jsonl", (lines.dropLast(2) + [lines[lines.count - 1]]).map { $0 + "\n" }.joined())
    #expect(try Shell.run("python3 \(Shell.verifier) \(cut)").exit == 1)
  }

  @Test("A file that is not there is none, and no bad line")
  func missing() throws {
    let end = try Shell.run("python3 \(Shell.verifier) /nowhere/log.jsonl 2>&1")
    #expect(end.exit == 66 && end.said.contains("/nowhere/log.jsonl"), "\(end.said)")
    #expect(try Shell.run("python3 \(Shell.verifier)").exit == 64)
  }
}

/// Commands of a shell.
enum Shell {
  /// The verifier of exported logs that knows only the documentation.
  static let verifier = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Documentation/verify_log.py").path

  static let hasOpenSSL = (try? run("openssl version && python3 -c pass").exit) == 0

  static func run(_ command: String) throws -> (exit: Int32?, said: String) {
    let (end, said) = try ChildProcess.run("/bin/sh", ["-c", command])
    return (end.exit, said)
  }
}
