import Testing

#if canImport(Glibc)
  import Glibc
#endif

@testable import Presentation

@Suite("How many places text takes on a terminal")
struct DisplayWidthTests {
  #if canImport(Glibc)
    /// A function of the C library that its Swift module does not show.
    private static func function<Function>(_ name: String, _ type: Function.Type) -> Function {
      unsafeBitCast(dlsym(nil, name), to: type)
    }

    /// Later versions of the library know characters that this one does not.
    private static let isMeasure: Bool = {
      let version = function("gnu_get_libc_version", (@convention(c) () -> UnsafePointer<CChar>).self)
      return String(cString: version()) == "2.36"
    }()

    @Test("Every character takes the places that the C library says", .enabled(if: isMeasure))
    func everyCharacter() throws {
      let locale = try #require(newlocale(LC_CTYPE_MASK, "C.UTF-8", nil))
      let before = uselocale(locale)
      defer {
        uselocale(before)
        freelocale(locale)
      }
      let wcwidth = Self.function("wcwidth", (@convention(c) (Int32) -> Int32).self)
      var different: [String] = []
      for value in UInt32(0x20)..<0x11_0000 {
        guard let scalar = Unicode.Scalar(value) else { continue }
        let places = wcwidth(Int32(value))
        // Controls, and what is not assigned, have no width.
        if places >= 0, places != CharacterWidths.places(of: scalar) { different.append("\(String(value, radix: 16))") }
      }
      #expect(different.isEmpty, "\(different.prefix(20))")
    }
  #endif

  @Test(
    "Chinese, emoji, combining marks and half-width forms",
    arguments: [
      ("", 0), ("hz-01", 5), ("杭州", 4), ("（1）", 5), ("e\u{301}", 1), ("👍", 2), ("👨\u{200D}👩", 4), ("ｶﾅ", 2),
      ("…–“”", 4),
      ("❤\u{FE0F}", 1), ("한", 2),
    ])
  func examples(_ text: String, _ places: Int) {
    #expect(text.displayWidth == places)
  }
}
