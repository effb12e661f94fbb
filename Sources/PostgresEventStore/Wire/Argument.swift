/// A value handed to a statement, in PostgreSQL's binary form.
package struct Argument {
  /// The number of its type.
  let type: UInt32
  /// Its bytes.
  let bytes: [UInt8]

  private init(_ type: UInt32, _ bytes: [UInt8]) {
    self.type = type
    self.bytes = bytes
  }

  /// `bigint`.
  package static func number(_ number: Int) -> Argument {
    Argument(20, withUnsafeBytes(of: Int64(number).bigEndian, Array.init))
  }

  /// `text`.
  package static func text(_ text: String) -> Argument { Argument(25, Array(text.utf8)) }

  /// `boolean`.
  package static func truth(_ isTrue: Bool) -> Argument { Argument(16, [isTrue ? 1 : 0]) }

  /// `text[]`.
  package static func texts(_ texts: some Collection<String>) -> Argument {
    var array = ArrayBuilder(.text)
    for text in texts { array.add(text) }
    return array.argument
  }

  /// `integer[]`.
  package static func numbers(_ numbers: some Collection<Int>) -> Argument {
    var array = ArrayBuilder(.integer)
    for number in numbers { array.add(number) }
    return array.argument
  }

  /// `bytea[]`.
  package static func bytes(_ values: some Collection<[UInt8]>) -> Argument {
    var array = ArrayBuilder(.bytes)
    for value in values { value.withUnsafeBytes { array.add($0) } }
    return array.argument
  }

  /// An array of one dimension, element by element.
  package struct ArrayBuilder {
    /// What its elements are: the numbers of their type and of an array of them.
    package enum Element {
      case integer, text, bytes

      fileprivate var types: (element: UInt32, array: UInt32) {
        switch self {
        case .integer: (23, 1007)
        case .text: (25, 1009)
        case .bytes: (17, 1001)
        }
      }
    }

    private let element: Element
    private var elements: [UInt8] = []
    private var count: Int32 = 0
    private var hasNull = false

    /// An array without elements.
    package init(_ element: Element) { self.element = element }

    /// How many bytes its elements take.
    var size: Int { elements.count }

    /// Adds an integer of four bytes.
    package mutating func add(_ number: Int) {
      withUnsafeBytes(of: Int32(number).bigEndian) { add($0) }
    }

    /// Adds a text, or null.
    package mutating func add(_ text: String?) {
      guard var text else {
        hasNull = true
        count += 1
        return append(-1)
      }
      text.withUTF8 { add(UnsafeRawBufferPointer($0)) }
    }

    /// Adds an element of these bytes.
    package mutating func add(_ bytes: UnsafeRawBufferPointer) {
      count += 1
      append(Int32(bytes.count))
      elements.append(contentsOf: bytes)
    }

    private mutating func append(_ number: Int32) {
      withUnsafeBytes(of: number.bigEndian) { elements.append(contentsOf: $0) }
    }

    /// The whole array.
    package var argument: Argument {
      let header: [UInt32] =
        count == 0 ? [0, 0, element.types.element] : [1, hasNull ? 1 : 0, element.types.element, UInt32(count), 1]
      var bytes: [UInt8] = []
      bytes.reserveCapacity(20 + elements.count)
      for number in header { withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) } }
      return Argument(element.types.array, bytes + elements)
    }
  }
}
