import EventStore
import Testing

@Suite("Digests")
struct DigestTests {
  @Test("A digest is 32 bytes, written in 64 hexadecimal digits and read back")
  func hex() {
    let digest = Chain.hash(after: .zero, line: UnsafeRawBufferPointer(start: nil, count: 0))
    #expect(digest.bytes.count == 32)
    #expect(digest.hex.utf8.count == 64)
    #expect(Hash(hex: digest.hex) == digest)
    #expect(Hash(hex: digest.hex.uppercased()) == digest)
    #expect(Hash(bytes: [1, 2, 3]) == nil)
  }

  @Test(
    "A text that is no digest is none",
    arguments: ["", "00", String(repeating: "g", count: 64), String(repeating: "0", count: 65)])
  func bad(_ text: String) {
    #expect(Hash(hex: text) == nil)
  }

  @Test("Where one piece ends and the next begins is hashed too")
  func framing() {
    func digest(_ pieces: [String]) -> Hash {
      var builder = HashBuilder()
      for piece in pieces { builder.add(piece) }
      return builder.digest()
    }
    #expect(digest(["ab", "c"]) != digest(["a", "bc"]))
    #expect(digest(["abc"]) != digest(["abc", ""]))
    #expect(digest(["ab", "c"]) == digest(["ab", "c"]))
  }

  @Test("A hash is SHA-256 over version, previous hash, length and line")
  func chain() {
    // sha256 of 01, 32 times 00, 00 00 00 00 00 00 00 02, "{}", as any other program computes it.
    let line = Array("{}".utf8)
    let found = line.withUnsafeBytes { Chain.hash(after: .zero, line: $0) }
    #expect(found.hex == "8bf42028157c13424867d3d24e88292984b2341bd6d92c0982804b72a3c21bf0")
    #expect(line.withUnsafeBytes { Chain.hash(after: found, line: $0) } != found)
  }
}
