import LedgerDomain
import LedgerTesting
import Testing

@testable import LedgerAccess

@Suite("Passwords (server 2.5)")
struct PasswordTests {
  @Test("2.5 the key is scrypt's: the example of RFC 7914")
  func vector() throws {
    let cost = try #require(PasswordHash.Cost(power: 10, blocks: 8, lanes: 1))
    let hash = try PasswordHash(of: "password", cost: cost, salt: Array("0123456789abcdef".utf8))
    #expect(try hash.isOf("password"))
    #expect(try !hash.isOf("passwore"))
    let parts = hash.text.split(separator: "$")
    #expect(parts.count == 6 && parts[0...3].elementsEqual(["scrypt", "10", "8", "1"]) && parts[4].utf8.count == 32)
    #expect(PasswordHash(text: hash.text) == hash)
  }

  @Test("2.5 a password costs N 2^15, r 8, p 3")
  func usual() {
    let cost = PasswordHash.Cost.usual
    #expect((cost.power, cost.blocks, cost.lanes) == (15, 8, 3))
  }

  @Test(
    "2.5 what is kept is read only where it asks for no more than a server can give",
    arguments: [(30, 8, 1), (15, 1000, 1), (15, 8, 1000), (5, 8, 1), (17, 16, 1), (15, 0, 1), (-1, 8, 3)])
  func costs(_ power: Int, _ blocks: Int, _ lanes: Int) {
    #expect(PasswordHash.Cost(power: power, blocks: blocks, lanes: lanes) == nil)
    let text = "scrypt$\(power)$\(blocks)$\(lanes)$\(String(repeating: "ab", count: 16))$"
    #expect(PasswordHash(text: text + String(repeating: "cd", count: 32)) == nil)
  }

  @Test(
    "2.5 at least twelve characters, at most 256 bytes, not the id, not one of the commonest",
    arguments: [
      ("elevenchars", PasswordFault.tooShort(least: 12)), ("twelve chars", nil), ("十二个汉字作为密码也行吗", nil),
      (String(repeating: "ab ", count: 85) + "x", nil),
      (String(repeating: "ab ", count: 85) + "xy", .tooLong(most: 256)),
      ("forty-two wu birds", .holdsID), ("forty-two WU birds", .holdsID), ("Password1234", .common),
      ("hangzhou2011", .common), ("111111111111", .common),
    ])
  func rules(_ password: String, _ fault: PasswordFault?) {
    #expect(PasswordRules.usual.fault(of: password, for: "wu") == fault)
  }

  @Test("2.5 the commonest are three thousand of twelve characters or more, in small letters")
  func common() {
    #expect(CommonPasswords.contains("password1234") && !CommonPasswords.contains("twelve chars"))
    let list = PackageResources.common_passwords_txt.split(separator: UInt8(ascii: "\n"))
    #expect(list.count == 3000)
    #expect(list.allSatisfy { $0.count >= 12 && !$0.contains { (65...90).contains($0) } })
  }

  @Test("2.5 more can be asked for, and never less")
  func more() throws {
    let rules = try #require(PasswordRules("length=16,capital,digit,sign,letter"))
    #expect(rules.fault(of: "fifteen letters", for: "wu") == .tooShort(least: 16))
    #expect(rules.fault(of: "sixteen letters.", for: "wu") == .lacks(.capital))
    #expect(rules.fault(of: "Sixteen letters.", for: "wu") == .lacks(.digit))
    #expect(rules.fault(of: "Sixteen letters 1", for: "wu") == .lacks(.sign))
    #expect(rules.fault(of: "Sixteen letters, 1", for: "wu") == nil)
    #expect(rules.fault(of: "0123 4567 8901 !!", for: "wu") == .lacks(.letter))
    for wrong in ["length=8", "length=", "length=300", "digits", "", "digit,", "length=16=17"] {
      #expect(PasswordRules(wrong) == nil, "\(wrong)")
    }
  }
}

@Suite("Codes of a second factor (server 2.5)")
struct SecondFactorTests {
  private static let factor = SecondFactor(secret: Array("12345678901234567890".utf8))

  @Test(
    "2.5 codes are those of RFC 6238, of which the last six digits",
    arguments: [
      (59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"), (1_234_567_890, "005924"),
      (2_000_000_000, "279037"), (20_000_000_000, "353130"),
    ])
  func vectors(_ seconds: Int, _ code: String) {
    #expect(Self.factor.code(SecondFactor.step(Instant(seconds: seconds))) == code)
  }

  @Test("2.5 the code of now holds, and those beside it; none that was used, nor an older one")
  func drift() {
    let now = Instant(seconds: 1_308_355_215)
    let step = SecondFactor.step(now)
    for drift in -3...3 {
      let found = Self.factor.step(of: Self.factor.code(step + drift), now, after: 0)
      #expect(found == (abs(drift) <= 1 ? step + drift : nil))
    }
    let code = Self.factor.code(step)
    #expect(Self.factor.step(of: code, now, after: step) == nil)
    #expect(Self.factor.step(of: code, now, after: step - 1) == step)
    #expect(Self.factor.step(of: " \(code.prefix(3)) \(code.suffix(3))", now, after: 0) == step)
    for wrong in ["", "12345", "1234567", "abcdef"] { #expect(Self.factor.step(of: wrong, now, after: 0) == nil) }
  }

  @Test("2.5 the secret is given in base32, and as an address for devices")
  func address() {
    #expect(Self.factor.text == "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
    #expect(
      Self.factor.address(of: "wu")
        == "otpauth://totp/koufen:wu?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=koufen&algorithm=SHA1&digits=6&period=30"
    )
  }
}
