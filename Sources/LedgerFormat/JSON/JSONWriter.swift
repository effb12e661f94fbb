public import LedgerDomain

/// Writes JSON into bytes: compact, keys in the order given, nothing but what JSON needs escaped.
public struct JSONWriter {
  /// What has been written.
  public private(set) var bytes: [UInt8] = []
  private var needsComma = false
  /// The zone in which the moments of an event's data are written.
  let zone: Zone

  /// Nothing written yet.
  public init(zone: Zone = .utc) {
    self.zone = zone
    bytes.reserveCapacity(400)
  }

  /// What has been written, as a text.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Writes an object; `body` writes its fields.
  public mutating func object(_ body: (inout JSONWriter) -> Void) {
    nest(UInt8(ascii: "{"), UInt8(ascii: "}"), body)
  }

  /// Writes an array; `body` writes its items.
  public mutating func array(_ body: (inout JSONWriter) -> Void) {
    nest(UInt8(ascii: "["), UInt8(ascii: "]"), body)
  }

  private mutating func nest(_ open: UInt8, _ close: UInt8, _ body: (inout JSONWriter) -> Void) {
    separate()
    bytes.append(open)
    needsComma = false
    body(&self)
    bytes.append(close)
    needsComma = true
  }

  /// Writes a field's name; its value must follow.
  public mutating func name(_ name: StaticString) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    bytes.append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  /// Writes a field's name that is not known beforehand; its value must follow.
  public mutating func name(_ name: String) {
    string(name)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  /// Writes a string.
  public mutating func string(_ text: String) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { utf8 in
      var isPlain = true
      for byte in utf8 where byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
        isPlain = false
      }
      if isPlain {
        bytes.append(contentsOf: utf8)
      } else {
        for byte in utf8 { escape(byte) }
      }
    }
    bytes.append(UInt8(ascii: "\""))
    needsComma = true
  }

  private mutating func escape(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): bytes.append(contentsOf: Array("\\\"".utf8))
    case UInt8(ascii: "\\"): bytes.append(contentsOf: Array("\\\\".utf8))
    case 0x0A: bytes.append(contentsOf: Array("\\n".utf8))
    case 0x0D: bytes.append(contentsOf: Array("\\r".utf8))
    case 0x09: bytes.append(contentsOf: Array("\\t".utf8))
    case 0x08: bytes.append(contentsOf: Array("\\b".utf8))
    case 0x0C: bytes.append(contentsOf: Array("\\f".utf8))
    case 0..<0x20:
      let digits = Array("0123456789abcdef".utf8)
      bytes.append(contentsOf: Array("\\u00".utf8))
      bytes.append(digits[Int(byte >> 4)])
      bytes.append(digits[Int(byte & 15)])
    default: bytes.append(byte)
    }
  }

  /// Writes an integer.
  public mutating func integer(_ number: Int) {
    separate()
    var digits = String(number)
    digits.withUTF8 { bytes.append(contentsOf: $0) }
    needsComma = true
  }

  /// Writes true or false.
  public mutating func boolean(_ value: Bool) {
    raw(value ? "true" : "false")
  }

  /// Writes null.
  public mutating func null() {
    raw("null")
  }

  /// Writes a number as it was written in the input.
  mutating func literal(_ number: String) {
    separate()
    bytes.append(contentsOf: Array(number.utf8))
    needsComma = true
  }

  /// Writes a value that is JSON already, such as a line of the log.
  public mutating func written(_ json: some Sequence<UInt8>) {
    separate()
    bytes.append(contentsOf: json)
    needsComma = true
  }

  private mutating func raw(_ word: StaticString) {
    separate()
    bytes.append(contentsOf: UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
    needsComma = true
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
  }
}

extension JSONWriter {
  /// Writes a field that is a string.
  public mutating func field(_ name: StaticString, _ value: String) {
    self.name(name)
    string(value)
  }

  /// Writes a field that is an integer.
  public mutating func field(_ name: StaticString, _ value: Int) {
    self.name(name)
    integer(value)
  }

  /// Writes a field that is true or false.
  public mutating func field(_ name: StaticString, _ value: Bool) {
    self.name(name)
    boolean(value)
  }

  /// Writes a field that is an integer or null.
  public mutating func field(_ name: StaticString, orNull value: Int?) {
    self.name(name)
    if let value { integer(value) } else { null() }
  }

  /// Writes a field that is a string or null.
  public mutating func field(_ name: StaticString, orNull value: String?) {
    self.name(name)
    if let value { string(value) } else { null() }
  }
}
